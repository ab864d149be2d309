package io.github.llamacloud.jdbc.jdbc;

import static io.github.llamacloud.jdbc.jdbc.ScriptedQuery.column;
import static io.github.llamacloud.jdbc.jdbc.SqlStates.assertState;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.Date;
import java.sql.JDBCType;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Time;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Calendar;
import java.util.GregorianCalendar;
import java.util.List;
import java.util.TimeZone;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ResourceLock(Resources.TIME_ZONE)
class TimeZonesTest {
  private static final String NEW_YORK = "America/New_York";

  /** 02:30 does not exist in New York on that day. */
  private static final Instant IN_GAP = Instant.parse("2024-03-10T02:30:00.123Z");

  private static final Instant OUTSIDE = Instant.parse("2024-07-01T02:30:00.123Z");

  private final TimeZone before = TimeZone.getDefault();

  @AfterEach
  void restoreZone() {
    TimeZone.setDefault(before);
  }

  private static void zone(String id) {
    TimeZone.setDefault(TimeZone.getTimeZone(id));
  }

  private static Calendar calendar(String zone) {
    return new GregorianCalendar(TimeZone.getTimeZone(zone));
  }

  private static ResultSet timestamp(Instant instant) throws SQLException {
    return row(JDBCType.TIMESTAMP, instant.toEpochMilli());
  }

  private static ResultSet row(JDBCType type, Object raw) throws SQLException {
    ResultSet rows =
        Connections.to(ScriptedQuery.row(List.of(column("t", type)), raw))
            .createStatement()
            .executeQuery("q");
    assertTrue(rows.next());
    return rows;
  }

  @ParameterizedTest
  @ValueSource(strings = {NEW_YORK, "Asia/Tokyo", "UTC", "Pacific/Apia", "Australia/Lord_Howe"})
  void textAndJavaTimeDoNotDependOnTheZone(String zone) throws SQLException {
    zone(zone);
    for (Instant instant : List.of(IN_GAP, OUTSIDE, Instant.parse("1500-01-01T00:00:00.5Z"))) {
      ResultSet rows = timestamp(instant);
      LocalDateTime digits = LocalDateTime.ofInstant(instant, ZoneOffset.UTC);
      assertEquals(
          instant.toString().replace('T', ' ').replaceFirst("\\.5(00)?Z", ".500Z").replace("Z", ""),
          rows.getString(1));
      assertEquals(digits, rows.getObject(1, LocalDateTime.class));
      assertEquals(digits.toLocalDate(), rows.getObject(1, LocalDate.class));
      assertEquals(digits.toLocalTime(), rows.getObject(1, LocalTime.class));
      assertEquals(instant, rows.getObject(1, Instant.class));
      assertEquals(instant.atOffset(ZoneOffset.UTC), rows.getObject(1, OffsetDateTime.class));
      assertEquals(instant.atZone(ZoneOffset.UTC), rows.getObject(1, ZonedDateTime.class));
      assertEquals(instant, rows.getObject(1, Calendar.class).toInstant());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {NEW_YORK, "Asia/Tokyo", "UTC"})
  void aTimestampKeepsTheDigitsOutsideAGap(String zone) throws SQLException {
    zone(zone);
    ResultSet rows = timestamp(OUTSIDE);
    Timestamp expected = Timestamp.valueOf("2024-07-01 02:30:00.123");
    assertEquals(expected, rows.getTimestamp(1));
    assertEquals(expected, rows.getTimestamp(1, null));
    assertEquals(expected, rows.getObject(1));
    assertEquals(expected, rows.getObject(1, Timestamp.class));
    assertEquals(expected.toInstant(), rows.getObject(1, java.util.Date.class).toInstant());
    assertEquals(Date.valueOf("2024-07-01"), rows.getDate("t"));
    assertEquals("02:30:00", rows.getTime(1).toString());
    assertEquals(123, Math.floorMod(rows.getTime(1).getTime(), 1000));
  }

  @Test
  void aTimestampInAGapIsMovedOnAsJavaDoes() throws SQLException {
    zone(NEW_YORK);
    assertEquals("2024-03-10 03:30:00.123", timestamp(IN_GAP).getTimestamp(1).toString());
  }

  @ParameterizedTest
  @ValueSource(strings = {NEW_YORK, "Asia/Tokyo"})
  void aCalendarReadsTheDigitsInItsZone(String zone) throws SQLException {
    zone(zone);
    ResultSet rows = timestamp(IN_GAP);
    assertEquals(IN_GAP, rows.getTimestamp(1, calendar("UTC")).toInstant());
    assertEquals(
        IN_GAP.minusSeconds(9 * 3600), rows.getTimestamp("t", calendar("Asia/Tokyo")).toInstant());
    assertEquals(
        Instant.parse("2024-03-10T00:00:00Z").toEpochMilli(),
        rows.getDate(1, calendar("UTC")).getTime());
    assertEquals(
        Instant.parse("1970-01-01T02:30:00.123Z").toEpochMilli(),
        rows.getTime(1, calendar("UTC")).getTime());
  }

  @Test
  void datesAndTimesConvertToEachOtherOnlyWhereTheyCan() throws SQLException {
    zone(NEW_YORK);
    ResultSet date = row(JDBCType.DATE, 19792);
    assertEquals(LocalDateTime.parse("2024-03-10T00:00"), date.getObject(1, LocalDateTime.class));
    assertEquals(Timestamp.valueOf("2024-03-10 00:00:00"), date.getTimestamp(1));
    assertState("07006", () -> date.getTime(1));
    ResultSet time = row(JDBCType.TIME, 9_000_123);
    assertEquals(LocalTime.parse("02:30:00.123"), time.getObject(1, LocalTime.class));
    assertEquals("02:30:00", time.getObject(1).toString());
    assertState("07006", () -> time.getDate(1));
  }

  @ParameterizedTest
  @ValueSource(strings = {NEW_YORK, "Asia/Tokyo", "UTC"})
  void whatIsReadIsWhatIsSet(String zone) throws SQLException {
    zone(zone);
    ResultSet rows = timestamp(OUTSIDE);
    LocalDateTime digits = LocalDateTime.ofInstant(OUTSIDE, ZoneOffset.UTC);
    ScriptedQuery query = ScriptedQuery.withParameters(1);
    PreparedStatement statement = Connections.to(query).prepareStatement("q");
    for (Class<?> type :
        List.of(
            Timestamp.class,
            java.util.Date.class,
            Calendar.class,
            LocalDateTime.class,
            Instant.class,
            OffsetDateTime.class,
            ZonedDateTime.class)) {
      statement.setObject(1, rows.getObject(1, type));
      statement.executeQuery();
      assertEquals(List.of(digits), query.bound.get(query.bound.size() - 1), type.getName());
    }
    statement.setTimestamp(1, rows.getTimestamp(1, calendar("Asia/Tokyo")), calendar("Asia/Tokyo"));
    statement.executeQuery();
    assertEquals(List.of(digits), query.bound.get(query.bound.size() - 1));
    statement.setDate(1, rows.getDate(1, calendar("Asia/Tokyo")), calendar("Asia/Tokyo"));
    statement.executeQuery();
    assertEquals(List.of(digits.toLocalDate()), query.bound.get(query.bound.size() - 1));
    Time time = rows.getTime(1);
    statement.setTime(1, time);
    statement.executeQuery();
    assertEquals(List.of(digits.toLocalTime()), query.bound.get(query.bound.size() - 1));
  }

  @Test
  void aTimestampSetInTheJvmsZoneKeepsItsDigits() throws SQLException {
    zone(NEW_YORK);
    ScriptedQuery query = ScriptedQuery.withParameters(2);
    PreparedStatement statement = Connections.to(query).prepareStatement("q");
    Timestamp timestamp = Timestamp.valueOf("2024-07-01 02:30:00.123456");
    statement.setTimestamp(1, timestamp);
    statement.setTimestamp(2, timestamp, calendar("UTC"));
    statement.executeQuery();
    assertEquals(
        List.of(
            LocalDateTime.parse("2024-07-01T02:30:00.123456"),
            LocalDateTime.parse("2024-07-01T06:30:00.123456")),
        query.bound.get(0));
  }
}
