package io.github.llamacloud.jdbc.jobs;

/**
 * How much a statement may ask for.
 *
 * @param requests that it may send; 0 for no limit
 * @param pageSize rows that it asks for at most in one request
 * @param largestPageSize rows that it could ask for
 * @param rows the largest LIMIT that this many requests read
 */
public record RequestBudget(long requests, int pageSize, int largestPageSize, long rows) {
  /** No limit. */
  public static final RequestBudget NONE = new RequestBudget(0, 0, 0, Long.MAX_VALUE);

  public boolean isLimited() {
    return requests > 0;
  }
}
