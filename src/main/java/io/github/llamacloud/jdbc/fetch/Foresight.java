package io.github.llamacloud.jdbc.fetch;

import io.github.llamacloud.jdbc.json.Page;
import java.util.OptionalLong;

/**
 * How far ahead of its reader a list is worth asking for. Hints decide, since nothing depends on it
 * but the number of requests: as far as a believable total reaches; without one, one page while the
 * first is read, which may be all that is wanted, and as many as there may be once the second is.
 * Used by one thread.
 */
final class Foresight {
  /** As many pages as a statement may ask for at once, see RequestSlots. */
  private static final int WIDEST = 64;

  private boolean readOn;
  private OptionalLong total = OptionalLong.empty();
  private boolean tokensSeen;
  private boolean promised;
  private long end;

  /**
   * Notes a page that joined.
   *
   * @param rowsBefore rows of the list up to its end
   */
  void read(Page page, long rowsBefore) {
    total = page.totalSize();
    promised = page.promisesMore();
    tokensSeen |= promised;
    end = rowsBefore;
  }

  /** A page behind the first is waited for. */
  void readOn() {
    readOn = true;
  }

  /** A total that was passed is none. */
  private boolean isTotalBelievable() {
    return total.isPresent() && total.getAsLong() >= end;
  }

  /** Pages that may be asked for together. */
  int window() {
    return readOn || isTotalBelievable() ? WIDEST : 1;
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
