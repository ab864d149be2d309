package io.github.llamacloud.jdbc.fetch;

import io.github.llamacloud.jdbc.jobs.Equality;
import java.sql.SQLException;
import java.util.List;

/**
 * Looks behind what seems to be the end of a run, where pages may have been cut. No row there: it
 * is the end. A row there does not tell a list that was cut from one that grows with every request,
 * so after a few of them it is looked further ahead: where no row is found there, the list ended
 * before it, and an end that is reached there is believed.
 */
final class EndProbe {
  /** Ends in a row that had a row behind them, after which it is looked further ahead. */
  private static final int NEAR_AT_MOST = 4;

  private final Pages pages;
  private final List<Equality> sent;

  private int near;

  /** The list ended before this offset when it was looked at; negative if that is not known. */
  private long bound = -1;

  /** Ends that may still be denied before the bound is reached. */
  private long patience;

  /**
   * @param sent the filters of the list
   */
  EndProbe(Pages pages, List<Equality> sent) {
    this.pages = pages;
    this.sent = sent;
  }

  /** The rows are read again from where the evidence does not count. */
  void forget() {
    near = 0;
    bound = -1;
  }

  /**
   * Whether the list ends here, as far as one can tell.
   *
   * @param end offset of the first row that was not read
   * @param size rows of the page that seems to be the last
   */
  boolean isEnd(long end, int size) throws SQLException {
    if ((bound >= 0 && (end >= bound || patience == 0)) || isNothingAt(end)) {
      return true;
    }
    if (bound >= 0) {
      patience--;
      return false;
    }
    near++;
    if (near == NEAR_AT_MOST) {
      near = 0;
      // A page of a growing list has at least what was added between two requests.
      patience = 2L * size;
      bound = isNothingAt(end + patience) ? end + patience : -1;
    }
    return false;
  }

  private boolean isNothingAt(long offset) throws SQLException {
    return pages.probe(sent, offset, 1).rows().isEmpty();
  }
}
