package io.github.llamacloud.jdbc.sql;

import java.util.List;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexShuttle;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.type.SqlTypeFamily;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.util.DateString;
import org.apache.calcite.util.TimeString;
import org.apache.calcite.util.TimestampString;
import org.jspecify.annotations.Nullable;

/** Casts of text to date-times go through {@link Timestamps}, which reads more forms. */
final class DateTimeTexts extends RexShuttle {
  private static final RuntimeFunction TIMESTAMP =
      new RuntimeFunction(Timestamps.class, "timestamp");
  private static final RuntimeFunction DATE = new RuntimeFunction(Timestamps.class, "date");
  private static final RuntimeFunction TIME = new RuntimeFunction(Timestamps.class, "time");

  private final RexBuilder rexBuilder;

  DateTimeTexts(RexBuilder rexBuilder) {
    this.rexBuilder = rexBuilder;
  }

  /** Whether it makes a date, time or timestamp of a text. */
  static boolean isCast(RexNode node) {
    return node instanceof RexCall call
        && call.getKind() == SqlKind.CAST
        && switch (call.getType().getSqlTypeName()) {
          case TIMESTAMP, DATE, TIME ->
              call.operands.get(0).getType().getSqlTypeName().getFamily()
                  == SqlTypeFamily.CHARACTER;
          default -> false;
        };
  }

  /**
   * The literal that such a cast of a literal is; null for any other expression, also for a text
   * with more digits than milliseconds have: a literal could not keep them.
   */
  static @Nullable RexNode literal(RexBuilder rexBuilder, RexNode node) {
    if (!isCast(node)
        || !(((RexCall) node).operands.get(0) instanceof RexLiteral text)
        || text.isNull()) {
      return null;
    }
    RelDataType type = node.getType();
    String value = text.getValueAs(String.class);
    int unit = DateTimeCasts.unit(type);
    return switch (type.getSqlTypeName()) {
      case DATE ->
          rexBuilder.makeLiteral(DateString.fromDaysSinceEpoch(Timestamps.date(value)), type, true);
      case TIME -> {
        int millis = Timestamps.roundedTime(Timestamps.time(value), unit);
        yield isFine(value, type)
            ? null
            : rexBuilder.makeLiteral(TimeString.fromMillisOfDay(millis), type, true);
      }
      default -> {
        long millis = Timestamps.rounded(Timestamps.timestamp(value), unit);
        yield isFine(value, type)
            ? null
            : rexBuilder.makeLiteral(TimestampString.fromMillisSinceEpoch(millis), type, true);
      }
    };
  }

  private static boolean isFine(String text, RelDataType type) {
    return DateTimeCasts.unit(type) == 1 && Timestamps.nanosOfMillisecond(text) != 0;
  }

  @Override
  public RexNode visitCall(RexCall call) {
    RexNode visited = super.visitCall(call);
    if (!isCast(visited)) {
      return visited;
    }
    RexNode literal = literal(rexBuilder, visited);
    return literal != null ? literal : parsed((RexCall) visited);
  }

  /** The target's precision rounds what is read. */
  private RexNode parsed(RexCall cast) {
    SqlTypeName name = cast.getType().getSqlTypeName();
    RexNode text = cast.operands.get(0);
    RelDataType whole =
        rexBuilder
            .getTypeFactory()
            .createTypeWithNullability(
                rexBuilder.getTypeFactory().createSqlType(name), text.getType().isNullable());
    RuntimeFunction function =
        name == SqlTypeName.DATE ? DATE : name == SqlTypeName.TIME ? TIME : TIMESTAMP;
    return rexBuilder.makeCast(cast.getType(), function.call(rexBuilder, whole, List.of(text)));
  }
}
