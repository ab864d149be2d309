package io.github.llamacloud.jdbc.fetch;

import static java.util.Objects.requireNonNull;

import io.github.llamacloud.jdbc.config.Settings;
import io.github.llamacloud.jdbc.jobs.Equality;
import io.github.llamacloud.jdbc.jobs.Filter;
import io.github.llamacloud.jdbc.jobs.JobColumn;
import io.github.llamacloud.jdbc.jobs.Operand;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import okhttp3.HttpUrl;

/**
 * The address of a list and the parameters that all its pages have. Requests and EXPLAIN take their
 * text from here, so that they cannot differ.
 *
 * @param endpoint the list without parameters
 * @param parameters {@code name=value}, encoded, in the order of the wire
 */
record ListQuery(HttpUrl endpoint, List<String> parameters) {
  private static final Pattern PATH_SAFE = Pattern.compile("[A-Za-z0-9_-]+");
  private static final HttpUrl ANY = HttpUrl.get("http://h/");
  private static final String PATH = "api/v1/beta/batch-processing";

  /** The list's address below a base URL. */
  static HttpUrl endpoint(HttpUrl baseUrl) {
    return baseUrl.newBuilder().addPathSegments(PATH).build();
  }

  /**
   * @param filters those to be sent, one a column; a parameter that has no value yet appears as
   *     {@code ?1}
   */
  static ListQuery of(HttpUrl endpoint, List<Filter> filters, Settings settings) {
    List<String> parameters = new ArrayList<>();
    List<Filter> inOrder = new ArrayList<>(filters);
    inOrder.sort(Comparator.comparing(Filter::column));
    for (Filter filter : inOrder) {
      parameters.add(parameter(filter));
    }
    settings.projectId().ifPresent(id -> parameters.add("project_id=" + id));
    settings.organizationId().ifPresent(id -> parameters.add("organization_id=" + id));
    return new ListQuery(endpoint, List.copyOf(parameters));
  }

  /** The name of a sent filter's query parameter. */
  static String parameterName(Equality filter) {
    return parameterName(filter.column());
  }

  private static String parameterName(JobColumn column) {
    return column.filterParameter().orElseThrow();
  }

  /** Whether a job's id names that job in a path, and nothing else. */
  static boolean isPathSafe(String id) {
    return PATH_SAFE.matcher(id).matches();
  }

  private static String parameter(Filter filter) {
    return parameterName(filter.column())
        + "="
        + (filter.operand() instanceof Operand.Literal literal
            ? encoded((String) requireNonNull(literal.value()))
            : filter.operand().toString());
  }

  private static String encoded(String value) {
    if (isPathSafe(value)) {
      return value;
    }
    HttpUrl url = ANY.newBuilder().addQueryParameter("v", value).build();
    return requireNonNull(url.encodedQuery()).substring("v=".length());
  }

  /**
   * One page's address.
   *
   * @param known is returned if it is that, since building another takes longer; below the endpoint
   */
  HttpUrl url(PageRange range, HttpUrl known) {
    String query = query(String.valueOf(range.limit()), String.valueOf(range.offset()));
    return query.equals(known.encodedQuery())
        ? known
        : endpoint.newBuilder().encodedQuery(query).build();
  }

  /** The address of one of the list's jobs, under the parameters that are not filters. */
  HttpUrl jobUrl(String id) {
    HttpUrl.Builder url = endpoint.newBuilder().addPathSegment(id);
    return parameters.isEmpty()
        ? url.build()
        : url.encodedQuery(String.join("&", parameters)).build();
  }

  /** Path and query of one job. */
  String jobTarget(String id) {
    return endpoint.encodedPath()
        + "/"
        + id
        + (parameters.isEmpty() ? "" : "?" + String.join("&", parameters));
  }

  /** Path and query of one page; an offset of 0 is left out. */
  String target(String limit, String offset) {
    return endpoint.encodedPath() + "?" + query(limit, offset);
  }

  private String query(String limit, String offset) {
    List<String> all = new ArrayList<>(parameters);
    all.add("limit=" + limit);
    if (!offset.equals("0")) {
      all.add("offset=" + offset);
    }
    return String.join("&", all);
  }
}
