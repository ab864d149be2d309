package io.github.llamacloud.jdbc.fetch;

import io.github.llamacloud.jdbc.error.Failures;
import io.github.llamacloud.jdbc.jobs.Equality;
import io.github.llamacloud.jdbc.jobs.JobColumn;
import io.github.llamacloud.jdbc.json.Page;
import java.net.HttpURLConnection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads one list page by page: where to ask next, which jobs are new, and when it has ended. Used
 * by one thread.
 */
final class Scan {
  /** Pages in a row without a new job, after which the service is taken to repeat itself. */
  private static final int STALLED_AT_MOST = 3;

  private final List<Equality> sent;
  private final long start;
  private final List<JobColumn> layout;
  private final Pages pages;
  private final int pageSize;
  private final Experience experience;
  private final ParameterProof proof;
  private final int idSlot;
  private final IdSet ids = new IdSet();

  private long offset;
  private boolean filterIgnored;
  private @Nullable Pending<Page> ahead;
  private int limitAhead;
  private @Nullable String lastId;
  private int largestPage;
  private int stalledPages;
  private boolean ended;

  /**
   * @param sent the filters of the list
   * @param start where to begin
   */
  Scan(
      List<Equality> sent,
      long start,
      List<JobColumn> layout,
      Pages pages,
      int pageSize,
      Experience experience) {
    this.sent = sent;
    this.start = start;
    this.offset = start;
    this.layout = layout;
    this.pages = pages;
    this.pageSize = pageSize;
    this.experience = experience;
    this.proof = new ParameterProof(pages, layout, pageSize, experience);
    this.idSlot = layout.indexOf(JobColumn.ID);
  }

  boolean ended() {
    return ended;
  }

  /** Whether the service skips rows, so that rows of other jobs would show too late. */
  boolean skipsRows() {
    return start > 0;
  }

  /** Whether a row came that a sent filter excludes. */
  boolean isFilterIgnored() {
    return filterIgnored;
  }

  /** Whether the service is seen to heed all that was sent for the rows read so far. */
  boolean isProved() throws SQLException {
    return lastId == null
        || (!filterIgnored && proof.isOffsetHeeded(sent) && proof.areFiltersHeeded(sent, start));
  }

  /** Asks for the next page already. */
  void askAhead(long most) throws SQLException {
    if (ahead == null && !ended) {
      limitAhead = (int) Math.min(pageSize, most);
      ahead = pages.start(sent, offset, limitAhead);
    }
  }

  /**
   * Reads the next page. Not to be called at the end.
   *
   * @param most rows that are of use
   * @return its rows that no earlier page had
   */
  List<@Nullable Object[]> readPage(long most) throws SQLException {
    askAhead(most);
    Pending<Page> asked = ahead;
    ahead = null;
    if (asked == null) {
      return List.of();
    }
    Page page = asked.await();
    noteIgnoredFilters(page);
    List<@Nullable Object[]> rows = new ArrayList<>();
    for (@Nullable Object[] row : page.rows()) {
      if (ids.add(id(row))) {
        rows.add(row);
      }
    }
    ended = isLast(page, limitAhead, rows.size());
    if (lastId != null) {
      checkProgress(page, rows.size());
    }
    if (!page.rows().isEmpty()) {
      lastId = id(page.rows().get(page.rows().size() - 1));
      largestPage = Math.max(largestPage, page.rows().size());
    }
    offset += page.rows().size();
    if (offset == start + pageSize && !ended) {
      checkBudget(page, most - pageSize);
    }
    return rows;
  }

  /**
   * A total that the requests left cannot reach is a reason to look; a row beyond their reach is
   * one to fail now rather than at the last of them.
   */
  private void checkBudget(Page page, long needed) throws SQLException {
    long left = pages.requestsLeft();
    if (left == 0 || left > ParameterProof.BEYOND_THE_END) {
      return;
    }
    long reach = left * pageSize;
    if (needed > reach
        && page.totalSize().orElse(0) > offset + reach
        && !pages.probe(sent, offset + reach, 1).rows().isEmpty()) {
      throw pages.budgetExceeded();
    }
  }

  private void noteIgnoredFilters(Page page) {
    for (Equality filter : sent) {
      int slot = layout.indexOf(filter.column());
      if (!page.rows().stream().allMatch(row -> filter.value().equals(row[slot]))) {
        experience.refute(ListQuery.parameterName(filter));
        filterIgnored = true;
      }
    }
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
      experience.confirm(Experience.OFFSET);
    } else if (stalledPages == STALLED_AT_MOST || !proof.isOffsetHeeded(sent)) {
      throw Failures.contractBroken(
          "The list makes no progress: at offset "
              + offset
              + " the service returns jobs that it has returned before.",
          HttpURLConnection.HTTP_OK,
          null);
    }
  }
}
