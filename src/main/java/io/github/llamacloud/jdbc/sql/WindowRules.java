package io.github.llamacloud.jdbc.sql;

import com.google.common.collect.ImmutableList;
import io.github.llamacloud.jdbc.error.CarriedSqlException;
import io.github.llamacloud.jdbc.error.Failures;
import io.github.llamacloud.jdbc.error.SqlState;
import java.math.BigDecimal;
import java.util.List;
import org.apache.calcite.rel.RelHomogeneousShuttle;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexFieldCollation;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexOver;
import org.apache.calcite.rex.RexShuttle;
import org.apache.calcite.rex.RexWindow;
import org.apache.calcite.rex.RexWindowBound;
import org.apache.calcite.rex.RexWindowBounds;
import org.apache.calcite.rex.RexWindowExclusion;
import org.apache.calcite.sql.SqlAggFunction;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.type.SqlTypeName;

/**
 * Window functions in the forms that Calcite computes as the SQL standard says; what it would
 * compute otherwise is refused (0A000).
 */
final class WindowRules {
  private final RexBuilder rexBuilder;
  private final WindowFrames frames;

  WindowRules(RexBuilder rexBuilder) {
    this.rexBuilder = rexBuilder;
    this.frames = new WindowFrames(rexBuilder);
  }

  RelNode apply(RelNode rel) {
    RexShuttle windows =
        new RexShuttle() {
          @Override
          public RexNode visitOver(RexOver over) {
            return over((RexOver) super.visitOver(over));
          }
        };
    return rel.accept(
        new RelHomogeneousShuttle() {
          @Override
          public RelNode visit(RelNode other) {
            return super.visit(other).accept(windows);
          }
        });
  }

  private RexNode over(RexOver over) {
    refuseIf(over.isDistinct(), over.getAggOperator().getName() + "(DISTINCT …) OVER");
    refuseIf(over.ignoreNulls(), "IGNORE NULLS");
    refuseIf(
        over.getWindow().getExclude() != RexWindowExclusion.EXCLUDE_NO_OTHER,
        "EXCLUDE in a window frame");
    return switch (over.getAggOperator().getKind()) {
      case NTILE -> ntile(over);
      case PERCENT_RANK -> percentRank(over);
      case CUME_DIST -> cumeDist(over);
      case NTH_VALUE -> nthValue(frames.normalized(over));
      case FIRST_VALUE, LAST_VALUE -> {
        refuseIf(
            WindowFrames.canBeEmpty(over.getWindow()),
            over.getAggOperator().getName() + " over a frame that can be empty");
        yield frames.normalized(over);
      }
      case LAG, LEAD -> withDefault(over);
      default -> frames.normalized(over);
    };
  }

  static void refuseIf(boolean unsupported, String feature) {
    if (unsupported) {
      throw new CarriedSqlException(Failures.notSupported(feature));
    }
  }

  /**
   * The bucket of the row: of {@code c} rows in {@code n} buckets, the first {@code c % n} hold one
   * more than the others. Calcite's own skips numbers when there are fewer rows than buckets.
   */
  private RexNode ntile(RexOver over) {
    RexNode buckets = rexBuilder.makeCast(bigint(), over.getOperands().get(0));
    RexNode rows = countOfPartition(over);
    RexNode before = minus(ranking(over, SqlStdOperatorTable.ROW_NUMBER), number(1));
    RexNode size = rexBuilder.makeCall(SqlStdOperatorTable.DIVIDE, rows, buckets);
    RexNode larger = rexBuilder.makeCall(SqlStdOperatorTable.MOD, rows, buckets);
    RexNode inLarger = times(larger, plus(size, number(1)));
    RexNode bucket =
        rexBuilder.makeCall(
            SqlStdOperatorTable.CASE,
            rexBuilder.makeCall(SqlStdOperatorTable.LESS_THAN, before, inLarger),
            rexBuilder.makeCall(SqlStdOperatorTable.DIVIDE, before, plus(size, number(1))),
            plus(
                larger,
                rexBuilder.makeCall(SqlStdOperatorTable.DIVIDE, minus(before, inLarger), size)));
    return rexBuilder.makeCast(over.getType(), plus(bucket, number(1)));
  }

  /** (rank − 1) / (rows − 1), and 0 for the only row. */
  private RexNode percentRank(RexOver over) {
    RexNode rows = countOfPartition(over);
    RexNode rank = ranking(over, SqlStdOperatorTable.RANK);
    return rexBuilder.makeCast(
        over.getType(),
        rexBuilder.makeCall(
            SqlStdOperatorTable.CASE,
            rexBuilder.makeCall(SqlStdOperatorTable.EQUALS, rows, number(1)),
            asDouble(number(0)),
            quotient(minus(rank, number(1)), minus(rows, number(1)))));
  }

  /** Rows up to the last peer / rows. */
  private RexNode cumeDist(RexOver over) {
    RexNode upToPeers =
        computed(
            SqlStdOperatorTable.COUNT,
            over,
            over.getWindow().orderKeys,
            RexWindowBounds.CURRENT_ROW,
            false);
    return rexBuilder.makeCast(over.getType(), quotient(upToPeers, countOfPartition(over)));
  }

  /** NULL if the frame has fewer rows: Calcite's own would look beyond its end. */
  private RexNode nthValue(RexOver over) {
    RexNode rows = inSameFrame(over, SqlStdOperatorTable.COUNT, bigint(), List.of());
    RexNode value =
        inSameFrame(over, SqlStdOperatorTable.NTH_VALUE, over.getType(), over.getOperands());
    return rexBuilder.makeCall(
        over.getType(),
        SqlStdOperatorTable.CASE,
        List.of(
            rexBuilder.makeCall(
                SqlStdOperatorTable.GREATER_THAN_OR_EQUAL, rows, over.getOperands().get(1)),
            value,
            rexBuilder.makeNullLiteral(over.getType())));
  }

  /**
   * The default where there is no such row. Calcite would put its value beside the others as it is,
   * whatever its type, and fail over NULLs.
   */
  private RexNode withDefault(RexOver over) {
    if (over.getOperands().size() < 3) {
      return neighbour(over, over.getOperands());
    }
    RelDataType type = over.getType();
    RexNode first = over.getOperands().get(0);
    RexNode instead = over.getOperands().get(2);
    if (!isOfKind(instead.getType().getSqlTypeName(), type.getSqlTypeName())
        || isWider(instead.getType(), type)) {
      throw new CarriedSqlException(
          Failures.syntax(
              SqlState.WRONG_TYPE,
              "The default of "
                  + over.getAggOperator().getName()
                  + " must be of the type of its first argument, "
                  + type
                  + ", and no wider; write a CAST.",
              null));
    }
    RexNode offset = over.getOperands().get(1);
    RexNode isThere = neighbour(over, List.of(number(1), offset));
    return rexBuilder.makeCast(
        type,
        rexBuilder.makeCall(
            SqlStdOperatorTable.CASE,
            rexBuilder.makeCall(SqlStdOperatorTable.IS_NULL, isThere),
            rexBuilder.makeCast(type, instead, true, false),
            neighbour(over, List.of(first, offset))),
        true,
        false);
  }

  private static boolean isOfKind(SqlTypeName instead, SqlTypeName type) {
    return instead == SqlTypeName.NULL
        || (instead.getFamily() == type.getFamily()
            && (!SqlTypeName.INT_TYPES.contains(type) || SqlTypeName.INT_TYPES.contains(instead)));
  }

  /** Whether it may have digits or characters that the type has no room for, and would cut. */
  private static boolean isWider(RelDataType instead, RelDataType type) {
    return switch (type.getSqlTypeName()) {
      case DECIMAL ->
          SqlTypeName.APPROX_TYPES.contains(instead.getSqlTypeName())
              || instead.getScale() > type.getScale();
      case CHAR, VARCHAR, TIMESTAMP, TIME ->
          instead.getPrecision() > type.getPrecision()
              && instead.getPrecision() < Dialect.MAX_VARCHAR;
      default -> false;
    };
  }

  /** The same LAG or LEAD of other operands, NULL where there is no such row. */
  private RexNode neighbour(RexOver over, List<RexNode> operands) {
    return inSameFrame(
        over,
        RowOfFrame.standard(over.getAggOperator()),
        rexBuilder.getTypeFactory().createTypeWithNullability(operands.get(0).getType(), true),
        operands);
  }

  private RexNode countOfPartition(RexOver over) {
    return computed(
        SqlStdOperatorTable.COUNT,
        over,
        ImmutableList.of(),
        RexWindowBounds.UNBOUNDED_FOLLOWING,
        false);
  }

  private RexNode ranking(RexOver over, SqlAggFunction function) {
    return computed(function, over, over.getWindow().orderKeys, RexWindowBounds.CURRENT_ROW, true);
  }

  /** A BIGINT of the same partition, from its first row to the bound. */
  private RexNode computed(
      SqlAggFunction function,
      RexOver over,
      ImmutableList<RexFieldCollation> orderKeys,
      RexWindowBound upTo,
      boolean rows) {
    return rexBuilder.makeOver(
        bigint(),
        function,
        List.of(),
        over.getWindow().partitionKeys,
        orderKeys,
        RexWindowBounds.UNBOUNDED_PRECEDING,
        upTo,
        RexWindowExclusion.EXCLUDE_NO_OTHER,
        rows,
        true,
        false,
        false,
        false);
  }

  /** Another function over the same frame. */
  private RexNode inSameFrame(
      RexOver over, SqlAggFunction function, RelDataType type, List<RexNode> operands) {
    RexWindow window = over.getWindow();
    return rexBuilder.makeOver(
        type,
        function,
        operands,
        window.partitionKeys,
        window.orderKeys,
        window.getLowerBound(),
        window.getUpperBound(),
        window.getExclude(),
        window.isRows(),
        true,
        false,
        false,
        false);
  }

  private RexNode quotient(RexNode dividend, RexNode divisor) {
    return rexBuilder.makeCall(SqlStdOperatorTable.DIVIDE, asDouble(dividend), asDouble(divisor));
  }

  private RexNode asDouble(RexNode number) {
    return rexBuilder.makeCast(
        rexBuilder.getTypeFactory().createSqlType(SqlTypeName.DOUBLE), number);
  }

  private RexNode number(long value) {
    return rexBuilder.makeLiteral(BigDecimal.valueOf(value), bigint());
  }

  private RelDataType bigint() {
    return rexBuilder.getTypeFactory().createSqlType(SqlTypeName.BIGINT);
  }

  private RexNode plus(RexNode left, RexNode right) {
    return rexBuilder.makeCall(SqlStdOperatorTable.PLUS, left, right);
  }

  private RexNode minus(RexNode left, RexNode right) {
    return rexBuilder.makeCall(SqlStdOperatorTable.MINUS, left, right);
  }

  private RexNode times(RexNode left, RexNode right) {
    return rexBuilder.makeCall(SqlStdOperatorTable.MULTIPLY, left, right);
  }
}
