package io.github.llamacloud.jdbc.jdbc;

import java.sql.SQLWarning;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Sentences as a chain of warnings with SQLState {@code 01000}. */
final class Warnings {
  /** A warning of no particular kind. */
  static final String STATE = "01000";

  private Warnings() {}

  /** The first of a chain with these texts; null if there are none. */
  static @Nullable SQLWarning chain(List<String> texts) {
    SQLWarning first = null;
    for (String text : texts) {
      SQLWarning next = new SQLWarning(text, STATE);
      if (first == null) {
        first = next;
      } else {
        first.setNextWarning(next);
      }
    }
    return first;
  }
}
