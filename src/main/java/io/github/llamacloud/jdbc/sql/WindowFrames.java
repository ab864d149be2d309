package io.github.llamacloud.jdbc.sql;

import com.google.common.collect.ImmutableList;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexFieldCollation;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexOver;
import org.apache.calcite.rex.RexWindow;
import org.apache.calcite.rex.RexWindowBound;
import org.apache.calcite.rex.RexWindowBounds;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.type.SqlTypeName;

/**
 * Frames such as {@code RANGE BETWEEN 5 PRECEDING AND CURRENT ROW}. Calcite computes them right
 * over one ascending integer without NULLs, so the others become that: a descending key is negated,
 * a date-time is its milliseconds, and the rows with a NULL key, which have only each other in
 * their frames, are partitions of their own.
 */
final class WindowFrames {
  private static final Set<SqlTypeName> INTEGERS =
      Set.of(SqlTypeName.TINYINT, SqlTypeName.SMALLINT, SqlTypeName.INTEGER, SqlTypeName.BIGINT);

  private final RexBuilder rexBuilder;
  private final RelDataType bigint;

  WindowFrames(RexBuilder rexBuilder) {
    this.rexBuilder = rexBuilder;
    this.bigint = rexBuilder.getTypeFactory().createSqlType(SqlTypeName.BIGINT);
  }

  /** The same function over a frame that Calcite computes right; refuses what cannot be one. */
  RexOver normalized(RexOver over) {
    RexWindow window = over.getWindow();
    WindowRules.refuseIf(
        isComputed(window.getLowerBound()) || isComputed(window.getUpperBound()),
        "A parameter in a window frame");
    if (window.isRows()
        || !(hasOffset(window.getLowerBound()) || hasOffset(window.getUpperBound()))) {
      return over;
    }
    WindowRules.refuseIf(window.orderKeys.size() != 1, "RANGE with an offset over several keys");
    RexFieldCollation order = window.orderKeys.get(0);
    RexNode key = integer(order.left);
    List<RexNode> partition = new ArrayList<>(window.partitionKeys);
    if (key.getType().isNullable()) {
      WindowRules.refuseIf(
          window.getLowerBound().isUnbounded() || window.getUpperBound().isUnbounded(),
          "RANGE between an offset and UNBOUNDED over a key that can be NULL");
      RexNode isNull = rexBuilder.makeCall(SqlStdOperatorTable.IS_NULL, key);
      partition.add(isNull);
      key =
          rexBuilder.makeCall(
              SqlStdOperatorTable.CASE, isNull, zero(), rexBuilder.makeNotNull(key));
    }
    boolean descending = order.getDirection().isDescending();
    RexNode ascending =
        descending ? rexBuilder.makeCall(SqlStdOperatorTable.UNARY_MINUS, key) : key;
    return (RexOver)
        rexBuilder.makeOver(
            over.getType(),
            over.getAggOperator(),
            over.getOperands(),
            partition,
            ImmutableList.of(new RexFieldCollation(ascending, Set.of())),
            bound(window.getLowerBound()),
            bound(window.getUpperBound()),
            window.getExclude(),
            false,
            true,
            false,
            over.isDistinct(),
            over.ignoreNulls());
  }

  /** Whether the frame of some row may hold no row. */
  static boolean canBeEmpty(RexWindow window) {
    return (window.getLowerBound().isFollowing() && hasOffset(window.getLowerBound()))
        || (window.getUpperBound().isPreceding() && hasOffset(window.getUpperBound()));
  }

  private static boolean isComputed(RexWindowBound bound) {
    return hasOffset(bound) && !(bound.getOffset() instanceof RexLiteral);
  }

  private static boolean hasOffset(RexWindowBound bound) {
    return bound.getOffset() != null;
  }

  private RexNode zero() {
    return rexBuilder.makeLiteral(BigDecimal.ZERO, bigint);
  }

  /** The key as a BIGINT: itself, or milliseconds. */
  private RexNode integer(RexNode key) {
    SqlTypeName type = key.getType().getSqlTypeName();
    RelDataType wide =
        rexBuilder.getTypeFactory().createTypeWithNullability(bigint, key.getType().isNullable());
    if (INTEGERS.contains(type)) {
      return rexBuilder.makeCast(wide, key);
    }
    WindowRules.refuseIf(
        type != SqlTypeName.TIMESTAMP && type != SqlTypeName.DATE,
        "RANGE with an offset over a key of type " + type);
    RelDataType timestamp =
        rexBuilder
            .getTypeFactory()
            .createTypeWithNullability(
                rexBuilder.getTypeFactory().createSqlType(SqlTypeName.TIMESTAMP, 3),
                key.getType().isNullable());
    return rexBuilder.makeReinterpretCast(
        wide, rexBuilder.makeCast(timestamp, key), rexBuilder.makeLiteral(false));
  }

  private RexWindowBound bound(RexWindowBound bound) {
    if (!hasOffset(bound)) {
      return bound;
    }
    boolean known =
        bound.getOffset() instanceof RexLiteral literal
            && (INTEGERS.contains(literal.getType().getSqlTypeName())
                || SqlTypeName.DAY_INTERVAL_TYPES.contains(literal.getType().getSqlTypeName()));
    WindowRules.refuseIf(
        !known, "RANGE with an offset that is neither an integer nor an interval of days or less");
    RexNode offset =
        rexBuilder.makeLiteral(
            ((RexLiteral) bound.getOffset()).getValueAs(BigDecimal.class), bigint);
    return bound.isPreceding()
        ? RexWindowBounds.preceding(offset)
        : RexWindowBounds.following(offset);
  }
}
