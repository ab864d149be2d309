package io.github.llamacloud.jdbc.fetch;

import io.github.llamacloud.jdbc.error.Failures;
import io.github.llamacloud.jdbc.jobs.Equality;
import io.github.llamacloud.jdbc.jobs.JobColumn;
import io.github.llamacloud.jdbc.json.JobKey;
import io.github.llamacloud.jdbc.json.Orders;
import io.github.llamacloud.jdbc.json.Page;
import java.net.HttpURLConnection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads one list so that every job which is there all the time is met, however the list moves
 * meanwhile: a run from its beginning to its end, and, if that took more than one page, checks of
 * its head until one of them meets a known row in its first page. Further pages of the first run
 * are asked for ahead while they come as expected. Used by one thread.
 */
final class Scan {
  private static final String NO_ORDER =
      "The service lists the jobs in no order of created_at, updated_at or id: those that did not"
          + " change while they were read are all returned once, a changed one may be missing.";

  /** Pages in a row without a job that is new to the run. */
  private static final int STALLED_AT_MOST = 20;

  /** Pages after which it is asked whether the list has an end at all. */
  private static final int DOUBTFUL_AFTER = 2000;

  /** Runs of one scan: each says that the list moved faster than it was read. */
  private static final int RUNS_AT_MOST = 16;

  private final List<Equality> sent;
  private final long start;
  private final List<JobColumn> layout;
  private final Pages pages;
  private final int pageSize;
  private final Experience experience;
  private final ParameterProof proof;
  private final EndProbe endProbe;
  private final SeenJobs seen = new SeenJobs();
  private final RunNumbers numbers = new RunNumbers();

  private Run run;
  private final Ahead<PageRange, Page> ahead;
  private final Foresight foresight = new Foresight();
  private boolean filterIgnored;
  private boolean rowsRead;
  private boolean cutsSeen;
  private int repeatedPages;
  private int stalledPages;
  private int pagesRead;
  private Orders orders = Orders.ANY;
  private boolean ended;

  /**
   * @param sent the filters of the list
   * @param start where to begin
   * @param pageSize at least {@link Overlap#PAGE_SIZE_AT_LEAST}
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
    this.layout = layout;
    this.pages = pages;
    this.pageSize = pageSize;
    this.experience = experience;
    this.proof = new ParameterProof(pages, layout, pageSize, experience);
    this.endProbe = new EndProbe(pages, sent, pageSize);
    this.ahead = new Ahead<>(pages, (range, early) -> pages.start(sent, range, early));
    this.run = newRun(0, false);
  }

  private Run newRun(int longest, boolean endsAtKnownRow) {
    return new Run(
        seen, numbers, start, pageSize, longest, experience.arePagesCut(), endsAtKnownRow);
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
    return !rowsRead
        || (!filterIgnored && proof.isOffsetHeeded(sent) && proof.areFiltersHeeded(sent, start));
  }

  /**
   * Asks for the next page, since it will be waited for.
   *
   * @param most rows that are of use
   */
  void demand(long most) throws SQLException {
    run.ask(most);
    ahead.demand(new PageRange(run.offset(), run.limit()));
  }

  /**
   * Asks for the next page and for those behind it as far as they will be needed and there may be
   * more requests.
   *
   * @param most rows that are of use
   * @return whether at least the next page is asked for
   */
  boolean askAhead(long most) throws SQLException {
    if (ended || most <= 0) {
      return true;
    }
    if (ahead.size() == 0) {
      if (!run.isBeginning() && !run.isSteady()) {
        // Most likely the list ends here, and what is left are checks.
        return false;
      }
      run.ask(most);
      if (!ahead.ask(new PageRange(run.offset(), run.limit()))) {
        return false;
      }
    }
    int known = ahead.size() - 1;
    List<PageRange> expected = run.expected(most, foresight.window() - 1);
    for (PageRange range : expected.subList(Math.min(known, expected.size()), expected.size())) {
      int size = Math.min(range.limit(), run.longest());
      if (isShortPageThere() || !foresight.isLikely(range, size) || !ahead.ask(range)) {
        break;
      }
    }
    return true;
  }

  /** Whether there most likely is nothing behind what was asked for. */
  private boolean isShortPageThere() {
    return ahead.hasAnswer(page -> page.keys().size() < run.longest());
  }

  /** Gives up what was asked for. */
  void drop() {
    ahead.drop();
  }

  /**
   * Reads the next page. Not to be called at the end.
   *
   * @param most rows that are of use
   * @return its rows that no earlier page had
   * @throws SQLException 40001 if the list moves faster than it can be read, 58030 if the service
   *     repeats itself
   */
  List<@Nullable Object[]> readPage(long most) throws SQLException {
    Ahead.Answer<Page> answer = nextAnswer(most);
    Page page = answer.value();
    boolean stale = run.isStale(answer.requestedAt());
    run.answered(answer.answeredAt());
    noteIgnoredFilters(page);
    List<@Nullable Object[]> rows = newRows(page);
    checkOffset(page.keys(), rows.size());
    repeatedPages = run.isRepeated(page) ? repeatedPages + 1 : 0;
    int runs = numbers.count();
    long offset = run.offset();
    int fresh = run.take(page, stale);
    if (numbers.count() > runs || run.isSteppingBack()) {
      RequestLog.repair(sent, offset, run.isSteppingBack() ? Repair.STEP_BACK : Repair.NEW_RUN);
    }
    if (numbers.count() > runs) {
      endProbe.forget();
    }
    boolean nearer = endProbe.note(run);
    if (run.isEndInDoubt()) {
      run.settleEnd(endProbe.isEnd(run, start + run.rowsRead()));
    }
    rowsRead |= !page.keys().isEmpty();
    foresight.read(page, start + run.rowsRead());
    if (run.ended()) {
      endRun();
    }
    checkProgress((fresh > 0 || nearer) && numbers.count() == runs);
    noteOrder(page, !rows.isEmpty());
    checkEnd();
    if (numbers.count() == 1 && run.pages() == 1 && run.rowsRead() == pageSize && !ended) {
      checkBudget(page, most - pageSize);
    }
    return rows;
  }

  /** The answer to what is asked for next; a stale one that does not join is asked for again. */
  private Ahead.Answer<Page> nextAnswer(long most) throws SQLException {
    demand(most);
    if (pagesRead > 0) {
      foresight.readOn();
    }
    askAhead(most);
    Ahead.Answer<Page> answer = ahead.await();
    if (!run.isStale(answer.requestedAt()) || run.isOfUse(answer.value())) {
      return answer;
    }
    RequestLog.repair(sent, run.offset(), Repair.STALE_PAGE);
    run.repair();
    ahead.drop();
    demand(most);
    return ahead.await();
  }

  /** Rows that were not read before; a page shows them whether it joins others or not. */
  private List<@Nullable Object[]> newRows(Page page) {
    List<JobKey> ids = page.keys();
    List<@Nullable Object[]> rows = new ArrayList<>(ids.size());
    for (int i = 0; i < ids.size(); i++) {
      if (seen.mark(ids.get(i)) == SeenJobs.UNSEEN) {
        seen.put(ids.get(i), SeenJobs.mark(RunNumbers.NONE, page.fingerprints().get(i)));
        rows.add(page.rows().get(i));
      }
    }
    return rows;
  }

  private void endRun() {
    ahead.drop();
    numbers.setComplete(run.number());
    cutsSeen |= run.hasSeenCuts();
    if (cutsSeen) {
      experience.pagesAreCut();
    }
    ended = start > 0 || run.isSnapshot();
    endProbe.forget();
    if (!ended) {
      run = newRun(run.longest(), true);
    }
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
    long reach = left * (pageSize - Overlap.of(pageSize, pageSize));
    long end = start + pageSize;
    if (needed > reach
        && page.totalSize().orElse(0) > end + reach
        && !pages.probe(sent, end + reach, 1).rows().isEmpty()) {
      throw pages.budgetExceeded();
    }
  }

  /**
   * Pages overlap, so that any two rows next to each other are in one of them. Where jobs are in
   * none of the orders in which changed ones stay or move to an end, they may move to anywhere.
   */
  private void noteOrder(Page page, boolean newRows) {
    orders = orders.and(page.orders());
    if (orders.areNone() && newRows && pagesRead > 0 && start == 0) {
      pages.warn(NO_ORDER);
    }
  }

  /** Who makes up rows for every offset would be read for ever; a budget ends that by itself. */
  private void checkEnd() throws SQLException {
    pagesRead++;
    if (pagesRead == DOUBTFUL_AFTER
        && !ended
        && pages.requestsLeft() == Long.MAX_VALUE
        && !pages.probe(sent, ParameterProof.BEYOND_THE_END, 1).rows().isEmpty()) {
      throw Failures.contractBroken(
          "The list has no end: the service returns jobs at offset "
              + ParameterProof.BEYOND_THE_END
              + ", too.",
          HttpURLConnection.HTTP_OK,
          null);
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

  /**
   * A page that does not begin where it should was moved by jobs that came or went, or the service
   * does not heed the offset.
   */
  private void checkOffset(List<JobKey> ids, int newJobs) throws SQLException {
    if (run.offset() == start || ids.isEmpty()) {
      return;
    }
    boolean inPlace = run.isInPlace(ids);
    if (inPlace ? run.advance() > 1 : newJobs == ids.size()) {
      experience.confirm(Experience.OFFSET);
    } else if (!inPlace && !proof.isOffsetHeeded(sent)) {
      throw noProgress("jobs that it has returned before");
    }
  }

  /**
   * A list that grew by many pages has nothing new on as many; a service that repeats itself too.
   */
  private void checkProgress(boolean progress) throws SQLException {
    stalledPages = progress || ended ? 0 : stalledPages + 1;
    if (stalledPages < STALLED_AT_MOST && (numbers.count() <= RUNS_AT_MOST || ended)) {
      return;
    }
    if (repeatedPages > STALLED_AT_MOST / 2) {
      throw noProgress("jobs that it has returned before");
    }
    if (run.longest() == 1) {
      throw noProgress("one job, however many are asked for, so that no two answers can be joined");
    }
    throw Failures.listMoved(
        "The list changes faster than it can be read. Run the statement again, with a larger"
            + " pageSize or with a condition that is sent (status, job_type, directory_id).");
  }

  private SQLException noProgress(String returned) {
    return Failures.contractBroken(
        "The list makes no progress: at offset "
            + run.offset()
            + " the service returns "
            + returned
            + ".",
        HttpURLConnection.HTTP_OK,
        null);
  }
}
