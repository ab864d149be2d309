package io.github.llamacloud.jdbc.sql;

import java.util.List;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.SqlUtil;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.util.NlsString;

/**
 * Makes one operator of a long list of values at once, before Calcite looks at each of them. Leaves
 * casts of literals that take something away to {@link ExactExpressions}: Calcite would cut the
 * fraction of a date-time, which every other cast rounds, and make the blanks of a CHAR a part of
 * the text.
 */
final class DialectRexBuilder extends RexBuilder {
  private final ValueLists lists = new ValueLists(this);

  DialectRexBuilder(RelDataTypeFactory typeFactory) {
    super(typeFactory);
  }

  /** The long lists of values in what was made, by their positions. */
  List<ValueList> lists() {
    return lists.made();
  }

  @Override
  public RexNode makeCall(SqlParserPos pos, SqlOperator op, List<? extends RexNode> exprs) {
    if (!ValueLists.mayHold(op, exprs)) {
      return super.makeCall(pos, op, exprs);
    }
    List<RexNode> operands = lists.shortened(op.kind, exprs);
    return operands.size() == 1 ? operands.get(0) : super.makeCall(pos, op, operands);
  }

  @Override
  public RexNode makeCall(
      SqlParserPos pos, RelDataType returnType, SqlOperator op, List<RexNode> exprs) {
    return ValueLists.mayHold(op, exprs)
        ? makeCall(pos, op, exprs)
        : super.makeCall(pos, returnType, op, exprs);
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
