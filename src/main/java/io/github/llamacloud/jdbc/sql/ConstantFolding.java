package io.github.llamacloud.jdbc.sql;

import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.DataContexts;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexExecutor;
import org.apache.calcite.rex.RexExecutorImpl;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;

/**
 * Computes constants while a statement is planned: date-times by our own parser, the rest by
 * generated code, by the rules that hold at execution. What fails is left to fail when it is
 * executed.
 */
final class ConstantFolding implements RexExecutor {
  private final RexExecutorImpl generated = new RexExecutorImpl(DataContexts.EMPTY);

  @Override
  public void reduce(RexBuilder rexBuilder, List<RexNode> constants, List<RexNode> reduced) {
    ExactExpressions exact = new ExactExpressions(rexBuilder);
    NumberRules numbers = new NumberRules(rexBuilder);
    for (RexNode constant : constants) {
      RexNode literal = DateTimeTexts.literal(rexBuilder, constant);
      if (literal != null) {
        reduced.add(literal);
      } else {
        // A literal would lose the digits after milliseconds, which a comparison needs.
        boolean fine = new FineDateTimes(rexBuilder).fraction(constant) != null;
        reduced.add(
            fine ? constant : computed(rexBuilder, constant, numbers.exact(exact.of(constant))));
      }
    }
  }

  private RexNode computed(RexBuilder rexBuilder, RexNode constant, RexNode exact) {
    if (exact instanceof RexLiteral) {
      return exact;
    }
    List<RexNode> result = new ArrayList<>();
    try {
      generated.reduce(rexBuilder, List.of(exact), result);
      return result.get(0);
    } catch (RuntimeException | LinkageError | AssertionError e) {
      return constant;
    }
  }
}
