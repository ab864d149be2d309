package io.github.llamacloud.jdbc.sql;

import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.sql.SqlBasicTypeNameSpec;
import org.apache.calcite.sql.SqlDataTypeSpec;
import org.apache.calcite.sql.SqlDynamicParam;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.type.SqlTypeName;

/**
 * The type that a parameter is given instead of the one inferred for it, because its value needs
 * it.
 *
 * @param name the SQL type
 * @param precision digits, or {@link RelDataType#PRECISION_NOT_SPECIFIED}
 * @param scale digits right of the point, or {@link RelDataType#SCALE_NOT_SPECIFIED}
 */
record ParameterType(SqlTypeName name, int precision, int scale) {
  private static final int NONE = RelDataType.SCALE_NOT_SPECIFIED;

  static final ParameterType VARCHAR =
      new ParameterType(SqlTypeName.VARCHAR, Dialect.MAX_VARCHAR, NONE);
  static final ParameterType BIGINT =
      new ParameterType(SqlTypeName.BIGINT, RelDataType.PRECISION_NOT_SPECIFIED, NONE);
  static final ParameterType DOUBLE =
      new ParameterType(SqlTypeName.DOUBLE, RelDataType.PRECISION_NOT_SPECIFIED, NONE);
  static final ParameterType BOOLEAN =
      new ParameterType(SqlTypeName.BOOLEAN, RelDataType.PRECISION_NOT_SPECIFIED, NONE);
  static final ParameterType TIMESTAMP = new ParameterType(SqlTypeName.TIMESTAMP, 3, NONE);

  /** A date-time with more digits than milliseconds have: they are kept as text. */
  static final ParameterType FINE_TIMESTAMP = new ParameterType(SqlTypeName.TIMESTAMP, 9, NONE);

  static final ParameterType FINE_TIME = new ParameterType(SqlTypeName.TIME, 9, NONE);
  static final ParameterType DATE =
      new ParameterType(SqlTypeName.DATE, RelDataType.PRECISION_NOT_SPECIFIED, NONE);
  static final ParameterType TIME = new ParameterType(SqlTypeName.TIME, 3, NONE);
  static final ParameterType VARBINARY =
      new ParameterType(SqlTypeName.VARBINARY, Dialect.MAX_VARCHAR, NONE);

  static ParameterType decimal(int precision, int scale) {
    return new ParameterType(SqlTypeName.DECIMAL, precision, scale);
  }

  /** A parameter made to be of this type. */
  SqlNode of(SqlDynamicParam param) {
    SqlParserPos pos = param.getParserPosition();
    SqlNode value = equals(FINE_TIMESTAMP) || equals(FINE_TIME) ? VARCHAR.of(param) : param;
    return SqlStdOperatorTable.CAST.createCall(
        pos,
        value,
        new SqlDataTypeSpec(new SqlBasicTypeNameSpec(name, precision, scale, pos), pos));
  }
}
