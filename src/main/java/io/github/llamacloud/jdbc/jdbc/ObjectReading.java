package io.github.llamacloud.jdbc.jdbc;

import static java.util.Map.entry;

import io.github.llamacloud.jdbc.sql.ResultColumn;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.MalformedURLException;
import java.net.URL;
import java.sql.Array;
import java.sql.Date;
import java.sql.SQLException;
import java.sql.Time;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Calendar;
import java.util.GregorianCalendar;
import java.util.List;
import java.util.Map;
import java.util.TimeZone;
import java.util.UUID;

/**
 * The classes that {@code getObject} can return. Classes that carry a zone or denote an instant
 * take the digits as UTC; java.util.Date and the classes of java.sql keep the digits (DESIGN.md
 * section 4).
 */
final class ObjectReading {

  private interface Reading {
    Object read(Object plain, Conversion conversion) throws SQLException;
  }

  private static final Map<Class<?>, Reading> BY_CLASS =
      Map.ofEntries(
          entry(Boolean.class, (plain, to) -> to.bool(plain)),
          entry(
              Byte.class,
              (plain, to) -> (byte) to.integer(plain, Byte.MIN_VALUE, Byte.MAX_VALUE, "Byte")),
          entry(
              Short.class,
              (plain, to) -> (short) to.integer(plain, Short.MIN_VALUE, Short.MAX_VALUE, "Short")),
          entry(
              Integer.class,
              (plain, to) ->
                  (int) to.integer(plain, Integer.MIN_VALUE, Integer.MAX_VALUE, "Integer")),
          entry(
              Long.class, (plain, to) -> to.integer(plain, Long.MIN_VALUE, Long.MAX_VALUE, "Long")),
          entry(Float.class, (plain, to) -> to.real(plain)),
          entry(Double.class, (plain, to) -> to.floating(plain)),
          entry(BigDecimal.class, (plain, to) -> to.decimal(plain)),
          entry(BigInteger.class, (plain, to) -> to.bigInteger(plain)),
          entry(Character.class, ObjectReading::character),
          entry(byte[].class, (plain, to) -> to.bytes(plain)),
          entry(Date.class, (plain, to) -> Zoned.date(to.date(plain), null)),
          entry(Time.class, (plain, to) -> Zoned.time(to.time(plain), null)),
          entry(Timestamp.class, (plain, to) -> Zoned.timestamp(to.dateTime(plain), null)),
          entry(
              java.util.Date.class,
              (plain, to) ->
                  java.util.Date.from(Zoned.timestamp(to.dateTime(plain), null).toInstant())),
          entry(LocalDate.class, (plain, to) -> to.date(plain)),
          entry(LocalTime.class, (plain, to) -> to.time(plain)),
          entry(LocalDateTime.class, (plain, to) -> to.dateTime(plain)),
          entry(Instant.class, (plain, to) -> to.dateTime(plain).toInstant(ZoneOffset.UTC)),
          entry(OffsetDateTime.class, (plain, to) -> to.dateTime(plain).atOffset(ZoneOffset.UTC)),
          entry(OffsetTime.class, (plain, to) -> to.time(plain).atOffset(ZoneOffset.UTC)),
          entry(ZonedDateTime.class, (plain, to) -> to.dateTime(plain).atZone(ZoneOffset.UTC)),
          entry(Calendar.class, ObjectReading::calendar),
          entry(GregorianCalendar.class, ObjectReading::calendar),
          entry(UUID.class, ObjectReading::uuid),
          entry(URL.class, ObjectReading::url),
          entry(Array.class, ObjectReading::array),
          entry(List.class, ObjectReading::list));

  private ObjectReading() {}

  /** The value as this class; String and Object depend on the column. */
  static <T> T as(Class<T> type, Object plain, ResultColumn column, Conversion conversion)
      throws SQLException {
    if (type == String.class) {
      return type.cast(conversion.text(plain, column.scale()));
    }
    if (type == Object.class || type == Number.class) {
      Object natural = natural(plain, column, conversion);
      if (type.isInstance(natural)) {
        return type.cast(natural);
      }
    }
    Reading reading = BY_CLASS.get(type);
    if (reading == null) {
      throw conversion.wrongType(plain, type.getName());
    }
    return type.cast(reading.read(plain, conversion));
  }

  /** What {@code getObject} without a class returns: the class that the metadata names. */
  static Object natural(Object plain, ResultColumn column, Conversion conversion)
      throws SQLException {
    return switch (column.type()) {
      case TINYINT, SMALLINT, INTEGER ->
          (int) conversion.integer(plain, Integer.MIN_VALUE, Integer.MAX_VALUE, "INTEGER");
      case DATE -> Zoned.date((LocalDate) plain, null);
      case TIME -> Zoned.time((LocalTime) plain, null);
      case TIMESTAMP -> Zoned.timestamp((LocalDateTime) plain, null);
      case BINARY, VARBINARY, LONGVARBINARY -> ((byte[]) plain).clone();
      case ARRAY -> new ListArray((List<?>) plain);
      default -> plain;
    };
  }

  private static Object character(Object plain, Conversion conversion) throws SQLException {
    if (plain instanceof String text && text.length() == 1) {
      return text.charAt(0);
    }
    throw conversion.badCast(plain, "one character", null);
  }

  private static Object calendar(Object plain, Conversion conversion) throws SQLException {
    Calendar calendar = new GregorianCalendar(TimeZone.getTimeZone("UTC"));
    calendar.setTimeInMillis(conversion.dateTime(plain).toInstant(ZoneOffset.UTC).toEpochMilli());
    return calendar;
  }

  private static Object uuid(Object plain, Conversion conversion) throws SQLException {
    if (!(plain instanceof String text)) {
      throw conversion.wrongType(plain, "UUID");
    }
    try {
      return UUID.fromString(text.strip());
    } catch (IllegalArgumentException e) {
      throw conversion.badCast(plain, "a UUID", e);
    }
  }

  private static Object url(Object plain, Conversion conversion) throws SQLException {
    if (!(plain instanceof String text)) {
      throw conversion.wrongType(plain, "URL");
    }
    try {
      return new URL(text.strip());
    } catch (MalformedURLException e) {
      throw conversion.badCast(plain, "a URL", e);
    }
  }

  private static Object array(Object plain, Conversion conversion) throws SQLException {
    return new ListArray((List<?>) list(plain, conversion));
  }

  private static Object list(Object plain, Conversion conversion) throws SQLException {
    if (plain instanceof List) {
      return plain;
    }
    throw conversion.wrongType(plain, "ARRAY");
  }
}
