package io.github.llamacloud.jdbc.sql;

import java.math.BigDecimal;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The values of a long IN list in one execution. Public for generated code alone. */
public final class ListedValues {
  private final Set<Object> keys;
  private final boolean hasNull;

  ListedValues(Set<Object> keys, boolean hasNull) {
    this.keys = keys;
    this.hasNull = hasNull;
  }

  /**
   * {@code value IN (…)}: true if one is equal; else NULL if the value or one of the list is NULL.
   *
   * @param list a {@link ListedValues}
   */
  public static @Nullable Boolean listed(@Nullable Object value, Object list) {
    if (value == null) {
      return null;
    }
    ListedValues values = (ListedValues) list;
    if (values.keys.contains(key(value))) {
      return true;
    }
    return values.hasNull ? null : (Boolean) false;
  }

  /** Equal for what {@code =} finds equal: numbers by value, texts by all their characters. */
  static Object key(Object value) {
    if (value instanceof BigDecimal number) {
      return number.stripTrailingZeros();
    }
    if (value instanceof Double number) {
      // Zero has two signs, which are equal.
      return number + 0.0;
    }
    return value instanceof Number number
        ? BigDecimal.valueOf(number.longValue()).stripTrailingZeros()
        : value;
  }
}
