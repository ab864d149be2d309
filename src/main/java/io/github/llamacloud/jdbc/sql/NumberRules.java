package io.github.llamacloud.jdbc.sql;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.rel.RelHomogeneousShuttle;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexShuttle;
import org.apache.calcite.schema.impl.ScalarFunctionImpl;
import org.apache.calcite.sql.SqlFunction;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.type.InferTypes;
import org.apache.calcite.sql.type.OperandTypes;
import org.apache.calcite.sql.type.ReturnTypes;
import org.apache.calcite.sql.type.SqlTypeFamily;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.sql.validate.SqlUserDefinedFunction;
import org.jspecify.annotations.Nullable;

/**
 * Arithmetic and casts of numbers through {@link Numbers} and Calcite's checked operators:
 * Calcite's own wrap around, cut digits, or yield Infinity and NaN.
 */
final class NumberRules extends RelHomogeneousShuttle {
  private static final SqlFunction FITTED = function("fitted");
  private static final SqlFunction QUOTIENT = function("quotient");
  private static final SqlFunction NOT_ZERO = function("notZero");
  private static final SqlFunction FINITE = function("finite");
  private static final SqlFunction FINITE_REAL = function("finiteReal");
  private static final SqlFunction LN = function("ln");
  private static final SqlFunction LOG10 = function("log10");
  private static final SqlFunction LOG = function("log");
  private static final SqlFunction POWER = function("power");
  private static final SqlFunction WHOLE = function("whole");
  private static final SqlFunction ROUNDED_DECIMAL = function("roundedDecimal");
  private static final SqlFunction TRUNCATED_DECIMAL = function("truncatedDecimal");
  private static final SqlFunction ROUNDED_DOUBLE = function("roundedDouble");
  private static final SqlFunction TRUNCATED_DOUBLE = function("truncatedDouble");
  private static final SqlFunction ABSOLUTE_INTEGER = function("absoluteInteger");
  private static final SqlFunction ABSOLUTE_BIGINT = function("absoluteBigint");
  private static final SqlFunction DECIMAL_TEXT = function("decimalText");
  private static final SqlFunction DOUBLE_TEXT = function("doubleText");
  private static final SqlFunction REAL_TEXT = function("realText");

  private final RexBuilder rexBuilder;
  private final RelDataTypeFactory typeFactory;
  private final RexShuttle expressions =
      new RexShuttle() {
        @Override
        public RexNode visitCall(RexCall call) {
          RexNode visited = super.visitCall(call);
          return visited instanceof RexCall inner && !isOwn(inner) ? exact(inner) : visited;
        }

        @Override
        public RexNode visitLiteral(RexLiteral literal) {
          return literal(literal);
        }
      };

  NumberRules(RexBuilder rexBuilder) {
    this.rexBuilder = rexBuilder;
    this.typeFactory = rexBuilder.getTypeFactory();
  }

  private static SqlFunction function(String method) {
    return new SqlUserDefinedFunction(
        new SqlIdentifier(method, SqlParserPos.ZERO),
        SqlKind.OTHER_FUNCTION,
        ReturnTypes.ARG0,
        InferTypes.FIRST_KNOWN,
        OperandTypes.operandMetadata(
            List.of(SqlTypeFamily.NUMERIC),
            typeFactory -> List.of(typeFactory.createSqlType(SqlTypeName.DOUBLE)),
            i -> "value",
            i -> false),
        ScalarFunctionImpl.create(Numbers.class, method));
  }

  /** The same expression with exact arithmetic. */
  RexNode exact(RexNode expression) {
    return expression.accept(expressions);
  }

  @Override
  public RelNode visit(RelNode other) {
    return super.visit(other).accept(expressions);
  }

  private static boolean isOwn(RexCall call) {
    return call.getOperator() instanceof SqlUserDefinedFunction;
  }

  /**
   * A DECIMAL literal is a value of its type only with all digits of it, a DOUBLE if it is finite.
   */
  private RexNode literal(RexLiteral literal) {
    if (literal.getTypeName() == SqlTypeName.SARG) {
      return literal;
    }
    if (isApproximate(literal.getType()) && !literal.isNull()) {
      Double number = literal.getValueAs(Double.class);
      return number != null && Math.abs(number) <= Float.MAX_VALUE ? literal : finite(literal);
    }
    BigDecimal value =
        isDecimal(literal) && literal.getTypeName() == SqlTypeName.DECIMAL
            ? literal.getValueAs(BigDecimal.class)
            : null;
    return value == null || value.scale() == literal.getType().getScale()
        ? literal
        : rexBuilder.makeExactLiteral(
            value.setScale(literal.getType().getScale(), RoundingMode.HALF_UP), literal.getType());
  }

  private RexNode exact(RexCall call) {
    RelDataType type = call.getType();
    if (call.getOperator() instanceof SqlFunction && call.getKind() != SqlKind.CAST) {
      RexNode computed = function(call);
      if (computed != null) {
        return computed;
      }
    }
    if (isDecimal(call)) {
      return call.getKind() == SqlKind.CAST ? call : decimal(call);
    }
    if (isApproximate(type)) {
      return approximate(call);
    }
    SqlTypeName name = type.getSqlTypeName();
    if (SqlTypeName.INT_TYPES.contains(name)) {
      return integer(call);
    }
    if (SqlTypeName.INTERVAL_TYPES.contains(name)) {
      return call.operands.stream()
              .anyMatch(o -> SqlTypeName.INTERVAL_TYPES.contains(o.getType().getSqlTypeName()))
          ? checked(call)
          : call;
    }
    return call.getKind() == SqlKind.CAST && name.getFamily() == SqlTypeFamily.CHARACTER
        ? text(call)
        : call;
  }

  /** A call of a function that {@link Numbers} computes; null if it is none. */
  private @Nullable RexNode function(RexCall call) {
    RexNode first = call.operands.isEmpty() ? call : call.operands.get(0);
    return switch (call.getOperator().getName()) {
      case "POWER" -> own(POWER, call.getType(), asDouble(first), asDouble(call.operands.get(1)));
      case "LN" -> own(LN, call.getType(), asDouble(first));
      case "LOG10" -> own(LOG10, call.getType(), asDouble(first));
      case "LOG" ->
          call.operands.size() == 1
              ? own(LOG10, call.getType(), asDouble(first))
              : own(LOG, call.getType(), asDouble(first), asDouble(call.operands.get(1)));
      case "ROUND" -> rounding(call, ROUNDED_DECIMAL, ROUNDED_DOUBLE);
      case "TRUNCATE", "TRUNC" -> rounding(call, TRUNCATED_DECIMAL, TRUNCATED_DOUBLE);
      case "SIGN" ->
          call.getOperator() instanceof Rounding
              ? exact(
                  (RexCall)
                      rexBuilder.makeCall(call.getType(), SqlStdOperatorTable.SIGN, call.operands))
              : null;
      case "ABS" -> absolute(call);
      default -> null;
    };
  }

  private RexNode rounding(RexCall call, SqlFunction ofDecimal, SqlFunction ofDouble) {
    RelDataType type = call.getType();
    RexNode number = call.operands.get(0);
    RexNode count =
        call.operands.size() == 1 ? digits(0) : cast(SqlTypeName.INTEGER, call.operands.get(1));
    if (isApproximate(number.getType())) {
      RelDataType wide = typeFactory.createSqlType(SqlTypeName.DOUBLE);
      RexNode rounded =
          own(
              ofDouble,
              typeFactory.createTypeWithNullability(wide, type.isNullable()),
              asDouble(number),
              count);
      return type.getSqlTypeName() == SqlTypeName.REAL
          ? own(FINITE_REAL, type, rexBuilder.makeCast(type, rounded))
          : rounded;
    }
    RexNode decimal = cast(SqlTypeName.DECIMAL, number);
    boolean whole = SqlTypeName.INT_TYPES.contains(type.getSqlTypeName());
    RelDataType result =
        whole
            ? typeFactory.createTypeWithNullability(
                typeFactory.createSqlType(SqlTypeName.DECIMAL, Dialect.DECIMAL_DIGITS, 0),
                type.isNullable())
            : type;
    RexNode rounded =
        own(
            ofDecimal,
            result,
            decimal,
            count,
            digits(result.getPrecision()),
            digits(result.getScale()));
    return whole ? rexBuilder.makeCast(type, rounded) : rounded;
  }

  private @Nullable RexNode absolute(RexCall call) {
    SqlTypeName name = call.getType().getSqlTypeName();
    if (!SqlTypeName.INT_TYPES.contains(name)) {
      return null;
    }
    boolean big = name == SqlTypeName.BIGINT;
    RexNode wide = cast(big ? SqlTypeName.BIGINT : SqlTypeName.INTEGER, call.operands.get(0));
    return rexBuilder.makeCast(
        call.getType(), own(big ? ABSOLUTE_BIGINT : ABSOLUTE_INTEGER, wide.getType(), wide));
  }

  private RexNode asDouble(RexNode operand) {
    return cast(SqlTypeName.DOUBLE, operand);
  }

  private RexNode decimal(RexCall call) {
    RelDataType type = call.getType();
    if (call.getKind() != SqlKind.DIVIDE) {
      return own(FITTED, type, call, digits(type.getPrecision()), digits(type.getScale()));
    }
    RexNode dividend = cast(SqlTypeName.DECIMAL, call.operands.get(0));
    RexNode divisor = cast(SqlTypeName.DECIMAL, call.operands.get(1));
    return own(
        QUOTIENT, type, dividend, divisor, digits(type.getPrecision()), digits(type.getScale()));
  }

  private RexNode approximate(RexCall call) {
    RelDataType type = call.getType();
    List<RexNode> operands = new ArrayList<>(call.operands);
    switch (call.getKind()) {
      case DIVIDE, MOD -> operands.set(1, ofDouble(NOT_ZERO, operands.get(1)));
      case CAST -> {
        if (SqlTypeName.INT_TYPES.contains(operands.get(0).getType().getSqlTypeName())) {
          return call;
        }
      }
      default -> {}
    }
    return finite(call.clone(type, operands));
  }

  private RexNode finite(RexNode result) {
    boolean real = result.getType().getSqlTypeName() == SqlTypeName.REAL;
    return own(real ? FINITE_REAL : FINITE, result.getType(), result);
  }

  private RexNode integer(RexCall call) {
    RexNode operand = call.operands.isEmpty() ? call : call.operands.get(0);
    if (call.getKind() == SqlKind.CAST && isApproximate(operand.getType())) {
      return rexBuilder.makeCast(
          call.getType(), ofDouble(WHOLE, operand, typeFactory.createSqlType(SqlTypeName.BIGINT)));
    }
    return checked(call);
  }

  private RexNode checked(RexCall call) {
    SqlOperator operator =
        switch (call.getKind()) {
          case PLUS -> SqlStdOperatorTable.CHECKED_PLUS;
          case MINUS -> SqlStdOperatorTable.CHECKED_MINUS;
          case TIMES -> SqlStdOperatorTable.CHECKED_MULTIPLY;
          case DIVIDE -> SqlStdOperatorTable.CHECKED_DIVIDE;
          case MINUS_PREFIX -> SqlStdOperatorTable.CHECKED_UNARY_MINUS;
          default -> call.getOperator();
        };
    return operator.equals(call.getOperator())
        ? call
        : rexBuilder.makeCall(call.getType(), operator, call.operands);
  }

  /** The target's length cuts or pads the text. */
  private RexNode text(RexCall cast) {
    RexNode value = cast.operands.get(0);
    SqlFunction function =
        switch (value.getType().getSqlTypeName()) {
          case DECIMAL -> DECIMAL_TEXT;
          case FLOAT, DOUBLE -> DOUBLE_TEXT;
          case REAL -> REAL_TEXT;
          default -> null;
        };
    return function == null
        ? cast
        : rexBuilder.makeCast(
            cast.getType(),
            own(
                function,
                withNullability(typeFactory.createSqlType(SqlTypeName.VARCHAR), value),
                value));
  }

  private RexNode ofDouble(SqlFunction function, RexNode operand) {
    return ofDouble(function, operand, typeFactory.createSqlType(SqlTypeName.DOUBLE));
  }

  private RexNode ofDouble(SqlFunction function, RexNode operand, RelDataType type) {
    RexNode wide = cast(SqlTypeName.DOUBLE, operand);
    return own(function, withNullability(type, operand), wide);
  }

  private RexNode own(SqlFunction function, RelDataType type, RexNode... operands) {
    return rexBuilder.makeCall(type, function, List.of(operands));
  }

  /** The operand as a number of this type; an integer as a DECIMAL that holds all of its kind. */
  private RexNode cast(SqlTypeName name, RexNode operand) {
    if (operand.getType().getSqlTypeName() == name) {
      return operand;
    }
    RelDataType type =
        name == SqlTypeName.DECIMAL
            ? typeFactory.decimalOf(operand.getType())
            : typeFactory.createSqlType(name);
    RexNode cast = rexBuilder.makeCast(withNullability(type, operand), operand);
    return cast instanceof RexCall call ? exact(call) : cast;
  }

  private RelDataType withNullability(RelDataType type, RexNode operand) {
    return typeFactory.createTypeWithNullability(type, operand.getType().isNullable());
  }

  private RexNode digits(int count) {
    return rexBuilder.makeExactLiteral(BigDecimal.valueOf(count));
  }

  private static boolean isDecimal(RexNode node) {
    return node.getType().getSqlTypeName() == SqlTypeName.DECIMAL;
  }

  private static boolean isApproximate(RelDataType type) {
    return SqlTypeName.APPROX_TYPES.contains(type.getSqlTypeName());
  }
}
