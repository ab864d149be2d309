package io.github.llamacloud.jdbc.sql;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexShuttle;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.type.SqlTypeName;
import org.jspecify.annotations.Nullable;

/**
 * Compares date-times with all digits that a text has: {@code created_at < '… 10:00:00.1234'} also
 * holds for 10:00:00.123. A date-time of this engine has milliseconds; what a text has beyond them
 * is computed beside it and decides where the milliseconds are equal.
 */
final class FineDateTimes extends RexShuttle {
  private static final int NANOSECOND_DIGITS = 19;

  private static final RuntimeFunction NANOS_OF_MILLISECOND =
      new RuntimeFunction(Timestamps.class, "nanosOfMillisecond");
  private static final RuntimeFunction NANOSECONDS =
      new RuntimeFunction(Timestamps.class, "nanoseconds");
  private static final RuntimeFunction NANOSECONDS_OF_DAY =
      new RuntimeFunction(Timestamps.class, "nanosecondsOfDay");

  private final RexBuilder rexBuilder;
  private final RelDataTypeFactory typeFactory;

  FineDateTimes(RexBuilder rexBuilder) {
    this.rexBuilder = rexBuilder;
    this.typeFactory = rexBuilder.getTypeFactory();
  }

  @Override
  public RexNode visitCall(RexCall call) {
    RexNode visited = super.visitCall(call);
    if (!(visited instanceof RexCall comparison)
        || !isComparison(comparison.getKind())
        || comparison.operands.size() != 2) {
      return visited;
    }
    RexNode left = comparison.operands.get(0);
    RexNode right = comparison.operands.get(1);
    if (left.getType().getSqlTypeName() != right.getType().getSqlTypeName()) {
      return visited;
    }
    RexNode leftFraction = fraction(left);
    RexNode rightFraction = fraction(right);
    return leftFraction == null && rightFraction == null
        ? visited
        : rexBuilder.makeCall(
            comparison.getType(),
            comparison.getOperator(),
            List.of(nanoseconds(left, leftFraction), nanoseconds(right, rightFraction)));
  }

  private static boolean isComparison(SqlKind kind) {
    return SqlKind.COMPARISON.contains(kind)
        || kind == SqlKind.IS_DISTINCT_FROM
        || kind == SqlKind.IS_NOT_DISTINCT_FROM;
  }

  /**
   * The nanoseconds, 0 to 999,999, that a TIMESTAMP or TIME has beyond its milliseconds; null if it
   * has none.
   */
  @Nullable RexNode fraction(RexNode dateTime) {
    SqlTypeName type = dateTime.getType().getSqlTypeName();
    if ((type != SqlTypeName.TIMESTAMP && type != SqlTypeName.TIME)
        || DateTimeCasts.unit(dateTime.getType()) > 1
        || !(dateTime instanceof RexCall call)) {
      return null;
    }
    if (DateTimeTexts.isCast(call)) {
      return ofText(call);
    }
    return switch (call.getKind()) {
      case CAST -> fraction(call.operands.get(0));
      case PLUS, MINUS -> ofFirst(call);
      case CASE, COALESCE -> ofBranches(call);
      default -> null;
    };
  }

  private @Nullable RexNode ofText(RexCall cast) {
    RexNode text = cast.operands.get(0);
    return text instanceof RexLiteral && DateTimeTexts.literal(rexBuilder, cast) != null
        ? null
        : NANOS_OF_MILLISECOND.call(
            rexBuilder, integer(text.getType().isNullable()), List.of(text));
  }

  /** A date-time moved by an interval, whose own resolution is the millisecond. */
  private @Nullable RexNode ofFirst(RexCall call) {
    return call.operands.stream()
        .filter(operand -> operand.getType().getIntervalQualifier() == null)
        .findFirst()
        .map(this::fraction)
        .orElse(null);
  }

  private @Nullable RexNode ofBranches(RexCall call) {
    boolean fine = false;
    List<RexNode> operands = new ArrayList<>();
    for (int i = 0; i < call.operands.size(); i++) {
      RexNode operand = call.operands.get(i);
      boolean condition =
          call.getKind() == SqlKind.CASE && i % 2 == 0 && i < call.operands.size() - 1;
      RexNode fraction = condition ? null : fraction(operand);
      fine |= fraction != null;
      operands.add(condition ? operand : fraction != null ? fraction : zeroUnlessNull(operand));
    }
    return fine
        ? rexBuilder.makeCall(integer(call.getType().isNullable()), call.getOperator(), operands)
        : null;
  }

  private RexNode zeroUnlessNull(RexNode dateTime) {
    RexNode zero = rexBuilder.makeExactLiteral(BigDecimal.ZERO, integer(false));
    return dateTime.getType().isNullable()
        ? rexBuilder.makeCall(
            integer(true),
            SqlStdOperatorTable.CASE,
            List.of(
                rexBuilder.makeCall(SqlStdOperatorTable.IS_NOT_NULL, dateTime),
                zero,
                rexBuilder.makeNullLiteral(integer(true))))
        : zero;
  }

  private RexNode nanoseconds(RexNode dateTime, @Nullable RexNode fraction) {
    RelDataType type =
        typeFactory.createTypeWithNullability(
            typeFactory.createSqlType(SqlTypeName.DECIMAL, 2 * NANOSECOND_DIGITS, 0),
            dateTime.getType().isNullable());
    RuntimeFunction function =
        dateTime.getType().getSqlTypeName() == SqlTypeName.TIME ? NANOSECONDS_OF_DAY : NANOSECONDS;
    return function.call(
        rexBuilder,
        type,
        List.of(
            dateTime,
            fraction != null
                ? fraction
                : rexBuilder.makeExactLiteral(BigDecimal.ZERO, integer(false))));
  }

  private RelDataType integer(boolean nullable) {
    return typeFactory.createTypeWithNullability(
        typeFactory.createSqlType(SqlTypeName.INTEGER), nullable);
  }
}
