package io.github.llamacloud.jdbc.sql;

import java.util.List;
import org.apache.calcite.rel.RelHomogeneousShuttle;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexShuttle;

/** Replaces what Calcite computes otherwise than this dialect promises, in every expression. */
final class ExactExpressions extends RelHomogeneousShuttle {
  private final List<RexShuttle> steps;

  ExactExpressions(RexBuilder rexBuilder) {
    this.steps =
        List.of(
            new DateTimeParts(rexBuilder),
            new FineDateTimes(rexBuilder),
            new DateTimeTexts(rexBuilder),
            new DateTimeCasts(rexBuilder),
            new TextFunctions(rexBuilder));
  }

  /** The same expression, exact. */
  RexNode of(RexNode expression) {
    RexNode exact = expression;
    for (RexShuttle step : steps) {
      exact = exact.accept(step);
    }
    return exact;
  }

  @Override
  public RelNode visit(RelNode other) {
    RelNode exact = super.visit(other);
    for (RexShuttle step : steps) {
      exact = exact.accept(step);
    }
    return exact;
  }
}
