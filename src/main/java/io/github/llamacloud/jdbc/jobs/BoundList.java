package io.github.llamacloud.jdbc.jobs;

import java.util.List;

/**
 * A {@link ListRequest} whose values are known.
 *
 * @param offset rows to skip
 */
public record BoundList(List<JobColumn> columns, BoundCondition condition, long offset, long limit)
    implements BoundRequest {
  @Override
  public BoundList atMost(long rows) {
    return new BoundList(columns, condition, offset, Math.min(limit, rows));
  }
}
