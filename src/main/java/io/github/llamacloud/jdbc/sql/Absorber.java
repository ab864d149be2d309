package io.github.llamacloud.jdbc.sql;

import com.google.common.collect.ImmutableSet;
import io.github.llamacloud.jdbc.jobs.JobColumn;
import io.github.llamacloud.jdbc.jobs.ListRequest;
import io.github.llamacloud.jdbc.jobs.Operand;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.calcite.plan.RelOptPredicateList;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Aggregate;
import org.apache.calcite.rel.core.Filter;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rel.core.Sort;
import org.apache.calcite.rel.core.TableScan;
import org.apache.calcite.rel.logical.LogicalFilter;
import org.apache.calcite.rel.logical.LogicalProject;
import org.apache.calcite.rel.logical.LogicalValues;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexDynamicParam;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexShuttle;
import org.apache.calcite.rex.RexSimplify;
import org.apache.calcite.rex.RexUtil;
import org.apache.calcite.util.ImmutableBitSet;
import org.jspecify.annotations.Nullable;

/**
 * Folds what the service can do exactly into the {@link JobScan} at the leaf, from the leaves up;
 * what it cannot do stays above. Both tiers use it, so both send the same requests.
 */
final class Absorber {
  private final RexBuilder rexBuilder;
  private final RexSimplify simplify;

  Absorber(RexBuilder rexBuilder) {
    this.rexBuilder = rexBuilder;
    this.simplify = new RexSimplify(rexBuilder, RelOptPredicateList.EMPTY, new ConstantFolding());
  }

  RelNode absorb(RelNode rel) {
    RelNode node = withAbsorbedInputs(rel);
    if (node instanceof TableScan && Dialect.isJobs(node.getTable())) {
      return JobScan.of(node.getCluster(), ListRequest.all());
    }
    if (node instanceof Filter filter) {
      return filter(filter);
    }
    if (node instanceof Project project) {
      return project(project);
    }
    if (node instanceof Sort sort) {
      return sort(sort);
    }
    if (node instanceof Aggregate aggregate) {
      return aggregate(aggregate);
    }
    return node;
  }

  private RelNode withAbsorbedInputs(RelNode rel) {
    List<RelNode> inputs = new ArrayList<>();
    boolean changed = false;
    for (RelNode input : rel.getInputs()) {
      RelNode absorbed = absorb(input);
      inputs.add(absorbed);
      changed |= absorbed != input;
    }
    return changed ? rel.copy(rel.getTraitSet(), inputs) : rel;
  }

  /**
   * Before: Filter over a scan. After: the scan with the equalities that the service offers, under
   * a Filter with the rest. Declines when the scan is limited: filtering would come too early.
   */
  private RelNode filter(Filter filter) {
    if (simplify.simplifyUnknownAsFalse(filter.getCondition()).isAlwaysFalse()) {
      return LogicalValues.createEmpty(filter.getCluster(), filter.getRowType());
    }
    if (!(filter.getInput() instanceof JobScan scan) || scan.request().isLimited()) {
      return filter;
    }
    FilterTranslator.Split split =
        new FilterTranslator(rexBuilder, scan.request().columns())
            .split(scan.request(), filter.getCondition());
    RelNode pushed = scan.withRequest(split.request());
    return split.remainder().isEmpty()
        ? pushed
        : LogicalFilter.create(
            pushed,
            RexUtil.composeConjunction(rexBuilder, split.remainder()),
            ImmutableSet.copyOf(filter.getVariablesSet()));
  }

  /**
   * Before: Project over a scan, maybe with a Filter between. After: the scan with just the columns
   * that are used, under a Project if there is anything to compute. Declines when the input is
   * neither.
   */
  private RelNode project(Project project) {
    if (!project.getVariablesSet().isEmpty()) {
      return project;
    }
    List<RexNode> projects = project.getProjects();
    if (project.getInput() instanceof JobScan scan) {
      return projects.stream().allMatch(RexInputRef.class::isInstance)
          ? scan.withRequest(
              scan.request()
                  .withColumns(
                      projects.stream()
                          .map(ref -> scan.request().columns().get(((RexInputRef) ref).getIndex()))
                          .toList()))
          : narrowed(project, null, scan);
    }
    return project.getInput() instanceof Filter filter && filter.getInput() instanceof JobScan scan
        ? narrowed(project, filter, scan)
        : project;
  }

  /** The same over a scan of only the columns that the Project and the Filter use. */
  private static RelNode narrowed(Project project, @Nullable Filter filter, JobScan scan) {
    List<JobColumn> available = scan.request().columns();
    ImmutableBitSet used =
        RelOptUtil.InputFinder.bits(
            project.getProjects(), filter == null ? null : filter.getCondition());
    List<Integer> kept = used.isEmpty() ? List.of(0) : used.asList();
    if (kept.size() == available.size()) {
      return project;
    }
    RexShuttle renumber =
        new RexShuttle() {
          @Override
          public RexNode visitInputRef(RexInputRef ref) {
            return new RexInputRef(kept.indexOf(ref.getIndex()), ref.getType());
          }
        };
    RelNode narrow =
        scan.withRequest(scan.request().withColumns(kept.stream().map(available::get).toList()));
    RelNode input =
        filter == null
            ? narrow
            : LogicalFilter.create(
                narrow,
                filter.getCondition().accept(renumber),
                ImmutableSet.copyOf(filter.getVariablesSet()));
    return LogicalProject.create(
        input,
        project.getHints(),
        renumber.visitList(project.getProjects()),
        project.getRowType(),
        ImmutableSet.of());
  }

  /**
   * Before: LIMIT and OFFSET without an order over a scan, also through a Project. After: the scan
   * with them. Declines when there is an order, when the scan is limited already, or when a row of
   * the Project is not a row of the scan.
   */
  private static RelNode sort(Sort sort) {
    if (!sort.getCollation().getFieldCollations().isEmpty()) {
      return sort;
    }
    RelNode input = sort.getInput();
    if (input instanceof JobScan scan) {
      JobScan limited = limited(scan, sort);
      return limited == null ? sort : limited;
    }
    if (input instanceof Project project
        && project.getInput() instanceof JobScan scan
        && !project.containsOver()) {
      JobScan limited = limited(scan, sort);
      return limited == null ? sort : project.copy(project.getTraitSet(), List.of(limited));
    }
    return sort;
  }

  /**
   * Before: COUNT(*) over a scan. After: over a scan of one column. Declines when fields are used.
   */
  private static RelNode aggregate(Aggregate aggregate) {
    if (!(aggregate.getInput() instanceof JobScan scan)
        || !RelOptUtil.getAllFields(aggregate).isEmpty()) {
      return aggregate;
    }
    JobScan narrow = scan.withRequest(scan.request().withColumns(List.of(JobColumn.ID)));
    return aggregate.copy(aggregate.getTraitSet(), List.of(narrow));
  }

  private static @Nullable JobScan limited(JobScan scan, Sort sort) {
    Optional<Operand> offset = rowCount(sort.offset);
    Optional<Operand> fetch = rowCount(sort.fetch);
    boolean understood =
        offset.isPresent() == (sort.offset != null) && fetch.isPresent() == (sort.fetch != null);
    return understood && !scan.request().isLimited()
        ? scan.withRequest(scan.request().withRange(offset.orElse(scan.request().offset()), fetch))
        : null;
  }

  /** A number of rows, if it is one that a request can hold. */
  static Optional<Operand> rowCount(@Nullable RexNode count) {
    if (count instanceof RexDynamicParam param) {
      return Optional.of(new Operand.Parameter(param.getIndex()));
    }
    return count instanceof RexLiteral literal
        ? Optional.of(new Operand.Literal(rows(literal)))
        : Optional.empty();
  }

  /** Rounded as in PostgreSQL; a number beyond a long is more rows than there can be. */
  static long rows(RexLiteral count) {
    BigDecimal rows = count.getValueAs(BigDecimal.class).setScale(0, RoundingMode.HALF_UP);
    return rows.min(BigDecimal.valueOf(Long.MAX_VALUE))
        .max(BigDecimal.valueOf(Long.MIN_VALUE))
        .longValueExact();
  }
}
