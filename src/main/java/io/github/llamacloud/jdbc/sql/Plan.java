package io.github.llamacloud.jdbc.sql;

import io.github.llamacloud.jdbc.jobs.ExecutionContext;
import io.github.llamacloud.jdbc.jobs.JobRequest;
import io.github.llamacloud.jdbc.jobs.JobSource;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How a compiled statement gets its rows. Immutable, shared by threads and connections. */
interface Plan {
  /**
   * Begins to read.
   *
   * @param parameters one per {@code ?}, in Calcite's internal representation
   */
  RowCursor open(
      JobSource source, ExecutionContext context, List<? extends @Nullable Object> parameters)
      throws SQLException;

  /** The plan as text, one operator a line. */
  String explain();

  /** Every request that the plan opens, in the order of the text. */
  List<JobRequest> requests();
}
