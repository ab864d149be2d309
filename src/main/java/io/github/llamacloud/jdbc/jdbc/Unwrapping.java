package io.github.llamacloud.jdbc.jdbc;

import io.github.llamacloud.jdbc.error.Failures;
import io.github.llamacloud.jdbc.error.SqlState;
import java.sql.SQLException;

/** {@link java.sql.Wrapper#unwrap} of objects that wrap nothing. */
final class Unwrapping {
  private Unwrapping() {}

  static <T> T unwrap(Object self, Class<T> type) throws SQLException {
    if (!type.isInstance(self)) {
      throw Failures.badArgument(
          SqlState.BAD_ARGUMENT,
          self.getClass().getSimpleName() + " is not a " + type.getName() + ".");
    }
    return type.cast(self);
  }
}
