package io.github.llamacloud.jdbc.fetch;

/**
 * The pages that {@link Run} asks for to read so many rows, where nothing moves and there are so
 * many: all but the first repeat some rows, unless the last would be one more for them.
 *
 * @param rows at least 1
 */
record LimitedPages(long rows, int pageSize) {
  private static final long REQUESTS_AT_MOST = 1_000_000_000;

  /** The most rows that so many pages read. */
  static long rows(long pages, int pageSize) {
    LimitedPages two = new LimitedPages(2L * pageSize, pageSize);
    long others = Math.min(pages, REQUESTS_AT_MOST) - 2;
    return others < 0 ? pageSize : two.rows() + others * two.advance();
  }

  private int overlap() {
    return Overlap.of(pageSize, pageSize);
  }

  private long advance() {
    return (long) pageSize - overlap();
  }

  long count() {
    long afterFirst = rows - pageSize;
    if (afterFirst <= 0) {
      return 1;
    }
    long beforeLast = Math.max(0, afterFirst - pageSize);
    return 2 + (beforeLast + advance() - 1) / advance();
  }

  /** Rows of the last page, all of which it needs and no more. */
  private long rowsOfLast() {
    return count() == 1 ? rows : rows - pageSize - (count() - 2) * advance();
  }

  private boolean lastOverlaps() {
    return count() > 1 && rowsOfLast() + overlap() <= pageSize;
  }

  /** The limit of the last page; that of the others is the page size. */
  long lastLimit() {
    return rowsOfLast() + (lastOverlaps() ? overlap() : 0);
  }

  /**
   * Where a page begins.
   *
   * @param page from 0
   */
  long offset(long page) {
    return page == count() - 1 && page > 0 && !lastOverlaps()
        ? page * advance() + overlap()
        : page * advance();
  }
}
