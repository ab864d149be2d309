package io.github.llamacloud.jdbc.jobs;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** Rows of one open request, read forward once by one thread. */
public interface JobCursor extends AutoCloseable {
  /**
   * Moves to the next row.
   *
   * @return false after the last row, and from then on
   * @throws SQLException if the rows cannot be read completely; never after a silent cut
   */
  boolean next() throws SQLException;

  /**
   * The current row: one value per requested column, in the request's order; of a {@link
   * CountRequest} the group's values and the count. Strings for VARCHAR, {@link Long} for BIGINT,
   * {@link Long} milliseconds since the epoch for TIMESTAMP. The array belongs to the caller.
   */
  @Nullable Object[] row();

  /** Stops fetching; idempotent. */
  @Override
  void close();
}
