package io.github.llamacloud.jdbc.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.llamacloud.jdbc.simulator.SimulatedJob;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Calendar;
import java.util.List;
import java.util.TimeZone;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Check 33, from the service to the getters and from the setters to the rows: jobs made around the
 * gaps and overlaps of New York and of Lord Howe (whose are half an hour), read in both, in Tokyo
 * and in UTC.
 */
@ResourceLock(Resources.TIME_ZONE)
class TimeZonesContractTest {
  private static final String NEW_YORK = "America/New_York";
  private static final String LORD_HOWE = "Australia/Lord_Howe";
  private static final List<String> ZONES = List.of(NEW_YORK, "Asia/Tokyo", "UTC", LORD_HOWE);

  private static final LocalDateTime NEW_YORK_GAP = LocalDateTime.parse("2024-03-10T02:30:00.123");
  private static final LocalDateTime LORD_HOWE_GAP = LocalDateTime.parse("2024-10-06T02:15:00");

  private static final List<LocalDateTime> DIGITS =
      List.of(
          LocalDateTime.parse("2024-03-10T01:59:59.999"),
          NEW_YORK_GAP,
          LocalDateTime.parse("2024-03-10T03:00:00"),
          LocalDateTime.parse("2024-03-10T07:00:00"),
          LocalDateTime.parse("2024-11-03T01:30:00.5"),
          LocalDateTime.parse("2024-11-03T06:00:00"),
          LORD_HOWE_GAP,
          LocalDateTime.parse("2024-10-05T15:30:00"),
          LocalDateTime.parse("2024-04-07T01:45:00.25"),
          LocalDateTime.parse("2024-12-31T23:59:59.999"),
          LocalDateTime.parse("1969-12-31T18:30:00.001"));

  private static final TimeZone BEFORE = TimeZone.getDefault();

  @RegisterExtension final Served served = Served.of(jobs());

  private static List<SimulatedJob> jobs() {
    return DIGITS.stream()
        .map(
            digits ->
                SimulatedJob.builder("at-" + digits)
                    .createdAt(fullSeconds(digits.toString()) + "Z")
                    .build())
        .toList();
  }

  /** RFC 3339 wants the seconds that LocalDateTime leaves out. */
  private static String fullSeconds(String digits) {
    return digits.length() == 16 ? digits + ":00" : digits;
  }

  @AfterEach
  void restoreZone() {
    TimeZone.setDefault(BEFORE);
  }

  private static boolean isInGap(LocalDateTime digits, ZoneId zone) {
    return zone.getRules().getValidOffsets(digits).isEmpty();
  }

  private static Calendar calendar(String zone) {
    return Calendar.getInstance(TimeZone.getTimeZone(zone));
  }

  @Test
  void theMomentsAreWhereTheyHurt() {
    assertTrue(isInGap(NEW_YORK_GAP, ZoneId.of(NEW_YORK)));
    assertTrue(isInGap(LORD_HOWE_GAP, ZoneId.of(LORD_HOWE)));
    for (String zone : List.of(NEW_YORK, LORD_HOWE)) {
      assertTrue(
          DIGITS.stream()
              .anyMatch(it -> ZoneId.of(zone).getRules().getValidOffsets(it).size() == 2));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {NEW_YORK, "Asia/Tokyo", "UTC", LORD_HOWE})
  void everyGetterAnswersWhatTheServiceSaid(String zone) throws SQLException {
    TimeZone.setDefault(TimeZone.getTimeZone(zone));
    try (ResultSet rows =
        served.connect().createStatement().executeQuery("SELECT created_at FROM batch_jobs")) {
      for (LocalDateTime digits : DIGITS) {
        assertTrue(rows.next());
        Instant instant = digits.toInstant(ZoneOffset.UTC);
        String text = rows.getString(1);
        assertEquals(digits, LocalDateTime.parse(text.replace(' ', 'T')));
        assertEquals(23, text.length());
        assertEquals(text, rows.getObject(1, String.class));
        assertEquals(digits, rows.getObject(1, LocalDateTime.class));
        assertEquals(digits.toLocalDate(), rows.getObject(1, LocalDate.class));
        assertEquals(digits.toLocalTime(), rows.getObject(1, LocalTime.class));
        assertEquals(instant, rows.getObject(1, Instant.class));
        assertEquals(instant.atOffset(ZoneOffset.UTC), rows.getObject(1, OffsetDateTime.class));
        assertEquals(instant.atZone(ZoneOffset.UTC), rows.getObject(1, ZonedDateTime.class));
        LocalDateTime printed = digits.atZone(ZoneId.of(zone)).toLocalDateTime();
        assertEquals(isInGap(digits, ZoneId.of(zone)), !printed.equals(digits));
        assertEquals(printed, rows.getTimestamp(1).toLocalDateTime());
        assertEquals(rows.getTimestamp(1), rows.getObject(1));
        assertEquals(digits.toLocalDate(), rows.getDate(1).toLocalDate());
        for (String other : ZONES) {
          assertEquals(
              digits.atZone(ZoneId.of(other)).toInstant(),
              rows.getTimestamp(1, calendar(other)).toInstant(),
              other);
        }
      }
      assertFalse(rows.next());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {NEW_YORK, "Asia/Tokyo", "UTC", LORD_HOWE})
  void everySetterFindsTheJobOfItsMoment(String zone) throws SQLException {
    TimeZone.setDefault(TimeZone.getTimeZone(zone));
    try (PreparedStatement statement =
        served.connect().prepareStatement("SELECT id FROM batch_jobs WHERE created_at = ?")) {
      for (LocalDateTime digits : DIGITS) {
        Instant instant = digits.toInstant(ZoneOffset.UTC);
        List<Object> values = new ArrayList<>();
        values.add(digits);
        values.add(instant);
        values.add(instant.atOffset(ZoneOffset.ofHours(9)));
        values.add(instant.atZone(ZoneId.of(NEW_YORK)));
        values.add(instant.atZone(ZoneId.of(LORD_HOWE)));
        values.add(digits.toString());
        values.add(fullSeconds(digits.toString()) + "Z");
        if (!isInGap(digits, ZoneId.of(zone))) {
          values.add(Timestamp.valueOf(digits));
        }
        for (Object value : values) {
          statement.setObject(1, value);
          assertFinds(digits, statement, value.getClass().getName());
        }
        for (String other : ZONES) {
          if (!isInGap(digits, ZoneId.of(other))) {
            Instant there = digits.atZone(ZoneId.of(other)).toInstant();
            statement.setTimestamp(1, Timestamp.from(there), calendar(other));
            assertFinds(digits, statement, other);
          }
        }
      }
    }
  }

  private static void assertFinds(LocalDateTime digits, PreparedStatement statement, String how)
      throws SQLException {
    try (ResultSet rows = statement.executeQuery()) {
      assertEquals(List.of("at-" + digits), Served.rows(rows), how);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {NEW_YORK, "Asia/Tokyo", "UTC", LORD_HOWE})
  void everyLiteralFindsTheJobOfItsMoment(String zone) throws SQLException {
    TimeZone.setDefault(TimeZone.getTimeZone(zone));
    Connection connection = served.connect();
    for (LocalDateTime digits : DIGITS) {
      String text = fullSeconds(digits.toString()).replace('T', ' ');
      for (String literal :
          List.of(
              "TIMESTAMP '" + text + "'",
              "{ts '" + text + "'}",
              "'" + text + "'",
              "'" + text.replace(' ', 'T') + "Z'",
              "'"
                  + digits
                      .atOffset(ZoneOffset.UTC)
                      .withOffsetSameInstant(ZoneOffset.ofHoursMinutes(10, 30))
                  + "'",
              "TIMESTAMP '" + text + "' + INTERVAL '1' DAY - INTERVAL '24' HOUR")) {
        assertEquals(
            List.of("at-" + digits),
            Served.rows(connection, "SELECT id FROM batch_jobs WHERE created_at = " + literal),
            literal);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {NEW_YORK, "Asia/Tokyo", "UTC", LORD_HOWE})
  void partsAndSpansAreThoseOfUtc(String zone) throws SQLException {
    TimeZone.setDefault(TimeZone.getTimeZone(zone));
    List<String> expected =
        DIGITS.stream()
            .map(
                it ->
                    it.toLocalDate()
                        + " | "
                        + it.getHour()
                        + " | "
                        + it.truncatedTo(ChronoUnit.HOURS).toString().replace('T', ' ')
                        + ":00.000 | "
                        + ChronoUnit.SECONDS.between(LocalDateTime.parse("2024-01-01T00:00"), it))
            .toList();
    assertEquals(
        expected,
        Served.rows(
            served.connect(),
            "SELECT CAST(created_at AS DATE), EXTRACT(HOUR FROM created_at),"
                + " date_trunc('hour', created_at),"
                + " TIMESTAMPDIFF(SECOND, TIMESTAMP '2024-01-01 00:00:00', created_at)"
                + " FROM batch_jobs"));
  }

  /** Between two looks at the clock, whatever the zone. */
  @ParameterizedTest
  @ValueSource(strings = {NEW_YORK, "Asia/Tokyo", "UTC", LORD_HOWE})
  void nowIsNowInUtc(String zone) throws SQLException {
    TimeZone.setDefault(TimeZone.getTimeZone(zone));
    Instant before = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    try (ResultSet row =
        served
            .connect()
            .createStatement()
            .executeQuery("SELECT NOW(), CURRENT_TIMESTAMP, LOCALTIMESTAMP, CURRENT_DATE")) {
      assertTrue(row.next());
      Instant after = Instant.now();
      for (int i = 1; i <= 3; i++) {
        Instant now = row.getObject(i, Instant.class);
        assertFalse(now.isBefore(before) || now.isAfter(after), now + " in column " + i);
        assertEquals(
            LocalDateTime.ofInstant(now, ZoneOffset.UTC),
            LocalDateTime.parse(row.getString(i).replace(' ', 'T')));
      }
      assertEquals(row.getObject(1, LocalDate.class), row.getObject(4, LocalDate.class));
    }
  }
}
