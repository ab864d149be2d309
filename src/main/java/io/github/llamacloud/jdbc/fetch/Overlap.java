package io.github.llamacloud.jdbc.fetch;

/** How many rows two pages in a row have in common where nothing moves. */
final class Overlap {
  /** Of a single row none can be shared. */
  static final int PAGE_SIZE_AT_LEAST = 2;

  private static final int AT_MOST = 5;

  /** One row in so many of a page is asked for twice. */
  private static final int SHARE = 20;

  /** A page may be much shorter than asked: of its rows at least three quarters are new. */
  private static final int QUARTER = 4;

  private Overlap() {}

  /** Rows that pages of this limit share. */
  static int ofPages(int limit) {
    return Math.max(1, Math.min(AT_MOST, limit / SHARE));
  }

  /**
   * Rows of this page that the next one repeats.
   *
   * @param limit what was asked for
   * @param size what came; of a single row none can be repeated, or reading would not get on
   */
  static int of(int limit, long size) {
    return size <= 1 ? 0 : (int) Math.max(1, Math.min(ofPages(limit), size / QUARTER));
  }

  /**
   * Rows of this page that the next one repeats where the list moves.
   *
   * @param wanted as many as would be of use
   */
  static int widened(int wanted, int size) {
    return size <= 1 ? 0 : Math.max(1, Math.min(wanted, size - Math.max(1, size / QUARTER)));
  }
}
