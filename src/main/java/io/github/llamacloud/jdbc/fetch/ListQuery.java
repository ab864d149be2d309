package io.github.llamacloud.jdbc.fetch;

import static java.util.Objects.requireNonNull;

import io.github.llamacloud.jdbc.config.Settings;
import io.github.llamacloud.jdbc.jobs.ListRequest.Filter;
import io.github.llamacloud.jdbc.jobs.Operand;
import java.util.ArrayList;
import java.util.List;
import okhttp3.HttpUrl;

/**
 * The address of a list and the parameters that all its pages have. Requests and EXPLAIN take their
 * text from here, so that they cannot differ.
 *
 * @param endpoint the list without parameters
 * @param parameters {@code name=value}, encoded, in the order of the wire
 */
record ListQuery(HttpUrl endpoint, List<String> parameters) {
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
    filters.stream()
        .sorted((a, b) -> a.column().compareTo(b.column()))
        .forEach(filter -> parameters.add(parameter(filter)));
    settings.projectId().ifPresent(id -> parameters.add("project_id=" + id));
    settings.organizationId().ifPresent(id -> parameters.add("organization_id=" + id));
    return new ListQuery(endpoint, List.copyOf(parameters));
  }

  /** Whether a bound filter is sent; if not, the rows are only compared here. */
  static boolean isSent(Filter filter) {
    return filter.column().filterParameter().isPresent() && filter.isSendable();
  }

  /** The name of a sent filter's query parameter. */
  static String parameterName(Filter filter) {
    return filter.column().filterParameter().orElseThrow();
  }

  private static String parameter(Filter filter) {
    return parameterName(filter)
        + "="
        + (filter.operand() instanceof Operand.Literal
            ? encoded(filter.value())
            : filter.operand().toString());
  }

  private static String encoded(String value) {
    HttpUrl url =
        new HttpUrl.Builder().scheme("http").host("h").addQueryParameter("v", value).build();
    return requireNonNull(url.encodedQuery()).substring("v=".length());
  }

  /** One page's address. */
  HttpUrl url(long offset, int limit) {
    return endpoint
        .newBuilder()
        .encodedQuery(query(String.valueOf(limit), String.valueOf(offset)))
        .build();
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
