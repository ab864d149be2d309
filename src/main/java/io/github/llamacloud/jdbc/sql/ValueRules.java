package io.github.llamacloud.jdbc.sql;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.rel.RelHomogeneousShuttle;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.AggregateCall;
import org.apache.calcite.rel.logical.LogicalAggregate;
import org.apache.calcite.rel.logical.LogicalProject;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexOver;
import org.apache.calcite.rex.RexShuttle;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.type.SqlTypeName;
import org.jspecify.annotations.Nullable;

/**
 * Makes a plan compute what the dialect promises: integer arithmetic that fails on overflow, sums
 * that cannot overflow, and exact expressions.
 */
final class ValueRules {
  private final RexBuilder rexBuilder;

  ValueRules(RexBuilder rexBuilder) {
    this.rexBuilder = rexBuilder;
  }

  RelNode apply(RelNode rel) {
    return rel.accept(new Sums())
        .accept(new ExactExpressions(rexBuilder))
        .accept(new NumberRules(rexBuilder));
  }

  /**
   * The argument of a SUM gets the type of the sum: an accumulator of BIGINT would overflow.
   * DOUBLEs are summed with all their digits.
   */
  private final class Sums extends RelHomogeneousShuttle {
    private final RexShuttle windows =
        new RexShuttle() {
          @Override
          public RexNode visitOver(RexOver over) {
            RexNode visited = super.visitOver(over);
            if (!(visited instanceof RexOver call) || !isSum(call.getAggOperator().getKind())) {
              return visited;
            }
            return rexBuilder.makeOver(
                call.getType(),
                isDouble(call.getType()) ? ExactAggregate.SUM : call.getAggOperator(),
                List.of(wide(call.getOperands().get(0), call.getType())),
                call.getWindow().partitionKeys,
                call.getWindow().orderKeys,
                call.getWindow().getLowerBound(),
                call.getWindow().getUpperBound(),
                call.getWindow().getExclude(),
                call.getWindow().isRows(),
                true,
                false,
                call.isDistinct(),
                call.ignoreNulls());
          }
        };

    @Override
    public RelNode visit(RelNode other) {
      RelNode visited = super.visit(other).accept(windows);
      return visited instanceof LogicalAggregate aggregate ? widened(aggregate) : visited;
    }

    private RelNode widened(LogicalAggregate aggregate) {
      RelNode input = aggregate.getInput();
      List<RexNode> fields = new ArrayList<>(rexBuilder.identityProjects(input.getRowType()));
      List<AggregateCall> calls = new ArrayList<>();
      for (AggregateCall call : aggregate.getAggCallList()) {
        if (!isSum(call.getAggregation().getKind())) {
          calls.add(call);
          continue;
        }
        RexNode argument = fields.get(call.getArgList().get(0));
        RexNode wide = wide(argument, call.getType());
        if (!wide.equals(argument)) {
          fields.add(wide);
          call = call.withArgList(ImmutableList.of(fields.size() - 1));
        }
        calls.add(isDouble(call.getType()) ? exact(call) : call);
      }
      RelNode summed =
          fields.size() == input.getRowType().getFieldCount()
              ? input
              : LogicalProject.create(
                  input,
                  List.of(),
                  fields,
                  (List<? extends @Nullable String>) null,
                  ImmutableSet.of());
      return aggregate.copy(
          aggregate.getTraitSet(),
          summed,
          aggregate.getGroupSet(),
          aggregate.getGroupSets(),
          calls);
    }

    private AggregateCall exact(AggregateCall call) {
      return AggregateCall.create(
          ExactAggregate.SUM,
          call.isDistinct(),
          call.isApproximate(),
          call.ignoreNulls(),
          call.rexList,
          call.getArgList(),
          call.filterArg,
          call.distinctKeys,
          call.getCollation(),
          call.getType(),
          call.getName());
    }

    /** The argument as a number of the type of its sum. */
    private RexNode wide(RexNode argument, RelDataType sum) {
      RelDataType type = argument.getType();
      return type.getSqlTypeName() == sum.getSqlTypeName()
          ? argument
          : rexBuilder.makeCast(
              rexBuilder.getTypeFactory().createTypeWithNullability(sum, type.isNullable()),
              argument);
    }

    private static boolean isSum(SqlKind kind) {
      return kind == SqlKind.SUM || kind == SqlKind.SUM0;
    }

    private static boolean isDouble(RelDataType type) {
      return type.getSqlTypeName() == SqlTypeName.DOUBLE;
    }
  }
}
