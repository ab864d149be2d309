package io.github.llamacloud.jdbc.fetch;

import io.github.llamacloud.jdbc.jobs.BoundCount;
import io.github.llamacloud.jdbc.jobs.BoundList;
import io.github.llamacloud.jdbc.jobs.Equality;
import io.github.llamacloud.jdbc.jobs.ExecutionContext;
import io.github.llamacloud.jdbc.jobs.JobColumn;
import io.github.llamacloud.jdbc.json.Page;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Counts jobs with small requests where that is cheaper and as exact, else by reading them. The
 * rows come at once.
 */
final class CountReader implements RowBatches {
  /** A count takes two requests where its total is told and right. */
  private static final int REQUESTS_A_COUNT = 2;

  private final BoundCount request;
  private final int pageSize;
  private final int concurrency;
  private final ListCounter counter;
  private final List<JobColumn> layout;
  private final Function<BoundList, RowBatches> reading;

  private boolean ended;

  /**
   * @param layout the columns of the pages that the counter and the reading get
   * @param concurrency requests that may be under way at the same time
   * @param reading reads rows of that layout
   */
  CountReader(
      BoundCount request,
      List<JobColumn> layout,
      int pageSize,
      int concurrency,
      ListCounter counter,
      Function<BoundList, RowBatches> reading) {
    this.request = request;
    this.layout = layout;
    this.pageSize = pageSize;
    this.concurrency = concurrency;
    this.counter = counter;
    this.reading = reading;
    this.ended = request.limit() == 0;
  }

  @Override
  public boolean ended() {
    return ended;
  }

  @Override
  public List<@Nullable Object[]> next() throws SQLException {
    Map<List<String>, Long> groups = counted();
    ended = true;
    List<@Nullable Object[]> rows = new ArrayList<>();
    for (Map.Entry<List<String>, Long> group : groups.entrySet()) {
      List<@Nullable Object> row = new ArrayList<>(group.getKey());
      if (request.countsRows()) {
        row.add(group.getValue());
      }
      if (rows.size() < request.limit()) {
        rows.add(row.toArray());
      }
    }
    return rows;
  }

  @Override
  public void askAhead() {
    // The rows come at once.
  }

  private Map<List<String>, Long> counted() throws SQLException {
    if (request.condition().isNone()) {
      return request.groupBy().isEmpty() ? Map.of(List.of(), 0L) : Map.of();
    }
    List<List<Equality>> alternatives = request.condition().alternatives();
    if (alternatives.size() == 1 && alternatives.get(0).stream().allMatch(Equality::isSendable)) {
      Optional<Map<List<String>, Long>> probed = probed(alternatives.get(0));
      if (probed.isPresent()) {
        return probed.get();
      }
    }
    return read();
  }

  /** Empty if the jobs must be read, or if that is cheaper. */
  private Optional<Map<List<String>, Long>> probed(List<Equality> filters) throws SQLException {
    Page first = counter.beginning(filters);
    List<List<Equality>> groups = groups(filters);
    if (groups.size() > 1 && !first.rows().isEmpty() && !isCheaper(filters, groups, first)) {
      return Optional.empty();
    }
    OptionalLong whole = counter.count(filters, first);
    if (whole.isEmpty()) {
      return Optional.empty();
    }
    if (whole.getAsLong() == 0 && !request.groupBy().isEmpty()) {
      return Optional.of(Map.of());
    }
    return groups.size() == 1
        ? Optional.of(Map.of(key(groups.get(0)), whole.getAsLong()))
        : summed(filters, groups, whole.getAsLong());
  }

  /**
   * Whether counting each group costs less than reading all jobs. Without a total neither is known;
   * then one row tells whether the list is so long that searching for the ends costs less all the
   * same.
   */
  private boolean isCheaper(List<Equality> filters, List<List<Equality>> groups, Page first)
      throws SQLException {
    if (first.totalSize().isPresent()) {
      long rows = first.totalSize().getAsLong();
      long requests =
          counter.unproved(groups.get(0))
              + (long) REQUESTS_A_COUNT * groups.size()
              + REQUESTS_A_COUNT;
      return fits(requests)
          && ReadingCost.of(requests, ListCounter.PAIR * requests)
              < ReadingCost.ofReading(rows, pageSize);
    }
    long requests = ReadingCost.requestsOfSearches(groups.size() + 1);
    long rows = ReadingCost.rowsDearerThan(ReadingCost.of(requests, requests), pageSize);
    return counter.mayGoOn(first) && fits(requests) && counter.isLongerThan(rows, filters);
  }

  /** Whether the statement may send so many further requests. */
  private boolean fits(long requests) {
    return requests <= counter.requestsLeft();
  }

  /** The documented groups; empty if jobs are in others, or move while they are counted. */
  private Optional<Map<List<String>, Long>> summed(
      List<Equality> filters, List<List<Equality>> groups, long whole) throws SQLException {
    Map<List<String>, Long> counts = new LinkedHashMap<>();
    long sum = 0;
    for (List<List<Equality>> stage : stages(groups)) {
      List<OptionalLong> lengths = counter.counts(stage, concurrency);
      for (int i = 0; i < stage.size(); i++) {
        if (lengths.get(i).isEmpty()) {
          return Optional.empty();
        }
        long length = lengths.get(i).getAsLong();
        if (length > 0) {
          counts.put(key(stage.get(i)), length);
        }
        sum += length;
      }
    }
    return sum == whole && counter.isLength(filters, whole)
        ? Optional.of(counts)
        : Optional.empty();
  }

  /** The groups that may be counted at the same time, one such list after another. */
  private static List<List<List<Equality>>> stages(List<List<Equality>> groups) {
    List<List<List<Equality>>> stages = new ArrayList<>();
    for (List<Equality> group : groups) {
      stages.stream()
          .filter(stage -> Streams.areApart(stage.get(0), group))
          .findFirst()
          .orElseGet(
              () -> {
                List<List<Equality>> stage = new ArrayList<>();
                stages.add(stage);
                return stage;
              })
          .add(group);
    }
    return stages;
  }

  /** The filters of each group, by the order of a job's life. */
  private List<List<Equality>> groups(List<Equality> filters) {
    List<List<Equality>> groups = List.of(filters);
    for (JobColumn column : request.groupBy()) {
      if (filters.stream().anyMatch(filter -> filter.column() == column)) {
        continue;
      }
      List<List<Equality>> finer = new ArrayList<>();
      for (List<Equality> group : groups) {
        for (String value : column.documentedValues()) {
          List<Equality> more = new ArrayList<>(group);
          more.add(new Equality(column, value));
          finer.add(more);
        }
      }
      groups = finer;
    }
    return groups;
  }

  private List<String> key(List<Equality> group) {
    return request.groupBy().stream()
        .map(
            column ->
                group.stream()
                    .filter(equality -> equality.column() == column)
                    .map(Equality::value)
                    .findAny()
                    .orElseThrow())
        .toList();
  }

  private Map<List<String>, Long> read() throws SQLException {
    RowBatches jobs =
        reading.apply(
            new BoundList(request.groupBy(), request.condition(), 0, ExecutionContext.ALL_ROWS));
    Map<List<String>, Long> counts = new LinkedHashMap<>();
    if (request.groupBy().isEmpty()) {
      counts.put(List.of(), 0L);
    }
    while (!jobs.ended()) {
      List<@Nullable Object[]> batch = jobs.next();
      jobs.askAhead();
      for (@Nullable Object[] job : batch) {
        counts.merge(
            request.groupBy().stream()
                .map(column -> String.valueOf(job[layout.indexOf(column)]))
                .toList(),
            1L,
            Long::sum);
      }
    }
    return counts;
  }
}
