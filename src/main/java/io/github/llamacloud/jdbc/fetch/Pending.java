package io.github.llamacloud.jdbc.fetch;

import java.sql.SQLException;

/** An answer on its way. */
interface Pending<T> {
  /** Waits for it; to be called once. */
  T await() throws SQLException;

  /** It was asked for ahead, and is needed now: if it has failed, it may be asked for again. */
  default void needed() {}

  /** Gives it up, instead of waiting. */
  void drop();
}
