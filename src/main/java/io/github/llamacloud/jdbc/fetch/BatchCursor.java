package io.github.llamacloud.jdbc.fetch;

import static java.util.Objects.requireNonNull;

import io.github.llamacloud.jdbc.error.Failures;
import io.github.llamacloud.jdbc.jobs.ExecutionContext;
import io.github.llamacloud.jdbc.jobs.JobCursor;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Hands out rows one by one, and has some fetched before they are asked for. {@link #close} may be
 * called by any thread.
 */
final class BatchCursor implements JobCursor {
  private final RowBatches batches;
  private final PageReader pages;
  private final ExecutionContext context;
  private final int[] slots;
  private final boolean inOrder;

  private List<@Nullable Object[]> rows = List.of();
  private int rowsHandedOut;
  private @Nullable Object @Nullable [] current;
  private @Nullable SQLException failure;

  /**
   * @param slots where in a row of the batches each value is that the reader wants, in its order
   */
  BatchCursor(RowBatches batches, PageReader pages, ExecutionContext context, int[] slots) {
    this.batches = batches;
    this.pages = pages;
    this.context = context;
    this.slots = slots;
    this.inOrder = Arrays.equals(slots, IntStream.range(0, slots.length).toArray());
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
      // Nobody needs what is still on its way.
      pages.close();
      throw e;
    }
  }

  private @Nullable Object @Nullable [] advance() throws SQLException {
    context.check();
    if (pages.isClosed()) {
      throw Failures.objectClosed("cursor");
    }
    while (rowsHandedOut == rows.size()) {
      if (batches.ended()) {
        return null;
      }
      rows = batches.next();
      rowsHandedOut = 0;
    }
    // Who takes half of a page will take the rest; who takes one row may want no other.
    if (rowsHandedOut == rows.size() / 2 && rowsHandedOut > 0) {
      batches.askAhead();
    }
    return rows.get(rowsHandedOut++);
  }

  @Override
  public @Nullable Object[] row() {
    @Nullable Object[] row = requireNonNull(current, "no current row");
    if (inOrder && row.length == slots.length) {
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
