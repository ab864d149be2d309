package io.github.llamacloud.jdbc.fetch;

import static java.util.Objects.requireNonNull;

import io.github.llamacloud.jdbc.config.ApiKey;
import io.github.llamacloud.jdbc.config.Secret;
import io.github.llamacloud.jdbc.config.Settings;
import io.github.llamacloud.jdbc.error.Failures;
import io.github.llamacloud.jdbc.jobs.ExecutionContext;
import io.github.llamacloud.jdbc.jobs.SentRequest;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import okhttp3.Interceptor;
import okhttp3.Request;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/**
 * Sends a request with the key when it is its turn, and repeats it where it failed for a passing
 * reason. Shared by threads.
 */
final class RetryInterceptor implements Interceptor {
  private static final int TOO_MANY_REQUESTS = 429;

  private final Settings settings;
  private final Attempt attempt;
  private final RetryWait wait;
  private final Sleeper sleeper;
  private final Pace pace;

  /** How to wait; tests do not. */
  interface Sleeper {
    void sleep(Request request, Duration duration) throws SQLException, IOException;
  }

  /** The statement ended while its next attempt was due. */
  static final class WaitEnded extends IOException {
    private static final long serialVersionUID = 1L;

    WaitEnded(SQLException why) {
      super(why);
    }
  }

  RetryInterceptor(Settings settings, RetryWait wait, Sleeper sleeper, Pace pace) {
    this.settings = settings;
    this.attempt = new Attempt(settings.requestTimeout());
    this.wait = wait;
    this.sleeper = sleeper;
    this.pace = pace;
  }

  /** Waits as long as somebody wants the answer. */
  static void sleep(Request request, Duration duration) throws SQLException, IOException {
    demand(request).sleep(context(request), duration);
  }

  private static Demand demand(Request request) {
    return requireNonNull(request.tag(Demand.class));
  }

  private static ExecutionContext context(Request request) {
    return requireNonNull(request.tag(ExecutionContext.class));
  }

  @Override
  public Response intercept(Chain chain) throws IOException {
    IOException earlier = null;
    boolean keyRenewed = false;
    int failures = 0;
    awaitTurn(chain.request());
    for (int number = 1; ; number++) {
      Response response = null;
      int halvings = context(chain.request()).slots().halvings();
      Optional<Secret> key = settings.apiKey().map(ApiKey::current);
      try {
        response = recorded(chain, authorized(chain.request(), key), number);
        if (response.code() == HttpURLConnection.HTTP_UNAUTHORIZED && !keyRenewed && renew(key)) {
          keyRenewed = true;
          awaitTurn(chain.request());
          continue;
        }
        if (response.code() == TOO_MANY_REQUESTS) {
          context(chain.request()).slots().halve(halvings);
          pace.pause(shorter(wait.before(response, failures), RetryWait.LONGEST));
          if (demand(chain.request()).leavesOff()) {
            return response;
          }
        }
        if (failures >= settings.maxRetries() || !Passing.isPassing(response)) {
          return response;
        }
        Optional<Duration> tooLong = tooLong(context(chain.request()), response);
        if (tooLong.isPresent()) {
          return response
              .newBuilder()
              .header(RetryWait.TOO_LONG, String.valueOf(roundedUp(tooLong.get())))
              .build();
        }
      } catch (IOException e) {
        suppress(e, earlier);
        if (failures >= settings.maxRetries()
            || chain.call().isCanceled()
            || Thread.currentThread().isInterrupted()
            || !Passing.isPassing(e)) {
          throw e;
        }
        earlier = e;
        // Sockets that were opened together are closed together by a service that finds them idle.
        SharedClients.closeIdleSockets();
      }
      awaitRetry(chain.request(), response, earlier, failures);
      failures++;
    }
  }

  /** The wait that the service asks for, if it is for more time than the statement has. */
  private Optional<Duration> tooLong(ExecutionContext context, Response response) {
    Duration most = context.remaining().orElse(RetryWait.LONGEST);
    return wait.asked(response).filter(asked -> asked.compareTo(most) > 0);
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }

  private static long roundedUp(Duration duration) {
    return duration.plusSeconds(1).minusNanos(1).toSeconds();
  }

  /** A key that was refused may have been replaced since it was read. */
  private boolean renew(Optional<Secret> refused) {
    return refused.isPresent() && settings.apiKey().orElseThrow().renew(refused.get());
  }

  private static Request authorized(Request request, Optional<Secret> key) {
    return key.map(
            secret ->
                request.newBuilder().header("Authorization", "Bearer " + secret.reveal()).build())
        .orElse(request);
  }

  private void awaitTurn(Request request) throws IOException {
    long turn;
    do {
      checkPause(context(request));
      turn = pace.takeTurn(settings.requestsPerSecond());
      Duration left = pace.until(turn);
      if (!left.isZero()) {
        awaitTurn(request, turn, left);
      }
    } while (pace.isPausedAfter(turn));
  }

  private void awaitTurn(Request request, long turn, Duration left) throws IOException {
    boolean taken = false;
    try {
      pause(request, left);
      taken = true;
    } finally {
      if (!taken) {
        pace.giveBack(turn, settings.requestsPerSecond());
      }
    }
  }

  /** A pause beyond the statement's time limit need not be waited for. */
  private void checkPause(ExecutionContext context) throws IOException {
    Duration pause = pace.pauseLeft();
    if (context.remaining().filter(left -> left.compareTo(pause) < 0).isPresent()) {
      throw new WaitEnded(
          Failures.tooManyRequests(
              "The service has answered HTTP 429 and asks for no requests for another "
                  + roundedUp(pause)
                  + " s, longer than the statement's time limit allows."));
    }
  }

  /** Waits for the next attempt and its turn; after a 429 the turns are what everyone waits for. */
  private void awaitRetry(
      Request request, @Nullable Response response, @Nullable IOException failure, int failures)
      throws IOException {
    Duration asked = wait.before(response, failures);
    boolean paused =
        response != null
            && response.code() == TOO_MANY_REQUESTS
            && asked.compareTo(RetryWait.LONGEST) <= 0;
    Duration duration = paused ? Duration.ZERO : asked;
    try {
      RequestLog.retry(
          request.url(),
          response,
          failure,
          duration,
          () -> {
            if (!paused) {
              pause(request, duration);
            }
            awaitTurn(request);
          });
    } catch (SQLException e) {
      throw new WaitEnded(e);
    }
  }

  private void pause(Request request, Duration duration) throws IOException {
    try {
      context(request).check();
      sleeper.sleep(request, duration);
    } catch (SQLException e) {
      throw new WaitEnded(e);
    }
  }

  private static void suppress(IOException e, @Nullable IOException earlier) {
    if (earlier != null && earlier != e) {
      e.addSuppressed(earlier);
    }
  }

  private Response recorded(Chain chain, Request request, int number) throws IOException {
    ExecutionContext context = context(request);
    try {
      context.requestBegins(settings.maxRequests());
    } catch (SQLException e) {
      throw new WaitEnded(e);
    }
    RequestLog.Watch watch = RequestLog.begin();
    long begin = System.nanoTime();
    Response response = null;
    try {
      response = attempt.send(chain, request);
      return response;
    } finally {
      SentRequest sent =
          new SentRequest(
              request.url().toString(),
              response == null ? 0 : response.code(),
              TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin),
              response == null ? 0 : response.body().contentLength(),
              number,
              OptionalInt.empty());
      context.requestEnded(sent);
      watch.ended(sent);
    }
  }
}
