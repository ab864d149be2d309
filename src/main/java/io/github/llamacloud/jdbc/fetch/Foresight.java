package io.github.llamacloud.jdbc.fetch;

import io.github.llamacloud.jdbc.json.Page;
import java.util.OptionalLong;

/**
 * How far ahead of its reader a list is worth asking for. Hints decide, since nothing depends on it
 * but the number of requests: as far as a believable total reaches; without one, one page after the
 * first full one and twice as many after each further. Used by one thread.
 */
final class Foresight {
  /** As many requests as a statement may have. */
  private static final int WIDEST = 32;

  private int window = 1;
  private int fullPages;
  private OptionalLong total = OptionalLong.empty();
  private boolean tokensSeen;
  private boolean promised;
  private long end;

  /**
   * Notes a page that joined.
   *
   * @param rowsBefore rows of the list up to its end
   * @param full whether further pages may be as long
   */
  void read(Page page, long rowsBefore, boolean full) {
    total = page.totalSize();
    promised = page.promisesMore();
    tokensSeen |= promised;
    end = rowsBefore;
    if (full) {
      fullPages++;
      window = fullPages == 1 ? 1 : Math.min(2 * window, WIDEST);
    }
  }

  /** A total that was passed is none. */
  private boolean isTotalBelievable() {
    return total.isPresent() && total.getAsLong() >= end;
  }

  /** Pages that may be under way together. */
  int window() {
    return isTotalBelievable() ? WIDEST : window;
  }

  /**
   * Whether a page is likely to be there, and full, beyond the one that is needed next.
   *
   * @param size rows of a full page
   */
  boolean isLikely(PageRange range, int size) {
    if (tokensSeen && !promised) {
      return false;
    }
    return !isTotalBelievable() || range.offset() + size <= total.getAsLong();
  }
}
