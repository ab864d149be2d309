package io.github.llamacloud.jdbc.jdbc;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.util.Random;
import java.util.TimeZone;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ZonedTest {
  private static final Instant FROM = Instant.parse("1969-01-01T00:00:00Z");
  private static final Instant TO = Instant.parse("2040-01-01T00:00:00Z");
  private static final long HOUR = 3_600_000;

  private final TimeZone before = TimeZone.getDefault();

  @AfterEach
  void restoreZone() {
    TimeZone.setDefault(before);
  }

  @Test
  void digitsAreThoseThatJavaPrintsInEveryZone() {
    Random random = new Random(1);
    for (String zone : TimeZone.getAvailableIDs()) {
      TimeZone.setDefault(TimeZone.getTimeZone(zone));
      for (int i = 0; i < 20; i++) {
        long millis = random.nextLong(FROM.toEpochMilli(), TO.toEpochMilli());
        check(zone, millis);
      }
    }
  }

  @Test
  void digitsAreThoseThatJavaPrintsAroundEveryTransition() {
    for (String zone : new String[] {"America/New_York", "Australia/Lord_Howe", "Pacific/Apia"}) {
      TimeZone.setDefault(TimeZone.getTimeZone(zone));
      ZoneOffsetTransition transition = ZoneId.of(zone).getRules().nextTransition(FROM);
      while (transition != null && transition.getInstant().isBefore(TO)) {
        long digits = transition.getDateTimeBefore().toInstant(ZoneOffset.UTC).toEpochMilli();
        for (long millis = digits - 50 * HOUR; millis < digits + 50 * HOUR; millis += HOUR / 4) {
          check(zone, millis);
        }
        transition = ZoneId.of(zone).getRules().nextTransition(transition.getInstant());
      }
    }
  }

  private static void check(String zone, long millis) {
    LocalDateTime digits = LocalDateTime.ofInstant(Instant.ofEpochMilli(millis), ZoneOffset.UTC);
    assertEquals(
        Timestamp.valueOf(digits),
        Zoned.timestamp(millis, TimeZone.getDefault()),
        () -> digits + " in " + zone);
  }
}
