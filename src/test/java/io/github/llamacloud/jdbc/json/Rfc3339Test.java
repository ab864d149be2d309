package io.github.llamacloud.jdbc.json;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class Rfc3339Test {
  private static final DateTimeFormatter SECONDS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss");
  private static final DateTimeFormatter NANOS = DateTimeFormatter.ofPattern("nnnnnnnnn");
  private static final DateTimeFormatter OFFSET =
      new DateTimeFormatterBuilder().appendOffset("+HH:MM", "Z").toFormatter();

  @Test
  void agreesWithJavaTimeOnRandomDateTimes() {
    long seed = new Random().nextLong();
    System.out.println("Rfc3339Test seed " + seed);
    Random random = new Random(seed);
    for (int i = 0; i < 200_000; i++) {
      LocalDateTime local =
          LocalDateTime.of(
              random.nextInt(10_000),
              1 + random.nextInt(12),
              1 + random.nextInt(28),
              random.nextInt(24),
              random.nextInt(60),
              random.nextInt(60),
              random.nextInt(1_000_000_000));
      local = local.plusDays(random.nextInt(4));
      if (local.getYear() > 9999) {
        continue;
      }
      int digits = random.nextInt(10);
      String fraction = digits == 0 ? "" : "." + NANOS.format(local).substring(0, digits);
      ZoneOffset offset = ZoneOffset.ofTotalSeconds(60 * (random.nextInt(2161) - 1080));
      String text = SECONDS.format(local) + fraction + OFFSET.format(offset);
      assertEquals(
          OffsetDateTime.parse(text).toInstant().toEpochMilli(),
          millis(text),
          () -> text + ", seed " + seed);
    }
  }

  @Test
  void agreesWithJavaTimeOnEveryDayOfFourCenturies() {
    LocalDateTime day = LocalDateTime.of(1890, 1, 1, 0, 0);
    for (; day.getYear() < 2290; day = day.plusDays(1)) {
      LocalDateTime tested = day;
      assertEquals(
          day.toInstant(ZoneOffset.UTC).toEpochMilli(),
          millis(SECONDS.format(day) + "Z"),
          tested::toString);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "2026-08-01T10:20:30Z, 2026-08-01T10:20:30Z",
    "2026-08-01t10:20:30z, 2026-08-01T10:20:30Z",
    "2026-08-01 10:20:30, 2026-08-01T10:20:30Z",
    "2026-08-01T10:20:30, 2026-08-01T10:20:30Z",
    "2026-08-01T10:20:30.9, 2026-08-01T10:20:30.900Z",
    "2026-08-01T10:20:30.99, 2026-08-01T10:20:30.990Z",
    "2026-08-01T10:20:30.123999999Z, 2026-08-01T10:20:30.123Z",
    "1969-12-31T23:59:59.999999Z, 1969-12-31T23:59:59.999Z",
    "2026-08-01T00:20:30-09:30, 2026-08-01T09:50:30Z",
    "2026-08-01T00:20:30-00:00, 2026-08-01T00:20:30Z",
    "2016-12-31T23:59:60Z, 2017-01-01T00:00:00Z",
    "2017-01-01T05:29:60.5+05:30, 2017-01-01T00:00:00.500Z",
    "2024-02-29T00:00:00Z, 2024-02-29T00:00:00Z"
  })
  void reads(String text, String instant) {
    assertEquals(OffsetDateTime.parse(instant).toInstant().toEpochMilli(), millis(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "2026",
        "2026-08-01",
        "2026-08-01T10:20Z",
        "2026-08-01T10:20:30.Z",
        "2026-08-01T10:20:30.1234567890Z",
        "2026-08-01T10:20:30ZZ",
        "2026-08-01T10:20:30+02",
        "2026-08-01T10:20:30+0200",
        "2026-08-01T10:20:30+24:00",
        "2026-08-01T10:20:30+02:60",
        "2026-08-01T10:20:30 UTC",
        "2026-08-01X10:20:30Z",
        "2026/08/01T10:20:30Z",
        "2026-8-1T10:20:30Z",
        "2026-02-29T10:20:30Z",
        "2100-02-29T10:20:30Z",
        "2026-04-31T10:20:30Z",
        "2026-00-01T10:20:30Z",
        "2026-13-01T10:20:30Z",
        "2026-08-00T10:20:30Z",
        "2026-08-01T24:00:00Z",
        "2026-08-01T10:60:30Z",
        "2026-08-01T10:20:61Z",
        "2026-08-01T10:20:60Z",
        "-026-08-01T10:20:30Z",
        "٢٠٢٦-08-01T10:20:30Z",
        " 2026-08-01T10:20:30Z"
      })
  void rejects(String text) {
    assertEquals(Rfc3339.INVALID, millis(text));
  }

  @Test
  void readsFromTheMiddleOfABuffer() {
    byte[] buffer = "##2026-08-01T10:20:30.5Z9".getBytes(StandardCharsets.US_ASCII);
    TokenText text = new TokenText();
    text.set(buffer, 2, buffer.length - 3);
    assertEquals(1785579630500L, new Rfc3339().epochMillis(text));
  }

  private static long millis(String text) {
    TokenText token = new TokenText();
    token.set(text);
    return new Rfc3339().epochMillis(token);
  }
}
