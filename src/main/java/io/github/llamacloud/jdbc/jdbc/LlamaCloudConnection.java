package io.github.llamacloud.jdbc.jdbc;

import io.github.llamacloud.jdbc.config.Settings;
import io.github.llamacloud.jdbc.error.Failures;
import io.github.llamacloud.jdbc.error.SqlState;
import io.github.llamacloud.jdbc.jobs.ExecutionContext;
import io.github.llamacloud.jdbc.jobs.JobSource;
import io.github.llamacloud.jdbc.sql.PreparedSql;
import io.github.llamacloud.jdbc.sql.ResultColumn;
import io.github.llamacloud.jdbc.sql.SqlEngine;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * A connection: statements over one list of jobs. Opening it and asking whether it is valid send
 * nothing. Threads may share it.
 */
public final class LlamaCloudConnection extends SessionState implements Connection {

  private final String url;
  private final Compiler compiler;
  private final JobSource source;
  private final Clock clock;
  private final ConnectionEnd end;
  private final AtomicBoolean closed = new AtomicBoolean();
  private volatile @Nullable SQLWarning warning;

  /** Weak, so that a statement that a client forgets to close costs no memory. */
  private final Set<ReadStatement> statements =
      Collections.synchronizedSet(Collections.newSetFromMap(new WeakHashMap<>()));

  /** Opens a connection that belongs to whoever closes it; sends nothing. */
  public static Connection open(
      String redactedUrl, Settings settings, SqlEngine engine, JobSource source) {
    return open(redactedUrl, settings, engine, source, ConnectionEnd.NOBODY);
  }

  /**
   * Opens a connection; sends nothing.
   *
   * @param redactedUrl what {@link DatabaseMetaData#getURL()} answers: without secrets
   * @param engine shared by connections
   * @param source where the rows come from
   * @param end is told once when the connection is closed, after its statements are
   */
  public static Connection open(
      String redactedUrl,
      Settings settings,
      SqlEngine engine,
      JobSource source,
      ConnectionEnd end) {
    return new LlamaCloudConnection(
        redactedUrl, settings, engine::prepare, source, Clock.systemUTC(), end);
  }

  LlamaCloudConnection(
      String redactedUrl, Settings settings, Compiler compiler, JobSource source, Clock clock) {
    this(redactedUrl, settings, compiler, source, clock, ConnectionEnd.NOBODY);
  }

  private LlamaCloudConnection(
      String redactedUrl,
      Settings settings,
      Compiler compiler,
      JobSource source,
      Clock clock,
      ConnectionEnd end) {
    super(settings);
    this.end = end;
    this.url = redactedUrl;
    this.compiler = compiler;
    this.source = source;
    this.clock = clock;
  }

  String url() {
    return url;
  }

  JobSource source() {
    return source;
  }

  Instant now() {
    return clock.instant();
  }

  PreparedSql prepare(@Nullable String sql) throws SQLException {
    if (sql == null) {
      throw Failures.badArgument(SqlState.BAD_ARGUMENT, "A statement needs SQL, not null.");
    }
    try {
      return compiler.prepare(sql);
    } catch (Throwable thrown) {
      throw ApiEdge.failure(thrown);
    }
  }

  /** Rows in memory as a result set without a statement. */
  CursorResultSet inMemory(List<ResultColumn> columns, List<@Nullable Object[]> rows)
      throws SQLException {
    checkOpen();
    ExecutionContext unlimited =
        new ExecutionContext(now(), Duration.ZERO, ExecutionContext.ALL_ROWS);
    return new CursorResultSet(
        new StatementlessOwner(this), columns, new ListCursor(rows), unlimited, 0, 0);
  }

  private record StatementlessOwner(LlamaCloudConnection connection)
      implements CursorResultSet.Owner {
    @Override
    public boolean isConnectionClosed() {
      return connection.isClosed();
    }

    @Override
    public @Nullable Statement statement() {
      return null;
    }

    @Override
    public void ended(CursorResultSet resultSet) {}

    @Override
    public void closed(CursorResultSet resultSet) {}
  }

  @Override
  public Statement createStatement() throws SQLException {
    return createStatement(ResultSet.TYPE_FORWARD_ONLY, ResultSet.CONCUR_READ_ONLY);
  }

  @Override
  public Statement createStatement(int type, int concurrency) throws SQLException {
    checkOpen();
    return keep(new TextStatement(this, downgrade(type, concurrency)));
  }

  @Override
  public Statement createStatement(int type, int concurrency, int holdability) throws SQLException {
    return createStatement(type, concurrency);
  }

  @Override
  public PreparedStatement prepareStatement(String sql) throws SQLException {
    return prepareStatement(sql, ResultSet.TYPE_FORWARD_ONLY, ResultSet.CONCUR_READ_ONLY);
  }

  @Override
  public PreparedStatement prepareStatement(String sql, int type, int concurrency)
      throws SQLException {
    checkOpen();
    return keep(new PreparedReadStatement(this, sql, prepare(sql), downgrade(type, concurrency)));
  }

  @Override
  public PreparedStatement prepareStatement(String sql, int type, int concurrency, int holdability)
      throws SQLException {
    return prepareStatement(sql, type, concurrency);
  }

  @Override
  public PreparedStatement prepareStatement(String sql, int autoGeneratedKeys) throws SQLException {
    return prepareStatement(sql);
  }

  @Override
  public PreparedStatement prepareStatement(String sql, int[] columnIndexes) throws SQLException {
    return prepareStatement(sql);
  }

  @Override
  public PreparedStatement prepareStatement(String sql, String[] columnNames) throws SQLException {
    return prepareStatement(sql);
  }

  private <S extends ReadStatement> S keep(S statement) throws SQLException {
    statements.add(statement);
    checkOpen();
    return statement;
  }

  /** A closed statement is of no more interest. */
  void forget(ReadStatement statement) {
    statements.remove(statement);
  }

  /** The warning that less was made than was asked for; null if it was not. */
  private @Nullable String downgrade(int type, int concurrency) {
    if (type == ResultSet.TYPE_FORWARD_ONLY && concurrency == ResultSet.CONCUR_READ_ONLY) {
      return null;
    }
    String text =
        "Result sets are forward-only and read-only: the type and concurrency asked for are not"
            + " available.";
    // one warning each, as a chain on a connection that lives long would grow without end
    warning = new SQLWarning(text, Warnings.STATE);
    return text;
  }

  @Override
  public DatabaseMetaData getMetaData() throws SQLException {
    checkOpen();
    return new LlamaCloudMetaData(this);
  }

  @Override
  public void close() throws SQLException {
    if (closed.compareAndSet(false, true)) {
      try {
        closeStatements();
      } finally {
        end.closed(this);
      }
    }
  }

  List<ReadStatement> openStatements() {
    synchronized (statements) {
      return List.copyOf(statements);
    }
  }

  private void closeStatements() throws SQLException {
    SQLException failure = null;
    for (ReadStatement statement : openStatements()) {
      try {
        statement.close();
      } catch (SQLException e) {
        failure = first(failure, e);
      }
    }
    if (failure != null) {
      throw failure;
    }
  }

  private static SQLException first(@Nullable SQLException earlier, SQLException later) {
    if (earlier == null) {
      return later;
    }
    earlier.addSuppressed(later);
    return earlier;
  }

  /** Cancels what runs, at once and without waiting; the executor is not needed for that. */
  @Override
  public void abort(Executor executor) throws SQLException {
    if (executor == null) {
      throw Failures.badArgument(SqlState.BAD_ARGUMENT, "abort needs an executor, not null.");
    }
    if (!closed.compareAndSet(false, true)) {
      return;
    }
    try {
      openStatements().forEach(ReadStatement::cancelRunning);
      closeStatements();
    } finally {
      end.aborted(this);
    }
  }

  @Override
  public boolean isClosed() {
    return closed.get();
  }

  @Override
  void checkOpen() throws SQLException {
    if (closed.get()) {
      throw Failures.connectionClosed();
    }
  }

  /** Sends nothing: there is no session that could have been lost. */
  @Override
  public boolean isValid(int timeoutSeconds) throws SQLException {
    if (timeoutSeconds < 0) {
      throw Failures.badArgument(
          SqlState.BAD_ARGUMENT, "A timeout is 0 (none) or more, not " + timeoutSeconds + ".");
    }
    return !closed.get();
  }

  @Override
  public String nativeSQL(String sql) throws SQLException {
    checkOpen();
    if (sql == null) {
      throw Failures.badArgument(SqlState.BAD_ARGUMENT, "nativeSQL needs SQL, not null.");
    }
    return sql;
  }

  @Override
  public @Nullable SQLWarning getWarnings() throws SQLException {
    checkOpen();
    return warning;
  }

  @Override
  public void clearWarnings() throws SQLException {
    checkOpen();
    warning = null;
  }

  @Override
  public <T> T unwrap(Class<T> type) throws SQLException {
    return Unwrapping.unwrap(this, type);
  }

  @Override
  public boolean isWrapperFor(Class<?> type) {
    return type.isInstance(this);
  }
}
