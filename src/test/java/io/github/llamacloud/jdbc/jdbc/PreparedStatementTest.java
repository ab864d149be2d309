package io.github.llamacloud.jdbc.jdbc;

import static io.github.llamacloud.jdbc.jdbc.SqlStates.assertMessage;
import static io.github.llamacloud.jdbc.jdbc.SqlStates.assertState;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.net.URL;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.sql.Blob;
import java.sql.Date;
import java.sql.JDBCType;
import java.sql.ParameterMetaData;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.SQLType;
import java.sql.Time;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class PreparedStatementTest {
  private static final LocalDateTime DIGITS = LocalDateTime.parse("2024-07-01T02:30:00.123");
  private static final String UUID_TEXT = "00000000-0000-0000-0000-000000000001";

  private final ScriptedQuery query = ScriptedQuery.withParameters(1);
  private final PreparedStatement statement;

  PreparedStatementTest() throws SQLException {
    statement = Connections.to(query).prepareStatement("q");
  }

  /** What the engine is given. */
  private @Nullable Object bound() throws SQLException {
    statement.executeQuery();
    return query.bound.get(query.bound.size() - 1).get(0);
  }

  static Stream<Arguments> valuesByClass() {
    return Stream.of(
        Arguments.of("é漢😀", "é漢😀"),
        Arguments.of(CharBuffer.wrap("x"), "x"),
        Arguments.of('x', "x"),
        Arguments.of(true, true),
        Arguments.of((byte) 1, 1L),
        Arguments.of((short) 1, 1L),
        Arguments.of(1, 1L),
        Arguments.of(1L, 1L),
        Arguments.of(1.5f, 1.5),
        Arguments.of(1.5, 1.5),
        Arguments.of(new BigDecimal("1.50"), new BigDecimal("1.50")),
        Arguments.of(new BigInteger("9223372036854775808"), new BigDecimal("9223372036854775808")),
        Arguments.of(new AtomicLong(5), new BigDecimal("5")),
        Arguments.of(Date.valueOf("2024-07-01"), LocalDate.parse("2024-07-01")),
        Arguments.of(Time.valueOf("02:30:00"), LocalTime.parse("02:30:00")),
        Arguments.of(Timestamp.valueOf("2024-07-01 02:30:00.123"), DIGITS),
        Arguments.of(DIGITS.toLocalDate(), DIGITS.toLocalDate()),
        Arguments.of(DIGITS.toLocalTime(), DIGITS.toLocalTime()),
        Arguments.of(DIGITS, DIGITS),
        Arguments.of(OffsetDateTime.parse("2024-07-01T04:30:00.123+02:00"), DIGITS),
        Arguments.of(
            ZonedDateTime.parse("2024-06-30T22:30:00.123-04:00[America/New_York]"), DIGITS),
        Arguments.of(Instant.parse("2024-07-01T02:30:00.123Z"), DIGITS),
        Arguments.of(OffsetTime.parse("04:30+02:00"), LocalTime.parse("02:30")),
        Arguments.of(UUID.fromString(UUID_TEXT), UUID_TEXT),
        Arguments.of(URI.create("http://h/p"), "http://h/p"),
        Arguments.of(DayOfWeek.MONDAY, "MONDAY"),
        Arguments.of(new StringReader("text"), "text"));
  }

  @ParameterizedTest
  @MethodSource("valuesByClass")
  void anObjectIsBoundByItsClass(Object value, Object expected) throws SQLException {
    statement.setObject(1, value);
    assertEquals(expected, bound());
  }

  @ParameterizedTest
  @MethodSource("valuesByClass")
  void anObjectOfAnUnknownTargetTypeIsBoundByItsClass(Object value, Object expected)
      throws SQLException {
    statement.setObject(1, value, Types.OTHER);
    assertEquals(expected, bound());
  }

  static Stream<Arguments> valuesByTarget() {
    return Stream.of(
        Arguments.of("42", JDBCType.INTEGER, 42L),
        Arguments.of("42", JDBCType.BIGINT, 42L),
        Arguments.of(42.0, JDBCType.BIGINT, 42L),
        Arguments.of(true, JDBCType.TINYINT, 1L),
        Arguments.of("1.5", JDBCType.DECIMAL, new BigDecimal("1.5")),
        Arguments.of(1, JDBCType.NUMERIC, new BigDecimal("1")),
        Arguments.of(1, JDBCType.DOUBLE, 1.0),
        Arguments.of("1.5", JDBCType.FLOAT, 1.5),
        Arguments.of(1.5, JDBCType.REAL, 1.5),
        Arguments.of(1, JDBCType.VARCHAR, "1"),
        Arguments.of(new BigDecimal("1E+3"), JDBCType.VARCHAR, "1000"),
        Arguments.of(true, JDBCType.VARCHAR, "true"),
        Arguments.of(DIGITS, JDBCType.VARCHAR, "2024-07-01 02:30:00.123"),
        Arguments.of("true", JDBCType.BOOLEAN, true),
        Arguments.of(0, JDBCType.BIT, false),
        Arguments.of("2024-07-01T02:30:00.123Z", JDBCType.TIMESTAMP, DIGITS),
        Arguments.of(DIGITS.toLocalDate(), JDBCType.TIMESTAMP, DIGITS.toLocalDate().atStartOfDay()),
        Arguments.of(
            OffsetDateTime.parse("2024-07-01T04:30:00.123+02:00"),
            JDBCType.TIMESTAMP_WITH_TIMEZONE,
            DIGITS),
        Arguments.of(
            ZonedDateTime.parse("2024-07-01T02:30:00.123Z"),
            JDBCType.TIMESTAMP_WITH_TIMEZONE,
            DIGITS),
        Arguments.of(DIGITS, JDBCType.DATE, DIGITS.toLocalDate()),
        Arguments.of("2024-07-01", JDBCType.DATE, DIGITS.toLocalDate()),
        Arguments.of(DIGITS, JDBCType.TIME, DIGITS.toLocalTime()),
        Arguments.of("02:30", JDBCType.TIME, LocalTime.parse("02:30")));
  }

  @ParameterizedTest
  @MethodSource("valuesByTarget")
  void anObjectIsConvertedToItsTargetType(Object value, JDBCType type, Object expected)
      throws SQLException {
    statement.setObject(1, value, type.getVendorTypeNumber());
    assertEquals(expected, bound());
    statement.setObject(1, value, type);
    assertEquals(expected, bound());
  }

  @Test
  void theScaleRoundsADecimalAndNothingElse() throws SQLException {
    statement.setObject(1, "1.255", Types.DECIMAL, 2);
    assertEquals(new BigDecimal("1.26"), bound());
    statement.setObject(1, new BigDecimal("1.255"), JDBCType.NUMERIC, 1);
    assertEquals(new BigDecimal("1.3"), bound());
    statement.setObject(1, "text", Types.VARCHAR, 2);
    assertEquals("text", bound());
  }

  @Test
  void aConversionThatWouldLoseSomethingFails() {
    assertState("22003", () -> statement.setObject(1, 1.5, Types.INTEGER));
    assertState("22003", () -> statement.setObject(1, 1L << 40, Types.INTEGER));
    assertState("22018", () -> statement.setObject(1, "x", Types.BIGINT));
    assertState("22007", () -> statement.setObject(1, "x", Types.TIMESTAMP));
    assertState("07006", () -> statement.setObject(1, 1, Types.TIMESTAMP));
    assertMessage("07006", "parameter 1", () -> statement.setObject(1, new Object()));
  }

  @Test
  void everySetterArrives() throws SQLException {
    statement.setByte(1, (byte) 1);
    assertEquals(1L, bound());
    statement.setShort(1, (short) 2);
    assertEquals(2L, bound());
    statement.setInt(1, 3);
    assertEquals(3L, bound());
    statement.setLong(1, 4);
    assertEquals(4L, bound());
    statement.setFloat(1, 0.5f);
    assertEquals(0.5, bound());
    statement.setDouble(1, 0.25);
    assertEquals(0.25, bound());
    statement.setBigDecimal(1, BigDecimal.TEN);
    assertEquals(BigDecimal.TEN, bound());
    statement.setBoolean(1, true);
    assertEquals(true, bound());
    statement.setString(1, "s");
    assertEquals("s", bound());
    statement.setNString(1, "n");
    assertEquals("n", bound());
    statement.setURL(1, url());
    assertEquals("http://h/p", bound());
    statement.setDate(1, Date.valueOf("2024-07-01"));
    assertEquals(LocalDate.parse("2024-07-01"), bound());
    statement.setTime(1, Time.valueOf("02:30:00"));
    assertEquals(LocalTime.parse("02:30"), bound());
    statement.setTimestamp(1, Timestamp.valueOf("2024-07-01 02:30:00.123"));
    assertEquals(DIGITS, bound());
  }

  private static URL url() throws SQLException {
    try {
      return URI.create("http://h/p").toURL();
    } catch (IOException e) {
      throw new SQLException(e);
    }
  }

  @Test
  void bytesAreCopiedWhenTheyAreSet() throws SQLException {
    byte[] bytes = {1, 2};
    statement.setBytes(1, bytes);
    bytes[0] = 9;
    assertArrayEquals(new byte[] {1, 2}, (byte[]) bound());
  }

  @Test
  void streamsAreReadWholeOrToTheirLength() throws SQLException {
    statement.setCharacterStream(1, new StringReader("abc"));
    assertEquals("abc", bound());
    statement.setCharacterStream(1, new StringReader("abc"), 2);
    assertEquals("ab", bound());
    statement.setNCharacterStream(1, new StringReader("abc"), 3L);
    assertEquals("abc", bound());
    statement.setClob(1, new StringReader("abc"));
    assertEquals("abc", bound());
    statement.setAsciiStream(1, stream("abc"), 3);
    assertEquals("abc", bound());
    statement.setBinaryStream(1, stream("abc"), 2L);
    assertArrayEquals("ab".getBytes(StandardCharsets.UTF_8), (byte[]) bound());
    statement.setCharacterStream(1, null);
    assertNull(bound());
    assertState("22023", () -> statement.setCharacterStream(1, new StringReader("abc"), 4));
    assertState("22023", () -> statement.setClob(1, new BrokenReader()));
    assertState("HY024", () -> statement.setCharacterStream(1, new StringReader("abc"), -1L));
  }

  private static ByteArrayInputStream stream(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
  }

  private static final class BrokenReader extends Reader {
    @Override
    public int read(char[] buffer, int offset, int length) throws IOException {
      throw new IOException("broken");
    }

    @Override
    public void close() {}
  }

  @Test
  void nullOfAnyTypeIsNull() throws SQLException {
    for (JDBCType type : JDBCType.values()) {
      statement.setNull(1, type.getVendorTypeNumber());
      assertNull(bound());
      statement.setNull(1, type.getVendorTypeNumber(), "name");
      assertNull(bound());
      statement.setObject(1, null, type.getVendorTypeNumber());
      assertNull(bound());
    }
    statement.setObject(1, null);
    assertNull(bound());
    statement.setObject(1, "x", (SQLType) null);
    assertEquals("x", bound());
    statement.setTimestamp(1, null);
    assertNull(bound());
  }

  @Test
  void lobsArraysAndRowIdsAreFeaturesAbsent() {
    assertState("0A000", () -> statement.setBlob(1, (Blob) null));
    assertState("0A000", () -> statement.setArray(1, null));
    assertState("0A000", () -> statement.setRowId(1, null));
    assertState("0A000", () -> statement.setSQLXML(1, null));
    assertState("0A000", () -> statement.setObject(1, "x", Types.ARRAY));
    assertState("0A000", () -> statement.setObject(1, new ListArray(List.of())));
  }

  @Test
  void aParameterWithoutAValueIsNamed() throws SQLException {
    ScriptedQuery two = ScriptedQuery.withParameters(2);
    PreparedStatement other = Connections.to(two).prepareStatement("q");
    other.setInt(1, 1);
    assertMessage("07001", "Parameter 2 of 2", other::executeQuery);
    other.setNull(2, Types.INTEGER);
    other.executeQuery();
    other.executeQuery();
    other.clearParameters();
    assertMessage("07001", "Parameter 1 of 2", other::execute);
    assertEquals(2, two.bound.size());
  }

  @Test
  void aParameterThatIsNotThereIsRefused() {
    assertState("07009", () -> statement.setInt(0, 1));
    assertState("07009", () -> statement.setString(2, "x"));
    assertState("07009", () -> statement.setCharacterStream(2, new StringReader("x")));
  }

  @Test
  void metadataNeedsNoExecution() throws SQLException {
    assertEquals("n", statement.getMetaData().getColumnLabel(1));
    ParameterMetaData parameters = statement.getParameterMetaData();
    assertEquals(1, parameters.getParameterCount());
    assertEquals(Types.VARCHAR, parameters.getParameterType(1));
    assertEquals("VARCHAR", parameters.getParameterTypeName(1));
    assertEquals("java.lang.String", parameters.getParameterClassName(1));
    assertEquals(ParameterMetaData.parameterModeIn, parameters.getParameterMode(1));
    assertEquals(ParameterMetaData.parameterNullable, parameters.isNullable(1));
    assertEquals(255, parameters.getPrecision(1));
    assertState("07009", () -> parameters.getParameterType(2));
    assertTrue(query.cursors.isEmpty());
  }

  @Test
  void methodsThatTakeSqlAreRefused() {
    assertState("HY024", () -> statement.executeQuery("q"));
    assertState("HY024", () -> statement.execute("q", 1));
    assertState("HY024", () -> statement.executeUpdate("q"));
    assertState("HY024", () -> statement.addBatch("q"));
  }
}
