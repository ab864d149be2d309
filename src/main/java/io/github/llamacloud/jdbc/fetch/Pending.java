package io.github.llamacloud.jdbc.fetch;

import java.sql.SQLException;

/** An answer on its way. */
interface Pending<T> {
  /** Waits for it; to be called once. */
  T await() throws SQLException;

  /** Gives it up, instead of waiting. */
  void drop();
}
