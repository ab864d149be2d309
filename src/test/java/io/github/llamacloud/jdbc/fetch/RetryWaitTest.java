package io.github.llamacloud.jdbc.fetch;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.stream.IntStream;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.Response;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RetryWaitTest {
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-08-01T10:00:00Z"), ZoneOffset.UTC);

  @Test
  void waitsDoubleUpToEightSeconds() {
    RetryWait wait = new RetryWait(CLOCK, () -> 0);
    assertEquals(
        "500 1000 2000 4000 8000 8000",
        IntStream.range(0, 6)
            .mapToObj(i -> String.valueOf(wait.before(null, i).toMillis()))
            .reduce((a, b) -> a + " " + b)
            .orElseThrow());
    assertEquals(Duration.ofSeconds(8), wait.before(null, 5000));
  }

  @Test
  void jitterTakesAQuarterAtMost() {
    assertEquals(Duration.ofSeconds(3), new RetryWait(CLOCK, () -> 1).before(null, 3));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "retry-after-ms | 1500 | 1500",
        "retry-after-ms | 0.5 | 0",
        "Retry-After | 3 | 3000",
        "Retry-After | 0.25 | 250",
        "Retry-After | 60 | 60000",
        "Retry-After | Sat, 01 Aug 2026 10:00:07 GMT | 7000",
        "Retry-After | Sat, 01 Aug 2026 09:00:00 GMT | 500",
        "Retry-After | 86400 | 86400000",
        "Retry-After | Sat, 01 Aug 2026 12:00:00 GMT | 7200000",
        "Retry-After | 0 | 500",
        "Retry-After | -3 | 500",
        "Retry-After | soon | 500"
      })
  void theServiceMayNameTheWait(String header, String value, long millis) {
    assertEquals(
        millis, new RetryWait(CLOCK, () -> 0).before(response(header, value), 0).toMillis());
  }

  @Test
  void millisecondsComeBeforeSeconds() {
    Response response =
        response("Retry-After", "9").newBuilder().header("retry-after-ms", "20").build();
    assertEquals(20, new RetryWait(CLOCK, () -> 0).before(response, 0).toMillis());
  }

  private static Response response(String header, String value) {
    return new Response.Builder()
        .request(new Request.Builder().url("http://h").build())
        .protocol(Protocol.HTTP_1_1)
        .code(503)
        .message("")
        .header(header, value)
        .build();
  }
}
