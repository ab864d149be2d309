package io.github.llamacloud.jdbc.fetch;

import io.github.llamacloud.jdbc.config.ApiKey;
import io.github.llamacloud.jdbc.config.ProxyRule;
import io.github.llamacloud.jdbc.config.Secret;
import io.github.llamacloud.jdbc.config.Settings;
import io.github.llamacloud.jdbc.jobs.Condition;
import io.github.llamacloud.jdbc.jobs.ExecutionContext;
import io.github.llamacloud.jdbc.jobs.Filter;
import io.github.llamacloud.jdbc.jobs.JobColumn;
import io.github.llamacloud.jdbc.jobs.JobCursor;
import io.github.llamacloud.jdbc.jobs.JobRequest;
import io.github.llamacloud.jdbc.jobs.JobSource;
import io.github.llamacloud.jdbc.jobs.ListRequest;
import io.github.llamacloud.jdbc.jobs.Operand;
import io.github.llamacloud.jdbc.testing.SimulatedService;
import java.net.URI;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Requests, settings and ways to read a list, as the tests of this package need them. */
final class Lists {
  static final String KEY = SimulatedService.API_KEY;

  private Lists() {}

  /** Settings of a list in process. */
  static Settings settings(int pageSize, int concurrency, int maxRequests) {
    return settings("http://demo.invalid", pageSize, concurrency, maxRequests);
  }

  static Settings settings(String baseUrl, int pageSize, int concurrency, int maxRequests) {
    Settings base = settings(baseUrl, pageSize);
    return new Settings(
        base.baseUrl(),
        base.apiKey(),
        base.projectId(),
        base.organizationId(),
        base.pageSize(),
        base.connectTimeout(),
        base.requestTimeout(),
        base.maxRetries(),
        concurrency,
        maxRequests,
        base.requestsPerSecond(),
        base.proxy(),
        base.trustStore(),
        base.applicationName(),
        base.demo());
  }

  static Settings settings(String baseUrl, int pageSize) {
    return settings(baseUrl, pageSize, Duration.ofSeconds(60), 5);
  }

  static Settings settings(String baseUrl, int pageSize, Duration requestTimeout, int maxRetries) {
    return new Settings(
        URI.create(baseUrl),
        Optional.of(ApiKey.fixed(new Secret(KEY))),
        Optional.empty(),
        Optional.empty(),
        pageSize,
        Duration.ofSeconds(10),
        requestTimeout,
        maxRetries,
        1,
        0,
        0,
        ProxyRule.OF_JVM,
        Optional.empty(),
        Optional.of("Metabase é"),
        Optional.empty());
  }

  static ExecutionContext unlimited() {
    return limited(Duration.ZERO);
  }

  static ExecutionContext limited(Duration timeLimit) {
    return new ExecutionContext(Instant.EPOCH, timeLimit, ExecutionContext.ALL_ROWS);
  }

  /** The ids of the whole list. */
  static ListRequest ids() {
    return ListRequest.all().withColumns(List.of(JobColumn.ID));
  }

  static Filter equal(JobColumn column, @Nullable String value) {
    return new Filter(column, new Operand.Literal(value));
  }

  static ListRequest range(ListRequest request, long offset, long limit) {
    return request.withRange(new Operand.Literal(offset), Optional.of(new Operand.Literal(limit)));
  }

  static ListRequest startingAt(ListRequest request, long offset) {
    return request.withRange(new Operand.Literal(offset), Optional.empty());
  }

  /** All of these. */
  static Condition all(Filter... filters) {
    return Arrays.stream(filters).map(Condition::of).reduce(Condition.ALL, Condition::and);
  }

  /** Any of these. */
  static Condition any(Condition... conditions) {
    return Arrays.stream(conditions).reduce(Condition.NONE, Condition::or);
  }

  /** Equality with any of these values. */
  static Condition in(JobColumn column, String... values) {
    return any(
        Arrays.stream(values).map(v -> Condition.of(equal(column, v))).toArray(Condition[]::new));
  }

  /** The first column of all rows. */
  static List<@Nullable Object> read(JobSource source, ListRequest request) throws SQLException {
    return read(source, request, unlimited());
  }

  static List<@Nullable Object> read(
      JobSource source, ListRequest request, ExecutionContext context) throws SQLException {
    return rows(source, request, context).stream().map(row -> row.get(0)).toList();
  }

  /** All rows. */
  static List<List<@Nullable Object>> rows(
      JobSource source, JobRequest request, ExecutionContext context) throws SQLException {
    List<List<@Nullable Object>> values = new ArrayList<>();
    try (JobCursor cursor = source.open(request.bind(List.of()), context)) {
      while (cursor.next()) {
        values.add(Arrays.asList(cursor.row()));
      }
    }
    return values;
  }
}
