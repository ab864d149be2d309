package io.github.llamacloud.jdbc.sql;

import com.google.common.collect.ImmutableSet;
import io.github.llamacloud.jdbc.jobs.Condition;
import io.github.llamacloud.jdbc.jobs.JobColumn;
import io.github.llamacloud.jdbc.jobs.JobRequest;
import io.github.llamacloud.jdbc.jobs.ListRequest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Aggregate;
import org.apache.calcite.rel.logical.LogicalProject;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexNode;

/**
 * One statement sees one list: scans with the same condition become the same request, which is
 * fetched once. Counting is such a request too, so jobs are counted by the service only where no
 * other part of the statement asks for them otherwise.
 */
final class SharedScans {
  private SharedScans() {}

  static RelNode applyTo(RelNode rel) {
    return united(counted(rel));
  }

  private static RelNode counted(RelNode rel) {
    Map<Condition, Integer> scans = new HashMap<>();
    IdentityHashMap<Aggregate, RelNode> translations = new IdentityHashMap<>();
    Map<Condition, List<JobRequest>> counts = new HashMap<>();
    visit(rel, scans, counts, translations);
    translations.values().removeIf(count -> !isAlone(count, scans, counts));
    return replaced(
        rel,
        node ->
            node instanceof Aggregate aggregate
                ? translations.getOrDefault(aggregate, node)
                : node);
  }

  private static void visit(
      RelNode node,
      Map<Condition, Integer> scans,
      Map<Condition, List<JobRequest>> counts,
      IdentityHashMap<Aggregate, RelNode> translations) {
    if (node instanceof RequestScan scan) {
      scans.merge(scan.request().condition(), 1, Integer::sum);
    }
    if (node instanceof Aggregate aggregate) {
      CountTranslator.translation(aggregate)
          .ifPresent(
              translation -> {
                translations.put(aggregate, translation);
                JobRequest request = request(translation);
                counts.computeIfAbsent(request.condition(), c -> new ArrayList<>()).add(request);
              });
    }
    node.getInputs().forEach(input -> visit(input, scans, counts, translations));
  }

  /** Whether every scan with its condition would become the same request. */
  private static boolean isAlone(
      RelNode count, Map<Condition, Integer> scans, Map<Condition, List<JobRequest>> counts) {
    JobRequest request = request(count);
    List<JobRequest> same = counts.getOrDefault(request.condition(), List.of());
    return same.size() == scans.getOrDefault(request.condition(), 0)
        && same.stream().allMatch(request::equals);
  }

  private static JobRequest request(RelNode translation) {
    return translation instanceof RequestScan scan
        ? scan.request()
        : request(translation.getInput(0));
  }

  /** Gives all scans of the same jobs the columns of all of them. */
  private static RelNode united(RelNode rel) {
    Map<ListRequest, Set<JobColumn>> columns = new LinkedHashMap<>();
    Map<ListRequest, Integer> uses = new HashMap<>();
    replaced(
        rel,
        node -> {
          if (node instanceof JobScan scan) {
            ListRequest rows = rowsOf(scan);
            uses.merge(rows, 1, Integer::sum);
            columns
                .computeIfAbsent(rows, r -> new LinkedHashSet<>())
                .addAll(scan.request().columns());
          }
          return node;
        });
    return replaced(
        rel,
        node ->
            node instanceof JobScan scan && uses.getOrDefault(rowsOf(scan), 0) > 1
                ? widened(scan, List.copyOf(columns.get(rowsOf(scan))))
                : node);
  }

  private static ListRequest rowsOf(JobScan scan) {
    return scan.request().withColumns(List.of());
  }

  private static RelNode widened(JobScan scan, List<JobColumn> columns) {
    if (columns.equals(scan.request().columns())) {
      return scan;
    }
    RelNode wide = scan.withRequest(scan.request().withColumns(columns));
    RexBuilder rexBuilder = scan.getCluster().getRexBuilder();
    List<RexNode> asked =
        scan.request().columns().stream()
            .map(column -> (RexNode) rexBuilder.makeInputRef(wide, columns.indexOf(column)))
            .toList();
    return LogicalProject.create(wide, List.of(), asked, scan.getRowType(), ImmutableSet.of());
  }

  /** The tree with every node replaced, from the leaves up. */
  private static RelNode replaced(RelNode rel, UnaryOperator<RelNode> replacement) {
    List<RelNode> inputs = new ArrayList<>();
    boolean changed = false;
    for (RelNode input : rel.getInputs()) {
      RelNode other = replaced(input, replacement);
      inputs.add(other);
      changed |= other != input;
    }
    return replacement.apply(changed ? rel.copy(rel.getTraitSet(), inputs) : rel);
  }
}
