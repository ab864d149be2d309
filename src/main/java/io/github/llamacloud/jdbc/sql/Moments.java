package io.github.llamacloud.jdbc.sql;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import org.jspecify.annotations.Nullable;

/**
 * Numbers, counted and summed with all their digits, and so are their squares: what is made of them
 * is rounded once, at the end. The order of the numbers does not matter, and nothing is lost when a
 * variance is small beside its numbers. Public for generated code alone.
 */
public final class Moments {
  private static final MathContext DIGITS = new MathContext(40);

  private final boolean squared;
  private long count;
  private long wholeSum;
  private BigDecimal sum = BigDecimal.ZERO;
  private BigDecimal squares = BigDecimal.ZERO;

  /**
   * @param squared whether the squares are summed, too
   */
  public Moments(boolean squared) {
    this.squared = squared;
  }

  /** Takes in one more number. */
  public void add(long number) {
    count++;
    try {
      wholeSum = Math.addExact(wholeSum, number);
    } catch (ArithmeticException e) {
      sum = sum.add(BigDecimal.valueOf(wholeSum));
      wholeSum = number;
    }
    if (squared) {
      BigInteger whole = BigInteger.valueOf(number);
      squares = squares.add(new BigDecimal(whole.multiply(whole)));
    }
  }

  /** Takes in one more number. */
  public void add(double number) {
    add(new BigDecimal(number));
  }

  /** Takes in one more number. */
  public void add(BigDecimal number) {
    count++;
    sum = sum.add(number);
    if (squared) {
      squares = squares.add(number.multiply(number));
    }
  }

  private BigDecimal total() {
    return sum.add(BigDecimal.valueOf(wholeSum));
  }

  /** The sum; 0 without numbers. */
  public double sum() {
    return Numbers.finite(total().doubleValue());
  }

  /** The mean; null without numbers. */
  public @Nullable Double average() {
    return count == 0
        ? null
        : (Double) Numbers.finite(total().divide(BigDecimal.valueOf(count), DIGITS).doubleValue());
  }

  /** The variance of the numbers; null without any. */
  public @Nullable Double populationVariance() {
    return asDouble(variance(count));
  }

  /** The variance that the numbers as a sample let expect; null with less than two. */
  public @Nullable Double sampleVariance() {
    return asDouble(variance(count - 1));
  }

  /** The root of {@link #populationVariance()}. */
  public @Nullable Double populationDeviation() {
    return asDouble(root(variance(count)));
  }

  /** The root of {@link #sampleVariance()}. */
  public @Nullable Double sampleDeviation() {
    return asDouble(root(variance(count - 1)));
  }

  private @Nullable BigDecimal variance(long freedom) {
    if (freedom <= 0) {
      return null;
    }
    BigDecimal n = BigDecimal.valueOf(count);
    BigDecimal total = total();
    return n.multiply(squares)
        .subtract(total.multiply(total))
        .divide(n.multiply(BigDecimal.valueOf(freedom)), DIGITS);
  }

  private static @Nullable BigDecimal root(@Nullable BigDecimal value) {
    return value == null ? null : value.sqrt(DIGITS);
  }

  private static @Nullable Double asDouble(@Nullable BigDecimal value) {
    return value == null ? null : (Double) Numbers.finite(value.doubleValue());
  }
}
