package io.github.llamacloud.jdbc.fetch;

import static java.util.stream.Collectors.joining;

import io.github.llamacloud.jdbc.jobs.BoundList;
import io.github.llamacloud.jdbc.jobs.Condition;
import io.github.llamacloud.jdbc.jobs.CountRequest;
import io.github.llamacloud.jdbc.jobs.Equality;
import io.github.llamacloud.jdbc.jobs.Filter;
import io.github.llamacloud.jdbc.jobs.JobColumn;
import io.github.llamacloud.jdbc.jobs.JobRequest;
import io.github.llamacloud.jdbc.jobs.JobSource;
import io.github.llamacloud.jdbc.jobs.ListRequest;
import io.github.llamacloud.jdbc.jobs.Operand;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The HTTP requests of a {@link JobRequest} in words, before any is sent and any value bound. */
final class Explanation {
  private static final Operand NOTHING = new Operand.Literal(0L);

  /** More pages than these are not listed one by one. */
  private static final long LISTED_PAGES = 5;

  private final ListRequest request;
  private final int pageSize;
  private final Experience experience;
  private final List<Filter> sent = new ArrayList<>();
  private final List<Filter> compared = new ArrayList<>();
  private final List<Filter> conditions = new ArrayList<>();
  private final ListQuery query;

  private Explanation(
      ListRequest request,
      List<Filter> filters,
      Service service,
      int pageSize,
      Experience experience) {
    this.request = request;
    this.pageSize = pageSize;
    this.experience = experience;
    filters.stream().filter(Explanation::isBound).forEach(this::place);
    filters.stream().filter(filter -> !isBound(filter)).forEach(this::place);
    this.query = service.queryOf(sent);
  }

  /**
   * One line a request, or what is done instead; at last, what of it happens at the same time.
   *
   * @param concurrency requests that may be under way at the same time
   */
  static List<String> lines(
      JobRequest request, Service service, int pageSize, int concurrency, Experience experience) {
    ListRequest list =
        request instanceof ListRequest rows
            ? rows
            : ListRequest.all().withCondition(request.condition());
    try {
      BoundList bound = boundPart(list).bind(List.of());
      if (bound.condition().isNone() || bound.limit() == 0) {
        return List.of("none");
      }
    } catch (SQLException e) {
      return List.of("none: " + e.getMessage());
    }
    List<String> lines = new ArrayList<>();
    if (request instanceof CountRequest count && isProbed(count.condition())) {
      lines.addAll(counting(count, service, pageSize));
      return withParallel(lines, ParallelParts.of(count), concurrency);
    }
    if (areAllNamed(list.condition())) {
      list.condition().alternatives().stream()
          .map(filters -> "GET " + service.query(List.of()).jobTarget(id(filters)))
          .distinct()
          .forEach(lines::add);
      return withParallel(lines, ParallelParts.ofJobs(lines.size()), concurrency);
    }
    List<List<Filter>> streams = streams(list.condition());
    boolean readsAhead = false;
    for (List<Filter> filters : streams) {
      Explanation stream = new Explanation(inStreams(list), filters, service, pageSize, experience);
      lines.addAll(stream.lines());
      readsAhead |= stream.readsAhead(list);
    }
    boolean compared = !list.condition().alternatives().containsAll(streams);
    if (compared) {
      lines.add("compared here: " + list.condition());
    }
    return withParallel(
        lines,
        ParallelParts.of(streams, hasLimit(list), readsAhead && !(compared && hasLimit(list))),
        concurrency);
  }

  private static List<String> withParallel(
      List<String> lines, List<String> parts, int concurrency) {
    if (concurrency > 1 && !parts.isEmpty()) {
      lines.add(
          JobSource.IN_PARALLEL
              + "up to "
              + concurrency
              + " requests at a time: "
              + String.join("; ", parts));
    }
    return lines;
  }

  private static boolean hasLimit(ListRequest request) {
    return request.limit().filter(operand -> !isNull(operand)).isPresent();
  }

  /**
   * Whether several pages of this list may be asked for at the same time: the first one is not, and
   * none that a limit may make needless.
   *
   * @param whole the request of which this is one list, or all
   */
  private boolean readsAhead(ListRequest whole) {
    Optional<Operand> limit = whole.limit().filter(operand -> !isNull(operand));
    if (limit.isEmpty()) {
      return true;
    }
    if (!compared.isEmpty()) {
      return false;
    }
    if (!isBound(limit.get()) || !isBound(whole.offset())) {
      return true;
    }
    boolean single = whole.condition().alternatives().size() == 1;
    long skipped = single && policy() != OffsetPolicy.SKIPPED_HERE ? 0 : number(whole.offset());
    long rows = StreamReader.saturatedAdd(number(limit.get()), skipped);
    return new LimitedPages(rows, pageSize).count() > 2;
  }

  /** What can be said without the parameters' values. */
  private static ListRequest boundPart(ListRequest request) {
    return new ListRequest(
        request.columns(),
        new Condition(
            request.condition().alternatives().stream()
                .map(filters -> filters.stream().filter(Explanation::isBound).toList())
                .toList()),
        isBound(request.offset()) ? request.offset() : NOTHING,
        request.limit().filter(Explanation::isBound));
  }

  /** The filters of each list that is read. */
  private static List<List<Filter>> streams(Condition condition) {
    boolean bound =
        condition.alternatives().stream().allMatch(a -> a.stream().allMatch(Explanation::isBound));
    if (!bound || condition.alternatives().size() == 1) {
      return condition.alternatives();
    }
    try {
      return Streams.of(ListRequest.all().withCondition(condition).bind(List.of()).condition())
          .filters()
          .stream()
          .map(filters -> filters.stream().map(Equality::toFilter).toList())
          .toList();
    } catch (SQLException e) {
      throw new AssertionError("there is no limit that could be wrong", e);
    }
  }

  /** How each of several lists is read. */
  private static ListRequest inStreams(ListRequest request) {
    boolean several = request.condition().alternatives().size() > 1;
    return several && request.skipsRows() ? request.withRange(NOTHING, Optional.empty()) : request;
  }

  private static boolean areAllNamed(Condition condition) {
    return condition.alternatives().size() <= JobsById.IDS_AT_MOST
        && condition.alternatives().stream()
            .allMatch(
                filters ->
                    filters.stream()
                        .anyMatch(
                            filter ->
                                filter.column() == JobColumn.ID
                                    && (!isBound(filter)
                                        || ListQuery.isPathSafe(
                                            text(filter.operand()).replace("'", "")))));
  }

  private static String id(List<Filter> filters) {
    return filters.stream()
        .filter(filter -> filter.column() == JobColumn.ID)
        .map(filter -> text(filter.operand()).replace("'", ""))
        .findFirst()
        .orElseThrow();
  }

  private static boolean isProbed(Condition condition) {
    return condition.alternatives().size() == 1
        && condition.alternatives().get(0).stream()
            .allMatch(filter -> !isBound(filter) || isSent(filter));
  }

  private static List<String> counting(CountRequest request, Service service, int pageSize) {
    ListQuery query = service.queryOf(request.condition().alternatives().get(0));
    List<String> lines = new ArrayList<>();
    lines.add("GET " + query.target("2", "0") + ", for the total");
    lines.add("GET " + query.target("2", "<total - 1>") + ", which must be the last job");
    lines.add("or, if the total is missing or wrong, up to 60 small requests that find the end");
    if (!request.groupBy().isEmpty()) {
      lines.add(
          "the same for every documented value of "
              + request.groupBy().stream().map(JobColumn::columnName).collect(joining(", "))
              + " if that costs less than the list, page by page (limit="
              + pageSize
              + ")");
    }
    return lines;
  }

  private static boolean isSent(Filter filter) {
    return filter.operand() instanceof Operand.Literal literal
        && literal.value() instanceof String value
        && new Equality(filter.column(), value).isSendable();
  }

  /** One value a column can be sent: a further one is a condition of sending anything. */
  private void place(Filter filter) {
    if (sent.stream().anyMatch(other -> other.column() == filter.column())) {
      if (!sent.contains(filter)) {
        conditions.add(filter);
      }
    } else if (isBound(filter) && !isSent(filter)) {
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
    OffsetPolicy policy = policy();
    boolean skippedHere = policy == OffsetPolicy.SKIPPED_HERE;
    List<String> lines = new ArrayList<>(skippedHere ? pages(0, skipped) : pages(skipped, 0));
    if (skippedHere) {
      lines.add("the first " + skipped + " rows are read and skipped here");
    } else if (policy == OffsetPolicy.PROVED_FIRST) {
      lines.add(
          "and, once, small requests that prove that the service heeds "
              + Stream.concat(
                      Stream.of(Experience.OFFSET),
                      sent.stream().map(filter -> filter.column().columnName()))
                  .filter(parameter -> !experience.isConfirmed(parameter))
                  .collect(joining(", ")));
    }
    return lines;
  }

  private OffsetPolicy policy() {
    return OffsetPolicy.of(
        sent.stream().map(filter -> filter.column().columnName()).toList(),
        number(request.offset()),
        pageSize,
        experience);
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
    long rows = StreamReader.saturatedAdd(number(limit.get()), skippedHere);
    LimitedPages pages = new LimitedPages(rows, pageSize);
    if (pages.count() <= LISTED_PAGES) {
      return listed(pages, offset);
    }
    return List.of(
        get(String.valueOf(pageSize), String.valueOf(offset))
            + ", then &offset=…, "
            + pages.count()
            + " requests, the last with limit="
            + pages.lastLimit()
            + ", or fewer if the list ends");
  }

  private List<String> listed(LimitedPages pages, long start) {
    List<String> lines = new ArrayList<>();
    for (long page = 0; page < pages.count(); page++) {
      long limit = page < pages.count() - 1 ? pageSize : pages.lastLimit();
      lines.add(get(String.valueOf(limit), String.valueOf(start + pages.offset(page))));
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
