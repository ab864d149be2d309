package io.github.llamacloud.jdbc.fetch;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Looks after calls that run on the threads which wait for them, since a blocked read notices
 * neither an interruption nor a time limit. One thread looks at all calls several times a second;
 * it ends when there were none for a while.
 */
final class CallWatch {
  private static final long PERIOD_MILLIS = 50;
  private static final int IDLE_PERIODS = 200;

  private final ExecutorService threads;
  private final Set<Watched> calls = ConcurrentHashMap.newKeySet();
  private final AtomicBoolean watching = new AtomicBoolean();

  /**
   * @param threads lend one thread
   */
  CallWatch(ExecutorService threads) {
    this.threads = threads;
  }

  /** What to do about a call, several times a second. */
  interface Look {
    /**
     * Ends the call if it is no longer wanted.
     *
     * @param thread the one that it runs on
     */
    void at(Thread thread);
  }

  private record Watched(Thread thread, Look look) {}

  /** Runs a call on this thread, and looks after it meanwhile. */
  void whileRunning(Runnable call, Look look) {
    Watched watched = new Watched(Thread.currentThread(), look);
    calls.add(watched);
    try {
      watchIfIdle();
      call.run();
    } finally {
      calls.remove(watched);
    }
  }

  private void watchIfIdle() {
    if (watching.get() || !watching.compareAndSet(false, true)) {
      return;
    }
    boolean begun = false;
    try {
      threads.execute(this::look);
      begun = true;
    } finally {
      if (!begun) {
        watching.set(false);
      }
    }
  }

  private void look() {
    try {
      for (int idle = 0; idle < IDLE_PERIODS; idle++) {
        TimeUnit.MILLISECONDS.sleep(PERIOD_MILLIS);
        for (Watched call : calls) {
          idle = 0;
          call.look().at(call.thread());
        }
      }
    } catch (InterruptedException e) {
      // Nobody interrupts this thread but to end it; the next call gets another one.
      Thread.currentThread().interrupt();
    } finally {
      watching.set(false);
      if (!calls.isEmpty()) {
        watchIfIdle();
      }
    }
  }
}
