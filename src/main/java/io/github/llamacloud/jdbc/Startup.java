package io.github.llamacloud.jdbc;

import io.github.llamacloud.jdbc.fetch.RequestClasses;
import io.github.llamacloud.jdbc.sql.StatementClasses;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.ThreadFactory;
import org.jspecify.annotations.Nullable;

/**
 * Loads the classes of a first statement on threads of their own, while the caller goes on: once,
 * from the first connection on, if there is a processor for it. One thread makes ready what
 * requests need, the other one what SQL needs. Nothing depends on them; what fails there fails
 * again where it is used.
 */
final class Startup {
  private static final Startup OF_DRIVER = new Startup(Startup::daemon);

  private final ThreadFactory threads;
  private final Queue<Runnable> tasks = new ArrayDeque<>();
  private boolean begun;
  private boolean running;

  /** What may fail in any way. */
  private interface Step {
    void run() throws Exception;
  }

  Startup(ThreadFactory threads) {
    this.threads = threads;
  }

  static Startup ofDriver() {
    return OF_DRIVER;
  }

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "llamacloud-jdbc-startup");
    thread.setDaemon(true);
    return thread;
  }

  /** Begins, unless it has begun before. */
  synchronized void begin() {
    if (begun) {
      return;
    }
    begun = true;
    if (Runtime.getRuntime().availableProcessors() > 1) {
      running = true;
      running = started(this::load) && started(() -> attempt(StatementClasses::load));
    }
  }

  private boolean started(Runnable work) {
    try {
      threads.newThread(work).start();
      return true;
    } catch (RuntimeException | Error e) {
      return false;
    }
  }

  /** Leaves a task to the thread of requests; answers whether it will be done there. */
  synchronized boolean leave(Runnable task) {
    return running && tasks.add(task);
  }

  private void load() {
    try {
      attempt(RequestClasses::load);
      runTasks(false);
      attempt(StatementClasses::initializeMetadata);
    } finally {
      runTasks(true);
    }
  }

  private void runTasks(boolean last) {
    for (Runnable task = next(last); task != null; task = next(last)) {
      attempt(task::run);
    }
  }

  private synchronized @Nullable Runnable next(boolean last) {
    Runnable task = tasks.poll();
    running &= !last || task != null;
    return task;
  }

  private static void attempt(Step step) {
    try {
      step.run();
    } catch (Exception | Error e) {
      // Told where it is used.
    }
  }
}
