package io.github.llamacloud.jdbc.sql;

import org.apache.calcite.prepare.CalciteCatalogReader;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.sql.SqlCharStringLiteral;
import org.apache.calcite.sql.SqlDynamicParam;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.sql.type.SqlTypeUtil;
import org.apache.calcite.sql.validate.SqlValidatorImpl;
import org.apache.calcite.sql.validate.SqlValidatorScope;

/**
 * Calcite's validator, but for three things. A literal text is a VARCHAR: as a CHAR it would be
 * padded to the length of those beside it. A parameter that is compared with a text has no length.
 * Calcite gives it the length of what it is compared with, and cuts its value to that. And a
 * parameter may be asked for its type before that is inferred, as the operands of a division are.
 */
final class StatementValidator extends SqlValidatorImpl {
  private final Dialect.TypeFactory types;

  StatementValidator(CalciteCatalogReader catalog, Dialect.TypeFactory typeFactory) {
    super(Operators.TABLE, catalog, typeFactory, Dialect.VALIDATOR);
    this.types = typeFactory;
  }

  @Override
  public RelDataType deriveType(SqlValidatorScope scope, SqlNode node) {
    if (!(node instanceof SqlCharStringLiteral)) {
      return super.deriveType(scope, node);
    }
    RelDataType varying = types.varying(super.deriveType(scope, node));
    setValidatedNodeType(node, varying);
    return varying;
  }

  @Override
  public RelDataType getValidatedNodeType(SqlNode node) {
    RelDataType type = getValidatedNodeTypeIfKnown(node);
    return type == null && node instanceof SqlDynamicParam
        ? unknownType
        : super.getValidatedNodeType(node);
  }

  @Override
  protected void inferUnknownTypes(
      RelDataType inferredType, SqlValidatorScope scope, SqlNode node) {
    boolean isText = node instanceof SqlDynamicParam && SqlTypeUtil.inCharFamily(inferredType);
    super.inferUnknownTypes(
        isText ? typeFactory.createSqlType(SqlTypeName.VARCHAR) : inferredType, scope, node);
  }
}
