package io.github.llamacloud.jdbc.jobs;

/**
 * How many requests of a statement are under way, or answered, before anybody waits for them. One
 * more, the one that is waited for, needs no slot: so a statement can always go on, and never has
 * more requests than its concurrency. Threads share it.
 */
public final class RequestSlots {
  private static final int HALVINGS_AT_MOST = 31;

  private int taken;
  private int halvings;

  /**
   * Takes a slot if there is one.
   *
   * @param concurrency requests under way at the same time, if the service does not mind
   */
  public synchronized boolean take(int concurrency) {
    if (taken >= Math.max(1, concurrency >> halvings) - 1) {
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
