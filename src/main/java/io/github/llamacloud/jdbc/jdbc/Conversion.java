package io.github.llamacloud.jdbc.jdbc;

import io.github.llamacloud.jdbc.error.Failures;
import io.github.llamacloud.jdbc.error.SqlState;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Converts plain values (see {@link PlainValue}) on behalf of one column or parameter, which its
 * failures name. A conversion is exact or fails, but for two: fractions are cut where an integer is
 * asked for, and date-times lose the part that is not asked for.
 *
 * @param subject for messages, e.g. {@code column "status"}
 */
record Conversion(String subject) {
  private static final Set<String> TRUE = Set.of("1", "true", "t", "yes", "y", "on");
  private static final Set<String> FALSE = Set.of("0", "false", "f", "no", "n", "off");

  /** Digits beyond which a number is not spelled out as an integer: it would fill the memory. */
  private static final int MOST_INTEGER_DIGITS = 10_000;

  /**
   * The value as text.
   *
   * @param fractionDigits of date-times and times: digits of the second's fraction at least; more
   *     appear if the value has more
   */
  String text(Object plain, int fractionDigits) {
    if (plain instanceof String text) {
      return text;
    }
    if (plain instanceof BigDecimal number) {
      return number.toPlainString();
    }
    if (plain instanceof byte[] bytes) {
      return DateTimeText.hex(bytes);
    }
    if (plain instanceof LocalDateTime dateTime) {
      return DateTimeText.of(dateTime, fractionDigits);
    }
    if (plain instanceof LocalTime time) {
      return DateTimeText.of(time, fractionDigits);
    }
    return String.valueOf(plain);
  }

  /** An integer of these bounds; digits after the decimal point are cut. */
  long integer(Object plain, long min, long max, String type) throws SQLException {
    if (plain instanceof Long number && number >= min && number <= max) {
      return number;
    }
    BigDecimal number = decimal(plain);
    if (number.compareTo(BigDecimal.valueOf(max).add(BigDecimal.ONE)) >= 0
        || number.compareTo(BigDecimal.valueOf(min).subtract(BigDecimal.ONE)) <= 0) {
      throw outOfRange(plain, type);
    }
    return number.longValue();
  }

  BigInteger bigInteger(Object plain) throws SQLException {
    BigDecimal number = decimal(plain);
    if ((long) number.precision() - number.scale() > MOST_INTEGER_DIGITS) {
      throw outOfRange(plain, "BigInteger");
    }
    return number.toBigInteger();
  }

  BigDecimal decimal(Object plain) throws SQLException {
    if (plain instanceof BigDecimal number) {
      return number;
    }
    if (plain instanceof Long number) {
      return BigDecimal.valueOf(number);
    }
    if (plain instanceof Double || plain instanceof Float) {
      if (!Double.isFinite(((Number) plain).doubleValue())) {
        throw outOfRange(plain, "DECIMAL");
      }
      return new BigDecimal(plain.toString());
    }
    if (plain instanceof Boolean bool) {
      return bool ? BigDecimal.ONE : BigDecimal.ZERO;
    }
    if (plain instanceof String text) {
      try {
        return new BigDecimal(text.strip());
      } catch (NumberFormatException e) {
        throw badCast(plain, "a number", e);
      }
    }
    throw wrongType(plain, "a number");
  }

  double floating(Object plain) throws SQLException {
    if (plain instanceof Double || plain instanceof Float) {
      return ((Number) plain).doubleValue();
    }
    double number = decimal(plain).doubleValue();
    if (Double.isInfinite(number)) {
      throw outOfRange(plain, "DOUBLE");
    }
    return number;
  }

  float real(Object plain) throws SQLException {
    if (plain instanceof Float number) {
      return number;
    }
    double wide = floating(plain);
    float number = plain instanceof Double ? (float) wide : decimal(plain).floatValue();
    if (Float.isInfinite(number) && !Double.isInfinite(wide)) {
      throw outOfRange(plain, "REAL");
    }
    return number;
  }

  /** 1 and 0, and the words that PostgreSQL takes; no other number is a truth value. */
  boolean bool(Object plain) throws SQLException {
    if (plain instanceof Boolean bool) {
      return bool;
    }
    if (plain instanceof String text) {
      String word = text.strip().toLowerCase(Locale.ROOT);
      if (TRUE.contains(word) || FALSE.contains(word)) {
        return TRUE.contains(word);
      }
      throw badCast(plain, "BOOLEAN", null);
    }
    if (plain instanceof Number) {
      BigDecimal number = decimal(plain);
      if (number.signum() == 0 || number.compareTo(BigDecimal.ONE) == 0) {
        return number.signum() != 0;
      }
      throw badCast(plain, "BOOLEAN", null);
    }
    throw wrongType(plain, "BOOLEAN");
  }

  /** UTC digits; a date is its midnight, a time is on 1970-01-01. */
  LocalDateTime dateTime(Object plain) throws SQLException {
    if (plain instanceof LocalDateTime dateTime) {
      return dateTime;
    }
    if (plain instanceof LocalDate date) {
      return date.atStartOfDay();
    }
    if (plain instanceof LocalTime time) {
      return LocalDate.EPOCH.atTime(time);
    }
    if (plain instanceof String text) {
      return DateTimeText.dateTime(text)
          .orElseThrow(() -> badDateTime(text, "TIMESTAMP, e.g. 2024-01-31 10:00:00.123"));
    }
    throw wrongType(plain, "TIMESTAMP");
  }

  LocalDate date(Object plain) throws SQLException {
    if (plain instanceof LocalTime) {
      throw wrongType(plain, "DATE");
    }
    if (plain instanceof String text) {
      return DateTimeText.dateTime(text)
          .orElseThrow(() -> badDateTime(text, "DATE, e.g. 2024-01-31"))
          .toLocalDate();
    }
    return dateTime(plain).toLocalDate();
  }

  LocalTime time(Object plain) throws SQLException {
    if (plain instanceof LocalDate) {
      throw wrongType(plain, "TIME");
    }
    if (plain instanceof String text) {
      return DateTimeText.time(text).orElseThrow(() -> badDateTime(text, "TIME, e.g. 10:00:00"));
    }
    return dateTime(plain).toLocalTime();
  }

  /** The bytes of a binary value, the UTF-8 of a text. */
  byte[] bytes(Object plain) throws SQLException {
    if (plain instanceof byte[] bytes) {
      return bytes.clone();
    }
    if (plain instanceof String text) {
      return text.getBytes(StandardCharsets.UTF_8);
    }
    throw wrongType(plain, "bytes");
  }

  SQLException badCast(Object plain, String type, @Nullable Throwable cause) {
    return Failures.data(
        SqlState.BAD_CAST,
        "The value " + quote(plain) + " of " + subject + " is not " + type,
        cause);
  }

  SQLException outOfRange(Object plain, String type) {
    return Failures.data(
        SqlState.NUMERIC_OUT_OF_RANGE,
        "The value " + quote(plain) + " of " + subject + " is out of the range of " + type,
        null);
  }

  /** A conversion that JDBC does not have, whatever the value. */
  SQLException wrongType(Object plain, String type) {
    return Failures.data(
        SqlState.WRONG_VALUE_TYPE,
        "A value of type " + typeOf(plain) + " cannot be converted to " + type + ": " + subject,
        null);
  }

  private SQLException badDateTime(String text, String type) {
    return Failures.data(
        SqlState.BAD_DATETIME,
        "The value " + quote(text) + " of " + subject + " is not a " + type,
        null);
  }

  private static String typeOf(Object plain) {
    if (plain instanceof byte[]) {
      return "BINARY";
    }
    if (plain instanceof List) {
      return "ARRAY";
    }
    return plain instanceof Long ? "BIGINT" : plain.getClass().getSimpleName();
  }

  private String quote(Object plain) {
    String text = plain instanceof BigDecimal number ? number.toString() : text(plain, 0);
    return "'" + (text.length() <= 50 ? text : text.substring(0, 50) + "…") + "'";
  }
}
