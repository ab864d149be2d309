package io.github.llamacloud.jdbc.contract;

import static io.github.llamacloud.jdbc.jdbc.SqlStates.assertState;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.Connection;
import java.sql.Date;
import java.sql.JDBCType;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Checks 32 and 36: whatever class a client binds, the rows are those of the value. */
class ParametersContractTest {
  private static final String UUID_TEXT = "0b7e2b0e-9f0a-4f0e-8a53-6f6a1c1d2e3f";

  @RegisterExtension final Served served = Served.of(ContractJobs.FIVE);

  static Stream<Arguments> moments() {
    return Stream.of(
        Arguments.of(LocalDateTime.parse("2024-01-01T10:00:00.123"), Types.TIMESTAMP),
        Arguments.of(
            OffsetDateTime.parse("2024-01-01T19:00:00.123+09:00"), Types.TIMESTAMP_WITH_TIMEZONE),
        Arguments.of(
            ZonedDateTime.parse("2024-01-01T05:00:00.123-05:00[America/New_York]"),
            Types.TIMESTAMP_WITH_TIMEZONE),
        Arguments.of(Instant.parse("2024-01-01T10:00:00.123Z"), Types.TIMESTAMP),
        Arguments.of(Timestamp.valueOf("2024-01-01 10:00:00.123"), Types.TIMESTAMP),
        Arguments.of("2024-01-01 10:00:00.123", Types.VARCHAR),
        Arguments.of("2024-01-01T10:00:00.123Z", Types.VARCHAR));
  }

  /** Check 32. */
  @ParameterizedTest
  @MethodSource("moments")
  void aMomentOfAnyClassFindsItsJob(Object moment, int type) throws SQLException {
    Connection connection = served.connect();
    for (String comparison : List.of("created_at = ?", "? = created_at", "created_at IN (?)")) {
      String sql = "SELECT id FROM batch_jobs WHERE " + comparison;
      assertEquals(List.of("j2"), bound(connection, sql, moment), comparison);
      try (PreparedStatement statement = connection.prepareStatement(sql)) {
        statement.setObject(1, moment, type);
        assertEquals(List.of("j2"), rows(statement), comparison);
      }
    }
  }

  /** Check 32: the day begins in UTC, whatever class says so. */
  @Test
  void aDayOfAnyClassIsItsBeginningInUtc() throws SQLException {
    Connection connection = served.connect();
    String sql = "SELECT id FROM batch_jobs WHERE created_at >= ?";
    for (Object day : List.of(LocalDate.of(2024, 1, 1), Date.valueOf("2024-01-01"), "2024-01-01")) {
      assertEquals(List.of("j1", "j2", "j3"), bound(connection, sql, day), day.toString());
    }
    String cast = "SELECT id FROM batch_jobs WHERE CAST(created_at AS DATE) = ?";
    assertEquals(List.of("j2", "j3"), bound(connection, cast, LocalDate.of(2024, 1, 1)));
    assertEquals(List.of("j2", "j3"), bound(connection, cast, Date.valueOf("2024-01-01")));
  }

  static Stream<Object> numbers() {
    return Stream.of(
        1_000_000_001,
        1_000_000_001L,
        new BigDecimal("1000000001"),
        new BigDecimal("1000000001.000"),
        new BigInteger("1000000001"),
        1_000_000_001.0,
        "1000000001");
  }

  /** Check 32. */
  @ParameterizedTest
  @MethodSource("numbers")
  void aNumberOfAnyClassFindsItsJob(Object number) throws SQLException {
    Connection connection = served.connect();
    String sql = "SELECT id FROM batch_jobs WHERE total_items = ?";
    assertEquals(List.of("j2"), bound(connection, sql, number));
    for (JDBCType type : List.of(JDBCType.BIGINT, JDBCType.DECIMAL, JDBCType.VARCHAR)) {
      try (PreparedStatement statement = connection.prepareStatement(sql)) {
        statement.setObject(1, number, type.getVendorTypeNumber());
        assertEquals(List.of("j2"), rows(statement), type.getName());
      }
    }
  }

  /** Check 32: a fraction is compared as what it is, not cut to an integer. */
  @Test
  void aFractionEqualsNoCounter() throws SQLException {
    Connection connection = served.connect();
    for (Object fraction : List.of(1.5, new BigDecimal("1.5"), 1.5f)) {
      assertEquals(
          List.of(),
          bound(connection, "SELECT id FROM batch_jobs WHERE total_items = ?", fraction));
      assertEquals(
          List.of("j1", "j2", "j4"),
          bound(connection, "SELECT id FROM batch_jobs WHERE total_items >= ?", fraction));
    }
  }

  /** Check 32: Avatica compares a UUID with text as unequal, silently. */
  @Test
  void aUuidIsItsText() throws SQLException {
    assertEquals(
        List.of("1"),
        bound(
            served.connect(),
            "SELECT 1 FROM (VALUES ('" + UUID_TEXT + "')) t(id) WHERE id = ?",
            UUID.fromString(UUID_TEXT)));
    assertEquals(
        List.of(),
        bound(
            served.connect(),
            "SELECT id FROM batch_jobs WHERE directory_id = ? LIMIT 1",
            UUID.fromString(UUID_TEXT)));
    assertEquals(List.of("directory_id=" + UUID_TEXT + "&limit=1"), served.requests());
  }

  /** Checks 32 and 36. */
  @ParameterizedTest
  @ValueSource(strings = {ContractJobs.ACCENTS, ContractJobs.LLAMA, "dir-1"})
  void textOfEveryScriptIsSentAndMatches(String directory) throws SQLException {
    String sql = "SELECT directory_id FROM batch_jobs WHERE directory_id = ? LIMIT 1";
    assertEquals(List.of(directory), bound(served.connect(), sql, directory));
    assertEquals(List.of("directory_id=" + directory + "&limit=1"), served.requests());
  }

  /** Check 32: JasperReports binds NULL with whatever type a report declares. */
  @ParameterizedTest
  @EnumSource(
      value = JDBCType.class,
      names = {
        "BIT",
        "TINYINT",
        "INTEGER",
        "DOUBLE",
        "FLOAT",
        "VARCHAR",
        "TIMESTAMP",
        "DATE",
        "TIMESTAMP_WITH_TIMEZONE",
        "NULL",
        "OTHER",
        "NUMERIC",
        "BOOLEAN"
      })
  void nullOfAnyTypeEqualsNothing(JDBCType type) throws SQLException {
    Connection connection = served.connect();
    for (String column : List.of("status", "total_items", "created_at", "id")) {
      String sql = "SELECT id FROM batch_jobs WHERE " + column + " = ?";
      try (PreparedStatement statement = connection.prepareStatement(sql)) {
        statement.setNull(1, type.getVendorTypeNumber());
        assertEquals(List.of(), rows(statement), column);
        statement.setObject(1, null, type);
        assertEquals(List.of(), rows(statement), column);
      }
    }
  }

  /** Check 32: Avatica casts to Integer and fails for a long. */
  @Test
  void limitAndOffsetTakeAnyInteger() throws SQLException {
    String sql = "SELECT id FROM batch_jobs LIMIT ? OFFSET ?";
    try (PreparedStatement statement = served.connect().prepareStatement(sql)) {
      statement.setInt(1, 2);
      statement.setLong(2, 1);
      assertEquals(List.of("j2", "j3"), rows(statement));
      statement.setObject(1, 2L);
      statement.setObject(2, BigDecimal.ONE);
      assertEquals(List.of("j2", "j3"), rows(statement));
      statement.setObject(1, "2", Types.INTEGER);
      statement.setShort(2, (short) 1);
      assertEquals(List.of("j2", "j3"), rows(statement));
      statement.setLong(1, 3_000_000_000L);
      assertEquals(List.of("j2", "j3", "j4", "j5"), rows(statement));
      statement.setInt(1, -1);
      assertState("2201W", () -> rows(statement));
    }
    assertEquals(List.of("limit=3", "limit=3", "limit=3"), served.requests().subList(0, 3));
  }

  /** The same statement with other values is another request, though the plan is the same. */
  @Test
  void eachExecutionSendsItsOwnValues() throws SQLException {
    String sql = "SELECT id FROM batch_jobs WHERE status = ? AND job_type = ? LIMIT 9";
    try (PreparedStatement statement = served.connect("pageSize", "9").prepareStatement(sql)) {
      statement.setString(1, "failed");
      statement.setString(2, "extract");
      assertEquals(List.of("j2"), rows(statement));
      statement.setString(1, "running");
      assertEquals(List.of(), rows(statement));
      statement.setString(2, "classify");
      assertEquals(List.of("j3"), rows(statement));
    }
    assertEquals(
        List.of(
            "job_type=extract&status=failed",
            "job_type=extract&status=running",
            "job_type=classify&status=running"),
        served.requests().stream()
            .map(request -> request.replaceAll("&limit=.*", ""))
            .distinct()
            .toList());
  }

  private static List<String> bound(Connection connection, String sql, Object value)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setObject(1, value);
      return rows(statement);
    }
  }

  private static List<String> rows(PreparedStatement statement) throws SQLException {
    try (ResultSet rows = statement.executeQuery()) {
      return Served.rows(rows);
    }
  }
}
