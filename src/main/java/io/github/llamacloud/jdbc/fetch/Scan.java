package io.github.llamacloud.jdbc.fetch;

import io.github.llamacloud.jdbc.error.Failures;
import io.github.llamacloud.jdbc.jobs.JobColumn;
import io.github.llamacloud.jdbc.jobs.ListRequest;
import io.github.llamacloud.jdbc.jobs.ListRequest.Filter;
import io.github.llamacloud.jdbc.json.Page;
import java.net.HttpURLConnection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads one bound request page by page: where to ask next, which rows count, and when the list has
 * ended. Used by one thread.
 */
final class Scan {
  /** Pages in a row without a new job, after which the service is taken to repeat itself. */
  private static final int STALLED_AT_MOST = 3;

  /** Asks the service for one page of the list with these filters. */
  interface Pages {
    /** A page of the rows that are asked for. */
    Page read(List<Filter> sent, long offset, int limit) throws SQLException;

    /** A page that only tells how the service behaves. */
    Page probe(List<Filter> sent, long offset, int limit) throws SQLException;
  }

  private final ListRequest request;
  private final List<JobColumn> layout;
  private final Pages pages;
  private final int pageSize;
  private final ParameterTrust trust;
  private final OffsetProof proof;
  private final int idSlot;
  private final List<Filter> sent;
  private final boolean comparesHere;

  private IdSet ids = new IdSet();
  private OffsetPolicy policy;
  private boolean fullPages;
  private long offset;
  private long toSkip;
  private long wanted;
  private boolean rowsReturned;
  private @Nullable String firstId;
  private @Nullable String lastId;
  private int largestPage;
  private int stalledPages;
  private boolean ended;

  Scan(
      ListRequest request,
      List<JobColumn> layout,
      Pages pages,
      int pageSize,
      ParameterTrust trust) {
    this.request = request;
    this.layout = layout;
    this.pages = pages;
    this.pageSize = pageSize;
    this.trust = trust;
    this.proof = new OffsetProof(pages, layout, pageSize, trust);
    this.idSlot = layout.indexOf(JobColumn.ID);
    this.sent = request.filters().stream().filter(ListQuery::isSent).toList();
    this.comparesHere = sent.size() < request.filters().size();
    this.fullPages = comparesHere;
    this.policy =
        comparesHere
            ? OffsetPolicy.SKIPPED_HERE
            : OffsetPolicy.of(sent, request.skippedRows(), pageSize, trust);
    begin();
  }

  private void begin() {
    ids = new IdSet();
    boolean skippedHere = policy == OffsetPolicy.SKIPPED_HERE;
    offset = skippedHere ? 0 : request.skippedRows();
    toSkip = skippedHere ? request.skippedRows() : 0;
    wanted = request.maxRows();
    firstId = null;
    lastId = null;
    largestPage = 0;
    stalledPages = 0;
    ended = wanted == 0;
  }

  boolean ended() {
    return ended;
  }

  /**
   * Reads the next page and returns the rows that it adds, maybe none. Not to be called at the end.
   */
  List<@Nullable Object[]> readPage() throws SQLException {
    int limit = fullPages ? pageSize : (int) Math.min(pageSize, saturatedAdd(toSkip, wanted));
    Page page = pages.read(sent, offset, limit);
    if (showsIgnoredFilter(page)) {
      fullPages = true;
      if (policy != OffsetPolicy.SKIPPED_HERE && request.skippedRows() > 0) {
        restart();
        return List.of();
      }
    }
    if (policy == OffsetPolicy.PROVED_FIRST && firstId == null && !page.rows().isEmpty()) {
      if (!proof.holds(sent, offset)) {
        restart();
        return List.of();
      }
    }
    List<@Nullable Object[]> rows = newRows(page, limit);
    rowsReturned |= !rows.isEmpty();
    ended |= wanted == 0;
    offset += page.rows().size();
    return rows;
  }

  /** The sum, or the largest number if it is larger. */
  static long saturatedAdd(long a, long b) {
    return a > Long.MAX_VALUE - b ? Long.MAX_VALUE : a + b;
  }

  private boolean showsIgnoredFilter(Page page) {
    boolean shown = false;
    for (Filter filter : sent) {
      if (!page.rows().stream().allMatch(row -> passes(filter, row))) {
        trust.refute(ListQuery.parameterName(filter));
        shown = true;
      }
    }
    return shown;
  }

  private boolean passes(Filter filter, @Nullable Object[] row) {
    return filter.value().equals(row[layout.indexOf(filter.column())]);
  }

  /** The service skipped other rows than it should have. */
  private void restart() throws SQLException {
    if (rowsReturned) {
      throw Failures.contractBroken(
          "The service ignores a filter ("
              + request.filters()
              + "): it has skipped the wrong rows for OFFSET, and some rows were returned already."
              + " Run the statement without OFFSET.",
          HttpURLConnection.HTTP_OK,
          null);
    }
    policy = OffsetPolicy.SKIPPED_HERE;
    begin();
  }

  private List<@Nullable Object[]> newRows(Page page, int limit) throws SQLException {
    List<@Nullable Object[]> rows = new ArrayList<>();
    int newJobs = 0;
    for (@Nullable Object[] row : page.rows()) {
      if (!ids.add(id(row))) {
        continue;
      }
      newJobs++;
      if (!request.filters().stream().allMatch(filter -> passes(filter, row))) {
        continue;
      }
      if (toSkip > 0) {
        toSkip--;
      } else if (wanted > 0) {
        wanted--;
        rows.add(row);
      }
    }
    ended = isLast(page, limit, newJobs);
    if (firstId != null) {
      checkProgress(page, newJobs);
    }
    if (!page.rows().isEmpty()) {
      firstId = firstId == null ? id(page.rows().get(0)) : firstId;
      lastId = id(page.rows().get(page.rows().size() - 1));
      largestPage = Math.max(largestPage, page.rows().size());
    }
    return rows;
  }

  private String id(@Nullable Object[] row) {
    return String.valueOf(row[idSlot]);
  }

  /**
   * An empty page ends the list, and no hint does. A short page may have been cut, unless it is the
   * end of the page before once more, which new jobs pushed down the list.
   */
  private boolean isLast(Page page, int limit, int newJobs) {
    int size = page.rows().size();
    return size == 0
        || (newJobs == 0
            && size < limit
            && size < largestPage
            && id(page.rows().get(size - 1)).equals(lastId));
  }

  /**
   * Jobs that an earlier page had were pushed down by new ones, or the service does not heed the
   * offset. Several pages without a new job are more than the former explains.
   */
  private void checkProgress(Page page, int newJobs) throws SQLException {
    stalledPages = newJobs > 0 || ended ? 0 : stalledPages + 1;
    if (newJobs == page.rows().size()) {
      trust.confirm(ParameterTrust.OFFSET);
    } else if (stalledPages == STALLED_AT_MOST || !proof.offsetIsHeeded(sent)) {
      throw Failures.contractBroken(
          "The list makes no progress: at offset "
              + offset
              + " the service returns jobs that it has returned before.",
          HttpURLConnection.HTTP_OK,
          null);
    }
  }
}
