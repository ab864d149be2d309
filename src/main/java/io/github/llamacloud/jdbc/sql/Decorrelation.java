package io.github.llamacloud.jdbc.sql;

import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Aggregate;
import org.apache.calcite.rel.core.Correlate;
import org.apache.calcite.rel.core.CorrelationId;
import org.apache.calcite.rel.core.Filter;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexCorrelVariable;
import org.apache.calcite.rex.RexFieldAccess;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexShuttle;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.util.ImmutableBitSet;

/**
 * Whether Calcite may turn a sub-query that runs once for every outer row into a join. Where it may
 * not, the sub-query runs row by row: slower, over rows that are fetched once, and right.
 *
 * <p>It may not over a window function, which it would compute once over the rows of all outer
 * rows. It may not where an outer column that can be NULL is used otherwise than in a comparison
 * that all rows of the sub-query must pass: it joins on that column, and a NULL joins with nothing.
 */
final class Decorrelation {
  private Decorrelation() {}

  static boolean isExact(RelNode rel) {
    return !(rel instanceof Correlate correlate && !isExact(correlate))
        && rel.getInputs().stream().allMatch(Decorrelation::isExact);
  }

  private static boolean isExact(Correlate correlate) {
    RelNode inner = correlate.getRight();
    return isExact(inner, correlate.getCorrelationId())
        && !usesFromNested(inner, correlate.getCorrelationId(), false)
        && !hidesEmptyGroup(inner, true);
  }

  /** Whether a sub-query within the sub-query looks at the outer row: the rows get mixed up. */
  private static boolean usesFromNested(RelNode rel, CorrelationId id, boolean nested) {
    if (nested && usesVariable(rel, id)) {
      return true;
    }
    for (int i = 0; i < rel.getInputs().size(); i++) {
      boolean deeper = nested || (rel instanceof Correlate && i > 0);
      if (usesFromNested(rel.getInput(i), id, deeper)) {
        return true;
      }
    }
    return false;
  }

  private static boolean usesVariable(RelNode rel, CorrelationId id) {
    boolean[] used = {false};
    rel.accept(
        new RexShuttle() {
          @Override
          public RexNode visitFieldAccess(RexFieldAccess access) {
            used[0] |= isOuter(access, id);
            return super.visitFieldAccess(access);
          }
        });
    return used[0];
  }

  /**
   * Whether there is an Aggregate that has a row even over nothing, other than as the sub-query's
   * own one: a join would leave that row out.
   */
  private static boolean hidesEmptyGroup(RelNode rel, boolean top) {
    if (rel instanceof Aggregate aggregate
        && aggregate.getGroupSets().stream().anyMatch(ImmutableBitSet::isEmpty)) {
      boolean isScalar = aggregate.getGroupSet().isEmpty() && aggregate.getGroupSets().size() == 1;
      if (!top || !isScalar) {
        return true;
      }
    }
    boolean stillTop = top && rel instanceof Project;
    return rel.getInputs().stream().anyMatch(input -> hidesEmptyGroup(input, stillTop));
  }

  private static boolean isExact(RelNode rel, CorrelationId id) {
    if (rel instanceof Project project && project.containsOver()) {
      return false;
    }
    if (rel instanceof Filter filter) {
      if (!RelOptUtil.conjunctions(filter.getCondition()).stream()
          .allMatch(conjunct -> rejectsNull(conjunct, id) || !usesNullable(conjunct, id))) {
        return false;
      }
    } else {
      NullableUse use = new NullableUse(id);
      rel.accept(use);
      if (use.found) {
        return false;
      }
    }
    return rel.getInputs().stream().allMatch(input -> isExact(input, id));
  }

  /** A comparison with the bare outer column, maybe cast: not true if that is NULL. */
  private static boolean rejectsNull(RexNode conjunct, CorrelationId id) {
    return conjunct.isA(SqlKind.COMPARISON)
        && conjunct instanceof RexCall call
        && call.operands.stream()
            .allMatch(operand -> isOuterColumn(operand, id) || !usesNullable(operand, id));
  }

  private static boolean isOuterColumn(RexNode operand, CorrelationId id) {
    return operand.isA(SqlKind.CAST)
        ? isOuterColumn(((RexCall) operand).operands.get(0), id)
        : operand instanceof RexFieldAccess access && isOuter(access, id);
  }

  private static boolean isOuter(RexFieldAccess access, CorrelationId id) {
    return access.getReferenceExpr() instanceof RexCorrelVariable variable
        && variable.id.equals(id);
  }

  private static boolean usesNullable(RexNode node, CorrelationId id) {
    NullableUse use = new NullableUse(id);
    node.accept(use);
    return use.found;
  }

  /** Looks for an outer column that can be NULL. */
  private static final class NullableUse extends RexShuttle {
    private final CorrelationId id;
    private boolean found;

    NullableUse(CorrelationId id) {
      this.id = id;
    }

    @Override
    public RexNode visitFieldAccess(RexFieldAccess access) {
      found |= isOuter(access, id) && access.getType().isNullable();
      return super.visitFieldAccess(access);
    }
  }
}
