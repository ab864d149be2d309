package io.github.llamacloud.jdbc.sql;

import io.github.llamacloud.jdbc.error.Failures;
import java.sql.SQLException;

/** Compiles SQL over {@code batch_jobs}; keeps what it compiled. Shared by all connections. */
public final class SqlEngine {

  /**
   * Parses and validates a statement, or finds it among those compiled before.
   *
   * @throws SQLException class 42 with the position if it cannot be understood; 25006 if it writes
   */
  public PreparedSql prepare(String sql) throws SQLException {
    throw Failures.notSupported(sql);
  }
}
