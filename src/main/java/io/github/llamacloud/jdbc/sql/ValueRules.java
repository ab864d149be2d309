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
import org.apache.calcite.sql2rel.ConvertToChecked;
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
        .accept(new ConvertToChecked(rexBuilder, true));
  }

  /** The argument of a SUM gets the type of the sum: an accumulator of BIGINT would overflow. */
  private final class Sums extends RelHomogeneousShuttle {
    private final RexShuttle windows =
        new RexShuttle() {
          @Override
          public RexNode visitOver(RexOver over) {
            RexNode visited = super.visitOver(over);
            if (!(visited instanceof RexOver call)
                || !isSum(call.getAggOperator().getKind())
                || !needsCast(call.getOperands().get(0).getType(), call.getType())) {
              return visited;
            }
            RelDataType argument = call.getOperands().get(0).getType();
            RexNode wide =
                rexBuilder.makeCast(
                    withNullability(call.getType(), argument.isNullable()),
                    call.getOperands().get(0));
            return rexBuilder.makeOver(
                call.getType(),
                call.getAggOperator(),
                List.of(wide),
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
        if (isSum(call.getAggregation().getKind())) {
          RexNode argument = fields.get(call.getArgList().get(0));
          if (needsCast(argument.getType(), call.getType())) {
            fields.add(
                rexBuilder.makeCast(
                    withNullability(call.getType(), argument.getType().isNullable()), argument));
            calls.add(call.withArgList(ImmutableList.of(fields.size() - 1)));
            continue;
          }
        }
        calls.add(call);
      }
      if (fields.size() == input.getRowType().getFieldCount()) {
        return aggregate;
      }
      RelNode wide =
          LogicalProject.create(
              input, List.of(), fields, (List<? extends @Nullable String>) null, ImmutableSet.of());
      return aggregate.copy(
          aggregate.getTraitSet(), wide, aggregate.getGroupSet(), aggregate.getGroupSets(), calls);
    }

    private RelDataType withNullability(RelDataType type, boolean nullable) {
      return rexBuilder.getTypeFactory().createTypeWithNullability(type, nullable);
    }

    private static boolean isSum(SqlKind kind) {
      return kind == SqlKind.SUM || kind == SqlKind.SUM0;
    }

    private static boolean needsCast(RelDataType argument, RelDataType sum) {
      return argument.getSqlTypeName() != sum.getSqlTypeName();
    }
  }
}
