package io.github.llamacloud.jdbc.fetch;

import io.github.llamacloud.jdbc.error.Failures;
import io.github.llamacloud.jdbc.jobs.JobColumn;
import io.github.llamacloud.jdbc.jobs.ListRequest;
import io.github.llamacloud.jdbc.json.Page;
import java.net.HttpURLConnection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads one bound request page by page: where to ask next, which rows count, and when the list has
 * ended (API.md section 1). Used by one thread.
 */
final class Scan {
  /** The service's default page size, hence the likeliest size of a page cut silently. */
  private static final int DEFAULT_LIMIT = 50;

  /** Pages in a row without a new job, after which the service is taken to repeat itself. */
  private static final int STALLED_AT_MOST = 3;

  /** Asks the service for one page. */
  interface Pages {
    Page read(long offset, int limit) throws SQLException;
  }

  private final ListRequest request;
  private final Pages pages;
  private final int pageSize;
  private final LongestPage longestPage;
  private final int idSlot;
  private final List<Comparison> comparisons;

  private IdSet ids = new IdSet();
  private boolean offsetSent;
  private boolean fullPages;
  private long offset;
  private long toSkip;
  private long wanted;
  private boolean rowsReturned;
  private @Nullable String firstId;
  private int largestPage;
  private int stalledPages;
  private boolean ended;

  Scan(
      ListRequest request,
      List<JobColumn> layout,
      Pages pages,
      int pageSize,
      LongestPage longestPage) {
    this.request = request;
    this.pages = pages;
    this.pageSize = pageSize;
    this.longestPage = longestPage;
    this.idSlot = layout.indexOf(JobColumn.ID);
    this.comparisons =
        request.filters().stream()
            .map(
                filter ->
                    new Comparison(
                        layout.indexOf(filter.column()), filter.value(), ListQuery.isSent(filter)))
            .toList();
    boolean comparesHere = comparisons.stream().anyMatch(comparison -> !comparison.sent());
    begin(!comparesHere);
    this.fullPages = comparesHere;
  }

  /** What one filter demands of a row. */
  private record Comparison(int slot, String value, boolean sent) {
    boolean holds(@Nullable Object[] row) {
      return value.equals(row[slot]);
    }
  }

  /** An offset is sent only if the service filters all that it skips. */
  private void begin(boolean sendOffset) {
    ids = new IdSet();
    offsetSent = sendOffset && request.skippedRows() > 0;
    offset = sendOffset ? request.skippedRows() : 0;
    toSkip = sendOffset ? 0 : request.skippedRows();
    wanted = request.maxRows();
    firstId = null;
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
    int limit = fullPages ? pageSize : (int) Math.min(pageSize, wanted);
    Page page = pages.read(offset, limit);
    if (showsIgnoredFilter(page)) {
      fullPages = true;
      if (offsetSent) {
        restart();
        return List.of();
      }
    }
    List<@Nullable Object[]> rows = newRows(page);
    rowsReturned |= !rows.isEmpty();
    ended = wanted == 0 || isLast(page, limit);
    offset += page.rows().size();
    largestPage = Math.max(largestPage, page.rows().size());
    longestPage.received(page.rows().size());
    return rows;
  }

  private boolean showsIgnoredFilter(Page page) {
    for (Comparison comparison : comparisons) {
      if (comparison.sent() && !page.rows().stream().allMatch(comparison::holds)) {
        return true;
      }
    }
    return false;
  }

  /** The service skipped rows that do not match, so it is unknown which ones should have been. */
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
    begin(false);
  }

  private List<@Nullable Object[]> newRows(Page page) throws SQLException {
    List<@Nullable Object[]> rows = new ArrayList<>();
    boolean progress = false;
    for (@Nullable Object[] row : page.rows()) {
      if (!ids.add(String.valueOf(row[idSlot]))) {
        continue;
      }
      progress = true;
      if (!comparisons.stream().allMatch(comparison -> comparison.holds(row))) {
        continue;
      }
      if (toSkip > 0) {
        toSkip--;
      } else if (wanted > 0) {
        wanted--;
        rows.add(row);
      }
    }
    checkProgress(page, progress);
    return rows;
  }

  /**
   * A page without a new job may be a short tail that new jobs pushed down the list. A page that
   * begins like the first one, or several such pages, is a service that does not heed the offset.
   */
  private void checkProgress(Page page, boolean progress) throws SQLException {
    if (page.rows().isEmpty()) {
      return;
    }
    String beginning = String.valueOf(page.rows().get(0)[idSlot]);
    stalledPages = progress ? 0 : stalledPages + 1;
    if (!progress && (beginning.equals(firstId) || stalledPages == STALLED_AT_MOST)) {
      throw Failures.contractBroken(
          "The list makes no progress: at offset "
              + offset
              + " the service returns jobs that it has returned before.",
          HttpURLConnection.HTTP_OK,
          null);
    }
    if (firstId == null) {
      firstId = beginning;
    }
  }

  /**
   * An empty page ends the list; a short one only with proof that the service did not cut it: the
   * total agrees, or a page this large has been received before. A hint that there is more costs
   * one request, so it is always heeded.
   */
  private boolean isLast(Page page, int limit) {
    int size = page.rows().size();
    if (size == 0) {
      return true;
    }
    if (size >= limit || page.promisesMore()) {
      return false;
    }
    long reached = offset + size;
    if (page.totalSize().isPresent() && page.totalSize().getAsLong() == reached) {
      return !looksCut(size) || longestPage.covers(limit);
    }
    return longestPage.covers(limit) && page.totalSize().orElse(0) <= reached;
  }

  /** A total may be wrong and agree by chance where a service cuts pages. */
  private boolean looksCut(int size) {
    return size == DEFAULT_LIMIT || (largestPage > 0 && size >= largestPage);
  }
}
