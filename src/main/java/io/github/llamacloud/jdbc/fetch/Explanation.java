package io.github.llamacloud.jdbc.fetch;

import static java.util.stream.Collectors.joining;

import io.github.llamacloud.jdbc.jobs.ListRequest;
import io.github.llamacloud.jdbc.jobs.ListRequest.Filter;
import io.github.llamacloud.jdbc.jobs.Operand;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The HTTP requests of a {@link ListRequest} in words, before any is sent and any value bound. */
final class Explanation {
  private static final Operand NOTHING = new Operand.Literal(0L);

  /** More pages than these are not listed one by one. */
  private static final long LISTED_PAGES = 5;

  private final ListRequest request;
  private final int pageSize;
  private final ParameterTrust trust;
  private final List<Filter> sent = new ArrayList<>();
  private final List<Filter> compared = new ArrayList<>();
  private final List<Filter> conditions = new ArrayList<>();
  private final ListQuery query;

  private Explanation(ListRequest request, Service service, int pageSize, ParameterTrust trust) {
    this.request = request;
    this.pageSize = pageSize;
    this.trust = trust;
    request.filters().stream().filter(Explanation::isBound).forEach(this::place);
    request.filters().stream().filter(filter -> !isBound(filter)).forEach(this::place);
    this.query = service.query(sent);
  }

  /** One line a request, or what is done instead. */
  static List<String> lines(
      ListRequest request, Service service, int pageSize, ParameterTrust trust) {
    try {
      return boundPart(request).bind(List.of()).isEmpty()
          ? List.of("none")
          : new Explanation(request, service, pageSize, trust).lines();
    } catch (SQLException e) {
      return List.of("none: " + e.getMessage());
    }
  }

  /** What can be said without the parameters' values. */
  private static ListRequest boundPart(ListRequest request) {
    return new ListRequest(
        request.columns(),
        request.filters().stream().filter(Explanation::isBound).toList(),
        isBound(request.offset()) ? request.offset() : NOTHING,
        request.limit().filter(Explanation::isBound));
  }

  /** One value a column can be sent: a further one is a condition of sending anything. */
  private void place(Filter filter) {
    if (sent.stream().anyMatch(other -> other.column() == filter.column())) {
      if (!sent.contains(filter)) {
        conditions.add(filter);
      }
    } else if (isBound(filter) && !ListQuery.isSent(filter)) {
      compared.add(filter);
    } else {
      sent.add(filter);
    }
  }

  private List<String> lines() {
    List<String> lines = new ArrayList<>(compared.isEmpty() ? requests() : comparingRequests());
    if (!conditions.isEmpty()) {
      lines.add("only if " + text(conditions) + "; else none");
    }
    return lines;
  }

  private List<String> requests() {
    if (!isBound(request.offset())) {
      return untilKnown();
    }
    long skipped = number(request.offset());
    OffsetPolicy policy = OffsetPolicy.of(sent, skipped, pageSize, trust);
    boolean skippedHere = policy == OffsetPolicy.SKIPPED_HERE;
    List<String> lines = new ArrayList<>(skippedHere ? pages(0, skipped) : pages(skipped, 0));
    if (skippedHere) {
      lines.add("the first " + skipped + " rows are read and skipped here");
    } else if (policy == OffsetPolicy.PROVED_FIRST) {
      lines.add(
          "and, once, small requests that prove that the service heeds "
              + Stream.concat(
                      Stream.of(ParameterTrust.OFFSET), sent.stream().map(ListQuery::parameterName))
                  .filter(parameter -> !trust.isConfirmed(parameter))
                  .collect(joining(", ")));
    }
    return lines;
  }

  /** Whether an offset is sent depends on its value. */
  private List<String> untilKnown() {
    Optional<Operand> limit = request.limit().filter(operand -> !isNull(operand));
    return List.of(
        get(
            limit
                .filter(rows -> !isBound(rows) || number(rows) <= pageSize)
                .map(Operand::toString)
                .orElse(String.valueOf(pageSize)),
            text(request.offset())),
        "or, while it is not known whether the service heeds all of it, without offset: then "
            + request.offset()
            + " more rows are read and skipped here");
  }

  /** The pages from this offset on, of which the first rows are skipped here. */
  private List<String> pages(long offset, long skippedHere) {
    Optional<Operand> limit = request.limit().filter(operand -> !isNull(operand));
    if (limit.isEmpty()) {
      return List.of(
          get(String.valueOf(pageSize), String.valueOf(offset))
              + ", then &offset=… until the list ends (pages unknown)");
    }
    if (!isBound(limit.get())) {
      String rows = limit.get() + (skippedHere == 0 ? "" : "+" + skippedHere);
      return List.of(get(rows, String.valueOf(offset)));
    }
    long rows = Scan.saturatedAdd(number(limit.get()), skippedHere);
    long last = (rows - 1) % pageSize + 1;
    long pages = (rows - 1) / pageSize + 1;
    if (pages <= LISTED_PAGES) {
      return listed(pages, last, offset);
    }
    return List.of(
        get(String.valueOf(pageSize), String.valueOf(offset))
            + ", then &offset=…, "
            + pages
            + " requests, the last with limit="
            + last
            + ", or fewer if the list ends");
  }

  private List<String> listed(long pages, long last, long start) {
    List<String> lines = new ArrayList<>();
    long offset = start;
    for (long page = 1; page <= pages; page++) {
      lines.add(get(String.valueOf(page < pages ? pageSize : last), String.valueOf(offset)));
      offset += pageSize;
    }
    return lines;
  }

  private List<String> comparingRequests() {
    String rows =
        request
            .limit()
            .filter(operand -> !isNull(operand))
            .map(
                limit ->
                    "until "
                        + limit
                        + (skips() ? " + " + request.offset() : "")
                        + " rows match or ")
            .orElse("until ");
    return List.of(
        get(String.valueOf(pageSize), "0")
            + ", then &offset=… "
            + rows
            + "the list ends (pages unknown)",
        "compared here, since the service would refuse it: " + text(compared));
  }

  private boolean skips() {
    return !text(request.offset()).equals("0");
  }

  private String get(String limit, String offset) {
    return "GET " + query.target(limit, offset);
  }

  private static String text(List<Filter> filters) {
    return filters.stream()
        .map(filter -> filter.column().columnName() + " = " + filter.operand())
        .collect(joining(" and "));
  }

  private static String text(Operand operand) {
    return isNull(operand) ? "0" : operand.toString();
  }

  private static boolean isBound(Filter filter) {
    return isBound(filter.operand());
  }

  private static boolean isBound(Operand operand) {
    return operand instanceof Operand.Literal;
  }

  private static boolean isNull(Operand operand) {
    return operand instanceof Operand.Literal literal && literal.value() == null;
  }

  private static long number(Operand operand) {
    return operand instanceof Operand.Literal literal && literal.value() instanceof Number number
        ? number.longValue()
        : 0;
  }
}
