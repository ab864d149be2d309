package io.github.llamacloud.jdbc.jobs;

import java.util.List;

/** A {@link CountRequest} whose values are known. */
public record BoundCount(
    BoundCondition condition, List<JobColumn> groupBy, boolean countsRows, long limit)
    implements BoundRequest {
  @Override
  public BoundCount atMost(long rows) {
    return new BoundCount(condition, groupBy, countsRows, Math.min(limit, rows));
  }
}
