package io.github.llamacloud.jdbc.fetch;

import java.sql.SQLException;
import java.util.Optional;

/** An answer on its way. */
interface Pending<T> {
  /** Waits for it; to be called once. */
  T await() throws SQLException;

  /** The answer if it is there already. */
  default Optional<T> answered() {
    return Optional.empty();
  }

  /** It was asked for ahead, and is needed now: if it has failed, it may be asked for again. */
  default void needed() {}

  /** Gives it up, instead of waiting. */
  void drop();
}
