package io.github.llamacloud.jdbc.jobs;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How many jobs meet a condition, or how many of each group. A row holds the group's values in the
 * order of {@code groupBy}, then a BIGINT with the count. Groups without jobs have no row; without
 * {@code groupBy} there is one row, whatever the count.
 *
 * @param groupBy status and job_type, each once at most
 * @param countsRows false leaves out the count: then a row is a group that has jobs
 */
public record CountRequest(Condition condition, List<JobColumn> groupBy, boolean countsRows)
    implements JobRequest {
  /** The columns that groups may be made by: the documented enums. */
  public static final Set<JobColumn> GROUPING = Set.of(JobColumn.STATUS, JobColumn.JOB_TYPE);

  public CountRequest {
    groupBy = List.copyOf(groupBy);
    if (!GROUPING.containsAll(groupBy) || Set.copyOf(groupBy).size() < groupBy.size()) {
      throw new IllegalArgumentException("No groups by " + groupBy);
    }
    if (groupBy.isEmpty() && !countsRows) {
      throw new IllegalArgumentException("Nothing is asked for");
    }
  }

  @Override
  public BoundCount bind(List<? extends @Nullable Object> parameters) {
    return new BoundCount(
        condition.bind(parameters), groupBy, countsRows, ExecutionContext.ALL_ROWS);
  }
}
