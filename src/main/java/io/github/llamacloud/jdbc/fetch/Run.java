package io.github.llamacloud.jdbc.fetch;

import io.github.llamacloud.jdbc.json.JobKey;
import io.github.llamacloud.jdbc.json.Page;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;

/**
 * A chain of pages from where a list begins, each joined to those before by a row that has not
 * changed since one of them showed it. All unchanged jobs before such a row were read. A page that
 * does not join is not noted, and earlier rows are asked for again. Used by one thread.
 *
 * <p>Ends where a page that was asked for after all others shows a known row and nothing behind it.
 * A page that is shorter than asked may have been cut, though not to one row: so after a short page
 * just its last row is asked for again, and is the end if it comes alone. Any other end is in doubt
 * until it was looked behind it.
 *
 * <p>Pages may be asked for ahead, so that one is requested before an earlier one was answered: it
 * is stale. Such a page joins others like any, but it does not show that nothing is missing: not
 * that the list ends, and not that a row is gone.
 */
final class Run {
  /** Lengths of pages in a row that cannot all come from cutting. */
  private static final int LENGTHS_OF_AN_END = 3;

  /** After so many pages, and after each doubling, it is looked whether pages are cut. */
  private static final int DOUBTFUL_PAGES = 8;

  private final SeenJobs seen;
  private final RunNumbers numbers;
  private final long base;
  private final int pageSize;
  private final boolean pagesCut;
  private final boolean endsAtKnownRow;

  private int number;
  private int pages;

  /** Of the latest page what stands behind all known rows, and the page before it. */
  private List<JobKey> behindKnown = List.of();

  private List<JobKey> pageBefore = List.of();

  private boolean ended;

  /** Where the page before ended, and what the next one repeats of it. */
  private long end;

  private int overlap;
  private List<JobKey> before = List.of();
  private boolean beforeWasShort;
  private boolean beforeGotOn;

  private long offset;
  private int limit;
  private boolean steppingBack;
  private long step;
  private int widened;

  private int longest;

  /** What the first page told, and whether another one told something else. */
  private OptionalLong total = OptionalLong.empty();

  private boolean totalsDiffer;

  /** The most rows that the list was seen or said to have before it was read twice. */
  private long furthest;

  /** Of the latest pages in a row that were too short to be cut. */
  private final Set<Integer> shortLengths = new HashSet<>();

  private int shortPages;

  /** Pages shorter than asked that end elsewhere than the one before: one if none is cut. */
  private int shortMoves;

  private boolean endInDoubt;

  /** Pages in a row that were as long as the longest, and shorter than asked. */
  private int doubtfulPages;

  private boolean cutsSeen;

  /** The event at which the latest of the pages was answered, see {@link Ahead}. */
  private long answeredAt;

  /** Whether something did not come as expected, so that no page is worth asking for ahead. */
  private boolean repaired;

  /** Whether a stale page was short, so that no further page is worth asking for ahead. */
  private boolean nearEnd;

  /**
   * @param base where the list begins for this run
   * @param longest the longest page of the scan so far
   * @param pagesCut whether the service was seen to cut pages
   * @param endsAtKnownRow whether the run ends at an unchanged row of a run that is complete
   */
  Run(
      SeenJobs seen,
      RunNumbers numbers,
      long base,
      int pageSize,
      int longest,
      boolean pagesCut,
      boolean endsAtKnownRow) {
    this.seen = seen;
    this.numbers = numbers;
    this.base = base;
    this.pageSize = pageSize;
    this.longest = longest;
    this.pagesCut = pagesCut;
    this.endsAtKnownRow = endsAtKnownRow;
    this.number = numbers.next();
    this.end = base;
    this.offset = base;
  }

  /**
   * Decides what to ask for next.
   *
   * @param most rows that are of use
   */
  void ask(long most) {
    if (steppingBack) {
      limit = pageSize;
      return;
    }
    if (isWholePage(most, overlap) && widened == 0 && !beforeWasShort) {
      overlap = 0;
    }
    offset = end - overlap;
    limit = limit(most, overlap);
    if (endsAtKnownRow && pages == 0 && numbers.isFirstCheck()) {
      limit = Math.min(limit, 2 * Overlap.ofPages(pageSize));
    }
  }

  /** A whole page is left to read: it will most likely be there, and then nothing else counts. */
  private boolean isWholePage(long most, int shared) {
    return most <= pageSize && most + shared > pageSize;
  }

  private int limit(long most, int shared) {
    return (int) Math.min(pageSize, most > pageSize ? most : most + shared);
  }

  /**
   * What will be asked for after {@link #ask what is asked for next}, if that and all that follows
   * come as long as the longest page and nothing moves. Empty if there is no reason to think so.
   *
   * @param most rows that are of use
   * @param count pages at most
   */
  List<PageRange> expected(long most, int count) {
    List<PageRange> ranges = new ArrayList<>();
    if (!isSteady() || (isWholePage(most, overlap) && !beforeWasShort)) {
      return ranges;
    }
    long left = most;
    long reached = end;
    int shared = overlap;
    int doubtful = doubtfulPages;
    boolean whole = false;
    for (int i = 0; i <= count && left > 0 && !whole; i++) {
      PageRange next = new PageRange(reached - shared, limit(left, shared));
      if (i > 0) {
        ranges.add(next);
      }
      int size = Math.min(next.limit(), longest);
      left = left == Long.MAX_VALUE ? left : left - (size - shared);
      reached = next.offset() + size;
      doubtful = size < next.limit() ? doubtful + 1 : 0;
      shared = (int) Math.min(overlap(size, doubtful, 0), reached - base);
      whole = doubtful == 0 && isWholePage(left, shared);
    }
    return ranges;
  }

  /** Whether nothing of the list was read yet. */
  boolean isBeginning() {
    return pages == 0 && !repaired && !endsAtKnownRow;
  }

  /** Whether the pages so far are all as long, so that further ones may be. */
  boolean isSteady() {
    return pages > 0
        && !repaired
        && !nearEnd
        && !ended
        && !endsAtKnownRow
        && before.size() == longest
        && longest > 1
        && (!beforeWasShort || doubtfulPages > 1);
  }

  /** Whether a page was requested before all those that it follows were answered. */
  boolean isStale(long requestedAt) {
    return requestedAt < answeredAt;
  }

  /**
   * Whether a stale page is of use: it joins. Its rows are as good as those of a fresh one; only
   * where the list ends is not to be seen from it. That one which does not join is asked for again
   * only saves requests: it would not be taken, and stepping back asks for more.
   */
  boolean isOfUse(Page stale) {
    List<JobKey> ids = stale.keys();
    if (ids.size() <= 1) {
      return false;
    }
    for (int i = 0; i < ids.size(); i++) {
      if (isAnchor(ids.get(i), stale.fingerprints().get(i))) {
        return true;
      }
    }
    return false;
  }

  /** A page that was asked for ahead was no use. */
  void repair() {
    repaired = true;
  }

  /** Notes when a page was answered. */
  void answered(long event) {
    answeredAt = Math.max(answeredAt, event);
  }

  long offset() {
    return offset;
  }

  int limit() {
    return limit;
  }

  /** Whether the latest page did not join, so that earlier rows are asked for. */
  boolean isSteppingBack() {
    return steppingBack;
  }

  /** Whether the list was read to its end, or to a row before which nothing can be unread. */
  boolean ended() {
    return ended;
  }

  /** Whether the latest page seems to be the end of the list, but may have been cut. */
  boolean isEndInDoubt() {
    return endInDoubt && !ended;
  }

  /** Decides about an end that was in doubt. If it is none, what spoke for it is forgotten. */
  void settleEnd(boolean isEnd) {
    endInDoubt = false;
    ended = isEnd;
    if (!isEnd) {
      noEnd();
      overlap = (int) Math.min(nextOverlap(before.size()), end - base);
    }
  }

  /** Rows of the latest page. */
  int pageRows() {
    return before.size();
  }

  /**
   * Rows of the latest page that stand behind all known ones, without those that the page before
   * had. Empty if earlier rows were asked for.
   */
  List<JobKey> rowsBehind() {
    Set<JobKey> known = new HashSet<>(pageBefore);
    return behindKnown.stream().filter(id -> !known.contains(id)).toList();
  }

  /** Where the latest page began. */
  long latestOffset() {
    return end - before.size();
  }

  /** The rows of the latest page. */
  List<JobKey> latest() {
    return before;
  }

  /** Where the last row of the latest page is in a page, negative if it is not. */
  int placeOfLast(Page page) {
    return before.isEmpty() ? -1 : page.keys().indexOf(before.get(before.size() - 1));
  }

  /** Whether these are one row of the run, unchanged: then nothing is behind it. */
  boolean isKnownRowAlone(Page page) {
    return page.keys().size() == 1 && isAnchor(page.keys().get(0), page.fingerprints().get(0));
  }

  /** Whether one answer was all of it, or all that a check of the head needs. */
  boolean isSnapshot() {
    return pages <= 1;
  }

  int number() {
    return number;
  }

  /** Rows between the beginnings of the page before and the next one where nothing moves. */
  int advance() {
    return before.size() - overlap;
  }

  /** Rows of the longest page of the scan so far. */
  int longest() {
    return longest;
  }

  /** Whether a page shorter than asked was followed by further jobs. */
  boolean hasSeenCuts() {
    return cutsSeen;
  }

  /** Rows from the base to the end of the latest page. */
  long rowsRead() {
    return end - base;
  }

  int pages() {
    return pages;
  }

  /**
   * Whether the page begins with the row that was there before: so a service answers that heeds the
   * offset while nothing moves.
   */
  boolean isInPlace(List<JobKey> ids) {
    return !steppingBack
        && overlap > 0
        && overlap <= before.size()
        && !ids.isEmpty()
        && ids.get(0).equals(before.get(before.size() - overlap));
  }

  /** Whether the page repeats more than the end of the one before, with the same content. */
  boolean isRepeated(Page page) {
    List<JobKey> ids = page.keys();
    if (!beforeGotOn || !isInPlace(ids) || ids.size() <= overlap) {
      return false;
    }
    for (int i = overlap; i < ids.size(); i++) {
      if (!isAnchor(ids.get(i), page.fingerprints().get(i))) {
        return false;
      }
    }
    return true;
  }

  /** Whether this is the last row of the latest page, with nothing behind it, in whatever state. */
  boolean isLastAlone(Page page) {
    return page.keys().size() == 1 && placeOfLast(page) == 0;
  }

  /**
   * Whether a page joins, ends with the last row of the latest page, and has no row that is new. If
   * nothing was behind that row before, it is the end: else what is between it and the rows that
   * have not changed would have stood in front of it then, and would still.
   */
  boolean isKnownToTheLast(Page page) {
    List<JobKey> ids = page.keys();
    boolean anchored = false;
    for (int i = 0; i < ids.size(); i++) {
      long mark = seen.mark(ids.get(i));
      if (SeenJobs.run(mark) != number) {
        return false;
      }
      anchored |= SeenJobs.isSameState(mark, page.fingerprints().get(i));
    }
    return anchored && placeOfLast(page) == ids.size() - 1;
  }

  private boolean isAnchor(JobKey id, long fingerprint) {
    return seen.mark(id) == SeenJobs.mark(number, fingerprint);
  }

  /**
   * Takes the answer to what was asked.
   *
   * @param stale whether it was requested before all those that it follows were answered
   * @return how many of its rows are new to this run; 0 if it did not join
   */
  int take(Page page, boolean stale) {
    List<JobKey> ids = page.keys();
    endInDoubt = false;
    int lastAnchor = -1;
    boolean met = false;
    for (int i = 0; i < ids.size(); i++) {
      long mark = seen.mark(ids.get(i));
      boolean same = SeenJobs.isSameState(mark, page.fingerprints().get(i));
      lastAnchor = same && SeenJobs.run(mark) == number ? i : lastAnchor;
      met |= same && numbers.isComplete(SeenJobs.run(mark));
    }
    boolean anchored = lastAnchor >= 0;
    behindKnown = List.of();
    longest = Math.max(longest, ids.size());
    furthest = Math.max(furthest, ids.isEmpty() ? 0 : offset + ids.size());
    furthest = Math.max(furthest, page.totalSize().orElse(0));
    if (pages == 0) {
      total = page.totalSize();
    }
    totalsDiffer |= !total.equals(page.totalSize());
    if (isNoMoreThanTheFirst(ids, anchored)) {
      ended = true;
      return 0;
    }
    if (offset > base && !anchored) {
      missed(ids);
      return 0;
    }
    if (offset == base && !anchored && pages > 0) {
      number = numbers.next();
      pages = 0;
      shortMoves = 0;
      noEnd();
      // A short page may be all there is, which its last row shows.
      widened = ids.size() < limit ? 0 : widened;
    }
    boolean repeated = isRepeated(page);
    int fresh = 0;
    for (int i = 0; i < ids.size(); i++) {
      long mark = SeenJobs.mark(number, page.fingerprints().get(i));
      fresh += SeenJobs.run(seen.put(ids.get(i), mark)) == number ? 0 : 1;
    }
    if (!steppingBack && !before.isEmpty()) {
      behindKnown = ids.subList(lastAnchor + 1, ids.size());
      pageBefore = before;
    }
    joined(ids, fresh, page.totalSize().orElse(0), stale);
    beforeGotOn = fresh > 0 || repeated;
    if (endsAtKnownRow && met) {
      ended = true;
    }
    return fresh;
  }

  /**
   * Whether a first page shorter than asked is confirmed to be the whole list: there is nothing
   * behind it, even if all of it has changed meanwhile, and nothing ever told of more. If the page
   * may have been cut, a row must be unchanged, or the rows end where they did: else jobs that were
   * behind it may have moved to where it was.
   */
  private boolean isNoMoreThanTheFirst(List<JobKey> ids, boolean anchored) {
    return pages == 1
        && (anchored || before.size() == 1 || isSameEnd(ids))
        && beforeWasShort
        && !steppingBack
        && ((!pagesCut && !cutsSeen) || before.size() == 1)
        && ids.size() <= 1
        && ids.size() < before.size()
        && furthest <= end
        && offset > base
        && offset + ids.size() <= end
        && before.containsAll(ids);
  }

  private boolean isSameEnd(List<JobKey> ids) {
    return overlap > 0 && ids.equals(before.subList(before.size() - overlap, before.size()));
  }

  private void missed(List<JobKey> ids) {
    if (ids.isEmpty() && !steppingBack && before.size() == 1 && beforeWasShort) {
      // The page before was a single row, and so the end.
      ended = true;
      return;
    }
    repaired = true;
    if (!steppingBack) {
      steppingBack = true;
      step = Math.max(1, Math.max(overlap, Overlap.ofPages(pageSize)));
    }
    widened = Math.min(Math.max(2, 2 * Math.max(widened, overlap)), pageSize);
    offset = Math.max(base, offset - step);
    step *= 2;
    noEnd();
  }

  /**
   * Whether a page that seems to be the last may have been cut: unless it is a single row, or all
   * before were full and told a total that fits. A total that is larger is a reason to look in any
   * case.
   */
  private boolean isDoubtful(long told, int size) {
    long reached = offset + size;
    return told > reached || (size > 1 && (shortMoves > 0 || told < reached || totalsDiffer));
  }

  private void noEnd() {
    shortLengths.clear();
    shortPages = 0;
    doubtfulPages = 0;
  }

  private void joined(List<JobKey> ids, int fresh, long told, boolean stale) {
    int size = ids.size();
    boolean isShort = size < limit;
    boolean sameEnd =
        size > 0 && !before.isEmpty() && ids.get(size - 1).equals(before.get(before.size() - 1));
    pages++;
    if (!isShort) {
      noEnd();
    } else if (offset > base && (size < longest || size == 1)) {
      shortPages++;
      if (stale) {
        nearEnd = true;
      } else {
        shortLengths.add(size);
      }
      boolean isEnd = !stale && (fresh == 0 || shortLengths.size() == LENGTHS_OF_AN_END);
      endInDoubt = isEnd && (isDoubtful(told, size) || (size > 1 && !sameEnd));
      ended = isEnd && !endInDoubt;
    } else {
      doubtfulPages++;
    }
    if (size == 0) {
      ended = true;
    }
    shortMoves += isShort && !sameEnd ? 1 : 0;
    cutsSeen |= beforeWasShort && fresh > 0 && offset > base;
    beforeWasShort = isShort;
    before = ids;
    end = offset + size;
    if (!steppingBack && widened > 0) {
      widened = 3 * widened / 4;
      widened = widened <= Overlap.ofPages(pageSize) ? 0 : widened;
    }
    steppingBack = false;
    overlap = (int) Math.min(nextOverlap(size), end - base);
  }

  private int nextOverlap(int size) {
    return widened > 0 ? Overlap.widened(widened, size) : overlap(size, doubtfulPages, shortPages);
  }

  /**
   * At the end of a list that grows all the time every page has a few new jobs. Asking for other
   * numbers of known ones tells such pages from cut ones, which have the same length.
   */
  private int overlap(int size, int doubtful, int tooShort) {
    if (doubtful >= DOUBTFUL_PAGES && Integer.bitCount(doubtful) == 1) {
      return size + LENGTHS_OF_AN_END;
    }
    int expected = repaired || (tooShort == 0 && doubtful != 1) ? Overlap.of(pageSize, size) : 1;
    return size <= 1 ? 0 : expected + Math.max(0, tooShort - 1);
  }
}
