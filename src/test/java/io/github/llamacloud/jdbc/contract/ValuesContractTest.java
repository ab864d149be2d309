package io.github.llamacloud.jdbc.contract;

import static io.github.llamacloud.jdbc.jdbc.SqlStates.assertState;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Calendar;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TimeZone;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Checks 31 and 33 to 37: a value, from the JSON of the service to the getter of the client. */
class ValuesContractTest {
  private static final TimeZone ZONE = TimeZone.getDefault();

  @RegisterExtension final Served served = Served.of(ContractJobs.FIVE);

  @AfterEach
  void restoreZone() {
    TimeZone.setDefault(ZONE);
  }

  /** Check 31. */
  @Test
  void everyClassOfJdbc42ReadsTheColumnsOfTheTable() throws SQLException {
    Map<Class<?>, Object> moments = new HashMap<>();
    moments.put(String.class, "2024-01-01 10:00:00.123");
    moments.put(Timestamp.class, Timestamp.valueOf("2024-01-01 10:00:00.123"));
    moments.put(LocalDate.class, LocalDate.of(2024, 1, 1));
    moments.put(LocalTime.class, LocalTime.parse("10:00:00.123"));
    moments.put(LocalDateTime.class, LocalDateTime.parse("2024-01-01T10:00:00.123"));
    moments.put(OffsetDateTime.class, OffsetDateTime.parse("2024-01-01T10:00:00.123Z"));
    moments.put(Instant.class, Instant.parse("2024-01-01T10:00:00.123Z"));
    Map<Class<?>, Object> numbers = new HashMap<>();
    numbers.put(String.class, "1000000001");
    numbers.put(Integer.class, 1_000_000_001);
    numbers.put(Long.class, 1_000_000_001L);
    numbers.put(Double.class, 1_000_000_001.0);
    numbers.put(BigDecimal.class, new BigDecimal("1000000001"));
    Connection connection = served.connect();
    assertReads(connection, "created_at", moments);
    assertReads(connection, "total_items", numbers);
    assertReads(connection, "error_message", Map.of(String.class, ContractJobs.CHINESE));
    assertReads(connection, "failed_items > 0", Map.of(Boolean.class, true));
  }

  /** The value in j2, and NULL, which an outer join puts into every column. */
  private static void assertReads(Connection connection, String column, Map<Class<?>, Object> read)
      throws SQLException {
    String sql = "SELECT " + column + " AS c FROM batch_jobs WHERE id = 'j2'";
    String none =
        "SELECT t.c FROM (VALUES (1)) v(n) LEFT JOIN (SELECT id, "
            + column
            + " AS c FROM batch_jobs WHERE id = 'none') t ON t.id = 'x'";
    for (Map.Entry<Class<?>, Object> entry : read.entrySet()) {
      try (Statement statement = connection.createStatement()) {
        ResultSet row = statement.executeQuery(sql);
        assertTrue(row.next());
        assertEquals(entry.getValue(), row.getObject(1, entry.getKey()), column);
        assertFalse(row.wasNull());
        ResultSet noRow = statement.executeQuery(none);
        assertTrue(noRow.next());
        assertNull(noRow.getObject("c", entry.getKey()));
        assertTrue(noRow.wasNull());
      }
    }
  }

  /** Check 31: what is too large is an error, not other digits. */
  @Test
  void aCounterBeyondAnIntegerIsOutOfRangeAsAnInteger() throws SQLException {
    try (Statement statement = served.connect().createStatement();
        ResultSet row =
            statement.executeQuery("SELECT total_items FROM batch_jobs WHERE id = 'j1'")) {
      assertTrue(row.next());
      assertState("22003", () -> row.getInt(1));
      assertState("22003", () -> row.getObject(1, Integer.class));
      assertEquals(3_000_000_000L, row.getLong(1));
    }
  }

  /** Check 33: 02:30 does not exist in New York that day; only java.sql.Timestamp minds. */
  @ParameterizedTest
  @ValueSource(strings = {"America/New_York", "Asia/Tokyo", "UTC", "Australia/Lord_Howe"})
  void digitsAndInstantsAreThoseOfTheServiceInEveryZone(String zone) throws SQLException {
    TimeZone.setDefault(TimeZone.getTimeZone(zone));
    Connection connection = served.connect();
    assertEquals(
        List.of(
            "2024-03-10 02:30:00.123",
            "2024-01-01 10:00:00.123",
            "2024-01-01 00:00:00.000",
            "2023-12-31 23:59:59.999",
            "null"),
        Served.rows(connection, "SELECT created_at FROM batch_jobs"));
    String gap = "2024-03-10T02:30:00.123";
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT created_at, created_at FROM batch_jobs")) {
      assertTrue(row.next());
      assertEquals(LocalDateTime.parse(gap), row.getObject(1, LocalDateTime.class));
      assertEquals(Instant.parse(gap + "Z"), row.getObject(1, Instant.class));
      assertEquals(
          LocalDateTime.parse(gap).atOffset(ZoneOffset.UTC),
          row.getObject(1, OffsetDateTime.class));
      Calendar utc = Calendar.getInstance(TimeZone.getTimeZone("UTC"));
      assertEquals(Instant.parse(gap + "Z"), row.getTimestamp(1, utc).toInstant());
      boolean noSuchDigits = zone.equals("America/New_York");
      assertEquals(
          noSuchDigits ? "2024-03-10 03:30:00.123" : "2024-03-10 02:30:00.123",
          row.getTimestamp(1).toString());
      assertTrue(row.next());
      assertEquals("2024-01-01 10:00:00.123", row.getTimestamp(1).toString());
    }
  }

  /** Check 33: days are those of UTC, in SQL as in the getters. */
  @ParameterizedTest
  @ValueSource(strings = {"America/New_York", "Asia/Tokyo", "UTC", "Australia/Lord_Howe"})
  void theDayOfAJobIsThatInUtc(String zone) throws SQLException {
    TimeZone.setDefault(TimeZone.getTimeZone(zone));
    Connection connection = served.connect();
    String sql =
        "SELECT CAST(created_at AS DATE) AS d, CAST(created_at AS VARCHAR) AS t,"
            + " EXTRACT(HOUR FROM created_at) AS h FROM batch_jobs WHERE id IN ('j3', 'j4')";
    assertEquals(
        List.of(
            "2024-01-01 | 2024-01-01 00:00:00 | 0", "2023-12-31 | 2023-12-31 23:59:59.999 | 23"),
        Served.rows(connection, sql));
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      assertTrue(row.next());
      assertEquals("2024-01-01", row.getDate("d").toString());
      assertEquals(LocalDate.of(2024, 1, 1), row.getObject("d", LocalDate.class));
    }
  }

  /** What is cast has the digits that its type says, as text and as a value. */
  @Test
  void aCastKeepsOrRoundsTheMilliseconds() throws SQLException {
    assertEquals(
        List.of(
            "2024-01-01 10:00:00.123 | 2024-01-01 | 2024-01-01 10:00:00 | 10:00:00.123 | 10:00:00.1",
            "2023-12-31 23:59:59.999 | 2023-12-31 | 2024-01-01 00:00:00 | 23:59:59.999 | 23:59:59.9"),
        Served.rows(
            served.connect(),
            "SELECT created_at || '', CAST(created_at AS CHAR(10)), CAST(created_at AS TIMESTAMP(0)),"
                + " CAST(created_at AS TIME), CAST(created_at AS TIME(1))"
                + " FROM batch_jobs WHERE id IN ('j2', 'j4')"));
  }

  /** Check 34: DBeaver, Spark and people write moments as text. */
  @ParameterizedTest
  @CsvSource(
      delimiterString = "->",
      quoteCharacter = '`',
      textBlock =
          """
          created_at > '2024-01-01' -> j1,j2
          created_at >= '2024-01-01' -> j1,j2,j3
          created_at >= DATE '2024-01-01' -> j1,j2,j3
          created_at > '2024-01-01 00:00:00.0' -> j1,j2
          created_at >= '2024-01-01T00:00:00Z' -> j1,j2,j3
          created_at >= '2024-01-01T00:00:00.000Z' -> j1,j2,j3
          created_at >= '2024-01-01T09:00:00+09:00' -> j1,j2,j3
          created_at >= TIMESTAMP '2024-01-01 00:00:00' -> j1,j2,j3
          created_at = '2024-01-01 10:00:00.123' -> j2
          created_at = '2024-01-01T10:00:00.123Z' -> j2
          created_at BETWEEN '2024-01-01' AND '2024-01-01 23:59:59' -> j2,j3
          created_at < '2024-01-01' -> j4
          '2024-01-01' <= created_at AND created_at <> completed_at -> j1,j2
          """)
  void momentsWrittenAsTextCompareAsMoments(String condition, String expected) throws SQLException {
    TimeZone.setDefault(TimeZone.getTimeZone("America/New_York"));
    String sql = "SELECT id FROM batch_jobs WHERE " + condition;
    assertEquals(expected, String.join(",", Served.rows(served.connect(), sql)), condition);
  }

  /** Check 34. */
  @ParameterizedTest
  @ValueSource(strings = {"yesterday", "2024-13-01", "2024-02-30", "2024-01-01T25:00:00Z", ""})
  void otherTextIsNoMoment(String text) throws SQLException {
    Connection connection = served.connect();
    String sql = "SELECT id FROM batch_jobs WHERE created_at > '" + text + "'";
    assertState("22007", () -> Served.rows(connection, sql));
    assertEquals(List.of(), served.requests());
  }

  /** Check 35: Calcite's own answer to the first is negative, and to the third 1. */
  @ParameterizedTest
  @CsvSource(
      delimiterString = "->",
      quoteCharacter = '`',
      textBlock =
          """
          SELECT SUM(CAST(x AS INTEGER)) FROM (VALUES (2000000000), (2000000001)) t(x) -> 4000000001
          SELECT SUM(total_items) FROM batch_jobs -> 4000000004
          SELECT AVG(x) FROM (VALUES (1), (2)) t(x) -> 1.5
          SELECT AVG(total_items) FROM batch_jobs WHERE id IN ('j3', 'j4') -> 1.5
          SELECT SUM(NULLIF(total_items, total_items)) FROM batch_jobs -> null
          SELECT AVG(total_items) FROM batch_jobs WHERE id = 'none' -> null
          SELECT COUNT(*) FROM batch_jobs -> 5
          SELECT COUNT(completed_at) FROM batch_jobs -> 3
          SELECT COUNT(*) FROM batch_jobs WHERE id = 'none' -> 0
          SELECT COUNT(DISTINCT job_type) FROM batch_jobs -> 3
          SELECT MAX(total_items) - MIN(total_items) FROM batch_jobs -> 3000000000
          SELECT SUM(x) FROM (VALUES (9223372036854775807), (9223372036854775807)) t(x) -> 18446744073709551614
          """)
  void aggregatesAreExact(String sql, String expected) throws SQLException {
    assertEquals(List.of(expected), Served.rows(served.connect(), sql), sql);
  }

  /** Check 36: as a literal the text is sent, compared here and returned. */
  @Test
  void textOfEveryScriptMatches() throws SQLException {
    Connection connection = served.connect();
    assertEquals(
        List.of("j2 | " + ContractJobs.CHINESE),
        Served.rows(
            connection,
            "SELECT id, error_message FROM batch_jobs WHERE directory_id = '"
                + ContractJobs.ACCENTS
                + "' LIMIT 1"));
    assertEquals(
        List.of(ContractJobs.LLAMA),
        Served.rows(
            connection,
            "SELECT directory_id FROM batch_jobs WHERE directory_id = '"
                + ContractJobs.LLAMA
                + "' LIMIT 1"));
    assertEquals(
        List.of(
            "directory_id=" + ContractJobs.ACCENTS + "&limit=1",
            "directory_id=" + ContractJobs.LLAMA + "&limit=1"),
        served.requests());
    assertEquals(
        List.of("j2"),
        Served.rows(
            connection,
            "SELECT id FROM batch_jobs WHERE error_message LIKE '%文件%' AND"
                + " UPPER(directory_id) = 'SOCIÉTÉ À GENÈVE'"));
  }

  /** Check 37: JasperReports and JayDeBeApi ask for the name; origin names swap these columns. */
  @Test
  void anAliasIsNameAndLabel() throws SQLException {
    try (Statement statement = served.connect().createStatement();
        ResultSet row =
            statement.executeQuery(
                "SELECT job_type AS status, status AS s FROM batch_jobs WHERE id = 'j2'")) {
      ResultSetMetaData metaData = row.getMetaData();
      assertEquals("status", metaData.getColumnName(1));
      assertEquals("status", metaData.getColumnLabel(1));
      assertEquals("s", metaData.getColumnName(2));
      assertTrue(row.next());
      assertEquals(1, row.findColumn("STATUS"));
      assertEquals("extract", row.getString("status"));
      assertEquals("failed", row.getString("S"));
    }
  }
}
