package io.github.llamacloud.jdbc.simulator;

import org.jspecify.annotations.Nullable;

/**
 * An optional field of a job as it stands in JSON: with a value, {@code null}, or missing
 * altogether.
 *
 * @param present whether the field's name appears at all
 * @param value what it holds; null if it is missing or JSON's null
 */
public record Field<T>(boolean present, @Nullable T value) {
  private static final Field<?> ABSENT = new Field<>(false, null);

  public Field {
    if (!present && value != null) {
      throw new IllegalArgumentException("A field that is missing has no value.");
    }
  }

  /** A field that does not appear. */
  @SuppressWarnings("unchecked") // holds no T
  public static <T> Field<T> absent() {
    return (Field<T>) ABSENT;
  }

  /** A field that appears, with this value or as JSON's null. */
  public static <T> Field<T> of(@Nullable T value) {
    return new Field<>(true, value);
  }
}
