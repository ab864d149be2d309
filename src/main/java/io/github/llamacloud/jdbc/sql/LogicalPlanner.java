package io.github.llamacloud.jdbc.sql;

import io.github.llamacloud.jdbc.jobs.JobRequest;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.calcite.adapter.enumerable.EnumerableConvention;
import org.apache.calcite.adapter.enumerable.EnumerableCorrelate;
import org.apache.calcite.adapter.enumerable.EnumerableLimit;
import org.apache.calcite.adapter.enumerable.EnumerableNestedLoopJoin;
import org.apache.calcite.adapter.enumerable.EnumerableProject;
import org.apache.calcite.adapter.enumerable.EnumerableRel;
import org.apache.calcite.adapter.enumerable.EnumerableRepeatUnion;
import org.apache.calcite.adapter.enumerable.EnumerableRules;
import org.apache.calcite.plan.RelTraitSet;
import org.apache.calcite.plan.hep.HepPlanner;
import org.apache.calcite.plan.volcano.VolcanoPlanner;
import org.apache.calcite.rel.RelCollation;
import org.apache.calcite.rel.RelCollations;
import org.apache.calcite.rel.RelHomogeneousShuttle;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.RelRoot;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rel.core.Sort;
import org.apache.calcite.rel.logical.LogicalSort;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql2rel.RelFieldTrimmer;
import org.apache.calcite.tools.RelBuilder;
import org.jspecify.annotations.Nullable;

/**
 * The planned tier: what one request cannot answer becomes a physical plan over scans. A fixed pass
 * moves filters down and absorbs them; Volcano only makes the rest executable, so that what is sent
 * never depends on a guessed cost.
 */
final class LogicalPlanner {
  private final VolcanoPlanner planner;
  private final RexBuilder rexBuilder;
  private final RelBuilder relBuilder;

  LogicalPlanner(VolcanoPlanner planner, RelBuilder relBuilder) {
    this.planner = planner;
    this.relBuilder = relBuilder;
    this.rexBuilder = relBuilder.getRexBuilder();
  }

  /** The logical plan that remains when all that can be sent is in the scans. */
  RelNode absorbed(RelNode rel) {
    return withRowBound(
        remaining(
            GrandTotal.addedTo(
                new ValueRules(rexBuilder)
                    .apply(
                        new WindowRules(rexBuilder)
                            .apply(
                                withoutSubQueries(rel)
                                    .accept(new RowValues(rexBuilder))
                                    .accept(new ArrayAggregates()))))));
  }

  /** The same with the expressions of the statement, for people: it is not meant to be run. */
  RelNode asWritten(RelNode rel) {
    return remaining(withoutSubQueries(rel));
  }

  private RelNode withoutSubQueries(RelNode rel) {
    return SubQueries.isIn(rel) ? SubQueries.removed(rel, relBuilder) : rel;
  }

  private RelNode remaining(RelNode rel) {
    RelNode pushed = pushedDown(trimmed(rel));
    return SharedScans.applyTo(new Absorber(rexBuilder).absorb(trimmed(pushed)));
  }

  private RelNode trimmed(RelNode rel) {
    return new RelFieldTrimmer(null, relBuilder).trim(rel);
  }

  private static RelNode pushedDown(RelNode rel) {
    HepPlanner hep = new HepPlanner(LogicalRules.PUSH_DOWN);
    hep.setRoot(rel);
    return hep.findBestExp();
  }

  /** A row limit of the reader holds for a scan if only projections stand above it. */
  private static RelNode withRowBound(RelNode rel) {
    if (rel instanceof JobScan scan) {
      return scan.withRowBound();
    }
    return rel instanceof Project project && !project.containsOver()
        ? project.copy(project.getTraitSet(), List.of(withRowBound(project.getInput())))
        : rel;
  }

  /** The plan to run, which has just the fields of this root, in the order of the logical plan. */
  EnumerableRel physical(RelNode logical, RelRoot root) {
    EnumerableRules.rules().forEach(planner::addRule);
    LogicalRules.LOGICAL_TO_EXECUTABLE.forEach(planner::addRule);
    RelNode start = logical.accept(new ClampedRowCounts());
    RelTraitSet wanted =
        executable(start instanceof Sort sort ? sort.collation : RelCollations.EMPTY);
    planner.setRoot(
        start.getTraitSet().equals(wanted) ? start : planner.changeTraits(start, wanted));
    EnumerableRel best = (EnumerableRel) planner.findBestExp();
    return calculated(root.isRefTrivial() ? best : projected(best, root));
  }

  /**
   * Only a sort promises an order. A projection may claim that of its input, but the claim does not
   * survive when its expressions are exchanged, and it keeps that order in any case.
   */
  private RelTraitSet executable(RelCollation order) {
    return planner.emptyTraitSet().replace(EnumerableConvention.INSTANCE).replace(order);
  }

  /** Filters and projections in the form that code is generated for. */
  private static EnumerableRel calculated(EnumerableRel rel) {
    HepPlanner hep = new HepPlanner(LogicalRules.TO_CALC);
    hep.setRoot(rel);
    RelNode best = hep.findBestExp();
    Map<JobRequest, Replay> replays = new HashMap<>();
    collect(best, false, replays);
    return (EnumerableRel) finished(best, replays);
  }

  /** How often each request is read: by a loop, in several places, or once. */
  private static void collect(RelNode rel, boolean looped, Map<JobRequest, Replay> replays) {
    if (rel instanceof RequestScan scan) {
      Replay before = replays.get(scan.request());
      replays.put(
          scan.request(),
          looped || before == Replay.LOOPED
              ? Replay.LOOPED
              : before == null ? Replay.NONE : Replay.SHARED);
    }
    boolean loop =
        rel instanceof EnumerableNestedLoopJoin
            || rel instanceof EnumerableCorrelate
            || rel instanceof EnumerableRepeatUnion;
    for (int i = 0; i < rel.getInputs().size(); i++) {
      collect(rel.getInput(i), looped || (loop && i > 0), replays);
    }
  }

  /** Tells each scan how often its request is read, and makes limits read no row too many. */
  private static RelNode finished(RelNode rel, Map<JobRequest, Replay> replays) {
    if (rel instanceof EnumerableRequestScan scan) {
      return scan.withReplay(replays.getOrDefault(scan.request(), Replay.NONE));
    }
    List<RelNode> inputs = new ArrayList<>();
    for (int i = 0; i < rel.getInputs().size(); i++) {
      inputs.add(finished(rel.getInput(i), replays));
    }
    if (rel instanceof EnumerableLimit limit) {
      return EnumerableRowLimit.of(limit, inputs.get(0));
    }
    return inputs.isEmpty() ? rel : rel.copy(rel.getTraitSet(), inputs);
  }

  /** Drops the columns that only ORDER BY needed. */
  private EnumerableRel projected(EnumerableRel rel, RelRoot root) {
    List<RexNode> fields =
        root.fields.stream()
            .map(field -> (RexNode) rexBuilder.makeInputRef(rel, field.getKey()))
            .toList();
    return EnumerableProject.create(rel, fields, root.validatedRowType);
  }

  /**
   * Calcite's runtime counts rows in an int (CALCITE-7156); more than that fit in no memory. Only
   * what sorts claims an order: expressions were replaced, and the order that the former ones kept
   * may be gone.
   */
  private final class ClampedRowCounts extends RelHomogeneousShuttle {
    @Override
    public RelNode visit(RelNode other) {
      RelNode visited = super.visit(other);
      if (visited instanceof Sort sort) {
        return LogicalSort.create(
            sort.getInput(), sort.collation, clamped(sort.offset), clamped(sort.fetch));
      }
      RelTraitSet unordered = visited.getTraitSet().replace(RelCollations.EMPTY);
      return unordered.equals(visited.getTraitSet())
          ? visited
          : visited.copy(unordered, visited.getInputs());
    }

    private @Nullable RexNode clamped(@Nullable RexNode count) {
      return count instanceof RexLiteral literal
          ? rexBuilder.makeExactLiteral(
              BigDecimal.valueOf(Math.min(Absorber.rows(literal), Integer.MAX_VALUE)))
          : count;
    }
  }
}
