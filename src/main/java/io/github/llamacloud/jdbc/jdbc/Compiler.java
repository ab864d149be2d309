package io.github.llamacloud.jdbc.jdbc;

import io.github.llamacloud.jdbc.sql.PreparedSql;
import java.sql.SQLException;

/** What a connection needs of the SQL engine: the seam at which tests put statements of theirs. */
@FunctionalInterface
interface Compiler {
  /** See {@link io.github.llamacloud.jdbc.sql.SqlEngine#prepare}. */
  PreparedSql prepare(String sql) throws SQLException;
}
