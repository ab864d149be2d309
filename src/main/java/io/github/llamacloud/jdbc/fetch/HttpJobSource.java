package io.github.llamacloud.jdbc.fetch;

import io.github.llamacloud.jdbc.config.Settings;
import io.github.llamacloud.jdbc.jobs.BoundCount;
import io.github.llamacloud.jdbc.jobs.BoundList;
import io.github.llamacloud.jdbc.jobs.BoundRequest;
import io.github.llamacloud.jdbc.jobs.ExecutionContext;
import io.github.llamacloud.jdbc.jobs.JobColumn;
import io.github.llamacloud.jdbc.jobs.JobCursor;
import io.github.llamacloud.jdbc.jobs.JobRequest;
import io.github.llamacloud.jdbc.jobs.JobSource;
import io.github.llamacloud.jdbc.jobs.RequestBudget;
import io.github.llamacloud.jdbc.jobs.Transport;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * Reads jobs from the service over HTTP. Holds nothing that needs closing; threads may share it,
 * and all sources share sockets and threads.
 */
public final class HttpJobSource implements JobSource {
  /** The largest limit that the service documents. */
  private static final int PAGE_SIZE_AT_MOST = 1000;

  private final Settings settings;
  private final Service service;
  private final int pageSize;
  private final Experience experience = new Experience();

  /**
   * Sends nothing.
   *
   * @param transport answers instead of the network, if present
   * @throws SQLException 08001 if the base URL is no web address
   */
  public HttpJobSource(Settings settings, Optional<Transport> transport) throws SQLException {
    this(
        settings,
        transport,
        new RetryWait(Clock.systemUTC(), () -> ThreadLocalRandom.current().nextDouble()),
        RetryInterceptor::sleep);
  }

  HttpJobSource(
      Settings settings,
      Optional<Transport> transport,
      RetryWait wait,
      RetryInterceptor.Sleeper sleeper)
      throws SQLException {
    this.settings = settings;
    this.pageSize = Math.max(Overlap.PAGE_SIZE_AT_LEAST, settings.pageSize());
    this.service =
        Service.of(
            settings, transport, pace -> new RetryInterceptor(settings, wait, sleeper, pace));
  }

  @Override
  public JobCursor open(BoundRequest request, ExecutionContext context) {
    int pageSize = pageSize(context);
    if (request instanceof BoundCount count) {
      List<JobColumn> layout = layout(request, count.groupBy());
      PageReader reader = reader(layout, context);
      int width = count.groupBy().size() + (count.countsRows() ? 1 : 0);
      return new BatchCursor(
          new CountReader(
              count,
              layout,
              pageSize,
              settings.concurrency(),
              new ListCounter(reader, layout, pageSize, experience),
              list -> rows(list, layout, reader, pageSize)),
          reader,
          context,
          IntStream.range(0, width).toArray());
    }
    BoundList list = (BoundList) request;
    List<JobColumn> layout = layout(request, list.columns());
    PageReader reader = reader(layout, context);
    return new BatchCursor(
        rows(list, layout, reader, pageSize),
        reader,
        context,
        list.columns().stream().mapToInt(layout::indexOf).toArray());
  }

  private PageReader reader(List<JobColumn> layout, ExecutionContext context) {
    return new PageReader(service, layout, context, settings, experience);
  }

  /** What the statement wishes, as far as the service goes, else what the connection is set to. */
  private int pageSize(ExecutionContext context) {
    int wish = context.fetchSize();
    return wish == 0
        ? pageSize
        : Math.max(Overlap.PAGE_SIZE_AT_LEAST, Math.min(wish, PAGE_SIZE_AT_MOST));
  }

  private RowBatches rows(BoundList list, List<JobColumn> layout, PageReader reader, int pageSize) {
    Supplier<RowBatches> streams =
        () -> new StreamReader(list, layout, reader, pageSize, experience);
    Optional<List<String>> ids = JobsById.ids(list.condition());
    return ids.isPresent() && list.limit() > 0
        ? new JobsById(list, ids.get(), layout, reader, experience, streams)
        : streams.get();
  }

  /** The columns to decode: those asked for, the id to tell jobs apart, and what is compared. */
  private static List<JobColumn> layout(BoundRequest request, Collection<JobColumn> asked) {
    Set<JobColumn> columns = new LinkedHashSet<>(asked);
    columns.add(JobColumn.ID);
    columns.addAll(request.condition().columns());
    return List.copyOf(columns);
  }

  @Override
  public List<String> explain(JobRequest request) {
    return Explanation.lines(request, service, pageSize, settings.concurrency(), experience);
  }

  @Override
  public RequestBudget budget() {
    return settings.maxRequests() == 0
        ? RequestBudget.NONE
        : new RequestBudget(
            settings.maxRequests(),
            pageSize,
            PAGE_SIZE_AT_MOST,
            LimitedPages.rows(settings.maxRequests(), pageSize));
  }
}
