package io.github.llamacloud.jdbc.jdbc;

import io.github.llamacloud.jdbc.sql.ResultColumn;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;

/**
 * The values that conversions start from: String, Boolean, Long, BigDecimal, Float, Double, byte[],
 * LocalDate, LocalTime, LocalDateTime (UTC digits) and List.
 */
final class PlainValue {
  private PlainValue() {}

  /** The plain value of what {@link io.github.llamacloud.jdbc.sql.RowCursor#row()} holds. */
  static Object of(ResultColumn column, Object raw) {
    return switch (column.type()) {
      case TINYINT, SMALLINT, INTEGER, BIGINT ->
          raw instanceof Long ? raw : number(raw).longValue();
      case DECIMAL, NUMERIC ->
          raw instanceof BigDecimal ? raw : new BigDecimal(number(raw).toString());
      case REAL -> number(raw).floatValue();
      case FLOAT, DOUBLE -> number(raw).doubleValue();
      case DATE -> LocalDate.ofEpochDay(number(raw).longValue());
      case TIME -> LocalTime.ofNanoOfDay(number(raw).longValue() * 1_000_000);
      case TIMESTAMP -> dateTime(number(raw).longValue());
      case BOOLEAN, BIT, BINARY, VARBINARY, LONGVARBINARY, ARRAY -> raw;
      default -> raw instanceof String ? raw : String.valueOf(raw);
    };
  }

  private static Number number(Object raw) {
    return (Number) raw;
  }

  private static LocalDateTime dateTime(long millis) {
    return LocalDateTime.ofEpochSecond(
        Math.floorDiv(millis, 1000L), Math.floorMod(millis, 1000) * 1_000_000, ZoneOffset.UTC);
  }
}
