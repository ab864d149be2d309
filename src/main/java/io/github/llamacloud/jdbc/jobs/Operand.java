package io.github.llamacloud.jdbc.jobs;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A value in a request: known when the statement is planned, or bound when it is executed. */
public sealed interface Operand {
  /** The value, given the statement's parameters in order. */
  @Nullable Object value(List<? extends @Nullable Object> parameters);

  /** A value that is known; null is SQL's NULL. */
  record Literal(@Nullable Object value) implements Operand {
    @Override
    public @Nullable Object value(List<? extends @Nullable Object> parameters) {
      return value;
    }

    @Override
    public String toString() {
      return value instanceof String s ? "'" + s.replace("'", "''") + "'" : String.valueOf(value);
    }
  }

  /** The parameter with this index, from 0. */
  record Parameter(int index) implements Operand {
    @Override
    public @Nullable Object value(List<? extends @Nullable Object> parameters) {
      return parameters.get(index);
    }

    @Override
    public String toString() {
      return "?" + (index + 1);
    }
  }
}
