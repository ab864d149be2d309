package io.github.llamacloud.jdbc.sql;

import io.github.llamacloud.jdbc.jobs.ExecutionContext;
import io.github.llamacloud.jdbc.jobs.JobRequest;
import io.github.llamacloud.jdbc.jobs.JobSource;
import java.sql.JDBCType;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * EXPLAIN PLAN FOR another statement: what would be done and sent, what is not sent, and what is
 * probably a mistake. Sends nothing.
 *
 * @param asJson one row with a JSON object instead of a row a line
 */
record ExplainPlan(LazyPlan explained, List<NotSent> notSent, List<String> hints, boolean asJson)
    implements Plan {
  static final List<ResultColumn> COLUMNS =
      List.of(
          new ResultColumn("PLAN", JDBCType.VARCHAR, "VARCHAR", Dialect.TOLD_VARCHAR, 0, false));

  @Override
  public RowCursor open(
      JobSource source, ExecutionContext context, List<? extends @Nullable Object> parameters)
      throws SQLException {
    Plan plan = explained.get();
    // Scans that ask for the same are read once.
    List<String> requests = new ArrayList<>();
    Set<String> parallel = new LinkedHashSet<>();
    plan.requests().stream()
        .distinct()
        .flatMap(request -> source.explain(request).stream())
        .forEach(line -> (line.startsWith(JobSource.IN_PARALLEL) ? parallel : requests).add(line));
    Explained all =
        new Explained(
            plan.explain().lines().toList(), requests, List.copyOf(parallel), notSent, hints);
    List<@Nullable Object[]> rows = new ArrayList<>();
    (asJson ? List.of(ExplainedJson.of(all)) : all.lines())
        .forEach(line -> rows.add(new Object[] {line}));
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
