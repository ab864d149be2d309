package io.github.llamacloud.jdbc.jdbc;

import io.github.llamacloud.jdbc.error.Failures;
import io.github.llamacloud.jdbc.error.SqlState;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** What a client sets on a statement for its next executions. Threads may share it. */
abstract class StatementSettings implements Statement {
  private volatile long maxRows;
  private volatile int queryTimeoutSeconds;
  private volatile int fetchSize;
  private volatile int fetchDirection = ResultSet.FETCH_FORWARD;
  private volatile int maxFieldSize;
  private volatile boolean poolable;

  StatementSettings(boolean poolable) {
    this.poolable = poolable;
  }

  /** Throws if this statement, or its connection, is closed. */
  abstract void checkOpen() throws SQLException;

  private static int atLeastZero(int value, String what) throws SQLException {
    if (value < 0) {
      throw Failures.badArgument(SqlState.BAD_ARGUMENT, what + " is 0 or more, not " + value + ".");
    }
    return value;
  }

  @Override
  public final void setMaxRows(int rows) throws SQLException {
    setLargeMaxRows(rows);
  }

  @Override
  public final void setLargeMaxRows(long rows) throws SQLException {
    checkOpen();
    if (rows < 0) {
      throw Failures.badArgument(
          SqlState.BAD_ARGUMENT, "A row limit is 0 (none) or more, not " + rows + ".");
    }
    maxRows = rows;
  }

  @Override
  public final int getMaxRows() throws SQLException {
    return (int) Math.min(getLargeMaxRows(), Integer.MAX_VALUE);
  }

  @Override
  public final long getLargeMaxRows() throws SQLException {
    checkOpen();
    return maxRows;
  }

  /** The row limit, {@code all} if there is none. */
  final long rowLimit(long all) {
    long limit = maxRows;
    return limit == 0 ? all : limit;
  }

  @Override
  public final void setQueryTimeout(int seconds) throws SQLException {
    checkOpen();
    queryTimeoutSeconds = atLeastZero(seconds, "A query timeout (0 for none)");
  }

  @Override
  public final int getQueryTimeout() throws SQLException {
    checkOpen();
    return queryTimeoutSeconds;
  }

  @Override
  public final void setFetchSize(int rows) throws SQLException {
    checkOpen();
    fetchSize = atLeastZero(rows, "A fetch size");
  }

  @Override
  public final int getFetchSize() throws SQLException {
    checkOpen();
    return fetchSize;
  }

  /** A hint, kept and not followed: rows come forward. */
  @Override
  public final void setFetchDirection(int direction) throws SQLException {
    checkOpen();
    if (direction != ResultSet.FETCH_FORWARD
        && direction != ResultSet.FETCH_REVERSE
        && direction != ResultSet.FETCH_UNKNOWN) {
      throw Failures.badArgument(SqlState.BAD_ARGUMENT, "No fetch direction: " + direction);
    }
    fetchDirection = direction;
  }

  @Override
  public final int getFetchDirection() throws SQLException {
    checkOpen();
    return fetchDirection;
  }

  /** Bytes of UTF-8 after which character values are cut, silently as JDBC demands. */
  @Override
  public final void setMaxFieldSize(int bytes) throws SQLException {
    checkOpen();
    maxFieldSize = atLeastZero(bytes, "A field size (0 for no limit)");
  }

  @Override
  public final int getMaxFieldSize() throws SQLException {
    checkOpen();
    return maxFieldSize;
  }

  @Override
  public final void setPoolable(boolean poolable) throws SQLException {
    checkOpen();
    this.poolable = poolable;
  }

  @Override
  public final boolean isPoolable() throws SQLException {
    checkOpen();
    return poolable;
  }

  /** Escapes such as {@code {ts '…'}} are always processed: they are part of the dialect. */
  @Override
  public final void setEscapeProcessing(boolean enable) throws SQLException {
    checkOpen();
  }

  /** Ignored, as JDBC demands where positioned updates are not supported. */
  @Override
  public final void setCursorName(String name) throws SQLException {
    checkOpen();
  }

  @Override
  public final int getResultSetType() throws SQLException {
    checkOpen();
    return ResultSet.TYPE_FORWARD_ONLY;
  }

  @Override
  public final int getResultSetConcurrency() throws SQLException {
    checkOpen();
    return ResultSet.CONCUR_READ_ONLY;
  }

  @Override
  public final int getResultSetHoldability() throws SQLException {
    checkOpen();
    return ResultSet.HOLD_CURSORS_OVER_COMMIT;
  }

  @Override
  public final String enquoteLiteral(String text) throws SQLException {
    return "'" + notNull(text).replace("'", "''") + "'";
  }

  @Override
  public final String enquoteNCharLiteral(String text) throws SQLException {
    return "N" + enquoteLiteral(text);
  }

  @Override
  public final String enquoteIdentifier(String identifier, boolean alwaysQuote)
      throws SQLException {
    if (notNull(identifier).isEmpty() || identifier.indexOf('\0') >= 0) {
      throw Failures.badArgument(SqlState.BAD_ARGUMENT, "This is not an identifier.");
    }
    return !alwaysQuote && isSimpleIdentifier(identifier)
        ? identifier
        : '"' + identifier.replace("\"", "\"\"") + '"';
  }

  @Override
  public final boolean isSimpleIdentifier(String identifier) throws SQLException {
    return SqlWords.isSimpleIdentifier(notNull(identifier));
  }

  private static String notNull(String argument) throws SQLException {
    if (argument == null) {
      throw Failures.badArgument(SqlState.BAD_ARGUMENT, "Text is needed, not null.");
    }
    return argument;
  }
}
