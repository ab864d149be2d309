package io.github.llamacloud.jdbc.fetch;

import io.github.llamacloud.jdbc.jobs.ExecutionContext;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * How much the answer of a call is wanted, as its thread sees it: for as long as somebody wants it,
 * the thread may wait before it sends; it does not compete with others where nobody waits for the
 * answer yet. A tag of the call's request. Threads share it.
 */
final class Demand {
  private final CountDownLatch givenUp = new CountDownLatch(1);
  private boolean ahead;
  private boolean leftOff;

  /**
   * @param ahead whether nobody waits for the answer until it is {@link #needed}
   */
  Demand(boolean ahead) {
    this.ahead = ahead;
  }

  /** Somebody waits for the answer now. */
  synchronized void needed() {
    ahead = false;
  }

  /**
   * The service was asked too often. Whether the call is not to be repeated, for the benefit of one
   * whose answer is waited for; whoever needs it makes another one.
   */
  synchronized boolean leavesOff() {
    leftOff = ahead;
    return leftOff;
  }

  /** Whether the call was not repeated since nobody waited for it. */
  synchronized boolean hasLeftOff() {
    return leftOff;
  }

  /** Nobody wants the answer any more: ends every wait. */
  void giveUp() {
    givenUp.countDown();
  }

  /**
   * Waits.
   *
   * @throws SQLException if the statement is cancelled or its time limit passes first
   * @throws IOException if the call is given up first
   */
  void sleep(ExecutionContext context, Duration duration) throws SQLException, IOException {
    Duration wait =
        context.remaining().filter(left -> left.compareTo(duration) < 0).orElse(duration);
    boolean ended;
    try {
      ended = givenUp.await(wait.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException();
    }
    context.check();
    if (ended) {
      throw new IOException("Canceled");
    }
  }
}
