package io.github.llamacloud.jdbc.fetch;

import static java.util.Objects.requireNonNull;

import io.github.llamacloud.jdbc.error.Failures;
import io.github.llamacloud.jdbc.jobs.ExecutionContext;
import io.github.llamacloud.jdbc.jobs.JobColumn;
import io.github.llamacloud.jdbc.jobs.JobCursor;
import java.sql.SQLException;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Hands out the rows of a {@link Scan} one by one. {@link #close} may be called by any thread. */
final class ScanCursor implements JobCursor {
  private final Scan scan;
  private final PageReader pages;
  private final ExecutionContext context;
  private final int[] slots;
  private final boolean rowsAreAsAsked;

  private Iterator<@Nullable Object[]> rows = Collections.emptyIterator();
  private @Nullable Object @Nullable [] current;
  private @Nullable SQLException failure;

  ScanCursor(
      Scan scan,
      PageReader pages,
      ExecutionContext context,
      List<JobColumn> columns,
      List<JobColumn> layout) {
    this.scan = scan;
    this.pages = pages;
    this.context = context;
    this.slots = columns.stream().mapToInt(layout::indexOf).toArray();
    this.rowsAreAsAsked = columns.equals(layout);
  }

  @Override
  public boolean next() throws SQLException {
    if (failure != null) {
      // Going on after a failure could leave out the rows that it took along.
      throw failure;
    }
    try {
      current = advance();
      return current != null;
    } catch (SQLException e) {
      failure = e;
      current = null;
      throw e;
    }
  }

  private @Nullable Object @Nullable [] advance() throws SQLException {
    context.check();
    if (pages.isClosed()) {
      throw Failures.objectClosed("cursor");
    }
    while (!rows.hasNext()) {
      if (scan.ended()) {
        return null;
      }
      rows = scan.readPage().iterator();
    }
    return rows.next();
  }

  @Override
  public @Nullable Object[] row() {
    @Nullable Object[] row = requireNonNull(current, "no current row");
    if (rowsAreAsAsked) {
      return row;
    }
    @Nullable Object[] asked = new @Nullable Object[slots.length];
    for (int i = 0; i < slots.length; i++) {
      asked[i] = row[slots[i]];
    }
    return asked;
  }

  @Override
  public void close() {
    pages.close();
  }
}
