package io.github.llamacloud.jdbc.fetch;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * How many rows the largest page of a service had so far: a page of fewer rows than asked for is
 * proof of the end only if the service is known to answer with that many. Shared by threads.
 */
final class LongestPage {
  private final AtomicInteger rows = new AtomicInteger();

  void received(int count) {
    rows.accumulateAndGet(count, Math::max);
  }

  /** Whether a page of at least this limit has been received. */
  boolean covers(int limit) {
    return rows.get() >= limit;
  }
}
