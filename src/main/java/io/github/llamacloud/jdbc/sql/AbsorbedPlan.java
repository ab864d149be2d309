package io.github.llamacloud.jdbc.sql;

import io.github.llamacloud.jdbc.jobs.ExecutionContext;
import io.github.llamacloud.jdbc.jobs.JobCursor;
import io.github.llamacloud.jdbc.jobs.JobRequest;
import io.github.llamacloud.jdbc.jobs.JobSource;
import java.sql.SQLException;
import java.util.List;
import org.apache.calcite.plan.RelOptUtil;
import org.jspecify.annotations.Nullable;

/**
 * A statement that is one request: it runs as it is, without a planner and without generated code.
 */
record AbsorbedPlan(JobRequest request, String explain) implements Plan {

  static AbsorbedPlan of(RequestScan scan) {
    return new AbsorbedPlan(scan.request(), RelOptUtil.toString(scan));
  }

  @Override
  public RowCursor open(
      JobSource source, ExecutionContext context, List<? extends @Nullable Object> parameters)
      throws SQLException {
    return new Rows(source.open(request.bind(parameters).atMost(context.maxRows()), context));
  }

  @Override
  public List<JobRequest> requests() {
    return List.of(request);
  }

  /** The rows of the request are the rows of the statement. */
  private record Rows(JobCursor cursor) implements RowCursor {
    @Override
    public boolean next() throws SQLException {
      return cursor.next();
    }

    @Override
    public @Nullable Object[] row() {
      return cursor.row();
    }

    @Override
    public void close() {
      cursor.close();
    }
  }
}
