package io.github.llamacloud.jdbc.jdbc;

import static io.github.llamacloud.jdbc.jdbc.ScriptedQuery.column;
import static io.github.llamacloud.jdbc.jdbc.SqlStates.assertMessage;
import static io.github.llamacloud.jdbc.jdbc.SqlStates.assertState;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.llamacloud.jdbc.sql.ResultColumn;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.sql.Array;
import java.sql.Date;
import java.sql.JDBCType;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Time;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.ZonedDateTime;
import java.util.Calendar;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ValuesTest {
  private static final List<Class<?>> CLASSES =
      List.of(
          String.class,
          Boolean.class,
          Byte.class,
          Short.class,
          Integer.class,
          Long.class,
          Float.class,
          Double.class,
          BigDecimal.class,
          BigInteger.class,
          Character.class,
          byte[].class,
          Date.class,
          Time.class,
          Timestamp.class,
          java.util.Date.class,
          Calendar.class,
          LocalDate.class,
          LocalTime.class,
          LocalDateTime.class,
          Instant.class,
          OffsetDateTime.class,
          OffsetTime.class,
          ZonedDateTime.class,
          UUID.class,
          Object.class,
          Number.class);

  private static ResultSet value(JDBCType type, @Nullable Object raw) throws SQLException {
    return value(column("x", type), raw);
  }

  private static ResultSet value(ResultColumn column, @Nullable Object raw) throws SQLException {
    ResultSet rows =
        Connections.to(ScriptedQuery.row(List.of(column), raw)).createStatement().executeQuery("q");
    assertTrue(rows.next());
    return rows;
  }

  static Stream<Arguments> naturalValues() {
    return Stream.of(
        Arguments.of(JDBCType.BOOLEAN, true, true, "true"),
        Arguments.of(JDBCType.TINYINT, (byte) 7, 7, "7"),
        Arguments.of(JDBCType.SMALLINT, (short) 7, 7, "7"),
        Arguments.of(JDBCType.INTEGER, 7, 7, "7"),
        Arguments.of(JDBCType.INTEGER, 7L, 7, "7"),
        Arguments.of(JDBCType.BIGINT, 7L, 7L, "7"),
        Arguments.of(JDBCType.BIGINT, 7, 7L, "7"),
        Arguments.of(JDBCType.DECIMAL, new BigDecimal("1E+3"), new BigDecimal("1E+3"), "1000"),
        Arguments.of(JDBCType.REAL, 0.1f, 0.1f, "0.1"),
        Arguments.of(JDBCType.FLOAT, 1.5, 1.5, "1.5"),
        Arguments.of(JDBCType.DOUBLE, 1.5, 1.5, "1.5"),
        Arguments.of(JDBCType.CHAR, "x ", "x ", "x "),
        Arguments.of(JDBCType.VARCHAR, "é漢😀", "é漢😀", "é漢😀"),
        Arguments.of(JDBCType.DATE, 19792, Date.valueOf("2024-03-10"), "2024-03-10"),
        Arguments.of(
            JDBCType.TIMESTAMP,
            0L,
            Timestamp.valueOf("1970-01-01 00:00:00"),
            "1970-01-01 00:00:00.000"),
        Arguments.of(JDBCType.OTHER, "1 day", "1 day", "1 day"));
  }

  @ParameterizedTest
  @MethodSource("naturalValues")
  void theNaturalObjectIsOfTheClassThatTheMetadataNames(
      JDBCType type, Object raw, Object object, String text) throws Exception {
    ResultSet rows = value(type, raw);
    assertEquals(object, rows.getObject(1));
    assertEquals(object, rows.getObject(1, Object.class));
    assertEquals(object, rows.getObject("X", Map.of()));
    assertEquals(text, rows.getString(1));
    assertEquals(text, rows.getNString(1));
    assertEquals(text, rows.getObject(1, String.class));
    assertFalse(rows.wasNull());
    assertInstanceOf(Class.forName(rows.getMetaData().getColumnClassName(1)), object);
  }

  @ParameterizedTest
  @MethodSource("naturalValues")
  void nullIsNullForEveryClassAndGetter(JDBCType type, Object raw) throws SQLException {
    ResultSet rows = value(type, null);
    for (Class<?> javaClass : CLASSES) {
      assertNull(rows.getObject(1, javaClass), javaClass.getName());
      assertTrue(rows.wasNull());
    }
    assertNull(rows.getObject(1));
    assertNull(rows.getString(1));
    assertEquals(0, rows.getLong(1));
    assertFalse(rows.getBoolean(1));
    assertNull(rows.getTimestamp(1));
    assertNull(rows.getBigDecimal(1));
    assertNull(rows.getCharacterStream(1));
    assertTrue(rows.wasNull());
  }

  @ParameterizedTest
  @MethodSource("naturalValues")
  void everyConversionSucceedsOrFailsWithAState(JDBCType type, Object raw) throws SQLException {
    ResultSet rows = value(type, raw);
    for (Class<?> javaClass : CLASSES) {
      try {
        assertInstanceOf(javaClass, rows.getObject(1, javaClass));
      } catch (SQLException e) {
        String state = String.valueOf(e.getSQLState());
        assertTrue(List.of("07006", "22003", "22007", "22018").contains(state), e.toString());
      }
    }
  }

  @Test
  void integersThatDoNotFitAreOutOfRange() throws SQLException {
    ResultSet big = value(JDBCType.BIGINT, 1L << 40);
    assertEquals(1L << 40, big.getLong(1));
    assertState("22003", () -> big.getInt(1));
    assertState("22003", () -> big.getShort(1));
    assertState("22003", () -> big.getByte(1));
    assertState("22003", () -> big.getObject(1, Integer.class));
    ResultSet huge = value(JDBCType.DECIMAL, new BigDecimal("9223372036854775808"));
    assertState("22003", () -> huge.getLong(1));
    assertEquals(new BigInteger("9223372036854775808"), huge.getObject(1, BigInteger.class));
    assertEquals(
        Long.MIN_VALUE, value(JDBCType.DECIMAL, new BigDecimal(Long.MIN_VALUE)).getLong(1));
    assertState("22003", () -> value(JDBCType.DOUBLE, Double.NaN).getLong(1));
    assertState("22003", () -> value(JDBCType.DOUBLE, 1e300).getFloat(1));
    assertState("22003", () -> value(JDBCType.VARCHAR, "1e999999999").getLong(1));
    assertState(
        "22003", () -> value(JDBCType.VARCHAR, "1e999999999").getObject(1, BigInteger.class));
  }

  @Test
  void fractionsAreCutWhereAnIntegerIsAskedFor() throws SQLException {
    assertEquals(1, value(JDBCType.DOUBLE, 1.9).getInt(1));
    assertEquals(-1, value(JDBCType.DECIMAL, new BigDecimal("-1.9")).getLong(1));
    assertEquals(127, value(JDBCType.DECIMAL, new BigDecimal("127.9")).getByte(1));
  }

  @Test
  void textIsANumberIfItReadsAsOne() throws SQLException {
    ResultSet number = value(JDBCType.VARCHAR, " 42 ");
    assertEquals(42, number.getInt(1));
    assertEquals(42.0, number.getDouble(1));
    assertEquals(42f, number.getFloat(1));
    assertEquals(new BigDecimal("42"), number.getBigDecimal(1));
    ResultSet word = value(JDBCType.VARCHAR, "failed");
    assertState("22018", () -> word.getInt(1));
    assertState("22018", () -> word.getDouble(1));
    assertMessage("22018", "column \"x\"", () -> word.getLong(1));
  }

  @ParameterizedTest
  @CsvSource({"1,true", "0,false", "true,true", "FALSE,false", "t,true", "no,false"})
  void textIsATruthValueIfItReadsAsOne(String text, boolean expected) throws SQLException {
    assertEquals(expected, value(JDBCType.VARCHAR, text).getBoolean(1));
  }

  @Test
  void oneAndZeroAreTheOnlyNumbersThatAreTruthValues() throws SQLException {
    assertTrue(value(JDBCType.BIGINT, 1L).getBoolean(1));
    assertFalse(value(JDBCType.BIGINT, 0L).getBoolean(1));
    assertState("22018", () -> value(JDBCType.BIGINT, 2L).getBoolean(1));
    assertState("22018", () -> value(JDBCType.VARCHAR, "perhaps").getBoolean(1));
    assertState("07006", () -> value(JDBCType.DATE, 0).getBoolean(1));
    assertEquals(1, value(JDBCType.BOOLEAN, true).getInt(1));
  }

  @Test
  void decimalsKeepTheirDigits() throws SQLException {
    assertEquals(new BigDecimal("0.1"), value(JDBCType.DOUBLE, 0.1).getBigDecimal(1));
    assertEquals(new BigDecimal("0.1"), value(JDBCType.REAL, 0.1f).getBigDecimal(1));
    BigDecimal long38 = new BigDecimal("12345678901234567890123456789012345678");
    assertEquals(long38, value(JDBCType.DECIMAL, long38).getBigDecimal(1));
    assertEquals(long38.toString(), value(JDBCType.DECIMAL, long38).getString(1));
  }

  @Test
  void textStreamsAndBytes() throws SQLException, IOException {
    ResultSet rows = value(JDBCType.VARCHAR, "é😀");
    try (Reader reader = rows.getCharacterStream(1);
        Reader national = rows.getNCharacterStream("x");
        InputStream ascii = rows.getAsciiStream(1);
        InputStream binary = rows.getBinaryStream(1)) {
      char[] text = new char[3];
      assertEquals(3, reader.read(text));
      assertEquals("é😀", new String(text));
      assertEquals('é', national.read());
      assertEquals('?', ascii.read());
      assertArrayEquals("é😀".getBytes(StandardCharsets.UTF_8), binary.readAllBytes());
    }
    assertArrayEquals("é😀".getBytes(StandardCharsets.UTF_8), rows.getBytes(1));
    assertState("07006", () -> value(JDBCType.BIGINT, 1L).getBytes(1));
  }

  @Test
  void bytesAreCopiedAndPrintedAsHex() throws SQLException {
    byte[] raw = {1, (byte) 0xAB};
    ResultSet rows = value(JDBCType.VARBINARY, raw);
    assertArrayEquals(raw, rows.getBytes(1));
    assertArrayEquals(raw, (byte[]) rows.getObject(1));
    assertEquals("01ab", rows.getString(1));
    raw[0] = 9;
    assertEquals(9, rows.getBytes(1)[0]);
    rows.getBytes(1)[0] = 5;
    assertEquals(9, rows.getBytes(1)[0]);
  }

  @Test
  void arraysHoldTheirElements() throws SQLException {
    ResultSet rows = value(JDBCType.ARRAY, List.of("a", "b"));
    Array array = rows.getArray(1);
    assertArrayEquals(new Object[] {"a", "b"}, (Object[]) array.getArray());
    assertArrayEquals(new Object[] {"b"}, (Object[]) array.getArray(2, 1));
    assertState("HY024", () -> array.getArray(2, 2));
    assertEquals("[a, b]", rows.getString(1));
    assertEquals(List.of("a", "b"), rows.getObject(1, List.class));
    assertInstanceOf(Array.class, rows.getObject(1));
    assertState("07006", () -> value(JDBCType.BIGINT, 1L).getArray(1));
  }

  @Test
  void uuidUrlAndCharacterComeFromText() throws SQLException {
    UUID uuid = UUID.fromString("00000000-0000-0000-0000-000000000001");
    assertEquals(uuid, value(JDBCType.VARCHAR, uuid.toString()).getObject(1, UUID.class));
    assertState("22018", () -> value(JDBCType.VARCHAR, "x").getObject(1, UUID.class));
    assertEquals("h", value(JDBCType.VARCHAR, "http://h/p").getURL(1).getHost());
    assertState("22018", () -> value(JDBCType.VARCHAR, "no url").getURL(1));
    assertEquals('x', value(JDBCType.VARCHAR, "x").getObject(1, Character.class));
    assertState("22018", () -> value(JDBCType.VARCHAR, "xy").getObject(1, Character.class));
    assertState("07006", () -> value(JDBCType.VARCHAR, "x").getObject(1, Thread.class));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2024-03-10 02:30:00.123",
        "2024-03-10T02:30:00.123",
        "2024-03-10T02:30:00.123Z",
        "2024-03-10 02:30:00.123+00",
        "2024-03-10T04:30:00.123000+02:00",
        " 2024-03-09t21:30:00.123-05:00 "
      })
  void textIsADateTimeInUtcIfItReadsAsOne(String text) throws SQLException {
    ResultSet rows = value(JDBCType.VARCHAR, text);
    assertEquals(
        LocalDateTime.parse("2024-03-10T02:30:00.123"), rows.getObject(1, LocalDateTime.class));
    assertEquals(Instant.parse("2024-03-10T02:30:00.123Z"), rows.getObject(1, Instant.class));
  }

  @Test
  void textIsADateOrATimeIfItReadsAsOne() throws SQLException {
    ResultSet date = value(JDBCType.VARCHAR, "2024-03-10");
    assertEquals(LocalDate.parse("2024-03-10"), date.getObject(1, LocalDate.class));
    assertEquals(Date.valueOf("2024-03-10"), date.getDate(1));
    assertEquals(Timestamp.valueOf("2024-03-10 00:00:00"), date.getTimestamp(1));
    assertEquals(
        LocalTime.parse("10:00:01.5"),
        value(JDBCType.VARCHAR, "10:00:01.5").getObject(1, LocalTime.class));
    assertEquals(
        LocalTime.parse("10:00"), value(JDBCType.VARCHAR, "10:00").getObject(1, LocalTime.class));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "failed",
        "",
        "2024-02-30",
        "2024-1-1",
        "2024-03-10 25:00:00",
        "2024-03-1010:00:00",
        "2024-03-10 10:00:00ZZ"
      })
  void otherTextIsNoDateTime(String text) throws SQLException {
    ResultSet rows = value(JDBCType.VARCHAR, text);
    assertState("22007", () -> rows.getTimestamp(1));
    assertState("22007", () -> rows.getDate(1));
    assertState("22007", () -> rows.getTime(1));
  }

  @Test
  void aFractionHasTheColumnsDigitsAtLeast() throws SQLException {
    ResultColumn seconds = new ResultColumn("x", JDBCType.TIMESTAMP, "TIMESTAMP", 0, 0, true);
    assertEquals("1970-01-01 00:00:01", value(seconds, 1000L).getString(1));
    assertEquals("1970-01-01 00:00:01.23", value(seconds, 1230L).getString(1));
    assertEquals("1970-01-01 00:00:01.000", value(JDBCType.TIMESTAMP, 1000L).getString(1));
    assertEquals("1970-01-01 00:00:01.120", value(JDBCType.TIMESTAMP, 1120L).getString(1));
    assertEquals("1969-12-31 23:59:59.999", value(JDBCType.TIMESTAMP, -1L).getString(1));
    assertEquals("00:00:01.120", value(JDBCType.TIME, 1120).getString(1));
  }

  @Test
  void lobsAndRowIdsAreFeaturesAbsent() throws SQLException {
    ResultSet rows = value(JDBCType.VARCHAR, "x");
    assertState("0A000", () -> rows.getBlob(1));
    assertState("0A000", () -> rows.getClob("x"));
    assertState("0A000", () -> rows.getRowId(1));
    assertState("0A000", () -> rows.getSQLXML(1));
  }
}
