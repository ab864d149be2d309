package io.github.llamacloud.jdbc.sql;

import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.sql.SqlBasicTypeNameSpec;
import org.apache.calcite.sql.SqlDataTypeSpec;
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
  static final ParameterType DATE =
      new ParameterType(SqlTypeName.DATE, RelDataType.PRECISION_NOT_SPECIFIED, NONE);
  static final ParameterType TIME = new ParameterType(SqlTypeName.TIME, 3, NONE);
  static final ParameterType VARBINARY =
      new ParameterType(SqlTypeName.VARBINARY, Dialect.MAX_VARCHAR, NONE);

  static ParameterType decimal(int precision, int scale) {
    return new ParameterType(SqlTypeName.DECIMAL, precision, scale);
  }

  SqlDataTypeSpec spec(SqlParserPos pos) {
    return new SqlDataTypeSpec(new SqlBasicTypeNameSpec(name, precision, scale, pos), pos);
  }
}
