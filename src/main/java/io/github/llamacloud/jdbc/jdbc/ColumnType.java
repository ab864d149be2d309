package io.github.llamacloud.jdbc.jdbc;

import io.github.llamacloud.jdbc.sql.ResultColumn;
import java.math.BigDecimal;
import java.sql.Array;
import java.sql.Date;
import java.sql.JDBCType;
import java.sql.Time;
import java.sql.Timestamp;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The SQL types that results have, in the order of their java.sql.Types codes: the one truth for
 * {@code getTypeInfo}, {@code getColumns} and the metadata of results.
 */
enum ColumnType {
  TINYINT(JDBCType.TINYINT, Integer.class, 3, 4, 0),
  BIGINT(JDBCType.BIGINT, Long.class, 19, 20, 0),
  VARBINARY(JDBCType.VARBINARY, byte[].class, 65536, 131072, null),
  BINARY(JDBCType.BINARY, byte[].class, 65536, 131072, null),
  CHAR(JDBCType.CHAR, String.class, 65536, 65536, null),
  DECIMAL(JDBCType.DECIMAL, BigDecimal.class, 38, 40, 38),
  INTEGER(JDBCType.INTEGER, Integer.class, 10, 11, 0),
  SMALLINT(JDBCType.SMALLINT, Integer.class, 5, 6, 0),
  FLOAT(JDBCType.FLOAT, Double.class, 15, 24, 0),
  REAL(JDBCType.REAL, Float.class, 7, 15, 0),
  DOUBLE(JDBCType.DOUBLE, Double.class, 15, 24, 0),
  VARCHAR(JDBCType.VARCHAR, String.class, 65536, 65536, null),
  BOOLEAN(JDBCType.BOOLEAN, Boolean.class, 1, 5, null),
  DATE(JDBCType.DATE, Date.class, 10, 10, null),
  TIME(JDBCType.TIME, Time.class, 12, 12, 3),
  TIMESTAMP(JDBCType.TIMESTAMP, Timestamp.class, 23, 23, 3),
  /** Any other type: not one to declare, but results may have it, as text. */
  OTHER(JDBCType.OTHER, String.class, 65536, 65536, null),
  /** Not one to declare either. */
  ARRAY(JDBCType.ARRAY, Array.class, 65536, 65536, null);

  private static final Map<JDBCType, ColumnType> BY_TYPE =
      Stream.of(values()).collect(Collectors.toMap(type -> type.jdbcType, Function.identity()));

  private final JDBCType jdbcType;
  private final Class<?> javaClass;
  private final int maxPrecision;
  private final int maxDisplaySize;
  private final @Nullable Integer maxScale;

  ColumnType(
      JDBCType jdbcType,
      Class<?> javaClass,
      int maxPrecision,
      int maxDisplaySize,
      @Nullable Integer maxScale) {
    this.jdbcType = jdbcType;
    this.javaClass = javaClass;
    this.maxPrecision = maxPrecision;
    this.maxDisplaySize = maxDisplaySize;
    this.maxScale = maxScale;
  }

  static ColumnType of(JDBCType type) {
    return type == JDBCType.NUMERIC ? DECIMAL : BY_TYPE.getOrDefault(type, OTHER);
  }

  /** The types that a statement can name, e.g. in CAST. */
  static Stream<ColumnType> declarable() {
    return Stream.of(values()).filter(type -> type != OTHER && type != ARRAY);
  }

  /** The code in java.sql.Types. */
  int code() {
    return jdbcType.getVendorTypeNumber();
  }

  /** The class of what {@code getObject} returns. */
  Class<?> javaClass() {
    return javaClass;
  }

  int maxPrecision() {
    return maxPrecision;
  }

  /** Digits after the decimal point, or of a second's fraction; null where it does not apply. */
  @Nullable Integer maxScale() {
    return maxScale;
  }

  boolean isCharacter() {
    return this == CHAR || this == VARCHAR;
  }

  boolean isBinary() {
    return this == BINARY || this == VARBINARY;
  }

  boolean isDateTime() {
    return this == DATE || this == TIME || this == TIMESTAMP;
  }

  boolean isNumeric() {
    return maxScale != null && !isDateTime();
  }

  /** What precision means by JDBC: decimal digits, characters, bytes; never negative. */
  int precision(ResultColumn column) {
    return switch (this) {
      case TIME, TIMESTAMP -> displaySize(column);
      case DECIMAL, CHAR, VARCHAR, BINARY, VARBINARY ->
          column.precision() > 0 ? column.precision() : maxPrecision;
      default -> maxPrecision;
    };
  }

  /** Digits after the decimal point, or of a second's fraction; 0 where it does not apply. */
  int scale(ResultColumn column) {
    return this == DECIMAL || this == TIME || this == TIMESTAMP ? Math.max(column.scale(), 0) : 0;
  }

  /** The longest text in characters. */
  int displaySize(ResultColumn column) {
    return switch (this) {
      case TIME -> withFraction("10:00:00".length(), column);
      case TIMESTAMP -> withFraction("2024-01-31 10:00:00".length(), column);
      case CHAR, VARCHAR -> precision(column);
      case DECIMAL -> precision(column) + 2;
      case BINARY, VARBINARY -> Math.multiplyExact(Math.min(precision(column), 1 << 29), 2);
      default -> maxDisplaySize;
    };
  }

  private int withFraction(int seconds, ResultColumn column) {
    return scale(column) == 0 ? seconds : seconds + 1 + scale(column);
  }
}
