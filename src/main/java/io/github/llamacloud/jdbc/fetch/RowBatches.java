package io.github.llamacloud.jdbc.fetch;

import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The rows of a request, as they come. Used by one thread. */
interface RowBatches {
  /** Whether there are no more. */
  boolean ended();

  /** Further rows, maybe none. Not to be called at the end. */
  List<@Nullable Object[]> next() throws SQLException;

  /** The reader will most likely need further rows: what is worth it may be asked for now. */
  void askAhead() throws SQLException;
}
