package io.github.llamacloud.jdbc.fetch;

import io.github.llamacloud.jdbc.jobs.Equality;
import io.github.llamacloud.jdbc.json.JobKey;
import io.github.llamacloud.jdbc.json.Page;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Looks behind what seems to be the end of a run, where pages may have been cut. If the last row
 * comes alone, it is the end. Anything else does not tell a list that was cut from one that moves
 * with every request. So the last row is followed as it is pushed down; and after a few ends that
 * were denied it is looked further ahead: where no row is found there, fewer are left than lie
 * between, and once more than those have shown behind known ones, an end is believed.
 */
final class EndProbe {
  /** How often the last row is followed. */
  private static final int LOOKS_AT_MOST = 3;

  /** Ends in a row that were denied, after which it is looked further ahead. */
  private static final int NEAR_AT_MOST = 4;

  private final Pages pages;
  private final List<Equality> sent;
  private final int limit;

  private int near;

  /** The most rows that a page has shown behind known ones since an end was denied. */
  private int behind;

  /** By how many rows the last one was pushed down at most since then. */
  private int moved;

  /** Fewer rows than so many were left; negative if that is not known. */
  private long left = -1;

  /** The rows that were the last ones then, and those that have shown behind them since. */
  private final Set<JobKey> tail = new HashSet<>();

  private long shown;

  /** Where they began, less as many rows as may have gone in front of them. */
  private long tailOffset;

  /**
   * @param sent the filters of the list
   */
  EndProbe(Pages pages, List<Equality> sent, int pageSize) {
    this.pages = pages;
    this.sent = sent;
    this.limit = pageSize;
  }

  /** The rows are read again from where the evidence does not count. */
  void forget() {
    near = 0;
    behind = 0;
    moved = 0;
    left = -1;
    shown = 0;
    tail.clear();
  }

  /**
   * Notes a page that was taken.
   *
   * @return whether this comes nearer to an end that will be believed
   */
  boolean note(Run run) {
    if (near == 0 && left < 0 && !run.isEndInDoubt()) {
      // Nothing depends on it: most pages are not looked at any closer.
      return false;
    }
    List<JobKey> rows = run.rowsBehind();
    behind = Math.max(near > 0 ? behind : 0, rows.size());
    long before = shown;
    // Rows further in front may have been read before, and changed in their places.
    if (left >= 0 && run.latestOffset() >= tailOffset - shown) {
      shown += rows.stream().filter(tail::add).count();
    }
    return shown > before;
  }

  /**
   * Whether the list ends here, as far as one can tell.
   *
   * @param run what was read
   * @param end offset of the first row that was not
   */
  boolean isEnd(Run run, long end) throws SQLException {
    if ((left >= 0 && shown >= left) || isLastAlone(run, end - 1)) {
      return true;
    }
    near++;
    if (left < 0 && near >= NEAR_AT_MOST) {
      near = 0;
      long distance = 2L * (behind + moved) + 2;
      if (pages.probe(sent, end + distance, 1).rows().isEmpty()) {
        // As many rows in front may have gone since the page was read.
        left = 2 * distance;
        shown = 0;
        tail.addAll(run.latest());
        tailOffset = run.latestOffset() - distance;
      }
    }
    return false;
  }

  private boolean isLastAlone(Run run, long lastRow) throws SQLException {
    long offset = lastRow;
    int shift = 0;
    for (int i = 0; i < LOOKS_AT_MOST; i++) {
      Page page = pages.probe(sent, offset, limit);
      if (run.isKnownRowAlone(page)) {
        return true;
      }
      if (run.isLastAlone(page)) {
        return run.isKnownToTheLast(pages.probe(sent, lastRow + 1 - run.pageRows(), limit));
      }
      int at = run.placeOfLast(page);
      if (at <= 0) {
        break;
      }
      shift += at;
      moved = Math.max(moved, shift);
      offset += at + shift;
    }
    return false;
  }
}
