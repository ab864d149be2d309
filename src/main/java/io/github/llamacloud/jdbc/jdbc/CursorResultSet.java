package io.github.llamacloud.jdbc.jdbc;

import io.github.llamacloud.jdbc.error.Failures;
import io.github.llamacloud.jdbc.error.SqlState;
import io.github.llamacloud.jdbc.jobs.ExecutionContext;
import io.github.llamacloud.jdbc.sql.ResultColumn;
import io.github.llamacloud.jdbc.sql.RowCursor;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Rows of a cursor, read forward once: streamed, never collected. One thread reads; any thread may
 * close. After a failure it never says that there are no more rows: it fails again.
 */
final class CursorResultSet extends ValueResultSet {

  /** Whom a result set belongs to. */
  interface Owner {
    boolean isConnectionClosed();

    /** The statement that made it; null for metadata. */
    @Nullable Statement statement();

    /** No further row will be read; called at least once, perhaps more often. */
    void ended(CursorResultSet resultSet);

    /** The client closed it. */
    void closed(CursorResultSet resultSet) throws SQLException;
  }

  private final Owner owner;
  private final RowCursor cursor;
  private final ExecutionContext context;

  /** Held while the cursor works, as only one thread at a time may use it. */
  private final ReentrantLock cursorInUse = new ReentrantLock();

  private volatile boolean closed;
  private boolean cursorClosed;
  private @Nullable SQLException failure;
  private @Nullable Object @Nullable [] row;
  private @Nullable Object @Nullable [] fetched;
  private long rowNumber;
  private boolean ended;
  private boolean firstRowAwaits;
  private int fetchSize;
  private int warningsCleared;

  CursorResultSet(
      Owner owner,
      List<ResultColumn> columns,
      RowCursor cursor,
      ExecutionContext context,
      int fetchSize,
      int maxFieldSize) {
    super(columns, maxFieldSize);
    this.owner = owner;
    this.cursor = cursor;
    this.context = context;
    this.fetchSize = fetchSize;
    this.warningsCleared = context.warnings().size();
  }

  @Override
  public boolean next() throws SQLException {
    checkOpen();
    if (firstRowAwaits) {
      firstRowAwaits = false;
    } else if (!advance()) {
      row = null;
      return false;
    }
    rowNumber++;
    row = fetched;
    return true;
  }

  /** Reads the next row, at most to the row limit; ends or fails for good. */
  private boolean advance() throws SQLException {
    if (failure != null) {
      throw failure;
    }
    if (ended) {
      return false;
    }
    boolean found = rowNumber < context.maxRows() && read();
    if (isClosed()) {
      closeCursorUnlessInUse();
      checkOpen();
    }
    if (failure != null) {
      fail(failure);
    }
    if (!found) {
      ended = true;
      owner.ended(this);
      closeCursorUnlessInUse();
    }
    return found;
  }

  private boolean read() {
    cursorInUse.lock();
    try {
      if (context.isCancelled()) {
        throw Failures.cancelled();
      }
      boolean found = cursor.next();
      fetched = found ? cursor.row() : null;
      return found;
    } catch (Throwable thrown) {
      failure = ApiEdge.failure(thrown, context);
      return false;
    } finally {
      cursorInUse.unlock();
    }
  }

  private void fail(SQLException thrown) throws SQLException {
    row = null;
    owner.ended(this);
    try {
      closeCursorUnlessInUse();
    } catch (SQLException e) {
      thrown.addSuppressed(e);
    }
    throw thrown;
  }

  /** False if a reader is inside the cursor: it closes the cursor when it comes out. */
  private boolean closeCursorUnlessInUse() throws SQLException {
    if (!cursorInUse.tryLock()) {
      return false;
    }
    try {
      if (!cursorClosed) {
        cursorClosed = true;
        cursor.close();
      }
      return true;
    } catch (RuntimeException | Error e) {
      throw ApiEdge.failure(e, context);
    } finally {
      cursorInUse.unlock();
    }
  }

  @Override
  public void close() throws SQLException {
    if (release()) {
      owner.closed(this);
    }
  }

  /** Closes without telling the owner; false if it was closed before. */
  boolean release() throws SQLException {
    synchronized (this) {
      if (closed) {
        return false;
      }
      closed = true;
    }
    if (!closeCursorUnlessInUse()) {
      context.cancel();
    }
    owner.ended(this);
    return true;
  }

  @Override
  public boolean isClosed() {
    return closed || owner.isConnectionClosed();
  }

  @Override
  void checkOpen() throws SQLException {
    if (owner.isConnectionClosed()) {
      throw Failures.connectionClosed();
    }
    if (closed) {
      throw Failures.objectClosed("result set");
    }
  }

  @Override
  @Nullable Object[] currentRow() throws SQLException {
    checkOpen();
    if (row == null) {
      throw Failures.badArgument(
          SqlState.NO_CURRENT_ROW,
          rowNumber == 0 && !ended
              ? "There is no current row: call next() first."
              : "There is no current row: all rows have been read.");
    }
    return row;
  }

  long rowsReturned() {
    return rowNumber;
  }

  /** SQLState of what reading failed with; empty if it did not. */
  String failureState() {
    SQLException thrown = failure;
    return thrown == null ? "" : String.valueOf(thrown.getSQLState());
  }

  ExecutionContext context() {
    return context;
  }

  @Override
  public ResultSetMetaData getMetaData() throws SQLException {
    checkOpen();
    return new ColumnsMetaData(columns());
  }

  @Override
  public @Nullable Statement getStatement() throws SQLException {
    checkOpen();
    return owner.statement();
  }

  /** True if there are rows and none was read yet; for that the first row is fetched. */
  @Override
  public boolean isBeforeFirst() throws SQLException {
    checkOpen();
    if (rowNumber > 0 || ended) {
      return false;
    }
    if (!firstRowAwaits) {
      firstRowAwaits = advance();
    }
    return firstRowAwaits;
  }

  @Override
  public boolean isFirst() throws SQLException {
    checkOpen();
    return row != null && rowNumber == 1;
  }

  @Override
  public boolean isAfterLast() throws SQLException {
    checkOpen();
    return ended && rowNumber > 0;
  }

  @Override
  public int getRow() throws SQLException {
    checkOpen();
    return row == null ? 0 : (int) Math.min(rowNumber, Integer.MAX_VALUE);
  }

  @Override
  public void setFetchSize(int rows) throws SQLException {
    checkOpen();
    if (rows < 0) {
      throw Failures.badArgument(SqlState.BAD_ARGUMENT, "A fetch size is 0 or more, not " + rows);
    }
    fetchSize = rows;
  }

  @Override
  public int getFetchSize() throws SQLException {
    checkOpen();
    return fetchSize;
  }

  /** What reading has had to say so far; what executing had to say is told by the statement. */
  @Override
  public @Nullable SQLWarning getWarnings() throws SQLException {
    checkOpen();
    List<String> said = context.warnings();
    return Warnings.chain(said.subList(warningsCleared, said.size()));
  }

  @Override
  public void clearWarnings() throws SQLException {
    checkOpen();
    warningsCleared = context.warnings().size();
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
