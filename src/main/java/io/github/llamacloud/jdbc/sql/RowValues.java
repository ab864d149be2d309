package io.github.llamacloud.jdbc.sql;

import io.github.llamacloud.jdbc.error.CarriedSqlException;
import io.github.llamacloud.jdbc.error.Failures;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.rel.RelHomogeneousShuttle;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Aggregate;
import org.apache.calcite.rel.core.AggregateCall;
import org.apache.calcite.rel.core.SetOp;
import org.apache.calcite.rel.core.Sort;
import org.apache.calcite.rel.type.RelDataTypeField;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexOver;
import org.apache.calcite.rex.RexShuttle;
import org.apache.calcite.rex.RexUtil;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;

/**
 * Comparisons of rows, {@code (a, b) > (c, d)}, column by column: Calcite takes a NULL in them for
 * a value. Rows as keys are refused: Calcite tells two equal ones apart.
 */
final class RowValues extends RelHomogeneousShuttle {
  private final RexBuilder rexBuilder;
  private final RexShuttle comparisons =
      new RexShuttle() {
        @Override
        public RexNode visitCall(RexCall call) {
          RexNode visited = super.visitCall(call);
          return visited instanceof RexCall compared ? expanded(compared) : visited;
        }

        @Override
        public RexNode visitOver(RexOver over) {
          over.getWindow().partitionKeys.forEach(RowValues::refuseRow);
          over.getWindow().orderKeys.forEach(key -> refuseRow(key.left));
          return super.visitOver(over);
        }
      };

  RowValues(RexBuilder rexBuilder) {
    this.rexBuilder = rexBuilder;
  }

  @Override
  public RelNode visit(RelNode other) {
    RelNode visited = super.visit(other).accept(comparisons);
    keys(visited).forEach(RowValues::refuseRow);
    return visited;
  }

  private static List<RelDataTypeField> keys(RelNode rel) {
    List<RelDataTypeField> keys = new ArrayList<>();
    List<RelDataTypeField> fields = rel.getRowType().getFieldList();
    if (rel instanceof Aggregate aggregate) {
      List<RelDataTypeField> inputs = aggregate.getInput().getRowType().getFieldList();
      aggregate.getGroupSet().forEach(i -> keys.add(inputs.get(i)));
      for (AggregateCall call : aggregate.getAggCallList()) {
        if (call.isDistinct()) {
          call.getArgList().forEach(i -> keys.add(inputs.get(i)));
        }
      }
    } else if (rel instanceof Sort sort) {
      sort.getCollation()
          .getFieldCollations()
          .forEach(key -> keys.add(fields.get(key.getFieldIndex())));
    } else if (rel instanceof SetOp set && !(set.kind == SqlKind.UNION && set.all)) {
      keys.addAll(fields);
    }
    return keys;
  }

  private static void refuseRow(RelDataTypeField key) {
    refuseIf(key.getType().isStruct());
  }

  private static void refuseRow(RexNode key) {
    refuseIf(key.getType().isStruct());
  }

  private static void refuseIf(boolean row) {
    if (row) {
      throw new CarriedSqlException(
          Failures.notSupported("A row of several columns as one value that is compared"));
    }
  }

  private RexNode expanded(RexCall call) {
    if (call.operands.isEmpty() || !call.operands.get(0).getType().isStruct()) {
      return call;
    }
    return switch (call.getKind()) {
      case EQUALS -> all(fields(call, SqlStdOperatorTable.EQUALS));
      case NOT_EQUALS -> any(fields(call, SqlStdOperatorTable.NOT_EQUALS));
      case IS_DISTINCT_FROM -> any(fields(call, SqlStdOperatorTable.IS_DISTINCT_FROM));
      case IS_NOT_DISTINCT_FROM -> all(fields(call, SqlStdOperatorTable.IS_NOT_DISTINCT_FROM));
      case LESS_THAN -> ordered(call, SqlStdOperatorTable.LESS_THAN, SqlStdOperatorTable.LESS_THAN);
      case LESS_THAN_OR_EQUAL ->
          ordered(call, SqlStdOperatorTable.LESS_THAN, SqlStdOperatorTable.LESS_THAN_OR_EQUAL);
      case GREATER_THAN ->
          ordered(call, SqlStdOperatorTable.GREATER_THAN, SqlStdOperatorTable.GREATER_THAN);
      case GREATER_THAN_OR_EQUAL ->
          ordered(
              call, SqlStdOperatorTable.GREATER_THAN, SqlStdOperatorTable.GREATER_THAN_OR_EQUAL);
      case IS_NULL -> all(fields(call, SqlStdOperatorTable.IS_NULL));
      case IS_NOT_NULL -> all(fields(call, SqlStdOperatorTable.IS_NOT_NULL));
      default -> call;
    };
  }

  private List<RexNode> fields(RexCall call, SqlOperator operator) {
    List<List<RexNode>> rows = call.operands.stream().map(this::columns).toList();
    List<RexNode> compared = new ArrayList<>();
    for (int i = 0; i < rows.get(0).size(); i++) {
      int column = i;
      compared.add(
          rexBuilder.makeCall(operator, rows.stream().map(row -> row.get(column)).toList()));
    }
    return compared;
  }

  /** The first columns that differ decide; the last ones also if they are equal. */
  private RexNode ordered(RexCall call, SqlOperator strict, SqlOperator last) {
    List<RexNode> left = columns(call.operands.get(0));
    List<RexNode> right = columns(call.operands.get(1));
    int end = left.size() - 1;
    RexNode decided = rexBuilder.makeCall(last, left.get(end), right.get(end));
    for (int i = end - 1; i >= 0; i--) {
      RexNode equal = rexBuilder.makeCall(SqlStdOperatorTable.EQUALS, left.get(i), right.get(i));
      decided =
          rexBuilder.makeCall(
              SqlStdOperatorTable.OR,
              rexBuilder.makeCall(strict, left.get(i), right.get(i)),
              rexBuilder.makeCall(SqlStdOperatorTable.AND, equal, decided));
    }
    return decided;
  }

  private List<RexNode> columns(RexNode row) {
    if (row.getKind() == SqlKind.CAST) {
      List<RexNode> uncast = columns(((RexCall) row).operands.get(0));
      List<RexNode> columns = new ArrayList<>();
      for (RelDataTypeField field : row.getType().getFieldList()) {
        columns.add(
            rexBuilder.makeCast(field.getType(), uncast.get(field.getIndex()), true, false));
      }
      return List.copyOf(columns);
    }
    refuseIf(row.getKind() != SqlKind.ROW);
    return ((RexCall) row).operands;
  }

  private RexNode all(List<RexNode> conditions) {
    return RexUtil.composeConjunction(rexBuilder, conditions);
  }

  private RexNode any(List<RexNode> conditions) {
    return RexUtil.composeDisjunction(rexBuilder, conditions);
  }
}
