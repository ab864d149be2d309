package io.github.llamacloud.jdbc.sql;

import io.github.llamacloud.jdbc.jobs.ExecutionContext;
import io.github.llamacloud.jdbc.jobs.JobRequest;
import io.github.llamacloud.jdbc.jobs.JobSource;
import java.sql.JDBCType;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * EXPLAIN PLAN FOR: the plan and the requests of another statement, what of it is not sent, and
 * what is probably a mistake, a line a row. Sends nothing.
 */
record ExplainPlan(LazyPlan explained, List<NotSent> notSent, List<String> hints) implements Plan {
  static final List<ResultColumn> COLUMNS =
      List.of(
          new ResultColumn("PLAN", JDBCType.VARCHAR, "VARCHAR", Dialect.TOLD_VARCHAR, 0, false));

  @Override
  public RowCursor open(
      JobSource source, ExecutionContext context, List<? extends @Nullable Object> parameters)
      throws SQLException {
    Plan plan = explained.get();
    List<String> lines = new ArrayList<>(plan.explain().lines().toList());
    lines.add("Requests:");
    if (plan.requests().isEmpty()) {
      lines.add("  none");
    }
    // Scans that ask for the same are read once.
    plan.requests().stream()
        .distinct()
        .flatMap(request -> source.explain(request).stream())
        .forEach(line -> lines.add("  " + line));
    notSent.forEach(part -> lines.add(part.line()));
    hints.forEach(hint -> lines.add("hint: " + hint));
    List<@Nullable Object[]> rows = new ArrayList<>();
    lines.forEach(line -> rows.add(new Object[] {line}));
    return new FixedRows(rows);
  }

  @Override
  public String explain() {
    return "Explain\n";
  }

  @Override
  public List<JobRequest> requests() {
    return List.of();
  }
}
