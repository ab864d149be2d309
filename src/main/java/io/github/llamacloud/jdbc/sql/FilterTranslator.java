package io.github.llamacloud.jdbc.sql;

import io.github.llamacloud.jdbc.jobs.Condition;
import io.github.llamacloud.jdbc.jobs.Filter;
import io.github.llamacloud.jdbc.jobs.JobColumn;
import io.github.llamacloud.jdbc.jobs.ListRequest;
import io.github.llamacloud.jdbc.jobs.Operand;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
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
 * Splits a condition over a scan into equalities that a request can ask for, their alternatives and
 * combinations, and a remainder for Calcite. The one place where that is decided, for both tiers.
 */
final class FilterTranslator {
  /** More alternatives than these are more requests than reading the list is likely to need. */
  static final int MOST_ALTERNATIVES = 20;

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
    Condition pushed = request.condition();
    for (RexNode conjunct : conjuncts(condition)) {
      Condition before = pushed;
      Optional<Condition> exact = whenTrue(conjunct).flatMap(before::narrowed);
      if (exact.isEmpty()) {
        remainder.add(conjunct);
      }
      pushed = exact.or(() -> implied(conjunct).flatMap(before::narrowed)).orElse(before);
    }
    return new Split(request.withOnly(pushed), remainder);
  }

  /** Each as plain comparisons, but a long list of values, with which Calcite would be slow. */
  private List<RexNode> conjuncts(RexNode condition) {
    List<RexNode> conjuncts = new ArrayList<>();
    for (RexNode compact : RelOptUtil.conjunctions(condition)) {
      RexNode plain = RexUtil.expandSearch(rexBuilder, null, compact);
      List<RexNode> all = RelOptUtil.conjunctions(plain);
      boolean isLong =
          Math.max(all.size(), RelOptUtil.disjunctions(plain).size()) > MOST_ALTERNATIVES;
      conjuncts.addAll(isLong ? List.of(compact) : all);
    }
    return conjuncts;
  }

  /** Whether a request can ask for just the jobs for which a predicate is true. */
  boolean isSendable(RexNode predicate) {
    return whenTrue(RexUtil.expandSearch(rexBuilder, null, predicate)).isPresent();
  }

  /** Whether a request can ask for fewer jobs, among which are all for which it is true. */
  boolean isPartlySendable(RexNode predicate) {
    return implied(RexUtil.expandSearch(rexBuilder, null, predicate)).isPresent();
  }

  /**
   * The jobs for which a predicate is true, if a request can ask for just them. That it may be NULL
   * or false for the others makes no difference in a WHERE.
   */
  private Optional<Condition> whenTrue(RexNode predicate) {
    if (predicate.isAlwaysTrue()) {
      return Optional.of(Condition.ALL);
    }
    if (predicate.isAlwaysFalse() || RexLiteral.isNullLiteral(predicate)) {
      return Optional.of(Condition.NONE);
    }
    if (!(predicate instanceof RexCall call)) {
      return Optional.empty();
    }
    return switch (call.getKind()) {
      case AND -> all(call.operands, this::whenTrue);
      case OR -> any(call.operands, this::whenTrue);
      case NOT -> whenFalse(call.operands.get(0));
      case IS_TRUE -> whenTrue(call.operands.get(0));
      case EQUALS -> ofEquals(call.operands.get(0), call.operands.get(1));
      case IS_NOT_DISTINCT_FROM -> ofSame(call.operands.get(0), call.operands.get(1));
      default -> Optional.empty();
    };
  }

  /** The jobs for which a predicate is false, if a request can ask for just them. */
  private Optional<Condition> whenFalse(RexNode predicate) {
    if (!(predicate instanceof RexCall call)) {
      return Optional.empty();
    }
    return switch (call.getKind()) {
      case AND -> any(call.operands, this::whenFalse);
      case OR -> all(call.operands, this::whenFalse);
      case NOT -> whenTrue(call.operands.get(0));
      case NOT_EQUALS -> ofEquals(call.operands.get(0), call.operands.get(1));
      default -> Optional.empty();
    };
  }

  /** Jobs among which are all for which a predicate is true: worth asking for, not enough. */
  private Optional<Condition> implied(RexNode predicate) {
    if (!(predicate instanceof RexCall call)) {
      return Optional.empty();
    }
    return switch (call.getKind()) {
      case OR -> any(call.operands, this::impliedOrExact);
      case AND -> {
        Condition implied = Condition.ALL;
        for (RexNode operand : call.operands) {
          implied = impliedOrExact(operand).flatMap(implied::narrowed).orElse(implied);
        }
        yield implied.isAll() ? Optional.empty() : Optional.of(implied);
      }
      default -> Optional.empty();
    };
  }

  private Optional<Condition> impliedOrExact(RexNode predicate) {
    return whenTrue(predicate).or(() -> implied(predicate));
  }

  private static Optional<Condition> any(
      List<RexNode> operands, Function<RexNode, Optional<Condition>> translation) {
    Condition any = Condition.NONE;
    for (RexNode operand : operands) {
      Optional<Condition> one = translation.apply(operand);
      if (one.isEmpty()) {
        return one;
      }
      any = any.or(one.get());
      if (any.alternatives().size() > MOST_ALTERNATIVES) {
        return Optional.empty();
      }
    }
    return Optional.of(any);
  }

  private static Optional<Condition> all(
      List<RexNode> operands, Function<RexNode, Optional<Condition>> translation) {
    Condition all = Condition.ALL;
    for (RexNode operand : operands) {
      Optional<Condition> one = translation.apply(operand).flatMap(all::narrowed);
      if (one.isEmpty()) {
        return one;
      }
      all = one.get();
    }
    return Optional.of(all);
  }

  private Optional<Condition> ofEquals(RexNode left, RexNode right) {
    if (right.isAlwaysTrue()) {
      return whenTrue(left);
    }
    if (left.isAlwaysTrue()) {
      return whenTrue(right);
    }
    return filter(left, right).or(() -> filter(right, left)).map(Condition::of);
  }

  /** A NULL would match NULLs here, so only a value that cannot be NULL is a filter. */
  private Optional<Condition> ofSame(RexNode left, RexNode right) {
    boolean value = left instanceof RexLiteral || right instanceof RexLiteral;
    boolean noNull = !RexLiteral.isNullLiteral(left) && !RexLiteral.isNullLiteral(right);
    return value && noNull ? ofEquals(left, right) : Optional.empty();
  }

  private Optional<Filter> filter(RexNode columnSide, RexNode valueSide) {
    if (!(uncast(columnSide) instanceof RexInputRef ref)) {
      return Optional.empty();
    }
    JobColumn column = columns.get(ref.getIndex());
    return Filter.isOffered(column)
        ? operand(valueSide).map(value -> new Filter(column, value))
        : Optional.empty();
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
    if (value instanceof RexLiteral
        || value.getType().getSqlTypeName() != SqlTypeName.VARCHAR
        || !isComputable(value)) {
      return value;
    }
    List<RexNode> reduced = new ArrayList<>();
    new ConstantFolding().reduce(rexBuilder, List.of(value), reduced);
    return reduced.get(0);
  }

  /** Whether it has the same value in every execution. */
  static boolean isComputable(RexNode value) {
    return value instanceof RexLiteral
        || (value instanceof RexCall call
            && call.getOperator().isDeterministic()
            && !call.getOperator().isDynamicFunction()
            && call.operands.stream().allMatch(FilterTranslator::isComputable));
  }

  /** Without casts that keep every text as it is. */
  static RexNode uncast(RexNode node) {
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
