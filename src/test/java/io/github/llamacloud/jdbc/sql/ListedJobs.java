package io.github.llamacloud.jdbc.sql;

import io.github.llamacloud.jdbc.jobs.BoundCount;
import io.github.llamacloud.jdbc.jobs.BoundList;
import io.github.llamacloud.jdbc.jobs.BoundRequest;
import io.github.llamacloud.jdbc.jobs.ExecutionContext;
import io.github.llamacloud.jdbc.jobs.JobColumn;
import io.github.llamacloud.jdbc.jobs.JobCursor;
import io.github.llamacloud.jdbc.jobs.JobRequest;
import io.github.llamacloud.jdbc.jobs.JobSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Jobs in memory, which answer every request exactly and keep what they were asked. */
final class ListedJobs implements JobSource {
  private static final List<String> STATUSES =
      List.of("pending", "running", "completed", "failed", "paused");
  private static final long FIRST = 1_704_067_200_000L;

  final List<BoundRequest> requests = new ArrayList<>();
  private final List<Map<JobColumn, Object>> jobs =
      IntStream.range(0, 60).mapToObj(ListedJobs::job).toList();

  private static Map<JobColumn, Object> job(int i) {
    Map<JobColumn, Object> job = new LinkedHashMap<>();
    for (JobColumn column : JobColumn.values()) {
      Object value =
          switch (column) {
            case ID -> "job-" + i;
            case STATUS -> STATUSES.get(i % STATUSES.size());
            case JOB_TYPE -> i % 3 == 0 ? "parse" : "extract";
            case DIRECTORY_ID -> i % 4 == 0 ? null : i % 4 == 1 ? "it's" : "dir-" + i % 4;
            case ERROR_MESSAGE -> i % 5 == 3 ? "über 日本 " + i : null;
            case CREATED_AT, UPDATED_AT -> (Object) (FIRST + i * 43_210_007L);
            case COMPLETED_AT -> i % 2 == 0 ? null : FIRST + i * 86_400_000L;
            default ->
                switch (column.type()) {
                  case BIGINT -> (Object) (long) (i - 3);
                  case VARCHAR -> column.required() ? "p" + i % 2 : null;
                  case TIMESTAMP -> null;
                };
          };
      job.put(column, value);
    }
    return job;
  }

  @Override
  public JobCursor open(BoundRequest request, ExecutionContext context) {
    requests.add(request);
    List<Map<JobColumn, Object>> found =
        jobs.stream().filter(job -> request.condition().isMetBy(job::get)).toList();
    List<Object[]> rows =
        request instanceof BoundList list
            ? found.stream().skip(list.offset()).map(job -> row(job, list.columns())).toList()
            : counted(found, (BoundCount) request);
    return new Rows(rows.stream().limit(request.limit()).iterator());
  }

  private static Object[] row(Map<JobColumn, Object> job, List<JobColumn> columns) {
    return columns.stream().map(job::get).toArray();
  }

  private static List<Object[]> counted(List<Map<JobColumn, Object>> found, BoundCount request) {
    if (request.groupBy().isEmpty()) {
      return List.<Object[]>of(new Object[] {(long) found.size()});
    }
    Map<List<Object>, Long> groups =
        found.stream()
            .collect(
                Collectors.groupingBy(
                    job -> Arrays.asList(row(job, request.groupBy())),
                    LinkedHashMap::new,
                    Collectors.counting()));
    List<Object[]> rows = new ArrayList<>();
    groups.forEach(
        (group, count) -> {
          List<Object> row = new ArrayList<>(group);
          if (request.countsRows()) {
            row.add(count);
          }
          rows.add(row.toArray());
        });
    return rows;
  }

  @Override
  public List<String> explain(JobRequest request) {
    return List.of(request.toString());
  }

  /** Rows of an answer. */
  private static final class Rows implements JobCursor {
    private final Iterator<Object[]> rows;
    private Object[] row;

    Rows(Iterator<Object[]> rows) {
      this.rows = rows;
    }

    @Override
    public boolean next() {
      boolean more = rows.hasNext();
      row = more ? rows.next() : row;
      return more;
    }

    @Override
    public Object[] row() {
      return row;
    }

    @Override
    public void close() {}
  }
}
