package io.github.llamacloud.jdbc.sql;

import org.apache.calcite.prepare.CalciteCatalogReader;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.sql.SqlDynamicParam;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.sql.type.SqlTypeUtil;
import org.apache.calcite.sql.validate.SqlValidatorImpl;
import org.apache.calcite.sql.validate.SqlValidatorScope;

/**
 * Calcite's validator, but for one thing: a parameter that is compared with a text has no length.
 * Calcite gives it the length of what it is compared with, and cuts its value to that.
 */
final class StatementValidator extends SqlValidatorImpl {
  StatementValidator(CalciteCatalogReader catalog, RelDataTypeFactory typeFactory) {
    super(Operators.TABLE, catalog, typeFactory, Dialect.VALIDATOR);
  }

  @Override
  protected void inferUnknownTypes(
      RelDataType inferredType, SqlValidatorScope scope, SqlNode node) {
    boolean isText = node instanceof SqlDynamicParam && SqlTypeUtil.inCharFamily(inferredType);
    super.inferUnknownTypes(
        isText ? typeFactory.createSqlType(SqlTypeName.VARCHAR) : inferredType, scope, node);
  }
}
