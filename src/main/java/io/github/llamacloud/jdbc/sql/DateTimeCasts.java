package io.github.llamacloud.jdbc.sql;

import java.math.BigDecimal;
import java.util.List;
import org.apache.calcite.rel.RelHomogeneousShuttle;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexShuttle;
import org.apache.calcite.schema.impl.ScalarFunctionImpl;
import org.apache.calcite.sql.SqlFunction;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.type.InferTypes;
import org.apache.calcite.sql.type.OperandTypes;
import org.apache.calcite.sql.type.ReturnTypes;
import org.apache.calcite.sql.type.SqlTypeFamily;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.sql.validate.SqlUserDefinedFunction;

/**
 * Casts of TIMESTAMP and TIME: to text with their milliseconds, and to fewer digits by rounding.
 * Calcite's own lose the first and keep all digits in the second, whatever the type says.
 */
final class DateTimeCasts extends RelHomogeneousShuttle {
  private static final int MILLISECONDS = 3;

  private static final SqlFunction TIMESTAMP_TEXT = function("timestampText");
  private static final SqlFunction TIME_TEXT = function("timeText");
  private static final SqlFunction ROUNDED = function("rounded");
  private static final SqlFunction ROUNDED_TIME = function("roundedTime");

  private final RexBuilder rexBuilder;
  private final RexShuttle expressions =
      new RexShuttle() {
        @Override
        public RexNode visitCall(RexCall call) {
          RexNode visited = super.visitCall(call);
          return visited instanceof RexCall cast && cast.getKind() == SqlKind.CAST
              ? cast(cast)
              : visited;
        }
      };

  DateTimeCasts(RexBuilder rexBuilder) {
    this.rexBuilder = rexBuilder;
  }

  private static SqlFunction function(String method) {
    return new SqlUserDefinedFunction(
        new SqlIdentifier(method, SqlParserPos.ZERO),
        SqlKind.OTHER_FUNCTION,
        ReturnTypes.ARG0,
        InferTypes.FIRST_KNOWN,
        OperandTypes.operandMetadata(
            List.of(SqlTypeFamily.DATETIME),
            typeFactory -> List.of(typeFactory.createSqlType(SqlTypeName.TIMESTAMP)),
            i -> "value",
            i -> false),
        ScalarFunctionImpl.create(Timestamps.class, method));
  }

  /** The same expression with exact casts. */
  RexNode exact(RexNode expression) {
    return expression.accept(expressions);
  }

  /** The milliseconds that a digit of a TIMESTAMP or TIME of this type counts at least. */
  static int unit(RelDataType type) {
    int cut = MILLISECONDS - Math.max(0, type.getPrecision());
    return cut <= 0 ? 1 : cut == 1 ? 10 : cut == 2 ? 100 : 1000;
  }

  @Override
  public RelNode visit(RelNode other) {
    return super.visit(other).accept(expressions);
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
    SqlFunction function =
        value.getType().getSqlTypeName() == SqlTypeName.TIME ? TIME_TEXT : TIMESTAMP_TEXT;
    return rexBuilder.makeCast(type, rexBuilder.makeCall(unbounded, function, List.of(value)));
  }

  private RexNode rounded(RexCall cast) {
    return rexBuilder.makeCall(
        cast.getType(),
        cast.getType().getSqlTypeName() == SqlTypeName.TIME ? ROUNDED_TIME : ROUNDED,
        List.of(cast, rexBuilder.makeExactLiteral(BigDecimal.valueOf(unit(cast.getType())))));
  }
}
