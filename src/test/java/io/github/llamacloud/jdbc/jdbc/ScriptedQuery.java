package io.github.llamacloud.jdbc.jdbc;

import io.github.llamacloud.jdbc.jobs.ExecutionContext;
import io.github.llamacloud.jdbc.jobs.JobSource;
import io.github.llamacloud.jdbc.sql.BoundQuery;
import io.github.llamacloud.jdbc.sql.PreparedSql;
import io.github.llamacloud.jdbc.sql.ResultColumn;
import io.github.llamacloud.jdbc.sql.RowCursor;
import java.sql.JDBCType;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/** A compiled statement whose rows a test writes down; it keeps what it was run with. */
final class ScriptedQuery implements PreparedSql, BoundQuery {

  /** What a cursor does at one call of next. */
  interface Step {
    /** A row, or null for the end. */
    @Nullable Object @Nullable [] next(int rowsBefore, ExecutionContext context)
        throws SQLException;
  }

  final List<List<? extends @Nullable Object>> bound =
      Collections.synchronizedList(new ArrayList<>());
  final List<ExecutionContext> contexts = Collections.synchronizedList(new ArrayList<>());
  final List<Cursor> cursors = Collections.synchronizedList(new ArrayList<>());
  private final List<ResultColumn> columns;
  private final int parameterCount;
  private final Step step;

  ScriptedQuery(List<ResultColumn> columns, int parameterCount, Step step) {
    this.columns = columns;
    this.parameterCount = parameterCount;
    this.step = step;
  }

  /** One BIGINT column n with the values from 1 to count. */
  static ScriptedQuery counting(long count) {
    return new ScriptedQuery(
        List.of(column("n", JDBCType.BIGINT)),
        0,
        (before, context) -> before < count ? new @Nullable Object[] {before + 1L} : null);
  }

  static ScriptedQuery withParameters(int count) {
    return new ScriptedQuery(
        List.of(column("n", JDBCType.BIGINT)), count, (before, context) -> null);
  }

  /** One row with these values. */
  static ScriptedQuery row(List<ResultColumn> columns, @Nullable Object... values) {
    return new ScriptedQuery(columns, 0, (before, context) -> before == 0 ? values : null);
  }

  static ResultColumn column(String label, JDBCType type) {
    int scale = type == JDBCType.TIMESTAMP || type == JDBCType.TIME ? 3 : 0;
    int precision = type == JDBCType.VARCHAR ? 255 : type == JDBCType.DECIMAL ? 38 : scale;
    return new ResultColumn(label, type, type.getName(), precision, scale, true);
  }

  Cursor lastCursor() {
    return cursors.get(cursors.size() - 1);
  }

  ExecutionContext lastContext() {
    return contexts.get(contexts.size() - 1);
  }

  @Override
  public List<ResultColumn> columns() {
    return columns;
  }

  @Override
  public List<ResultColumn> parameters() {
    return Collections.nCopies(parameterCount, column("", JDBCType.VARCHAR));
  }

  @Override
  public BoundQuery bind(List<? extends @Nullable Object> values) {
    bound.add(values);
    return this;
  }

  @Override
  public RowCursor open(JobSource source, ExecutionContext context) {
    contexts.add(context);
    Cursor cursor = new Cursor(context);
    cursors.add(cursor);
    return cursor;
  }

  /** Blocks until the execution is cancelled, and fails then. */
  static void awaitCancel(ExecutionContext context) throws SQLException {
    CountDownLatch cancelled = new CountDownLatch(1);
    ExecutionContext.Registration registration = context.onCancel(cancelled::countDown);
    try {
      cancelled.await();
      registration.close();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    context.check();
  }

  final class Cursor implements RowCursor {
    private final ExecutionContext context;
    int calls;
    int rowsGiven;
    volatile boolean closed;
    private @Nullable Object @Nullable [] row;

    private Cursor(ExecutionContext context) {
      this.context = context;
    }

    @Override
    public boolean next() throws SQLException {
      calls++;
      row = step.next(rowsGiven, context);
      if (row != null) {
        rowsGiven++;
      }
      return row != null;
    }

    @Override
    public @Nullable Object[] row() {
      if (row == null) {
        throw new IllegalStateException("no row");
      }
      return row;
    }

    @Override
    public void close() {
      closed = true;
    }
  }
}
