package io.github.llamacloud.jdbc.sql;

import io.github.llamacloud.jdbc.jobs.ExecutionContext;
import io.github.llamacloud.jdbc.jobs.JobSource;
import java.sql.SQLException;
import java.util.List;

/** A statement with its parameters' values, ready to run any number of times. */
public interface BoundQuery {
  /** The columns of the result; may be wider than before binding. */
  List<ResultColumn> columns();

  /** Runs it. Failures of the first row may come here or from {@link RowCursor#next()}. */
  RowCursor open(JobSource source, ExecutionContext context) throws SQLException;
}
