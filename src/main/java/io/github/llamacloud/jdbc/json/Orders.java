package io.github.llamacloud.jdbc.json;

import org.jspecify.annotations.Nullable;

/**
 * Which orders rows may be in, as far as they show it: ascending and descending of {@code
 * created_at}, {@code updated_at} and {@code id}, where missing values are all first or all last.
 *
 * @param bits four a column
 */
public record Orders(int bits) {
  static final int COLUMNS = 3;

  private static final int BITS = 4;
  private static final int ASCENDING = 0b0011;
  private static final int MISSING_FIRST = 0b0101;
  private static final int ALL = (1 << BITS) - 1;

  /** Nothing excludes any: of no row, or of one. */
  public static final Orders ANY = new Orders((1 << (BITS * COLUMNS)) - 1);

  /** Those that two lots of rows may both be in. */
  public Orders and(Orders other) {
    return new Orders(bits & other.bits);
  }

  /** Whether the rows are in none. */
  public boolean areNone() {
    return bits == 0;
  }

  /**
   * Those left after two values of a column, one after the other.
   *
   * @param column from 0
   */
  <T extends Comparable<T>> Orders after(int column, @Nullable T one, @Nullable T other) {
    int possible;
    if (one == null || other == null) {
      possible = one == null ? (other == null ? ALL : MISSING_FIRST) : ALL & ~MISSING_FIRST;
    } else {
      int compared = one.compareTo(other);
      possible = compared == 0 ? ALL : compared < 0 ? ASCENDING : ALL & ~ASCENDING;
    }
    int left = bits & ~((ALL & ~possible) << (BITS * column));
    return left == bits ? this : new Orders(left);
  }
}
