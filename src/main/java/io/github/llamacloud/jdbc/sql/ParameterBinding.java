package io.github.llamacloud.jdbc.sql;

import io.github.llamacloud.jdbc.error.CarriedSqlException;
import io.github.llamacloud.jdbc.error.Failures;
import io.github.llamacloud.jdbc.error.SqlState;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.Locale;
import java.util.stream.Stream;
import org.apache.calcite.avatica.util.ByteString;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.sql.type.SqlTypeName;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of a parameter's value: a value of Calcite's runtime, or the demand that the
 * parameter be of another type, because the inferred one would lose something of it.
 *
 * @param value the internal value; null for NULL, or if {@code instead} is set
 * @param instead the type that can hold the value
 */
record ParameterBinding(@Nullable Object value, @Nullable ParameterType instead) {

  private static ParameterBinding of(Object value) {
    return new ParameterBinding(value, null);
  }

  private static ParameterBinding instead(ParameterType type) {
    return new ParameterBinding(null, type);
  }

  /**
   * The type that a value has when nothing tells the type of its parameter.
   *
   * @param position from 1, for messages
   * @throws SQLException 22003 if no type holds it
   */
  static ParameterType natural(int position, Object value) throws SQLException {
    try {
      return natural(value);
    } catch (CarriedSqlException e) {
      throw named(position, e.carried().getSQLState(), e.carried().getMessage(), e);
    }
  }

  private static ParameterType natural(Object value) {
    if (value instanceof Long) {
      return ParameterType.BIGINT;
    }
    if (value instanceof BigDecimal number) {
      return wide(number);
    }
    if (value instanceof Double) {
      return ParameterType.DOUBLE;
    }
    if (value instanceof Boolean) {
      return ParameterType.BOOLEAN;
    }
    if (value instanceof LocalDateTime) {
      return ParameterType.TIMESTAMP;
    }
    if (value instanceof LocalDate) {
      return ParameterType.DATE;
    }
    if (value instanceof LocalTime) {
      return ParameterType.TIME;
    }
    return value instanceof byte[] ? ParameterType.VARBINARY : ParameterType.VARCHAR;
  }

  /**
   * Binds a value to a parameter of this type.
   *
   * @param position from 1, for messages
   * @throws SQLException 22018, 22007 or 22003 if the value cannot be of any type that fits there
   */
  static ParameterBinding bind(int position, @Nullable Object value, RelDataType type)
      throws SQLException {
    if (value == null) {
      return new ParameterBinding(null, null);
    }
    try {
      return switch (type.getSqlTypeName()) {
        case CHAR, VARCHAR -> of(text(value));
        case TINYINT, SMALLINT, INTEGER, BIGINT -> integer(number(value), type.getSqlTypeName());
        case DECIMAL -> decimal(number(value), type);
        case REAL -> of(Numbers.finiteReal(number(value).floatValue()));
        case FLOAT, DOUBLE ->
            of(Numbers.finite(value instanceof Double d ? d : number(value).doubleValue()));
        case BOOLEAN -> of(bool(value));
        case TIMESTAMP -> timestamp(value);
        case DATE -> date(value);
        case TIME -> time(value);
        case BINARY, VARBINARY -> value instanceof byte[] b ? of(new ByteString(b)) : bad(value);
        default -> bad(value);
      };
    } catch (CarriedSqlException e) {
      throw named(position, e.carried().getSQLState(), e.carried().getMessage(), e);
    } catch (RuntimeException e) {
      throw named(
          position,
          SqlState.BAD_CAST.code(),
          "a "
              + value.getClass().getSimpleName()
              + " cannot be a "
              + type.getSqlTypeName().getName()
              + " here.",
          e);
    }
  }

  private static SQLException named(
      int position, @Nullable String state, @Nullable String message, Exception cause) {
    SqlState known =
        SqlState.BAD_DATETIME.code().equals(state)
            ? SqlState.BAD_DATETIME
            : SqlState.NUMERIC_OUT_OF_RANGE.code().equals(state)
                ? SqlState.NUMERIC_OUT_OF_RANGE
                : SqlState.BAD_CAST;
    return Failures.data(known, "Parameter " + position + ": " + message, cause);
  }

  /**
   * Binds a count of rows for LIMIT or OFFSET.
   *
   * @param whenNull what NULL means
   * @throws SQLException 22018 if it is no whole number
   */
  static Long rowCount(int position, @Nullable Object value, long whenNull) throws SQLException {
    try {
      return value == null ? (Long) whenNull : (Long) number(value).longValueExact();
    } catch (RuntimeException e) {
      throw named(
          position, SqlState.BAD_CAST.code(), "LIMIT and OFFSET take a whole number of rows.", e);
    }
  }

  private static ParameterBinding bad(Object value) {
    throw new IllegalArgumentException(value.getClass().getName());
  }

  private static String text(Object value) {
    if (value instanceof LocalDateTime dateTime) {
      return Timestamps.text(dateTime);
    }
    if (value instanceof byte[]) {
      throw new IllegalArgumentException("bytes");
    }
    return value instanceof BigDecimal number ? number.toPlainString() : value.toString();
  }

  private static BigDecimal number(Object value) {
    if (value instanceof Long whole) {
      return BigDecimal.valueOf(whole);
    }
    if (value instanceof BigDecimal decimal) {
      return decimal;
    }
    if (value instanceof Boolean bool) {
      return bool ? BigDecimal.ONE : BigDecimal.ZERO;
    }
    return new BigDecimal(value.toString().strip());
  }

  private static ParameterBinding integer(BigDecimal value, SqlTypeName type) {
    if (value.stripTrailingZeros().scale() > 0) {
      return instead(wide(value));
    }
    try {
      return switch (type) {
        case TINYINT -> of(value.byteValueExact());
        case SMALLINT -> of(value.shortValueExact());
        case INTEGER -> of(value.intValueExact());
        default -> of(value.longValueExact());
      };
    } catch (ArithmeticException e) {
      return instead(value.precision() - value.scale() <= 18 ? ParameterType.BIGINT : wide(value));
    }
  }

  private static ParameterBinding decimal(BigDecimal value, RelDataType type) {
    int scale = Math.max(0, value.stripTrailingZeros().scale());
    boolean fits =
        scale <= type.getScale()
            && value.precision() - value.scale() <= type.getPrecision() - type.getScale();
    return fits ? of(value.setScale(type.getScale())) : instead(wide(value));
  }

  /**
   * A type that holds the number with all its digits; of few different precisions, because each is
   * one more compiled statement.
   */
  private static ParameterType wide(BigDecimal value) {
    int scale = Math.max(0, value.stripTrailingZeros().scale());
    long digits = Math.max(0, (long) value.precision() - value.scale()) + scale;
    return Stream.of(Dialect.DECIMAL_DIGITS, Dialect.DECIMAL_DIGITS + scale, Dialect.MAX_DECIMAL)
        .filter(precision -> digits <= precision && precision <= Dialect.MAX_DECIMAL)
        .findFirst()
        .map(precision -> ParameterType.decimal(precision, scale))
        .orElseThrow(
            () ->
                new CarriedSqlException(
                    Failures.data(
                        SqlState.NUMERIC_OUT_OF_RANGE,
                        "the number has more than " + Dialect.MAX_DECIMAL + " digits.",
                        null)));
  }

  private static Boolean bool(Object value) {
    if (value instanceof Boolean bool) {
      return bool;
    }
    return switch (value.toString().strip().toLowerCase(Locale.ROOT)) {
      case "true", "t", "1", "yes", "y", "on" -> true;
      case "false", "f", "0", "no", "n", "off" -> false;
      default -> throw new IllegalArgumentException("no boolean");
    };
  }

  private static ParameterBinding timestamp(Object value) {
    if (value instanceof LocalDate date) {
      return of(Timestamps.millis(date.atStartOfDay()));
    }
    LocalDateTime dateTime = dateTime(value);
    return Timestamps.isFine(dateTime.toLocalTime())
        ? instead(ParameterType.FINE_TIMESTAMP)
        : of(Timestamps.millis(dateTime));
  }

  private static ParameterBinding date(Object value) {
    if (value instanceof LocalDate date) {
      return of((int) date.toEpochDay());
    }
    LocalDateTime dateTime = dateTime(value);
    return dateTime.toLocalTime().equals(LocalTime.MIDNIGHT)
        ? of((int) dateTime.toLocalDate().toEpochDay())
        : instead(ParameterType.TIMESTAMP);
  }

  private static LocalDateTime dateTime(Object value) {
    return value instanceof LocalDateTime dateTime ? dateTime : Timestamps.dateTime(string(value));
  }

  private static ParameterBinding time(Object value) {
    LocalTime time = value instanceof LocalTime t ? t : Timestamps.timeOfDay(string(value));
    return Timestamps.isFine(time)
        ? instead(ParameterType.FINE_TIME)
        : of((int) (time.toNanoOfDay() / 1_000_000));
  }

  private static String string(Object value) {
    if (value instanceof String text) {
      return text;
    }
    throw new IllegalArgumentException("no text");
  }
}
