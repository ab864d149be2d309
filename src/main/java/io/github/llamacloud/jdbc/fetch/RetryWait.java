package io.github.llamacloud.jdbc.fetch;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.DoubleSupplier;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/**
 * How long to wait before a request is repeated, as the vendor's SDKs do (API.md section 3).
 *
 * @param random yields numbers from 0 to 1
 */
record RetryWait(Clock clock, DoubleSupplier random) {
  /** Where SharedClients hides a Retry-After from OkHttp. */
  static final String RETRY_AFTER_OF_503 = "x-llamacloud-jdbc-retry-after";

  private static final double SECONDS_AT_FIRST = 0.5;
  private static final double SECONDS_AT_MOST = 8;
  private static final double JITTER = 0.25;

  /** Says in a failed answer how many seconds too long the wait is that the service asks for. */
  static final String TOO_LONG = "x-llamacloud-jdbc-too-long";

  /**
   * For longer waits that a service asks for only a statement waits whose time limit leaves room
   * for them.
   */
  static final Duration LONGEST = Duration.ofMinutes(5);

  /**
   * @param response the answer that is not good enough, null if there was none
   * @param failures how often the request failed before, from 0
   */
  Duration before(@Nullable Response response, int failures) {
    return asked(response).orElseGet(() -> backoff(failures));
  }

  private Duration backoff(int failures) {
    double seconds = Math.min(SECONDS_AT_FIRST * Math.pow(2, failures), SECONDS_AT_MOST);
    return duration(seconds * (1 - JITTER * random.getAsDouble()));
  }

  /** The wait that the service asks for, however long, if it does. */
  Optional<Duration> asked(@Nullable Response response) {
    if (response == null) {
      return Optional.empty();
    }
    return milliseconds(response)
        .or(() -> secondsOrDate(response))
        .filter(seconds -> seconds > 0)
        .map(RetryWait::duration);
  }

  private static Optional<Double> milliseconds(Response response) {
    return number(response.header("retry-after-ms")).map(millis -> millis / 1000);
  }

  private Optional<Double> secondsOrDate(Response response) {
    String name = response.header(RETRY_AFTER_OF_503) != null ? RETRY_AFTER_OF_503 : "Retry-After";
    return number(response.header(name))
        .or(
            () -> {
              Instant date = response.headers().getInstant(name);
              return Optional.ofNullable(date)
                  .map(then -> Duration.between(clock.instant(), then).toMillis() / 1000.0);
            });
  }

  private static Optional<Double> number(@Nullable String text) {
    if (text == null || !text.matches("[0-9]{1,9}(\\.[0-9]{1,9})?")) {
      return Optional.empty();
    }
    return Optional.of(Double.valueOf(text));
  }

  private static Duration duration(double seconds) {
    return Duration.ofNanos((long) (seconds * 1e9));
  }
}
