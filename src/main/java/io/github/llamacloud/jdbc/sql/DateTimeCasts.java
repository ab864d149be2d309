package io.github.llamacloud.jdbc.sql;

import java.math.BigDecimal;
import java.util.List;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexShuttle;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.type.SqlTypeFamily;
import org.apache.calcite.sql.type.SqlTypeName;

/**
 * Casts of TIMESTAMP and TIME: to text with their milliseconds, and to fewer digits by rounding.
 * Calcite's own lose the first and keep all digits in the second, whatever the type says.
 */
final class DateTimeCasts extends RexShuttle {
  private static final int MILLISECONDS = 3;

  private static final RuntimeFunction TIMESTAMP_TEXT =
      new RuntimeFunction(Timestamps.class, "timestampText");
  private static final RuntimeFunction TIME_TEXT =
      new RuntimeFunction(Timestamps.class, "timeText");
  private static final RuntimeFunction ROUNDED = new RuntimeFunction(Timestamps.class, "rounded");
  private static final RuntimeFunction ROUNDED_TIME =
      new RuntimeFunction(Timestamps.class, "roundedTime");

  private final RexBuilder rexBuilder;

  DateTimeCasts(RexBuilder rexBuilder) {
    this.rexBuilder = rexBuilder;
  }

  /** The milliseconds that a digit of a TIMESTAMP or TIME of this type counts at least. */
  static int unit(RelDataType type) {
    int cut = MILLISECONDS - Math.max(0, type.getPrecision());
    return cut <= 0 ? 1 : cut == 1 ? 10 : cut == 2 ? 100 : 1000;
  }

  @Override
  public RexNode visitCall(RexCall call) {
    RexNode visited = super.visitCall(call);
    return visited instanceof RexCall cast && cast.getKind() == SqlKind.CAST ? cast(cast) : visited;
  }

  private RexNode cast(RexCall cast) {
    RexNode value = cast.operands.get(0);
    SqlTypeName from = value.getType().getSqlTypeName();
    if (from != SqlTypeName.TIMESTAMP && from != SqlTypeName.TIME) {
      return cast;
    }
    SqlTypeName to = cast.getType().getSqlTypeName();
    if (to.getFamily() == SqlTypeFamily.CHARACTER) {
      return text(cast.getType(), value);
    }
    return unit(cast.getType()) > 1 && (to == SqlTypeName.TIMESTAMP || to == SqlTypeName.TIME)
        ? rounded(cast)
        : cast;
  }

  /** The target's length cuts or pads the text. */
  private RexNode text(RelDataType type, RexNode value) {
    RelDataType unbounded =
        rexBuilder
            .getTypeFactory()
            .createTypeWithNullability(
                rexBuilder.getTypeFactory().createSqlType(SqlTypeName.VARCHAR),
                value.getType().isNullable());
    RuntimeFunction function =
        value.getType().getSqlTypeName() == SqlTypeName.TIME ? TIME_TEXT : TIMESTAMP_TEXT;
    return rexBuilder.makeCast(type, function.call(rexBuilder, unbounded, List.of(value)));
  }

  private RexNode rounded(RexCall cast) {
    RuntimeFunction function =
        cast.getType().getSqlTypeName() == SqlTypeName.TIME ? ROUNDED_TIME : ROUNDED;
    return function.call(
        rexBuilder,
        cast.getType(),
        List.of(cast, rexBuilder.makeExactLiteral(BigDecimal.valueOf(unit(cast.getType())))));
  }
}
