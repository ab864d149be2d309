package io.github.llamacloud.jdbc.jobs;

import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What SQL asks of the list of jobs, as one immutable value. */
public sealed interface JobRequest permits ListRequest, CountRequest {
  /** The jobs that are asked for. */
  Condition condition();

  /**
   * This request with its parameters replaced by their values.
   *
   * @throws SQLException 2201W or 2201X if a limit or offset is negative
   */
  BoundRequest bind(List<? extends @Nullable Object> parameters) throws SQLException;
}
