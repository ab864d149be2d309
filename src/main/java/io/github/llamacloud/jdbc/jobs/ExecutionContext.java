package io.github.llamacloud.jdbc.jobs;

import io.github.llamacloud.jdbc.error.Failures;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * One execution of a statement: its clock, time limit, row limit and cancel flag, and what it has
 * sent and read so far. Any thread may cancel it.
 */
public final class ExecutionContext {
  /** No limit of rows. */
  public static final long ALL_ROWS = Long.MAX_VALUE;

  private static final int REQUESTS_KEPT = 1000;

  private final Instant now;
  private final Duration timeLimit;
  private final long startNanos = System.nanoTime();
  private final long maxRows;
  private final int fetchSize;
  private final RequestSlots slots = new RequestSlots();
  private volatile boolean cancelled;
  private final Set<Runnable> hooks = ConcurrentHashMap.newKeySet();
  private final AtomicLong requestsSent = new AtomicLong();
  private final List<SentRequest> requests = new ArrayList<>();
  private final Set<String> warnings = new LinkedHashSet<>();
  private volatile Reading reading = new Reading(0, 0, OptionalLong.empty());

  /**
   * @param now what CURRENT_TIMESTAMP answers
   * @param timeLimit from now on; zero for none
   * @param maxRows rows that the reader will take at most, {@link #ALL_ROWS} for no limit
   */
  public ExecutionContext(Instant now, Duration timeLimit, long maxRows) {
    this(now, timeLimit, maxRows, 0);
  }

  /**
   * @param now what CURRENT_TIMESTAMP answers
   * @param timeLimit from now on; zero for none
   * @param maxRows rows that the reader will take at most, {@link #ALL_ROWS} for no limit
   * @param fetchSize rows that a request had better ask for; 0 for no wish
   */
  public ExecutionContext(Instant now, Duration timeLimit, long maxRows, int fetchSize) {
    this.now = now;
    this.timeLimit = timeLimit;
    this.maxRows = maxRows;
    this.fetchSize = fetchSize;
  }

  /** The moment at which the statement began, the value of CURRENT_TIMESTAMP. */
  public Instant now() {
    return now;
  }

  public long maxRows() {
    return maxRows;
  }

  /** Rows that a request had better ask for; 0 for no wish. */
  public int fetchSize() {
    return fetchSize;
  }

  /** How many requests may be under way; shared by all that the statement reads. */
  public RequestSlots slots() {
    return slots;
  }

  /** The time left before the limit, never negative; empty if there is no limit. */
  public Optional<Duration> remaining() {
    if (timeLimit.isZero()) {
      return Optional.empty();
    }
    Duration left = timeLimit.minusNanos(System.nanoTime() - startNanos);
    return Optional.of(left.isNegative() ? Duration.ZERO : left);
  }

  /**
   * Throws 57014 if the statement was cancelled or this thread interrupted, HYT00 if the time limit
   * has passed.
   */
  public void check() throws SQLException {
    if (isCancelled() || Thread.currentThread().isInterrupted()) {
      throw Failures.cancelled();
    }
    if (!timeLimit.isZero() && System.nanoTime() - startNanos >= timeLimit.toNanos()) {
      throw Failures.timeLimit(
          "The statement ran longer than its time limit of " + seconds() + " s.", null);
    }
  }

  private String seconds() {
    return String.valueOf(timeLimit.toMillis() / 1000.0).replaceAll("\\.0$", "");
  }

  public boolean isCancelled() {
    return cancelled;
  }

  /** Cancels the statement: runs the hooks; idempotent. */
  public void cancel() {
    cancelled = true;
    hooks.forEach(Runnable::run);
  }

  /**
   * Runs this hook when the statement is cancelled (at once if it already is), until the
   * registration is closed.
   */
  public Registration onCancel(Runnable hook) {
    hooks.add(hook);
    if (isCancelled()) {
      hook.run();
    }
    return () -> hooks.remove(hook);
  }

  /** How far reading is. */
  public Reading reading() {
    return reading;
  }

  /**
   * Counts a page.
   *
   * @param rows what it held
   * @param total the length of the list as far as the service tells
   */
  public synchronized void pageRead(int rows, OptionalLong total) {
    reading = new Reading(reading.pages() + 1, reading.rows() + rows, total);
  }

  /** Tells the client something that does not stop the statement: one sentence, told once. */
  public void warn(String sentence) {
    synchronized (warnings) {
      warnings.add(sentence);
    }
  }

  /** What the client was told, in the order of its appearance. */
  public List<String> warnings() {
    synchronized (warnings) {
      return List.copyOf(warnings);
    }
  }

  /** How many requests have been sent, repeated ones included. */
  public long requestsSent() {
    return requestsSent.get();
  }

  /**
   * Counts a request that is about to be sent.
   *
   * @param most how many there may be; 0 for no limit
   * @throws SQLException 54000 if it would be one too many
   */
  public void requestBegins(long most) throws SQLException {
    if (requestsSent.incrementAndGet() > most && most > 0) {
      requestsSent.decrementAndGet();
      throw Failures.requestBudgetExceeded(most);
    }
  }

  /** Keeps what became of a request; of many the latest. */
  public void requestEnded(SentRequest request) {
    synchronized (requests) {
      if (requests.size() == REQUESTS_KEPT) {
        requests.remove(0);
      }
      requests.add(request);
    }
  }

  /** Adds to the latest successful request to a URL how many jobs its answer had. */
  public void requestRead(String url, int rows) {
    synchronized (requests) {
      for (int i = requests.size() - 1; i >= 0; i--) {
        SentRequest request = requests.get(i);
        if (request.url().equals(url) && request.rows().isEmpty() && request.status() == 200) {
          requests.set(i, request.withRows(rows));
          return;
        }
      }
    }
  }

  /** The requests that were sent and have ended, in the order of their ends; the latest 1000. */
  public List<SentRequest> requests() {
    synchronized (requests) {
      return List.copyOf(requests);
    }
  }

  /**
   * How much has been read.
   *
   * @param pages answered so far
   * @param rows in them
   * @param totalHint length of the list that is read now as the service tells it: a hint, maybe
   *     wrong
   */
  public record Reading(long pages, long rows, OptionalLong totalHint) {}

  /** Ends a registration; closing throws nothing. */
  public interface Registration extends AutoCloseable {
    @Override
    void close();
  }
}
