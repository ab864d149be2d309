package io.github.llamacloud.jdbc.jobs;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * Two limits of a statement's requests: of those under way, which is its concurrency, and of those
 * asked for before anybody waits for their answers, whether they are sent yet or not. The second is
 * about twice the first, so that the next request can be sent as soon as an answer has arrived,
 * whatever the reader is doing. Threads share it.
 */
public final class RequestSlots {
  private static final int HALVINGS_AT_MOST = 31;

  private final Deque<Turn> waiting = new ArrayDeque<>();
  private int underWay;

  /** Asked for, and not waited for yet. */
  private int taken;

  private int halvings;

  /** A request, from when it is asked for until its answer has arrived. */
  public final class Turn {
    private final int concurrency;
    private @Nullable Runnable sending;
    private boolean needed;
    private boolean sent;
    private boolean over;

    private Turn(int concurrency) {
      this.concurrency = concurrency;
    }

    /**
     * Sends the request if fewer than the concurrency are under way, else when others are over.
     *
     * @param sending sends it; called at most once, by any thread
     * @param isNeeded whether it goes before those that wait, since its answer is waited for
     */
    public void begin(Runnable sending, boolean isNeeded) {
      synchronized (RequestSlots.this) {
        if (over) {
          return;
        }
        this.sending = sending;
        add(isNeeded);
      }
      sendWaiting(concurrency, true);
    }

    private void add(boolean isNeeded) {
      needed = isNeeded;
      if (isNeeded) {
        waiting.addFirst(this);
      } else {
        waiting.addLast(this);
      }
    }

    /** Whether the caller may send it; then it counts as under way from now on. */
    public boolean beginHere() {
      synchronized (RequestSlots.this) {
        sent = !over && underWay < most(concurrency);
        underWay += sent ? 1 : 0;
        return sent;
      }
    }

    /** The answer is waited for now: it goes before others. */
    public void needed() {
      synchronized (RequestSlots.this) {
        if (waiting.remove(this)) {
          add(true);
        }
      }
      sendWaiting(concurrency, false);
    }

    /**
     * The answer has arrived, or is not wanted any more.
     *
     * @param sendsOn whether others are worth sending before they are needed; if not, they wait
     *     until one is needed, another begins, or another is over that sends on
     */
    public void over(boolean sendsOn) {
      synchronized (RequestSlots.this) {
        if (over) {
          return;
        }
        over = true;
        waiting.remove(this);
        underWay -= sent ? 1 : 0;
      }
      sendWaiting(concurrency, sendsOn);
    }
  }

  /**
   * A request that is to be sent.
   *
   * @param concurrency requests under way at the same time, if the service does not mind
   */
  public Turn turn(int concurrency) {
    return new Turn(concurrency);
  }

  private void sendWaiting(int concurrency, boolean unneededToo) {
    Runnable next = next(concurrency, unneededToo);
    while (next != null) {
      next.run();
      next = next(concurrency, unneededToo);
    }
  }

  private synchronized @Nullable Runnable next(int concurrency, boolean unneededToo) {
    Turn turn = waiting.peek();
    if (turn == null || underWay >= most(concurrency) || !(unneededToo || turn.needed)) {
      return null;
    }
    waiting.remove();
    turn.sent = true;
    underWay++;
    return turn.sending;
  }

  private int most(int concurrency) {
    return Math.max(1, concurrency >> halvings);
  }

  /**
   * Takes a slot for an answer that nobody waits for yet, if there is one.
   *
   * @param concurrency requests under way at the same time, if the service does not mind
   */
  public synchronized boolean take(int concurrency) {
    int most = most(concurrency);
    if (most == 1 || taken >= 2 * most - 1) {
      return false;
    }
    taken++;
    return true;
  }

  /** So many slots are free again. */
  public synchronized void giveBack(int slots) {
    taken -= slots;
  }

  /** How often the concurrency was halved. */
  public synchronized int halvings() {
    return halvings;
  }

  /**
   * The service was asked too often: halves the concurrency for the rest of the statement. Of
   * requests that were under way together, one does.
   *
   * @param before what {@link #halvings} was when the request was sent
   */
  public synchronized void halve(int before) {
    if (before == halvings) {
      halvings = Math.min(halvings + 1, HALVINGS_AT_MOST);
    }
  }
}
