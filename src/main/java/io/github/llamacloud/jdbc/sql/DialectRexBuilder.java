package io.github.llamacloud.jdbc.sql;

import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.SqlUtil;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.util.NlsString;

/**
 * Leaves casts of literals that take something away to {@link ExactExpressions}: Calcite would cut
 * the fraction of a date-time, which every other cast rounds, and make the blanks of a CHAR a part
 * of the text.
 */
final class DialectRexBuilder extends RexBuilder {
  DialectRexBuilder(RelDataTypeFactory typeFactory) {
    super(typeFactory);
  }

  @Override
  public RexNode makeCast(
      SqlParserPos pos,
      RelDataType type,
      RexNode exp,
      boolean matchNullability,
      boolean safe,
      RexLiteral format) {
    return exp instanceof RexLiteral literal && !literal.isNull() && isCut(type, literal.getType())
        ? makeAbstractCast(pos, type, exp, safe, format)
        : super.makeCast(pos, type, exp, matchNullability, safe, format);
  }

  /** A literal text is a VARCHAR, as {@link StatementValidator} says. */
  @Override
  public RexLiteral makeCharLiteral(NlsString text) {
    RelDataType type = SqlUtil.createNlsStringType(typeFactory, text);
    return makeLiteral(text, ((Dialect.TypeFactory) typeFactory).varying(type), SqlTypeName.CHAR);
  }

  private static boolean isCut(RelDataType to, RelDataType from) {
    SqlTypeName name = to.getSqlTypeName();
    return name == from.getSqlTypeName()
        && switch (name) {
          case TIMESTAMP, TIME -> DateTimeCasts.unit(to) > 1;
          case CHAR -> to.getPrecision() > from.getPrecision();
          default -> false;
        };
  }
}
