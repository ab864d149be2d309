package io.github.llamacloud.jdbc.sql;

import com.google.common.collect.ImmutableSet;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.rel.RelCollations;
import org.apache.calcite.rel.RelHomogeneousShuttle;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Aggregate;
import org.apache.calcite.rel.core.AggregateCall;
import org.apache.calcite.rel.logical.LogicalAggregate;
import org.apache.calcite.rel.logical.LogicalProject;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.SqlAggFunction;
import org.apache.calcite.sql.SqlFunctionCategory;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlSyntax;
import org.apache.calcite.sql.fun.SqlBasicAggFunction;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.type.OperandTypes;
import org.apache.calcite.sql.type.ReturnTypes;
import org.apache.calcite.sql.type.SqlTypeTransforms;

/**
 * ARRAY_AGG of no rows is NULL; Calcite's is an empty array. ARRAY_AGG and COLLECT of values that
 * can be NULL are refused: Calcite leaves the NULLs out.
 */
final class ArrayAggregates extends RelHomogeneousShuttle {
  /** As statements are validated: it may be NULL. */
  static final SqlAggFunction ARRAY_AGG =
      SqlBasicAggFunction.create(
              SqlKind.ARRAY_AGG,
              ReturnTypes.andThen(
                  ReturnTypes::stripOrderBy,
                  ReturnTypes.TO_ARRAY.andThen(SqlTypeTransforms.FORCE_NULLABLE)),
              OperandTypes.ANY)
          .withFunctionType(SqlFunctionCategory.SYSTEM)
          .withSyntax(SqlSyntax.ORDERED_FUNCTION)
          .withAllowsNullTreatment(true);

  @Override
  public RelNode visit(RelNode other) {
    RelNode visited = super.visit(other);
    if (!(visited instanceof LogicalAggregate aggregate)) {
      return visited;
    }
    aggregate.getAggCallList().forEach(call -> refuseNulls(aggregate, call));
    return aggregate.getAggCallList().stream().anyMatch(call -> mayBeEmpty(aggregate, call))
        ? withNulls(aggregate)
        : aggregate;
  }

  private static void refuseNulls(Aggregate aggregate, AggregateCall call) {
    SqlKind kind = call.getAggregation().getKind();
    WindowRules.refuseIf(
        (kind == SqlKind.ARRAY_AGG || kind == SqlKind.COLLECT)
            && !call.ignoreNulls()
            && aggregate
                .getInput()
                .getRowType()
                .getFieldList()
                .get(call.getArgList().get(0))
                .getType()
                .isNullable(),
        kind + " of values that can be NULL (write COALESCE around them): it");
  }

  /** Whether an array may be one of no rows, or of rows whose values are all left out. */
  private static boolean mayBeEmpty(Aggregate aggregate, AggregateCall call) {
    return call.getAggregation().getKind() == SqlKind.ARRAY_AGG
        && (call.hasFilter() || call.ignoreNulls() || aggregate.hasEmptyGroup());
  }

  private static RelNode withNulls(LogicalAggregate aggregate) {
    RexBuilder rexBuilder = aggregate.getCluster().getRexBuilder();
    List<AggregateCall> calls = new ArrayList<>(aggregate.getAggCallList());
    for (AggregateCall call : aggregate.getAggCallList()) {
      if (mayBeEmpty(aggregate, call)) {
        calls.add(count(aggregate, call));
      }
    }
    RelNode counted =
        LogicalAggregate.create(
            aggregate.getInput(),
            List.of(),
            aggregate.getGroupSet(),
            aggregate.getGroupSets(),
            calls);
    int count = aggregate.getRowType().getFieldCount();
    List<RexNode> row = new ArrayList<>();
    for (int i = 0; i < aggregate.getGroupCount(); i++) {
      row.add(rexBuilder.makeInputRef(counted, i));
    }
    for (AggregateCall call : aggregate.getAggCallList()) {
      RexNode value = rexBuilder.makeInputRef(counted, row.size());
      row.add(
          mayBeEmpty(aggregate, call)
              ? rexBuilder.makeCall(
                  value.getType(),
                  SqlStdOperatorTable.CASE,
                  List.of(
                      rexBuilder.makeCall(
                          SqlStdOperatorTable.GREATER_THAN,
                          rexBuilder.makeInputRef(counted, count++),
                          rexBuilder.makeExactLiteral(BigDecimal.ZERO)),
                      value,
                      rexBuilder.makeNullLiteral(value.getType())))
              : value);
    }
    return LogicalProject.create(
        counted, List.of(), row, aggregate.getRowType(), ImmutableSet.of());
  }

  /** The values in the array of a call. */
  private static AggregateCall count(Aggregate aggregate, AggregateCall array) {
    return AggregateCall.create(
        SqlStdOperatorTable.COUNT,
        false,
        false,
        false,
        List.of(),
        array.getArgList(),
        array.filterArg,
        null,
        RelCollations.EMPTY,
        aggregate.hasEmptyGroup(),
        aggregate.getInput(),
        null,
        null);
  }
}
