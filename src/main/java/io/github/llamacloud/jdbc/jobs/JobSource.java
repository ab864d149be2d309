package io.github.llamacloud.jdbc.jobs;

import java.sql.SQLException;
import java.util.List;

/** Where rows come from: the interface between planning and fetching. Shared by threads. */
public interface JobSource {
  /** How the line of {@link #explain} begins that tells what is sent at the same time. */
  String IN_PARALLEL = "in parallel, ";

  /**
   * Opens a request. Sends nothing before the first {@link JobCursor#next()}, and nothing at all if
   * the answer is known without.
   */
  JobCursor open(BoundRequest request, ExecutionContext context) throws SQLException;

  /**
   * The requests that opening this request would send, one line each, for EXPLAIN: {@code GET
   * /path?name=value}, percent-encoded, and maybe a comma, a blank and a remark; other lines are
   * remarks alone, {@code none} if nothing would be sent. Parameters that are not bound yet appear
   * as {@code ?1}, {@code ?2}. What is under way at the same time is told by a last line, which
   * begins with {@link #IN_PARALLEL}. Sends nothing.
   */
  List<String> explain(JobRequest request);

  /** How much a statement may ask for; without an implementation, as much as it needs. */
  default RequestBudget budget() {
    return RequestBudget.NONE;
  }
}
