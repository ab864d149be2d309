package io.github.llamacloud.jdbc.jdbc;

import io.github.llamacloud.jdbc.error.Failures;
import io.github.llamacloud.jdbc.error.SqlState;
import io.github.llamacloud.jdbc.jobs.ExecutionContext;
import io.github.llamacloud.jdbc.jobs.SentRequest;
import io.github.llamacloud.jdbc.sql.BoundQuery;
import io.github.llamacloud.jdbc.sql.ResultColumn;
import io.github.llamacloud.jdbc.sql.RowCursor;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Runs one query at a time and owns its result set. Executions exclude each other; cancel and close
 * wait for none of them.
 */
abstract sealed class ReadStatement extends StatementSettings
    implements LlamaCloudStatement, CursorResultSet.Owner
    permits TextStatement, PreparedReadStatement {

  /** A query that may still have to be compiled. */
  interface Query {
    BoundQuery bind() throws SQLException;
  }

  private final LlamaCloudConnection connection;
  private final ReentrantLock executing = new ReentrantLock();
  private final AtomicBoolean closed = new AtomicBoolean();
  private final AtomicReference<@Nullable ExecutionContext> running = new AtomicReference<>();
  private volatile @Nullable CursorResultSet current;
  private volatile ExecutionContext latest =
      new ExecutionContext(Instant.EPOCH, Duration.ZERO, ExecutionContext.ALL_ROWS);
  private volatile StatementWatch watch = StatementWatch.NONE;
  private volatile boolean closeOnCompletion;
  private volatile @Nullable String downgrade;
  private volatile int warningsCleared;

  ReadStatement(LlamaCloudConnection connection, boolean poolable, @Nullable String downgrade) {
    super(poolable);
    this.connection = connection;
    this.downgrade = downgrade;
  }

  final CursorResultSet run(@Nullable String sql, Query query) throws SQLException {
    checkOpen();
    executing.lock();
    try {
      retire();
      ExecutionContext context =
          new ExecutionContext(
              connection.now(), timeLimit(), rowLimit(ExecutionContext.ALL_ROWS), getFetchSize());
      // from here on cancel and close reach this execution, while it compiles too
      running.set(context);
      latest = context;
      warningsCleared = 0;
      watch = StatementWatch.begin(String.valueOf(sql));
      CursorResultSet result = open(query, context);
      current = result;
      if (closed.get()) {
        result.release();
        checkOpen();
      }
      return result;
    } finally {
      executing.unlock();
    }
  }

  private CursorResultSet open(Query query, ExecutionContext context) throws SQLException {
    try {
      checkOpen();
      BoundQuery bound = query.bind();
      context.check();
      List<ResultColumn> columns = bound.columns();
      // asked before the cursor exists: they fail if another thread closes this statement now
      int maxFieldSize = getMaxFieldSize();
      RowCursor cursor = bound.open(connection.source(), context);
      return new CursorResultSet(this, columns, cursor, context, context.fetchSize(), maxFieldSize);
    } catch (Throwable thrown) {
      SQLException failure = closedOr(ApiEdge.failure(thrown, context));
      ended(context, 0, failure.getSQLState());
      throw failure;
    }
  }

  /** What a statement that was closed meanwhile fails with is a consequence of the closing. */
  private SQLException closedOr(SQLException failure) {
    try {
      checkOpen();
      return failure;
    } catch (SQLException ended) {
      if (ended.getCause() == null && ended != failure) {
        ended.initCause(failure);
      }
      return ended;
    }
  }

  /** The statement's own limit or the connection's, whichever is shorter; zero for none. */
  private Duration timeLimit() throws SQLException {
    Duration own = Duration.ofSeconds(getQueryTimeout());
    Duration network = Duration.ofMillis(connection.networkTimeoutMillis());
    if (own.isZero() || network.isZero()) {
      return own.plus(network);
    }
    return own.compareTo(network) < 0 ? own : network;
  }

  /** Closes the result of the execution before; that does not complete the statement. */
  private void retire() throws SQLException {
    CursorResultSet result = current;
    current = null;
    if (result != null) {
      result.release();
    }
  }

  @Override
  public final ExecutionContext.Reading reading() {
    return latest.reading();
  }

  @Override
  public final List<SentRequest> requests() {
    return latest.requests();
  }

  @Override
  public final void cancel() throws SQLException {
    checkOpen();
    cancelRunning();
  }

  /** Cancels what is running, if anything is; an idle statement is left as it is. */
  final void cancelRunning() {
    ExecutionContext context = running.get();
    if (context != null) {
      context.cancel();
    }
  }

  @Override
  public final void close() throws SQLException {
    if (!closed.compareAndSet(false, true)) {
      return;
    }
    connection.forget(this);
    CursorResultSet result = current;
    if (result == null) {
      cancelRunning();
    } else {
      result.release();
    }
  }

  @Override
  public final boolean isClosed() {
    return closed.get() || connection.isClosed();
  }

  @Override
  final void checkOpen() throws SQLException {
    if (connection.isClosed()) {
      throw Failures.connectionClosed();
    }
    if (closed.get()) {
      throw Failures.objectClosed("statement");
    }
  }

  @Override
  public final boolean isConnectionClosed() {
    return connection.isClosed();
  }

  @Override
  public final Statement statement() {
    return this;
  }

  @Override
  public final void ended(CursorResultSet resultSet) {
    ended(resultSet.context(), resultSet.rowsReturned(), resultSet.failureState());
  }

  private void ended(ExecutionContext context, long rows, String state) {
    if (running.compareAndSet(context, null)) {
      watch.ended(context, rows, state);
    }
  }

  @Override
  public final void closed(CursorResultSet resultSet) throws SQLException {
    if (closeOnCompletion && current == resultSet) {
      close();
    }
  }

  @Override
  public final @Nullable ResultSet getResultSet() throws SQLException {
    checkOpen();
    return current;
  }

  /** Always -1: no execution updates anything. */
  @Override
  public final int getUpdateCount() throws SQLException {
    checkOpen();
    return -1;
  }

  @Override
  public final long getLargeUpdateCount() throws SQLException {
    return getUpdateCount();
  }

  @Override
  public final boolean getMoreResults() throws SQLException {
    return getMoreResults(CLOSE_CURRENT_RESULT);
  }

  @Override
  public final boolean getMoreResults(int mode) throws SQLException {
    checkOpen();
    if (mode == KEEP_CURRENT_RESULT) {
      throw Failures.notSupported("More than one open result of a statement");
    }
    if (mode != CLOSE_CURRENT_RESULT && mode != CLOSE_ALL_RESULTS) {
      throw Failures.badArgument(SqlState.BAD_ARGUMENT, "getMoreResults knows no mode " + mode);
    }
    CursorResultSet result = current;
    if (result != null) {
      result.close();
      current = null;
    }
    return false;
  }

  @Override
  public final ResultSet getGeneratedKeys() throws SQLException {
    checkOpen();
    return connection.inMemory(List.of(), List.of());
  }

  @Override
  public final Connection getConnection() throws SQLException {
    checkOpen();
    return connection;
  }

  final LlamaCloudConnection connection() {
    return connection;
  }

  @Override
  public final void closeOnCompletion() throws SQLException {
    checkOpen();
    closeOnCompletion = true;
  }

  @Override
  public final boolean isCloseOnCompletion() throws SQLException {
    checkOpen();
    return closeOnCompletion;
  }

  /**
   * What was downgraded when the statement was made, which executing does not clear, and what its
   * current or latest execution had to say so far.
   */
  @Override
  public final @Nullable SQLWarning getWarnings() throws SQLException {
    checkOpen();
    List<String> texts = new ArrayList<>();
    if (downgrade != null) {
      texts.add(downgrade);
    }
    List<String> said = latest.warnings();
    texts.addAll(said.subList(Math.min(warningsCleared, said.size()), said.size()));
    return Warnings.chain(texts);
  }

  @Override
  public final void clearWarnings() throws SQLException {
    checkOpen();
    downgrade = null;
    warningsCleared = latest.warnings().size();
  }

  @Override
  public final <T> T unwrap(Class<T> type) throws SQLException {
    return Unwrapping.unwrap(this, type);
  }

  @Override
  public final boolean isWrapperFor(Class<?> type) {
    return type.isInstance(this);
  }

  /** What a call that runs writes gets when it is given a query. */
  static SQLException updateOfQuery(String method) {
    return Failures.badArgument(
        SqlState.READ_ONLY,
        method + " runs writes, and this driver is read-only; run a query with executeQuery.");
  }
}
