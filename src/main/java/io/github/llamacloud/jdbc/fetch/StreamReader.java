package io.github.llamacloud.jdbc.fetch;

import io.github.llamacloud.jdbc.error.Failures;
import io.github.llamacloud.jdbc.jobs.BoundList;
import io.github.llamacloud.jdbc.jobs.Equality;
import io.github.llamacloud.jdbc.jobs.ExecutionContext;
import io.github.llamacloud.jdbc.jobs.JobColumn;
import io.github.llamacloud.jdbc.json.JobKey;
import java.net.HttpURLConnection;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads a request from the lists that hold its jobs, one after the other: every job once, compared
 * with the condition again. Lists between which no job moves are asked for at the same time.
 */
final class StreamReader implements RowBatches {
  private final BoundList request;
  private final List<JobColumn> layout;
  private final Pages pages;
  private final int pageSize;
  private final Experience experience;
  private final int idSlot;
  private final List<List<Equality>> streams;

  private final Deque<Scan> scans = new ArrayDeque<>();

  /** Those returned so far, where there are several lists. */
  private SeenJobs jobs = new SeenJobs();

  private JobKey.@Nullable Maker keys;
  private OffsetPolicy policy;
  private boolean fullPages;
  private long toSkip;
  private long wanted;
  private int opened;
  private boolean rowsReturned;

  StreamReader(
      BoundList request, List<JobColumn> layout, Pages pages, int pageSize, Experience experience) {
    this.request = request;
    this.layout = layout;
    this.pages = pages;
    this.pageSize = pageSize;
    this.experience = experience;
    this.idSlot = layout.indexOf(JobColumn.ID);
    this.streams = request.limit() == 0 ? List.of() : Streams.of(request.condition()).filters();
    this.policy = policy(request, streams, pageSize, experience);
    begin();
  }

  /** An offset is sent only if there is one list, which holds nothing else. */
  private static OffsetPolicy policy(
      BoundList request, List<List<Equality>> streams, int pageSize, Experience experience) {
    return streams.size() == 1 && Streams.isExact(streams.get(0), request.condition())
        ? OffsetPolicy.of(
            streams.get(0).stream().map(ListQuery::parameterName).toList(),
            request.offset(),
            pageSize,
            experience)
        : OffsetPolicy.SKIPPED_HERE;
  }

  private void begin() {
    jobs = new SeenJobs();
    toSkip = policy == OffsetPolicy.SKIPPED_HERE ? request.offset() : 0;
    wanted = request.limit();
    opened = 0;
    dropAll();
    openNext();
  }

  private void openNext() {
    if (opened < streams.size()) {
      scans.add(
          new Scan(
              streams.get(opened++),
              policy == OffsetPolicy.SKIPPED_HERE ? 0 : request.offset(),
              layout,
              pages,
              pageSize,
              experience));
    }
  }

  private void dropAll() {
    scans.forEach(Scan::drop);
    scans.clear();
  }

  @Override
  public boolean ended() {
    return scans.isEmpty();
  }

  @Override
  public List<@Nullable Object[]> next() throws SQLException {
    Scan scan = scans.element();
    int stream = opened - scans.size();
    fullPages |= !Streams.isExact(streams.get(stream), request.condition());
    scan.demand(most());
    openAhead();
    List<@Nullable Object[]> candidates = scan.readPage(most());
    fullPages |= scan.isFilterIgnored();
    if (skippedWrongly(scan)) {
      restart();
      return List.of();
    }
    List<@Nullable Object[]> rows = selected(candidates);
    rowsReturned |= !rows.isEmpty();
    if (wanted == 0) {
      dropAll();
    } else if (scan.ended()) {
      scans.remove();
      if (isWholeList(streams.get(stream))) {
        dropAll();
      } else if (scans.isEmpty()) {
        openNext();
      }
    }
    return rows;
  }

  private long most() {
    return fullPages ? Long.MAX_VALUE : saturatedAdd(toSkip, wanted);
  }

  /** The sum, or the largest number if it is larger. */
  static long saturatedAdd(long a, long b) {
    return a > Long.MAX_VALUE - b ? Long.MAX_VALUE : a + b;
  }

  /** Asks the next lists for their beginnings; under a limit they may never be needed. */
  private void openAhead() throws SQLException {
    if (request.limit() != ExecutionContext.ALL_ROWS) {
      return;
    }
    boolean asked = true;
    for (Scan later : scans) {
      asked = later == scans.peek() || later.askAhead(most());
    }
    while (asked
        && opened < streams.size()
        && Streams.areApart(streams.get(opened - 1), streams.get(opened))) {
      openNext();
      asked = scans.getLast().askAhead(most());
    }
  }

  @Override
  public void askAhead() throws SQLException {
    Scan scan = scans.peek();
    if (scan != null) {
      scan.askAhead(most());
    }
  }

  private boolean skippedWrongly(Scan scan) throws SQLException {
    if (!scan.skipsRows()) {
      return false;
    }
    if (policy == OffsetPolicy.PROVED_FIRST && !rowsReturned) {
      return !scan.isProved();
    }
    return scan.isFilterIgnored();
  }

  /** The service skipped other rows than it should have. */
  private void restart() throws SQLException {
    if (rowsReturned) {
      throw Failures.contractBroken(
          "The service ignores a filter ("
              + request.condition()
              + "): it has skipped the wrong rows for OFFSET, and some rows were returned already."
              + " Run the statement without OFFSET.",
          HttpURLConnection.HTTP_OK,
          null);
    }
    policy = OffsetPolicy.SKIPPED_HERE;
    begin();
  }

  private List<@Nullable Object[]> selected(List<@Nullable Object[]> candidates) {
    List<@Nullable Object[]> rows = new ArrayList<>();
    for (@Nullable Object[] row : candidates) {
      if (wanted == 0
          || !request.condition().isMetBy(column -> row[layout.indexOf(column)])
          || !(streams.size() == 1 || isNew(row))) {
        continue;
      }
      if (toSkip > 0) {
        toSkip--;
      } else {
        wanted--;
        rows.add(row);
      }
    }
    return rows;
  }

  private boolean isNew(@Nullable Object[] row) {
    if (keys == null) {
      keys = new JobKey.Maker();
    }
    return jobs.put(keys.of(String.valueOf(row[idSlot])), SeenJobs.mark(1, 0)) == SeenJobs.UNSEEN;
  }

  /** Where all filters are ignored, one list was all of them. */
  private boolean isWholeList(List<Equality> stream) {
    return stream.stream().map(ListQuery::parameterName).allMatch(experience::isRefuted);
  }
}
