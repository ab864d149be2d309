package io.github.llamacloud.jdbc.sql;

import io.github.llamacloud.jdbc.jobs.Operand;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The values of a long IN list, as far as they are known when the statement is compiled. Immutable.
 *
 * @param literals values of Calcite's runtime; not NULL
 * @param parameters indexes of parameters
 * @param hasNull whether NULL is one of them
 */
record ValueList(Set<Object> literals, List<Integer> parameters, boolean hasNull) {
  /** Indexes from here on are no parameters of a statement, but lists of values in its plan. */
  static final int FIRST_INDEX = 1_000_000_000;

  ValueList {
    literals = Set.copyOf(literals);
    parameters = List.copyOf(parameters);
  }

  /** How many values there may be. */
  int size() {
    return literals.size() + parameters.size() + (hasNull ? 1 : 0);
  }

  /** Each but NULL. */
  Stream<Operand> operands() {
    return Stream.concat(
        literals.stream().map(Operand.Literal::new),
        parameters.stream().map(Operand.Parameter::new));
  }

  /** Whether it may be unknown if a value is among them. */
  boolean isNullable() {
    return hasNull || !parameters.isEmpty();
  }

  /**
   * The values of an execution.
   *
   * @param values of the parameters by index, as Calcite's runtime has them
   */
  ListedValues bound(IntFunction<? extends @Nullable Object> values) {
    Set<Object> keys = new HashSet<>();
    literals.forEach(literal -> keys.add(ListedValues.key(literal)));
    boolean anyNull = hasNull;
    for (int parameter : parameters) {
      Object value = values.apply(parameter);
      if (value == null) {
        anyNull = true;
      } else {
        keys.add(ListedValues.key(value));
      }
    }
    return new ListedValues(keys, anyNull);
  }
}
