package io.github.llamacloud.jdbc.sql;

import io.github.llamacloud.jdbc.jobs.Filter;
import io.github.llamacloud.jdbc.jobs.JobColumn;
import io.github.llamacloud.jdbc.jobs.ListRequest;
import io.github.llamacloud.jdbc.jobs.Operand;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexDynamicParam;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexUtil;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.type.SqlTypeFamily;
import org.apache.calcite.sql.type.SqlTypeName;

/**
 * Splits a condition over a scan into the equalities that the service filters by and a remainder
 * for Calcite. The one place where that is decided, for both tiers.
 */
final class FilterTranslator {
  private final RexBuilder rexBuilder;
  private final List<JobColumn> columns;

  FilterTranslator(RexBuilder rexBuilder, List<JobColumn> columns) {
    this.rexBuilder = rexBuilder;
    this.columns = columns;
  }

  /**
   * A condition, divided.
   *
   * @param request the request with what could be pushed
   * @param remainder what must still hold, to be evaluated above the scan
   */
  record Split(ListRequest request, List<RexNode> remainder) {}

  Split split(ListRequest request, RexNode condition) {
    List<RexNode> remainder = new ArrayList<>();
    ListRequest pushed = request;
    for (RexNode conjunct :
        RelOptUtil.conjunctions(RexUtil.expandSearch(rexBuilder, null, condition))) {
      Optional<Filter> filter = equality(conjunct);
      if (filter.isPresent()) {
        pushed = pushed.withFilter(filter.get());
      } else {
        remainder.add(conjunct);
      }
    }
    return new Split(pushed, remainder);
  }

  /**
   * The filter that a predicate is, if it is one. A row passes a filter exactly if the predicate is
   * true; that it may be NULL where the filter is false makes no difference in a WHERE.
   */
  private Optional<Filter> equality(RexNode predicate) {
    if (!(predicate instanceof RexCall call)) {
      return Optional.empty();
    }
    return switch (call.getKind()) {
      case EQUALS -> ofEquals(call.operands.get(0), call.operands.get(1));
      case IS_NOT_DISTINCT_FROM -> ofSame(call.operands.get(0), call.operands.get(1));
      case IS_TRUE -> equality(call.operands.get(0));
      case NOT ->
          call.operands.get(0) instanceof RexCall inner && inner.getKind() == SqlKind.NOT_EQUALS
              ? ofEquals(inner.operands.get(0), inner.operands.get(1))
              : Optional.empty();
      default -> Optional.empty();
    };
  }

  private Optional<Filter> ofEquals(RexNode left, RexNode right) {
    if (right.isAlwaysTrue()) {
      return equality(left);
    }
    if (left.isAlwaysTrue()) {
      return equality(right);
    }
    return filter(left, right).or(() -> filter(right, left));
  }

  /** A NULL would match NULLs here, so only a value that cannot be NULL is a filter. */
  private Optional<Filter> ofSame(RexNode left, RexNode right) {
    boolean value = left instanceof RexLiteral || right instanceof RexLiteral;
    boolean noNull = !RexLiteral.isNullLiteral(left) && !RexLiteral.isNullLiteral(right);
    return value && noNull ? ofEquals(left, right) : Optional.empty();
  }

  private Optional<Filter> filter(RexNode columnSide, RexNode valueSide) {
    if (!(uncast(columnSide) instanceof RexInputRef ref)) {
      return Optional.empty();
    }
    JobColumn column = columns.get(ref.getIndex());
    return column
        .filterParameter()
        .flatMap(p -> operand(valueSide))
        .map(v -> new Filter(column, v));
  }

  private Optional<Operand> operand(RexNode value) {
    RexNode bare = uncast(folded(value));
    if (bare instanceof RexDynamicParam param && isText(param.getType())) {
      return Optional.of(new Operand.Parameter(param.getIndex()));
    }
    if (bare instanceof RexLiteral literal && (literal.isNull() || isText(literal.getType()))) {
      return Optional.of(new Operand.Literal(literal.getValueAs(String.class)));
    }
    return Optional.empty();
  }

  /** A constant expression as its value, but for a CHAR, whose blanks at the end mean nothing. */
  private RexNode folded(RexNode value) {
    if (value.getType().getSqlTypeName() != SqlTypeName.VARCHAR || !isComputable(value)) {
      return value;
    }
    List<RexNode> reduced = new ArrayList<>();
    new ConstantFolding().reduce(rexBuilder, List.of(value), reduced);
    return reduced.get(0);
  }

  /** Whether it has the same value in every execution. */
  private static boolean isComputable(RexNode value) {
    return value instanceof RexLiteral
        || (value instanceof RexCall call
            && call.getOperator().isDeterministic()
            && !call.getOperator().isDynamicFunction()
            && call.operands.stream().allMatch(FilterTranslator::isComputable));
  }

  /** Without casts that keep every text as it is. */
  private static RexNode uncast(RexNode node) {
    RexNode bare = node;
    while (bare instanceof RexCall call
        && call.getKind() == SqlKind.CAST
        && keepsText(call.operands.get(0).getType(), call.getType())) {
      bare = call.operands.get(0);
    }
    return bare;
  }

  private static boolean keepsText(RelDataType from, RelDataType to) {
    return isText(from)
        && to.getSqlTypeName() == SqlTypeName.VARCHAR
        && (to.getPrecision() < 0
            || (from.getPrecision() >= 0 && to.getPrecision() >= from.getPrecision()));
  }

  private static boolean isText(RelDataType type) {
    return type.getSqlTypeName().getFamily() == SqlTypeFamily.CHARACTER;
  }
}
