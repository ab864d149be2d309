package io.github.llamacloud.jdbc.sql;

import java.util.List;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.sql.SqlFunction;
import org.apache.calcite.sql.SqlFunctionCategory;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlOperatorBinding;
import org.apache.calcite.sql.type.OperandTypes;
import org.apache.calcite.sql.type.SqlOperandTypeChecker;
import org.apache.calcite.sql.type.SqlReturnTypeInference;
import org.apache.calcite.sql.type.SqlTypeFamily;
import org.apache.calcite.sql.type.SqlTypeName;

/**
 * ROUND, TRUNCATE, TRUNC and SIGN with result types that hold every result: 9.5 rounded has a digit
 * more than 9.5, and the sign of 0.25 has one that 0.25 has not. {@link NumberRules} computes them.
 */
final class Rounding extends SqlFunction {
  private static final SqlOperandTypeChecker NUMBER_AND_DIGITS =
      OperandTypes.NUMERIC.or(OperandTypes.family(SqlTypeFamily.NUMERIC, SqlTypeFamily.NUMERIC));

  static final Rounding ROUND = new Rounding("ROUND", Rounding::cut, NUMBER_AND_DIGITS);
  static final Rounding TRUNCATE = new Rounding("TRUNCATE", Rounding::cut, NUMBER_AND_DIGITS);
  static final Rounding TRUNC = new Rounding("TRUNC", Rounding::cut, NUMBER_AND_DIGITS);
  static final Rounding SIGN = new Rounding("SIGN", Rounding::sign, OperandTypes.NUMERIC);

  /** By the names that queries call them. */
  static final List<Rounding> NAMED = List.of(ROUND, TRUNCATE, TRUNC, SIGN);

  private Rounding(
      String name, SqlReturnTypeInference result, SqlOperandTypeChecker operandTypeChecker) {
    super(
        name,
        SqlKind.OTHER_FUNCTION,
        result,
        null,
        operandTypeChecker,
        SqlFunctionCategory.NUMERIC);
  }

  /** A DECIMAL keeps as many digits right of the point as are asked for, if a literal tells. */
  private static RelDataType cut(SqlOperatorBinding binding) {
    RelDataType number = number(binding);
    if (number.getSqlTypeName() != SqlTypeName.DECIMAL) {
      return nullable(binding, number);
    }
    int scale = Math.max(0, Math.min(number.getScale(), digits(binding, number.getScale())));
    int wholeDigits = number.getPrecision() - number.getScale() + 1;
    return decimal(binding, Math.min(Dialect.MAX_DECIMAL, wholeDigits + scale), scale);
  }

  private static RelDataType sign(SqlOperatorBinding binding) {
    RelDataType number = number(binding);
    return number.getSqlTypeName() == SqlTypeName.DECIMAL ? decimal(binding, 1, 0) : number;
  }

  /** The type of what is rounded; a bare NULL is one of any number. */
  private static RelDataType number(SqlOperatorBinding binding) {
    RelDataType type = binding.getOperandType(0);
    return type.getSqlTypeName() == SqlTypeName.NULL
        ? decimal(binding, Dialect.DECIMAL_DIGITS, 0)
        : type;
  }

  private static RelDataType decimal(SqlOperatorBinding binding, int precision, int scale) {
    return nullable(
        binding, binding.getTypeFactory().createSqlType(SqlTypeName.DECIMAL, precision, scale));
  }

  private static RelDataType nullable(SqlOperatorBinding binding, RelDataType type) {
    boolean nullable = binding.collectOperandTypes().stream().anyMatch(RelDataType::isNullable);
    return binding.getTypeFactory().createTypeWithNullability(type, nullable);
  }

  private static int digits(SqlOperatorBinding binding, int unknown) {
    if (binding.getOperandCount() == 1) {
      return 0;
    }
    if (!binding.isOperandLiteral(1, false) || binding.isOperandNull(1, false)) {
      return unknown;
    }
    Integer digits = binding.getOperandLiteralValue(1, Integer.class);
    return digits == null ? unknown : digits;
  }
}
