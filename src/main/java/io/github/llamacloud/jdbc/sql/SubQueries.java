package io.github.llamacloud.jdbc.sql;

import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.plan.hep.HepPlanner;
import org.apache.calcite.plan.hep.HepProgram;
import org.apache.calcite.rel.RelHomogeneousShuttle;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rel.core.Values;
import org.apache.calcite.rel.rules.ProjectOverSumToSum0Rule;
import org.apache.calcite.rel.rules.SubQueryRemoveRule;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexShuttle;
import org.apache.calcite.rex.RexSubQuery;
import org.apache.calcite.rex.RexUtil;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.fun.SqlQuantifyOperator;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql2rel.RelDecorrelator;
import org.apache.calcite.tools.RelBuilder;
import org.apache.calcite.util.Util;

/** Turns sub-queries in expressions into joins, and lists of literals into plain predicates. */
final class SubQueries {
  private final RexBuilder rexBuilder;

  SubQueries(RexBuilder rexBuilder) {
    this.rexBuilder = rexBuilder;
  }

  static boolean isIn(RelNode rel) {
    try {
      rel.accept(
          new RelHomogeneousShuttle() {
            @Override
            public RelNode visit(RelNode other) {
              RelNode visited = super.visit(other);
              visited.accept(
                  new RexShuttle() {
                    @Override
                    public RexNode visitSubQuery(RexSubQuery subQuery) {
                      throw Util.FoundOne.NULL;
                    }
                  });
              return visited;
            }
          });
      return false;
    } catch (Util.FoundOne e) {
      return true;
    }
  }

  /** {@code x IN (SELECT 'a')} and {@code x = ANY (VALUES 'a', 'b')} as {@code x IN ('a', 'b')}. */
  RelNode withoutLists(RelNode rel) {
    RexShuttle lists =
        new RexShuttle() {
          @Override
          public RexNode visitSubQuery(RexSubQuery subQuery) {
            List<RexNode> values = literals(subQuery);
            return values.isEmpty()
                ? super.visitSubQuery(subQuery)
                : RexUtil.composeDisjunction(
                    rexBuilder,
                    values.stream()
                        .map(
                            value ->
                                rexBuilder.makeCall(
                                    SqlStdOperatorTable.EQUALS, subQuery.operands.get(0), value))
                        .toList());
          }
        };
    return rel.accept(
        new RelHomogeneousShuttle() {
          @Override
          public RelNode visit(RelNode other) {
            return super.visit(other).accept(lists);
          }
        });
  }

  /** As joins; nothing is left that refers to an outer row where Calcite can undo it. */
  static RelNode removed(RelNode rel, RelBuilder builder) {
    HepPlanner hep = new HepPlanner(ToCorrelate.PROGRAM);
    hep.setRoot(new RowMembership(builder.getRexBuilder()).applyTo(rel));
    RelNode correlated = hep.findBestExp();
    return Decorrelation.isExact(correlated)
        ? RelDecorrelator.decorrelateQuery(correlated, builder)
        : correlated;
  }

  /** The one column of literals that the sub-query of IN or = ANY is; empty if it is not. */
  private static List<RexNode> literals(RexSubQuery subQuery) {
    boolean membership =
        subQuery.getKind() == SqlKind.IN
            || (subQuery.getOperator() instanceof SqlQuantifyOperator some
                && some.getKind() == SqlKind.SOME
                && some.comparisonKind == SqlKind.EQUALS);
    if (!membership || subQuery.operands.size() != 1) {
      return List.of();
    }
    List<RexNode> literals = new ArrayList<>();
    if (subQuery.rel instanceof Values values) {
      values.tuples.forEach(literals::addAll);
    } else if (subQuery.rel instanceof Project project
        && project.getInput() instanceof Values one
        && one.tuples.size() == 1) {
      literals.addAll(project.getProjects());
    }
    return literals.stream()
            .allMatch(value -> value instanceof RexLiteral literal && !literal.isNull())
        ? literals
        : List.of();
  }

  /** A class of its own: to look for a sub-query needs no rules. */
  private static final class ToCorrelate {
    static final HepProgram PROGRAM =
        HepProgram.builder()
            .addRuleCollection(
                List.of(
                    SubQueryRemoveRule.Config.FILTER.toRule(),
                    SubQueryRemoveRule.Config.PROJECT.toRule(),
                    SubQueryRemoveRule.Config.JOIN.toRule(),
                    ProjectOverSumToSum0Rule.Config.DEFAULT.toRule()))
            .build();
  }
}
