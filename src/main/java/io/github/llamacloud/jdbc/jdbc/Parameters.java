package io.github.llamacloud.jdbc.jdbc;

import io.github.llamacloud.jdbc.error.Failures;
import io.github.llamacloud.jdbc.error.SqlState;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The values that a client has set so far, one per parameter. One thread at a time. */
final class Parameters {
  private static final Object UNSET = new Object();

  private final @Nullable Object[] values;

  Parameters(int count) {
    values = new Object[count];
    clear();
  }

  void clear() {
    Arrays.fill(values, UNSET);
  }

  int count() {
    return values.length;
  }

  /** Who a value is for, in messages; throws 07009 if there is no such parameter. */
  Conversion conversion(int index) throws SQLException {
    if (index < 1 || index > values.length) {
      throw ParametersMetaData.noParameter(index, values.length);
    }
    return new Conversion("parameter " + index);
  }

  void set(int index, @Nullable Object plain) throws SQLException {
    conversion(index);
    values[index - 1] = plain;
  }

  /** A copy of all values; throws 07001 if one was not set. */
  List<? extends @Nullable Object> values() throws SQLException {
    for (int i = 0; i < values.length; i++) {
      if (values[i] == UNSET) {
        throw Failures.badArgument(
            SqlState.UNSET_PARAMETER,
            "Parameter " + (i + 1) + " of " + values.length + " has no value: set it first.");
      }
    }
    return Arrays.asList(values.clone());
  }
}
