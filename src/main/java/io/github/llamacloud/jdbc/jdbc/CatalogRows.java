package io.github.llamacloud.jdbc.jdbc;

import io.github.llamacloud.jdbc.jobs.JobColumn;
import io.github.llamacloud.jdbc.sql.ResultColumn;
import java.sql.DatabaseMetaData;
import java.sql.JDBCType;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The rows that describe the table, its columns, its key and the types; from {@link JobColumn}. */
final class CatalogRows {
  private static final int MOST_BYTES_PER_CHARACTER = 4;

  private CatalogRows() {}

  static List<@Nullable Object[]> schema() {
    return List.<@Nullable Object[]>of(new @Nullable Object[] {JobColumn.SCHEMA, null});
  }

  static List<@Nullable Object[]> table() {
    return List.<@Nullable Object[]>of(
        new @Nullable Object[] {
          null,
          JobColumn.SCHEMA,
          JobColumn.TABLE,
          "TABLE",
          JobColumn.TABLE_REMARKS,
          null,
          null,
          null,
          null,
          null
        });
  }

  static List<@Nullable Object[]> tableTypes() {
    return List.<@Nullable Object[]>of(new @Nullable Object[] {"TABLE"});
  }

  static List<@Nullable Object[]> primaryKey() {
    return List.<@Nullable Object[]>of(
        new @Nullable Object[] {
          null, JobColumn.SCHEMA, JobColumn.TABLE, JobColumn.ID.columnName(), 1, "pk_batch_jobs"
        });
  }

  /** The columns whose names match, in the table's order. */
  static List<@Nullable Object[]> columns(@Nullable String namePattern) {
    return Stream.of(JobColumn.values())
        .filter(column -> NamePattern.matches(namePattern, column.columnName()))
        .map(CatalogRows::column)
        .toList();
  }

  private static @Nullable Object[] column(JobColumn column) {
    ResultColumn result = resultColumn(column);
    ColumnType type = ColumnType.of(result.type());
    return new @Nullable Object[] {
      null,
      JobColumn.SCHEMA,
      JobColumn.TABLE,
      column.columnName(),
      type.code(),
      type.name(),
      type.precision(result),
      null,
      type.maxScale() == null ? null : type.scale(result),
      type.isNumeric() ? 10 : null,
      column.required() ? DatabaseMetaData.columnNoNulls : DatabaseMetaData.columnNullable,
      column.remarks(),
      null,
      null,
      null,
      type.isCharacter() ? type.precision(result) * MOST_BYTES_PER_CHARACTER : null,
      column.position(),
      column.required() ? "NO" : "YES",
      null,
      null,
      null,
      null,
      "NO",
      "NO"
    };
  }

  private static ResultColumn resultColumn(JobColumn column) {
    JDBCType type =
        switch (column.type()) {
          case VARCHAR -> JDBCType.VARCHAR;
          case BIGINT -> JDBCType.BIGINT;
          case TIMESTAMP -> JDBCType.TIMESTAMP;
        };
    int scale = type == JDBCType.TIMESTAMP ? column.precision() : 0;
    return new ResultColumn(
        column.columnName(), type, type.name(), column.precision(), scale, !column.required());
  }

  /** Ordered by the types' codes, as JDBC demands. */
  static List<@Nullable Object[]> types() {
    return ColumnType.declarable().map(CatalogRows::type).toList();
  }

  private static @Nullable Object[] type(ColumnType type) {
    return new @Nullable Object[] {
      type.name(),
      type.code(),
      type.maxPrecision(),
      literalPrefix(type),
      literalPrefix(type) == null ? null : "'",
      createParameters(type),
      DatabaseMetaData.typeNullable,
      type.isCharacter(),
      type.isCharacter() ? DatabaseMetaData.typeSearchable : DatabaseMetaData.typePredBasic,
      !type.isNumeric(),
      false,
      false,
      null,
      0,
      type.maxScale() == null ? 0 : type.maxScale(),
      null,
      null,
      type.isNumeric() ? 10 : null
    };
  }

  private static @Nullable String literalPrefix(ColumnType type) {
    if (type.isCharacter()) {
      return "'";
    }
    if (type.isBinary()) {
      return "X'";
    }
    return type.isDateTime() ? type.name() + " '" : null;
  }

  private static @Nullable String createParameters(ColumnType type) {
    return switch (type) {
      case CHAR, VARCHAR, BINARY, VARBINARY -> "length";
      case DECIMAL -> "precision,scale";
      case TIME, TIMESTAMP -> "precision";
      default -> null;
    };
  }
}
