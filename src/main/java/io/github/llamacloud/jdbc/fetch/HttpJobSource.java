package io.github.llamacloud.jdbc.fetch;

import io.github.llamacloud.jdbc.config.Settings;
import io.github.llamacloud.jdbc.jobs.ExecutionContext;
import io.github.llamacloud.jdbc.jobs.JobColumn;
import io.github.llamacloud.jdbc.jobs.JobCursor;
import io.github.llamacloud.jdbc.jobs.JobSource;
import io.github.llamacloud.jdbc.jobs.ListRequest;
import io.github.llamacloud.jdbc.jobs.Transport;
import io.github.llamacloud.jdbc.json.PageDecoder;
import java.sql.SQLException;
import java.time.Clock;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Reads jobs from the service over HTTP. Holds nothing that needs closing; threads may share it,
 * and all sources share sockets and threads.
 */
public final class HttpJobSource implements JobSource {
  private final Settings settings;
  private final Service service;
  private final ParameterTrust trust = new ParameterTrust();

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
        ExecutionContext::sleep);
  }

  HttpJobSource(
      Settings settings,
      Optional<Transport> transport,
      RetryWait wait,
      RetryInterceptor.Sleeper sleeper)
      throws SQLException {
    this.settings = settings;
    this.service =
        Service.of(
            settings,
            transport,
            new RetryInterceptor(settings.maxRetries(), settings.requestTimeout(), wait, sleeper));
  }

  @Override
  public JobCursor open(ListRequest request, ExecutionContext context) {
    List<JobColumn> layout = layout(request);
    PageReader pages = new PageReader(service, new PageDecoder(layout), context);
    Scan scan = new Scan(request, layout, pages, settings.pageSize(), trust);
    return new ScanCursor(scan, pages, context, request.columns(), layout);
  }

  /** The columns to decode: those asked for, the id to tell jobs apart, and what is compared. */
  private static List<JobColumn> layout(ListRequest request) {
    Set<JobColumn> columns = new LinkedHashSet<>(request.columns());
    columns.add(JobColumn.ID);
    request.filters().forEach(filter -> columns.add(filter.column()));
    return List.copyOf(columns);
  }

  @Override
  public List<String> explain(ListRequest request) {
    return Explanation.lines(request, service, settings.pageSize(), trust);
  }
}
