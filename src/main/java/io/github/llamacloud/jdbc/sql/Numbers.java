package io.github.llamacloud.jdbc.sql;

import io.github.llamacloud.jdbc.error.CarriedSqlException;
import io.github.llamacloud.jdbc.error.Failures;
import io.github.llamacloud.jdbc.error.SqlState;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import org.apache.calcite.linq4j.function.Strict;

/**
 * Arithmetic that ends in a right number or in an error. A DECIMAL has all the digits that its type
 * tells, so that equal numbers are equal objects; a DOUBLE is finite, and its zero has no sign.
 * Public for generated code alone.
 */
public final class Numbers {
  /** Digits of a quotient: as many that count at least, whatever its size. */
  static final int QUOTIENT_DIGITS = 17;

  /** Digits right of the point that a quotient has at least. */
  static final int QUOTIENT_SCALE = 16;

  private static final int DOUBLE_DIGITS = 17;
  private static final int REAL_DIGITS = 9;
  private static final int LEAST_PLAIN_EXPONENT = -4;
  private static final int DOUBLE_PLAIN_DIGITS = 15;
  private static final int REAL_PLAIN_DIGITS = 6;

  private Numbers() {}

  /**
   * A DECIMAL of a type.
   *
   * @throws CarriedSqlException 22003 if the digits left of the point are too many for it
   */
  @Strict
  public static BigDecimal fitted(BigDecimal value, int precision, int scale) {
    BigDecimal scaled = value.setScale(scale, RoundingMode.HALF_UP);
    if (scaled.precision() > precision && scaled.signum() != 0) {
      throw outOfRange("the value has more digits than DECIMAL(" + precision + ", " + scale + ").");
    }
    return scaled;
  }

  /**
   * A quotient, rounded to {@link #QUOTIENT_DIGITS} digits or to {@link #QUOTIENT_SCALE} digits
   * right of the point or to those of its operands, whichever are most; zeros fill it to {@code
   * scale}.
   *
   * @throws CarriedSqlException 22012 if the divisor is zero
   */
  @Strict
  public static BigDecimal quotient(
      BigDecimal dividend, BigDecimal divisor, int precision, int scale) {
    if (divisor.signum() == 0) {
      throw divisionByZero();
    }
    int shown = Math.max(withoutFill(dividend).scale(), withoutFill(divisor).scale());
    shown = Math.max(shown, QUOTIENT_SCALE);
    BigDecimal quotient =
        dividend.divide(divisor, new MathContext(QUOTIENT_DIGITS, RoundingMode.HALF_UP));
    return fitted(
        quotient.scale() >= shown
            ? quotient
            : dividend.divide(divisor, shown, RoundingMode.HALF_UP),
        precision,
        scale);
  }

  /** A divisor. */
  @Strict
  public static double notZero(double divisor) {
    if (divisor == 0) {
      throw divisionByZero();
    }
    return divisor;
  }

  /** The result of an operation on DOUBLEs: 22003 if it is none. */
  @Strict
  public static double finite(double result) {
    if (Double.isNaN(result) || Double.isInfinite(result)) {
      throw outOfRange("the result is no DOUBLE.");
    }
    return result + 0.0;
  }

  /** The result of an operation on REALs: 22003 if it is none. */
  @Strict
  public static float finiteReal(float result) {
    if (Float.isNaN(result) || Float.isInfinite(result)) {
      throw outOfRange("the result is no REAL.");
    }
    return result + 0.0f;
  }

  /** The natural logarithm. */
  @Strict
  public static double ln(double value) {
    return Math.log(positive(value));
  }

  /** The logarithm to the base 10. */
  @Strict
  public static double log10(double value) {
    return Math.log10(positive(value));
  }

  /** The logarithm to a base. */
  @Strict
  public static double log(double base, double value) {
    if (base == 10) {
      return log10(value);
    }
    return finite(ln(value) / notZero(ln(base)));
  }

  private static double positive(double value) {
    if (value <= 0) {
      throw failure(
          SqlState.BAD_LOGARITHM,
          "There is no logarithm of " + doubleText(value) + ": it is not above 0.");
    }
    return value;
  }

  /** A power: 2201F if there is none. */
  @Strict
  public static double power(double base, double exponent) {
    if (base == 0 && exponent < 0) {
      throw failure(SqlState.BAD_POWER, "Zero has no negative power.");
    }
    if (base < 0 && exponent != Math.rint(exponent)) {
      throw failure(
          SqlState.BAD_POWER, "A negative number has no root and no power of a fraction.");
    }
    return finite(Math.pow(base, exponent));
  }

  /** A DECIMAL with so many digits right of the point, or zeros left of it if they are negative. */
  @Strict
  public static BigDecimal roundedDecimal(BigDecimal value, int digits, int precision, int scale) {
    return fitted(cut(value, digits, RoundingMode.HALF_UP), precision, scale);
  }

  /** As {@link #roundedDecimal}, but the rest is dropped. */
  @Strict
  public static BigDecimal truncatedDecimal(
      BigDecimal value, int digits, int precision, int scale) {
    return fitted(cut(value, digits, RoundingMode.DOWN), precision, scale);
  }

  /** A DOUBLE rounded as its shortest decimal form is. */
  @Strict
  public static double roundedDouble(double value, int digits) {
    return finite(cut(BigDecimal.valueOf(value), digits, RoundingMode.HALF_UP).doubleValue());
  }

  /** As {@link #roundedDouble}, but the rest is dropped. */
  @Strict
  public static double truncatedDouble(double value, int digits) {
    return finite(cut(BigDecimal.valueOf(value), digits, RoundingMode.DOWN).doubleValue());
  }

  /** Digits beyond all that a number has change nothing, however many they are. */
  private static BigDecimal cut(BigDecimal value, int digits, RoundingMode mode) {
    if (digits >= value.scale()) {
      return value;
    }
    long wholeDigits = (long) value.precision() - value.scale();
    return -(long) digits > wholeDigits ? BigDecimal.ZERO : value.setScale(digits, mode);
  }

  /** A DOUBLE as a whole number, halves away from zero, as a DECIMAL is rounded. */
  @Strict
  public static long whole(double value) {
    BigDecimal whole = new BigDecimal(finite(value)).setScale(0, RoundingMode.HALF_UP);
    try {
      return whole.longValueExact();
    } catch (ArithmeticException e) {
      throw new CarriedSqlException(
          Failures.data(
              SqlState.NUMERIC_OUT_OF_RANGE,
              "Number out of range: " + doubleText(value) + " is no BIGINT.",
              e));
    }
  }

  /** Without its sign. */
  @Strict
  public static int absoluteInteger(int value) {
    if (value == Integer.MIN_VALUE) {
      throw outOfRange("ABS(" + value + ") is no INTEGER.");
    }
    return Math.abs(value);
  }

  /** Without its sign. */
  @Strict
  public static long absoluteBigint(long value) {
    if (value == Long.MIN_VALUE) {
      throw outOfRange("ABS(" + value + ") is no BIGINT.");
    }
    return Math.abs(value);
  }

  /** As a cast writes it: the digits of its type, but of a quotient no zeros that only fill it. */
  @Strict
  public static String decimalText(BigDecimal value) {
    return withoutFill(value).toPlainString();
  }

  /** Without the zeros that follow the sixteenth digit right of the point. */
  static BigDecimal withoutFill(BigDecimal value) {
    if (value.scale() <= QUOTIENT_SCALE) {
      return value;
    }
    BigDecimal stripped = value.stripTrailingZeros();
    return stripped.scale() < QUOTIENT_SCALE ? value.setScale(QUOTIENT_SCALE) : stripped;
  }

  /** As a cast writes it, in PostgreSQL's form: {@code 0}, {@code 0.5}, {@code 1e+20}. */
  @Strict
  public static String doubleText(double value) {
    BigDecimal exact = new BigDecimal(value);
    for (int digits = DOUBLE_PLAIN_DIGITS; digits < DOUBLE_DIGITS; digits++) {
      BigDecimal rounded = exact.round(new MathContext(digits, RoundingMode.HALF_EVEN));
      if (rounded.doubleValue() == value) {
        return text(rounded, DOUBLE_PLAIN_DIGITS);
      }
    }
    return text(
        exact.round(new MathContext(DOUBLE_DIGITS, RoundingMode.HALF_EVEN)), DOUBLE_PLAIN_DIGITS);
  }

  /** As a cast writes it, in PostgreSQL's form. */
  @Strict
  public static String realText(float value) {
    BigDecimal exact = new BigDecimal(value);
    for (int digits = REAL_PLAIN_DIGITS; digits < REAL_DIGITS; digits++) {
      BigDecimal rounded = exact.round(new MathContext(digits, RoundingMode.HALF_EVEN));
      if (rounded.floatValue() == value) {
        return text(rounded, REAL_PLAIN_DIGITS);
      }
    }
    return text(
        exact.round(new MathContext(REAL_DIGITS, RoundingMode.HALF_EVEN)), REAL_PLAIN_DIGITS);
  }

  private static String text(BigDecimal value, int plainDigits) {
    if (value.signum() == 0) {
      return "0";
    }
    BigDecimal digits = value.stripTrailingZeros();
    int exponent = digits.precision() - digits.scale() - 1;
    if (exponent >= LEAST_PLAIN_EXPONENT && exponent < plainDigits) {
      return digits.toPlainString();
    }
    String mantissa = digits.scaleByPowerOfTen(-exponent).toPlainString();
    String size = String.valueOf(Math.abs(exponent));
    return mantissa + (exponent < 0 ? "e-" : "e+") + (size.length() < 2 ? "0" + size : size);
  }

  private static CarriedSqlException divisionByZero() {
    return failure(SqlState.DIVISION_BY_ZERO, "Division by zero.");
  }

  private static CarriedSqlException outOfRange(String what) {
    return failure(SqlState.NUMERIC_OUT_OF_RANGE, "Number out of range: " + what);
  }

  private static CarriedSqlException failure(SqlState state, String message) {
    return new CarriedSqlException(Failures.data(state, message, null));
  }
}
