package io.github.llamacloud.jdbc.sql;

import java.util.Arrays;
import java.util.List;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.schema.impl.ScalarFunctionImpl;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlWriter;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.type.OperandTypes;
import org.apache.calcite.sql.type.ReturnTypes;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.sql.validate.SqlUserDefinedFunction;

/** {@code x IN (a, b, …)} with a long list, as one operator of a plan. */
final class ListMembership extends SqlUserDefinedFunction {
  private final ValueList list;
  private final int position;

  /**
   * @param position of the list among those of the plan, from 0: equal lists have equal ones
   */
  ListMembership(ValueList list, int position) {
    super(
        new SqlIdentifier("IN_LIST_" + (position + 1), SqlParserPos.ZERO),
        SqlKind.OTHER_FUNCTION,
        ReturnTypes.BOOLEAN_NULLABLE,
        null,
        OperandTypes.operandMetadata(
            List.of(), typeFactory -> List.of(), i -> "value" + i, i -> false),
        ScalarFunctionImpl.create(
            Arrays.stream(ListedValues.class.getMethods())
                .filter(method -> method.getName().equals("listed"))
                .findFirst()
                .orElseThrow()));
    this.list = list;
    this.position = position;
  }

  ValueList list() {
    return list;
  }

  /** Whether a value is in the list: what {@link Execution} has for its index. */
  RexNode call(RexBuilder rexBuilder, RexNode value) {
    RelDataType any = rexBuilder.getTypeFactory().createSqlType(SqlTypeName.ANY);
    RelDataType type =
        rexBuilder
            .getTypeFactory()
            .createTypeWithNullability(
                rexBuilder.getTypeFactory().createSqlType(SqlTypeName.BOOLEAN),
                value.getType().isNullable() || list.isNullable());
    return rexBuilder.makeCall(
        type,
        this,
        List.of(value, rexBuilder.makeDynamicParam(any, ValueList.FIRST_INDEX + position)));
  }

  /** What is looked for in the list. */
  static RexNode value(RexCall membership) {
    return membership.operands.get(0);
  }

  @Override
  public void unparse(SqlWriter writer, SqlCall call, int leftPrec, int rightPrec) {
    call.operand(0).unparse(writer, leftPrec, rightPrec);
    writer.print("IN (" + list.size() + " values)");
  }
}
