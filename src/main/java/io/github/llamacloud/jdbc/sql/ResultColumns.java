package io.github.llamacloud.jdbc.sql;

import java.sql.JDBCType;
import java.util.List;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeField;

/** Calcite's types as columns that JDBC describes. */
final class ResultColumns {
  private ResultColumns() {}

  static List<ResultColumn> of(RelDataType rowType) {
    return rowType.getFieldList().stream().map(ResultColumns::of).toList();
  }

  private static ResultColumn of(RelDataTypeField field) {
    return of(field.getName(), field.getType());
  }

  static ResultColumn of(String label, RelDataType type) {
    int precision = Math.max(0, type.getPrecision());
    int scale = Math.max(0, type.getScale());
    boolean nullable = type.isNullable();
    return switch (type.getSqlTypeName()) {
      case VARCHAR ->
          new ResultColumn(label, JDBCType.VARCHAR, "VARCHAR", told(precision), 0, nullable);
      case CHAR ->
          new ResultColumn(label, JDBCType.CHAR, "CHAR", Math.max(1, precision), 0, nullable);
      case NULL ->
          new ResultColumn(label, JDBCType.VARCHAR, "VARCHAR", Dialect.TOLD_VARCHAR, 0, true);
      case BOOLEAN -> plain(label, JDBCType.BOOLEAN, 1, 0, nullable);
      case TINYINT -> plain(label, JDBCType.TINYINT, 3, 0, nullable);
      case SMALLINT -> plain(label, JDBCType.SMALLINT, 5, 0, nullable);
      case INTEGER -> plain(label, JDBCType.INTEGER, 10, 0, nullable);
      case BIGINT -> plain(label, JDBCType.BIGINT, 19, 0, nullable);
      case DECIMAL -> plain(label, JDBCType.DECIMAL, precision, scale, nullable);
      case REAL -> plain(label, JDBCType.REAL, 7, 0, nullable);
      case FLOAT, DOUBLE -> plain(label, JDBCType.DOUBLE, 15, 0, nullable);
      case DATE -> plain(label, JDBCType.DATE, 0, 0, nullable);
      case TIME -> plain(label, JDBCType.TIME, precision, precision, nullable);
      case TIMESTAMP -> plain(label, JDBCType.TIMESTAMP, precision, precision, nullable);
      case BINARY -> plain(label, JDBCType.BINARY, precision, 0, nullable);
      case VARBINARY -> plain(label, JDBCType.VARBINARY, told(precision), 0, nullable);
      case ARRAY, MULTISET -> plain(label, JDBCType.ARRAY, 0, 0, nullable);
      default ->
          new ResultColumn(
              label, JDBCType.OTHER, type.getSqlTypeName().getName(), precision, scale, nullable);
    };
  }

  private static int told(int length) {
    return length == 0 || length == Dialect.MAX_VARCHAR ? Dialect.TOLD_VARCHAR : length;
  }

  private static ResultColumn plain(
      String label, JDBCType type, int precision, int scale, boolean nullable) {
    return new ResultColumn(label, type, type.getName(), precision, scale, nullable);
  }
}
