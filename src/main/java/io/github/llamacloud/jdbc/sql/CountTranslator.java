package io.github.llamacloud.jdbc.sql;

import com.google.common.collect.ImmutableSet;
import io.github.llamacloud.jdbc.jobs.CountRequest;
import io.github.llamacloud.jdbc.jobs.JobColumn;
import io.github.llamacloud.jdbc.jobs.ListRequest;
import io.github.llamacloud.jdbc.jobs.Operand;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Aggregate;
import org.apache.calcite.rel.core.AggregateCall;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rel.logical.LogicalAggregate;
import org.apache.calcite.rel.logical.LogicalProject;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.rel.type.RelDataTypeField;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexOver;
import org.apache.calcite.rex.RexShuttle;
import org.apache.calcite.rex.RexSubQuery;
import org.apache.calcite.rex.RexUtil;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.util.ImmutableBitSet;
import org.jspecify.annotations.Nullable;

/**
 * Turns an Aggregate over a scan into one over counts, where all that it looks at are the enums by
 * which the service can be made to count: {@code COUNT(*)} is the count, {@code GROUP BY status}
 * the counts of the groups, and {@code SUM(e)} of an expression over enums is the sum of {@code e}
 * times the count of each group.
 */
final class CountTranslator {
  private static final Set<SqlTypeName> EXACT =
      Set.of(
          SqlTypeName.TINYINT,
          SqlTypeName.SMALLINT,
          SqlTypeName.INTEGER,
          SqlTypeName.BIGINT,
          SqlTypeName.DECIMAL);

  private final RexBuilder rexBuilder;
  private final Aggregate aggregate;
  private final JobScan scan;
  private final List<RexNode> fields;

  private CountTranslator(Aggregate aggregate, JobScan scan, List<RexNode> fields) {
    this.rexBuilder = aggregate.getCluster().getRexBuilder();
    this.aggregate = aggregate;
    this.scan = scan;
    this.fields = fields;
  }

  /** The translation of this Aggregate; empty if it needs the jobs themselves. */
  static Optional<RelNode> translation(Aggregate aggregate) {
    RelNode input = aggregate.getInput();
    if (input instanceof JobScan scan) {
      return new CountTranslator(
              aggregate,
              scan,
              aggregate.getCluster().getRexBuilder().identityProjects(scan.getRowType()))
          .translated();
    }
    return input instanceof Project project && project.getInput() instanceof JobScan scan
        ? new CountTranslator(aggregate, scan, project.getProjects()).translated()
        : Optional.empty();
  }

  private Optional<RelNode> translated() {
    if (scan.request().isLimited()
        || !aggregate.getAggCallList().stream().allMatch(this::isTranslatable)) {
      return Optional.empty();
    }
    List<RexNode> used = new ArrayList<>();
    aggregate.getGroupSet().forEach(key -> used.add(fields.get(key)));
    for (AggregateCall call : aggregate.getAggCallList()) {
      arguments(call).forEach(used::add);
      if (call.hasFilter()) {
        used.add(fields.get(call.filterArg));
      }
    }
    if (!used.stream().allMatch(CountTranslator::isPlain)) {
      return Optional.empty();
    }
    List<JobColumn> columns = columns(used);
    if (!CountRequest.GROUPING.containsAll(columns)) {
      return Optional.empty();
    }
    if (!columns.isEmpty()) {
      return Optional.of(overGroups(columns));
    }
    return aggregate.getGroupSet().isEmpty() ? ofAll() : anyRow();
  }

  /** What a call looks at: not an argument that is never NULL, if it only counts. */
  private List<RexNode> arguments(AggregateCall call) {
    List<RexNode> arguments = call.getArgList().stream().map(fields::get).toList();
    return isCount(call)
        ? arguments.stream().filter(argument -> argument.getType().isNullable()).toList()
        : arguments;
  }

  private static boolean isCount(AggregateCall call) {
    return call.getAggregation().getKind() == SqlKind.COUNT && !call.isDistinct();
  }

  private static boolean isSum(AggregateCall call) {
    SqlKind kind = call.getAggregation().getKind();
    return (kind == SqlKind.SUM || kind == SqlKind.SUM0) && !call.isDistinct();
  }

  private boolean isTranslatable(AggregateCall call) {
    if (call.ignoreNulls() || !call.getCollation().getFieldCollations().isEmpty()) {
      return false;
    }
    return switch (call.getAggregation().getKind()) {
      case COUNT, MIN, MAX -> true;
      case SUM, SUM0 ->
          EXACT.contains(fields.get(call.getArgList().get(0)).getType().getSqlTypeName());
      default -> false;
    };
  }

  private static boolean isPlain(RexNode node) {
    return RexUtil.isDeterministic(node)
        && !RexOver.containsOver(node)
        && !RexUtil.containsCorrelation(node)
        && !(node instanceof RexSubQuery);
  }

  /** Those of the grouping keys first, so that the groups need no rearranging. */
  private List<JobColumn> columns(List<RexNode> used) {
    Set<JobColumn> columns = new LinkedHashSet<>();
    for (RexNode node : used) {
      RelOptUtil.InputFinder.bits(node).forEach(i -> columns.add(scan.request().columns().get(i)));
    }
    return List.copyOf(columns);
  }

  /** Only counts of all jobs, and sums of constants: all that comes out of a count of 0. */
  private Optional<RelNode> ofAll() {
    List<AggregateCall> calls = aggregate.getAggCallList();
    if (calls.isEmpty()
        || aggregate.getGroupCount() > 0
        || !calls.stream().allMatch(call -> !call.hasFilter() && (counts(call) || isSum(call)))) {
      return Optional.empty();
    }
    RelNode count = count(List.of(), true);
    return Optional.of(
        calls.size() == 1 && counts(calls.get(0))
            ? count
            : projected(count, calls.stream().map(call -> ofCount(call, count)).toList()));
  }

  private boolean counts(AggregateCall call) {
    return isCount(call) && arguments(call).isEmpty();
  }

  /** A count, or the sum of so many times the same; a SUM of nothing is NULL. */
  private RexNode ofCount(AggregateCall call, RelNode count) {
    RexNode rows = rexBuilder.makeInputRef(count, 0);
    if (isCount(call)) {
      return rows;
    }
    RexNode sum = times(fields.get(call.getArgList().get(0)), rows, call.getType());
    if (call.getAggregation().getKind() == SqlKind.SUM0) {
      return sum;
    }
    return rexBuilder.makeCall(
        call.getType(),
        SqlStdOperatorTable.CASE,
        List.of(
            rexBuilder.makeCall(
                SqlStdOperatorTable.EQUALS,
                rows,
                rexBuilder.makeLiteral(BigDecimal.ZERO, rows.getType())),
            rexBuilder.makeNullLiteral(call.getType()),
            rexBuilder.makeCast(call.getType(), sum, true, false)));
  }

  /** Groups by constants, without functions: there is a row if there is a job. */
  private Optional<RelNode> anyRow() {
    if (!aggregate.getAggCallList().isEmpty()
        || aggregate.getGroupType() != Aggregate.Group.SIMPLE) {
      return Optional.empty();
    }
    ListRequest request = scan.request();
    RelNode one =
        scan.withRequest(
            request
                .withColumns(List.of(JobColumn.ID))
                .withRange(request.offset(), Optional.of(new Operand.Literal(1L))));
    return Optional.of(
        projected(one, aggregate.getGroupSet().asList().stream().map(fields::get).toList()));
  }

  private RelNode overGroups(List<JobColumn> columns) {
    boolean weighted = aggregate.getAggCallList().stream().anyMatch(c -> isCount(c) || isSum(c));
    RelNode groups = count(columns, weighted);
    if (isRowPerGroup(columns)) {
      List<RexNode> row = new ArrayList<>();
      aggregate.getGroupSet().forEach(key -> row.add(onGroups(fields.get(key), columns, groups)));
      aggregate.getAggCallList().forEach(call -> row.add(weight(groups)));
      return RexUtil.isIdentity(row, groups.getRowType()) ? groups : projected(groups, row);
    }
    List<RexNode> inputs = new ArrayList<>();
    aggregate.getGroupSet().forEach(key -> inputs.add(onGroups(fields.get(key), columns, groups)));
    List<Inputs> added = new ArrayList<>();
    for (AggregateCall call : aggregate.getAggCallList()) {
      added.add(inputs(call, columns, groups, inputs));
    }
    RelNode input =
        LogicalProject.create(
            groups, List.of(), inputs, (List<? extends @Nullable String>) null, ImmutableSet.of());
    List<AggregateCall> calls = new ArrayList<>();
    for (int i = 0; i < added.size(); i++) {
      calls.add(overGroups(aggregate.getAggCallList().get(i), added.get(i), input));
    }
    ImmutableBitSet keys = ImmutableBitSet.range(aggregate.getGroupCount());
    List<ImmutableBitSet> sets =
        aggregate.getGroupSets().stream()
            .map(set -> ImmutableBitSet.of(set.asList().stream().map(this::keyIndex).toList()))
            .toList();
    RelNode totals = LogicalAggregate.create(input, List.of(), keys, sets, calls);
    List<RexNode> row = new ArrayList<>();
    for (RelDataTypeField field : aggregate.getRowType().getFieldList()) {
      RexNode total = rexBuilder.makeInputRef(totals, field.getIndex());
      row.add(rexBuilder.makeCast(field.getType(), total, true, false));
    }
    return projected(totals, row);
  }

  private int keyIndex(int field) {
    return aggregate.getGroupSet().indexOf(field);
  }

  /** Whether each group of the request is a group of the Aggregate, and it only counts rows. */
  private boolean isRowPerGroup(List<JobColumn> columns) {
    return aggregate.getGroupType() == Aggregate.Group.SIMPLE
        && aggregate.getGroupCount() == columns.size()
        && aggregate.getGroupSet().asList().stream()
            .allMatch(key -> fields.get(key) instanceof RexInputRef)
        && aggregate.getAggCallList().stream()
            .allMatch(call -> isCount(call) && !call.hasFilter() && arguments(call).isEmpty());
  }

  /** Where a call finds its arguments and its filter, -1 for none. */
  private record Inputs(List<Integer> arguments, int filter) {}

  /** Adds what a call needs to the row over which it is computed. */
  private Inputs inputs(
      AggregateCall call, List<JobColumn> columns, RelNode groups, List<RexNode> row) {
    int filter = -1;
    if (call.hasFilter()) {
      filter = row.size();
      row.add(onGroups(fields.get(call.filterArg), columns, groups));
    }
    List<Integer> arguments = new ArrayList<>();
    if (isCount(call)) {
      arguments.add(row.size());
      row.add(rexBuilder.makeCast(sumType(), counted(call, columns, groups)));
    } else {
      for (int field : call.getArgList()) {
        RexNode argument = onGroups(fields.get(field), columns, groups);
        arguments.add(row.size());
        row.add(isSum(call) ? times(argument, weight(groups), call.getType()) : argument);
      }
    }
    return new Inputs(arguments, filter);
  }

  private AggregateCall overGroups(AggregateCall call, Inputs inputs, RelNode input) {
    return AggregateCall.create(
        isCount(call) ? SqlStdOperatorTable.SUM0 : call.getAggregation(),
        call.isDistinct(),
        call.isApproximate(),
        false,
        List.of(),
        inputs.arguments(),
        inputs.filter(),
        null,
        call.getCollation(),
        aggregate.hasEmptyGroup(),
        input,
        null,
        call.getName());
  }

  /** The type of a sum of counts. */
  private RelDataType sumType() {
    RelDataTypeFactory typeFactory = rexBuilder.getTypeFactory();
    return typeFactory
        .getTypeSystem()
        .deriveSumType(typeFactory, typeFactory.createSqlType(SqlTypeName.BIGINT));
  }

  /** The rows of a group that a COUNT counts: all, or none if an argument is NULL. */
  private RexNode counted(AggregateCall call, List<JobColumn> columns, RelNode groups) {
    List<RexNode> present =
        arguments(call).stream()
            .map(
                argument ->
                    rexBuilder.makeCall(
                        SqlStdOperatorTable.IS_NOT_NULL, onGroups(argument, columns, groups)))
            .toList();
    RexNode weight = weight(groups);
    return present.isEmpty()
        ? weight
        : rexBuilder.makeCall(
            SqlStdOperatorTable.CASE,
            RexUtil.composeConjunction(rexBuilder, present),
            weight,
            rexBuilder.makeLiteral(BigDecimal.ZERO, weight.getType()));
  }

  /** In the type of the sum. */
  private RexNode times(RexNode argument, RexNode weight, RelDataType sum) {
    RelDataType type =
        rexBuilder.getTypeFactory().createTypeWithNullability(sum, argument.getType().isNullable());
    return rexBuilder.makeCast(
        type,
        rexBuilder.makeCall(
            SqlStdOperatorTable.MULTIPLY, argument, rexBuilder.makeCast(sumType(), weight)));
  }

  private RelNode count(List<JobColumn> groupBy, boolean countsRows) {
    return CountScan.of(
        aggregate.getCluster(), new CountRequest(scan.request().condition(), groupBy, countsRows));
  }

  private RexNode weight(RelNode groups) {
    return rexBuilder.makeInputRef(groups, groups.getRowType().getFieldCount() - 1);
  }

  /** An expression over the scan as one over the groups. */
  private RexNode onGroups(RexNode node, List<JobColumn> columns, RelNode groups) {
    return node.accept(
        new RexShuttle() {
          @Override
          public RexNode visitInputRef(RexInputRef ref) {
            return rexBuilder.makeInputRef(
                groups, columns.indexOf(scan.request().columns().get(ref.getIndex())));
          }
        });
  }

  private RelNode projected(RelNode input, List<RexNode> row) {
    return LogicalProject.create(input, List.of(), row, aggregate.getRowType(), ImmutableSet.of());
  }
}
