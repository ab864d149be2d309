package io.github.llamacloud.jdbc.fetch;

/**
 * What reading a list costs, and counting instead. A cost is a thousand for each request plus one
 * for each row that they bring.
 */
final class ReadingCost {
  private static final long ROWS_AS_DEAR_AS_A_REQUEST = 1000;

  /** What the search for the end of a list takes that tells no total. */
  private static final int REQUESTS_A_SEARCH = 20;

  private ReadingCost() {}

  /**
   * Requests that {@link Scan} sends for a list that does not move: its pages, one behind them to
   * see that they were all, and one to look at the head again if there was more than one page.
   *
   * @param rows the length of the list
   */
  static long requests(long rows, int pageSize) {
    if (rows < pageSize) {
      return rows == 0 ? 1 : 2;
    }
    long advance = (long) pageSize - Overlap.of(pageSize, pageSize);
    return 1 + (rows - pageSize + advance - 1) / advance + 2;
  }

  /** The cost of so many requests for so many rows, or the greatest if it is greater. */
  static long of(long requests, long rows) {
    return requests > Long.MAX_VALUE / 2 / ROWS_AS_DEAR_AS_A_REQUEST
        ? Long.MAX_VALUE
        : ROWS_AS_DEAR_AS_A_REQUEST * requests + rows;
  }

  /** The cost of reading a list of so many rows. */
  static long ofReading(long rows, int pageSize) {
    return of(requests(rows, pageSize), rows);
  }

  /** Requests that find the lengths of so many lists without being told any. */
  static long requestsOfSearches(int lists) {
    return (long) REQUESTS_A_SEARCH * lists;
  }

  /** From which length on reading a list costs more than this. */
  static long rowsDearerThan(long cost, int pageSize) {
    long low = 0;
    long high = 1;
    while (ofReading(high, pageSize) <= cost) {
      high *= 2;
    }
    while (low < high) {
      long middle = (low + high) / 2;
      if (ofReading(middle, pageSize) > cost) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return low;
  }
}
