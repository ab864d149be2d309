package io.github.llamacloud.jdbc.fetch;

import io.github.llamacloud.jdbc.jobs.ExecutionContext;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Lets the thread of a call wait before it sends, for as long as somebody wants the answer. A tag
 * of the call's request.
 */
final class CallWait {
  private final CountDownLatch givenUp = new CountDownLatch(1);

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
