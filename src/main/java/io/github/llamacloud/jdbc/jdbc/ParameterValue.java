package io.github.llamacloud.jdbc.jdbc;

import io.github.llamacloud.jdbc.error.Failures;
import io.github.llamacloud.jdbc.error.SqlState;
import java.io.InputStream;
import java.io.Reader;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.net.URI;
import java.net.URL;
import java.sql.Array;
import java.sql.Blob;
import java.sql.Clob;
import java.sql.Date;
import java.sql.Ref;
import java.sql.RowId;
import java.sql.SQLException;
import java.sql.SQLXML;
import java.sql.Struct;
import java.sql.Time;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Calendar;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What clients set becomes one of the values that {@link
 * io.github.llamacloud.jdbc.sql.PreparedSql#bind} takes. As results do: classes that carry a zone
 * become UTC digits, java.util.Date and java.sql's classes keep their digits.
 */
final class ParameterValue {
  /** {@code setObject} was given no scale. */
  static final int NO_SCALE = -1;

  private ParameterValue() {}

  /** The value by its class; null for null. */
  static @Nullable Object of(@Nullable Object value, Conversion to) throws SQLException {
    if (value == null) {
      return null;
    }
    if (value instanceof Number number) {
      return number(number, to);
    }
    Object dateTime = dateTime(value);
    if (dateTime != null) {
      return dateTime;
    }
    if (value instanceof Boolean) {
      return value;
    }
    if (value instanceof CharSequence
        || value instanceof Character
        || value instanceof UUID
        || value instanceof URL
        || value instanceof URI) {
      return value.toString();
    }
    if (value instanceof Enum<?> constant) {
      return constant.name();
    }
    if (value instanceof byte[] bytes) {
      return bytes.clone();
    }
    return stream(value, to);
  }

  private static Object number(Number number, Conversion to) throws SQLException {
    if (number instanceof Long || number instanceof BigDecimal) {
      return number;
    }
    if (number instanceof Byte || number instanceof Short || number instanceof Integer) {
      return number.longValue();
    }
    if (number instanceof Double || number instanceof Float) {
      return number.doubleValue();
    }
    if (number instanceof BigInteger integer) {
      return new BigDecimal(integer);
    }
    return to.decimal(number.toString());
  }

  private static @Nullable Object dateTime(Object value) {
    if (value instanceof LocalDate
        || value instanceof LocalTime
        || value instanceof LocalDateTime) {
      return value;
    }
    if (value instanceof Instant instant) {
      return Zoned.utc(instant);
    }
    if (value instanceof OffsetDateTime dateTime) {
      return Zoned.utc(dateTime.toInstant());
    }
    if (value instanceof ZonedDateTime dateTime) {
      return Zoned.utc(dateTime.toInstant());
    }
    if (value instanceof OffsetTime time) {
      return time.withOffsetSameInstant(ZoneOffset.UTC).toLocalTime();
    }
    if (value instanceof Calendar calendar) {
      return Zoned.utc(calendar.toInstant());
    }
    if (value instanceof Date date) {
      return Zoned.digits(date, null);
    }
    if (value instanceof Time time) {
      return Zoned.digits(time, null);
    }
    if (value instanceof Timestamp timestamp) {
      return Zoned.digits(timestamp, null);
    }
    return value instanceof java.util.Date date
        ? Zoned.digits(Timestamp.from(date.toInstant()), null)
        : null;
  }

  private static Object stream(Object value, Conversion to) throws SQLException {
    if (value instanceof Reader reader) {
      return StreamContent.text(reader, StreamContent.ALL, to);
    }
    if (value instanceof InputStream stream) {
      return StreamContent.bytes(stream, StreamContent.ALL, to);
    }
    if (value instanceof Clob clob) {
      return StreamContent.text(clob.getCharacterStream(), StreamContent.ALL, to);
    }
    if (value instanceof Blob
        || value instanceof Array
        || value instanceof Ref
        || value instanceof RowId
        || value instanceof Struct
        || value instanceof SQLXML) {
      throw Failures.notSupported("A parameter of class " + value.getClass().getName());
    }
    throw Failures.badArgument(
        SqlState.WRONG_VALUE_TYPE,
        "The value of "
            + to.subject()
            + " is a "
            + value.getClass().getName()
            + ", which has no SQL type; set text, a number or a date-time.");
  }

  /**
   * The value as a type of java.sql.Types. Nothing is lost but what the type cannot hold by its
   * nature: the time of a DATE, the date of a TIME, and digits beyond {@code scale} of a DECIMAL.
   *
   * @param scale digits after the decimal point, or {@link #NO_SCALE}
   */
  static @Nullable Object of(@Nullable Object value, int targetType, int scale, Conversion to)
      throws SQLException {
    Object plain = of(value, to);
    if (plain == null) {
      return null;
    }
    return switch (targetType) {
      case Types.CHAR,
          Types.VARCHAR,
          Types.LONGVARCHAR,
          Types.NCHAR,
          Types.NVARCHAR,
          Types.LONGNVARCHAR,
          Types.CLOB,
          Types.NCLOB ->
          to.text(plain, 0);
      case Types.TINYINT -> integer(plain, Byte.MIN_VALUE, Byte.MAX_VALUE, "TINYINT", to);
      case Types.SMALLINT -> integer(plain, Short.MIN_VALUE, Short.MAX_VALUE, "SMALLINT", to);
      case Types.INTEGER -> integer(plain, Integer.MIN_VALUE, Integer.MAX_VALUE, "INTEGER", to);
      case Types.BIGINT -> integer(plain, Long.MIN_VALUE, Long.MAX_VALUE, "BIGINT", to);
      case Types.DECIMAL, Types.NUMERIC -> decimal(to.decimal(plain), scale, to);
      case Types.REAL -> (double) to.real(plain);
      case Types.FLOAT, Types.DOUBLE -> to.floating(plain);
      case Types.BIT, Types.BOOLEAN -> to.bool(plain);
      case Types.DATE -> to.date(plain);
      case Types.TIME, Types.TIME_WITH_TIMEZONE -> to.time(plain);
      case Types.TIMESTAMP, Types.TIMESTAMP_WITH_TIMEZONE -> to.dateTime(plain);
      case Types.BINARY, Types.VARBINARY, Types.LONGVARBINARY -> to.bytes(plain);
      case Types.BLOB,
          Types.ARRAY,
          Types.REF,
          Types.ROWID,
          Types.STRUCT,
          Types.DISTINCT,
          Types.SQLXML,
          Types.DATALINK,
          Types.REF_CURSOR ->
          throw Failures.notSupported("A parameter of SQL type " + targetType);
      default -> plain;
    };
  }

  private static Object integer(Object plain, long min, long max, String type, Conversion to)
      throws SQLException {
    long integer = to.integer(plain, min, max, type);
    if (to.decimal(plain).compareTo(BigDecimal.valueOf(integer)) != 0) {
      throw to.outOfRange(plain, type);
    }
    return integer;
  }

  private static BigDecimal decimal(BigDecimal number, int scale, Conversion to)
      throws SQLException {
    if (scale < 0) {
      return number;
    }
    if ((long) number.precision() - number.scale() > 10_000) {
      throw to.outOfRange(number, "DECIMAL");
    }
    return number.setScale(scale, RoundingMode.HALF_UP);
  }
}
