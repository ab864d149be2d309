package io.github.llamacloud.jdbc.sql;

import com.google.common.collect.ImmutableSet;
import io.github.llamacloud.jdbc.error.CarriedSqlException;
import io.github.llamacloud.jdbc.error.Failures;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.rel.RelHomogeneousShuttle;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.CorrelationId;
import org.apache.calcite.rel.core.Filter;
import org.apache.calcite.rel.core.Join;
import org.apache.calcite.rel.core.JoinRelType;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rel.logical.LogicalFilter;
import org.apache.calcite.rel.logical.LogicalProject;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexOver;
import org.apache.calcite.rex.RexShuttle;
import org.apache.calcite.rex.RexSubQuery;
import org.apache.calcite.rex.RexUtil;
import org.apache.calcite.rex.RexVisitorImpl;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;

/**
 * {@code (a, b) IN (SELECT x, y …)} with NULLs, in three-valued logic: true if some row is equal,
 * else NULL if some row may be equal, else false. Calcite's own join repeats the outer row once for
 * every row that may be equal. Where only true matters and nothing negates it, Calcite's is right
 * and quicker, and stays.
 */
final class RowMembership {
  private final RexBuilder rexBuilder;

  RowMembership(RexBuilder rexBuilder) {
    this.rexBuilder = rexBuilder;
  }

  RelNode applyTo(RelNode rel) {
    return rel.accept(
        new RelHomogeneousShuttle() {
          @Override
          public RelNode visit(RelNode other) {
            return rewritten(super.visit(other));
          }
        });
  }

  private RelNode rewritten(RelNode rel) {
    if (rel instanceof Filter filter) {
      Expressions expressions = new Expressions(filter.getInput(), filter.getVariablesSet());
      List<RexNode> conjuncts = new ArrayList<>();
      for (RexNode conjunct : RexUtil.flattenAnd(List.of(filter.getCondition()))) {
        conjuncts.add(
            isMembership(conjunct)
                ? expressions.inner((RexSubQuery) conjunct)
                : conjunct.accept(expressions));
      }
      RexNode condition = RexUtil.composeConjunction(rexBuilder, conjuncts);
      return condition.equals(filter.getCondition())
          ? filter
          : LogicalFilter.create(filter.getInput(), condition, expressions.variables());
    }
    if (rel instanceof Project project) {
      Expressions expressions = new Expressions(project.getInput(), project.getVariablesSet());
      List<RexNode> projects = expressions.visitList(project.getProjects());
      return projects.equals(project.getProjects())
          ? project
          : LogicalProject.create(
              project.getInput(),
              project.getHints(),
              projects,
              project.getRowType(),
              expressions.variables());
    }
    return rel instanceof Join join ? rewritten(join) : rel;
  }

  /** An inner join is a filter over all pairs; no rewriting is known for the others. */
  private RelNode rewritten(Join join) {
    if (!new Finder().finds(join.getCondition())) {
      return join;
    }
    if (join.getJoinType() != JoinRelType.INNER) {
      throw refusal();
    }
    RelNode pairs =
        join.copy(
            join.getTraitSet(),
            rexBuilder.makeLiteral(true),
            join.getLeft(),
            join.getRight(),
            JoinRelType.INNER,
            false);
    return rewritten(
        LogicalFilter.create(
            pairs, join.getCondition(), ImmutableSet.copyOf(join.getVariablesSet())));
  }

  /** Whether it compares rows of several columns, of which some may be NULL. */
  private static boolean isMembership(RexNode node) {
    return node instanceof RexSubQuery subQuery
        && subQuery.getKind() == SqlKind.IN
        && subQuery.operands.size() > 1
        && (subQuery.operands.stream().anyMatch(operand -> operand.getType().isNullable())
            || subQuery.rel.getRowType().getFieldList().stream()
                .anyMatch(field -> field.getType().isNullable()));
  }

  /** The expressions of one operator. */
  private final class Expressions extends RexShuttle {
    private final RelNode input;
    private final Set<CorrelationId> ids;

    Expressions(RelNode input, Set<CorrelationId> ids) {
      this.input = input;
      this.ids = new LinkedHashSet<>(ids);
    }

    /** What the sub-queries call the row of the input. */
    ImmutableSet<CorrelationId> variables() {
      return ImmutableSet.copyOf(ids);
    }

    /** With the sub-query itself rewritten, and what is in it. */
    RexSubQuery inner(RexSubQuery subQuery) {
      RelNode rel = applyTo(subQuery.rel);
      return rel == subQuery.rel ? subQuery : subQuery.clone(rel);
    }

    @Override
    public RexNode visitSubQuery(RexSubQuery call) {
      RexSubQuery subQuery = inner(call);
      if (!isMembership(subQuery)) {
        return super.visitSubQuery(subQuery);
      }
      RexNode equal = exists(subQuery, false);
      RexNode maybe = exists(subQuery, true);
      RelDataType type = subQuery.getType();
      return rexBuilder.makeCall(
          type,
          SqlStdOperatorTable.CASE,
          List.of(
              equal,
              rexBuilder.makeLiteral(true),
              maybe,
              rexBuilder.makeNullLiteral(type),
              rexBuilder.makeLiteral(false)));
    }

    /** The name that the sub-query has for the row already: Calcite's joins know but one. */
    private CorrelationId variable(RexSubQuery subQuery) {
      Set<CorrelationId> used = RelOptUtil.getVariablesUsed(subQuery.rel);
      used.retainAll(ids);
      if (used.size() > 1) {
        throw refusal();
      }
      CorrelationId id =
          used.isEmpty() ? input.getCluster().createCorrel() : used.iterator().next();
      ids.add(id);
      return id;
    }

    /** Whether the sub-query has a row that is equal, or one that is not known to differ. */
    private RexNode exists(RexSubQuery subQuery, boolean unlessDifferent) {
      CorrelationId id = variable(subQuery);
      RexNode outer = rexBuilder.makeCorrel(input.getRowType(), id);
      RexShuttle outside =
          new RexShuttle() {
            @Override
            public RexNode visitInputRef(RexInputRef ref) {
              return rexBuilder.makeFieldAccess(outer, ref.getIndex());
            }

            @Override
            public RexNode visitOver(RexOver over) {
              throw refusal();
            }

            @Override
            public RexNode visitSubQuery(RexSubQuery nested) {
              throw refusal();
            }
          };
      List<RexNode> equalities = new ArrayList<>();
      for (int i = 0; i < subQuery.operands.size(); i++) {
        RexNode equality =
            rexBuilder.makeCall(
                SqlStdOperatorTable.EQUALS,
                subQuery.operands.get(i).accept(outside),
                rexBuilder.makeInputRef(subQuery.rel, i));
        equalities.add(
            RexUtil.isNullLiteral(subQuery.operands.get(i), true)
                ? rexBuilder.makeNullLiteral(equality.getType())
                : equality);
      }
      RexNode equal = RexUtil.composeConjunction(rexBuilder, equalities);
      RexNode wanted =
          unlessDifferent ? rexBuilder.makeCall(SqlStdOperatorTable.IS_NOT_FALSE, equal) : equal;
      return RexSubQuery.exists(LogicalFilter.create(subQuery.rel, wanted));
    }
  }

  /** Looks for such a comparison. */
  private static final class Finder extends RexVisitorImpl<Void> {
    private boolean found;

    Finder() {
      super(true);
    }

    boolean finds(RexNode node) {
      node.accept(this);
      return found;
    }

    @Override
    public Void visitSubQuery(RexSubQuery subQuery) {
      found |= isMembership(subQuery);
      return super.visitSubQuery(subQuery);
    }
  }

  private static CarriedSqlException refusal() {
    return new CarriedSqlException(
        Failures.notSupported(
            "A comparison of several nullable columns with IN (sub-query) in a join condition, or"
                + " of window functions or sub-queries,"));
  }
}
