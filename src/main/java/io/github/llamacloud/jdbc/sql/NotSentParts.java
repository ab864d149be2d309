package io.github.llamacloud.jdbc.sql;

import static java.util.stream.Collectors.joining;

import io.github.llamacloud.jdbc.jobs.CountRequest;
import io.github.llamacloud.jdbc.jobs.JobColumn;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Aggregate;
import org.apache.calcite.rel.core.AggregateCall;
import org.apache.calcite.rel.core.Filter;
import org.apache.calcite.rel.core.Join;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rel.core.Sort;
import org.apache.calcite.rel.core.Values;
import org.apache.calcite.rex.RexNode;

/**
 * What stands above the scans of a logical plan, and why it is not in them: predicates, limits,
 * orders, joins and aggregates, from the root to the leaves.
 */
final class NotSentParts {
  private final List<NotSent> found = new ArrayList<>();

  private NotSentParts() {}

  static List<NotSent> of(RelNode rel) {
    NotSentParts parts = new NotSentParts();
    parts.visit(rel);
    return parts.found.stream().distinct().toList();
  }

  private void visit(RelNode rel) {
    if (rel instanceof Sort sort) {
      sort(sort);
    } else if (rel instanceof Filter filter) {
      filter(filter);
    } else if (rel instanceof Aggregate aggregate) {
      aggregate(aggregate);
    } else if (rel instanceof Join join && !join.getCondition().isAlwaysTrue()) {
      add(new RelText(join).of(join.getCondition()), NotSentReasons.JOIN);
    }
    rel.getInputs().forEach(this::visit);
  }

  private void add(String what, String reason) {
    found.add(new NotSent(what, reason, Optional.empty()));
  }

  private void filter(Filter filter) {
    for (RexNode conjunct : RelOptUtil.conjunctions(filter.getCondition())) {
      if (filter.getInput() instanceof JobScan scan && !scan.request().isLimited()) {
        found.add(new UnsentPredicate(scan).explained(conjunct));
      } else {
        add(new RelText(filter.getInput()).of(conjunct), whatComesFirst(filter.getInput()));
      }
    }
  }

  private void sort(Sort sort) {
    boolean ordered = !sort.getCollation().getFieldCollations().isEmpty();
    String first = ordered ? NotSentReasons.SORTED_FIRST : whatComesFirst(sort.getInput());
    if (sort.fetch != null) {
      add("LIMIT " + new RelText(sort).of(sort.fetch), first);
    }
    if (sort.offset != null) {
      add("OFFSET " + new RelText(sort).of(sort.offset), first);
    }
    if (ordered) {
      add(
          "ORDER BY " + new RelText(sort).of(sort.getCollation().getFieldCollations()),
          NotSentReasons.ORDER);
    }
  }

  /** What must happen here before the operator above this one. */
  private static String whatComesFirst(RelNode rel) {
    if (rel instanceof Project project) {
      return whatComesFirst(project.getInput());
    }
    if (rel instanceof Filter filter) {
      return isOverGroups(filter) ? NotSentReasons.GROUPED_FIRST : NotSentReasons.FILTERED_FIRST;
    }
    if (rel instanceof Sort || (rel instanceof JobScan scan && scan.request().isLimited())) {
      return NotSentReasons.LIMITED_FIRST;
    }
    if (rel instanceof CountScan) {
      return NotSentReasons.COUNTED_FIRST;
    }
    return rel instanceof Aggregate ? NotSentReasons.GROUPED_FIRST : NotSentReasons.COMPUTED_FIRST;
  }

  private static boolean isOverGroups(RelNode rel) {
    return rel instanceof Aggregate
        || ((rel instanceof Filter || rel instanceof Project) && isOverGroups(rel.getInput(0)));
  }

  private void aggregate(Aggregate aggregate) {
    RelNode input = aggregate.getInput();
    if (isOver(input, CountScan.class) || isOver(input, Values.class)) {
      return;
    }
    add(text(aggregate), reason(aggregate));
  }

  private static boolean isOver(RelNode rel, Class<? extends RelNode> leaf) {
    return leaf.isInstance(rel)
        || ((rel instanceof Filter || rel instanceof Project) && isOver(rel.getInput(0), leaf));
  }

  private static String text(Aggregate aggregate) {
    RelText input = new RelText(aggregate.getInput());
    String keys =
        aggregate.getGroupSet().asList().stream().map(input::ofField).collect(joining(", "));
    if (aggregate.getAggCallList().isEmpty()) {
      return "DISTINCT " + keys;
    }
    String calls = aggregate.getAggCallList().stream().map(input::of).collect(joining(", "));
    return keys.isEmpty() ? calls : calls + " GROUP BY " + keys;
  }

  private static String reason(Aggregate aggregate) {
    if (CountTranslator.translation(aggregate).isPresent()) {
      return NotSentReasons.READ_ANYWAY;
    }
    RelNode input = aggregate.getInput();
    if (!(bare(input) instanceof JobScan scan) || scan.request().isLimited()) {
      return whatComesFirst(input);
    }
    Set<JobColumn> columns = EnumSet.noneOf(JobColumn.class);
    aggregate.getGroupSet().forEach(key -> columns.addAll(columns(input, key)));
    for (AggregateCall call : aggregate.getAggCallList()) {
      call.getArgList().forEach(field -> columns.addAll(columns(input, field)));
      if (call.hasFilter()) {
        columns.addAll(columns(input, call.filterArg));
      }
    }
    columns.removeAll(CountRequest.GROUPING);
    return columns.isEmpty() ? NotSentReasons.FUNCTION_OF_GROUPS : NotSentReasons.grouping(columns);
  }

  private static RelNode bare(RelNode rel) {
    return rel instanceof Project project ? bare(project.getInput()) : rel;
  }

  /** The columns from which a field over a scan is made. */
  private static Set<JobColumn> columns(RelNode rel, int field) {
    if (rel instanceof Project project) {
      Set<JobColumn> columns = EnumSet.noneOf(JobColumn.class);
      RelOptUtil.InputFinder.bits(project.getProjects().get(field))
          .forEach(used -> columns.addAll(columns(project.getInput(), used)));
      return columns;
    }
    return Set.of(((JobScan) rel).request().columns().get(field));
  }
}
