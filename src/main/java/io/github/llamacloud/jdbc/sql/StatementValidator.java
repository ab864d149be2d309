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
 * Calcite's validator, but for literal texts and parameters. A literal text is a VARCHAR: as a CHAR
 * it would be padded to the length of those beside it. A parameter that is compared with a text has
 * no length. Calcite gives it the length of what it is compared with, and cuts its value to that.
 * It may be asked for its type before that is inferred, as the operands of a division are. And it
 * is no row of one column.
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
    RelDataType type = node instanceof SqlDynamicParam ? single(inferredType) : inferredType;
    boolean isText = node instanceof SqlDynamicParam && SqlTypeUtil.inCharFamily(type);
    super.inferUnknownTypes(
        isText ? typeFactory.createSqlType(SqlTypeName.VARCHAR) : type, scope, node);
  }

  /** A parameter before IN (sub-query) is a value, not a row of one. */
  private static RelDataType single(RelDataType type) {
    return type.isStruct() && type.getFieldCount() == 1
        ? type.getFieldList().get(0).getType()
        : type;
  }
}
