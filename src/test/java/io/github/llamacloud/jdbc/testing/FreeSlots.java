package io.github.llamacloud.jdbc.testing;

import io.github.llamacloud.jdbc.jobs.RequestSlots;

/** Looks at the slots of a statement's requests. */
public final class FreeSlots {
  private FreeSlots() {}

  /** How many more may be asked for before anybody waits for them; leaves them as they were. */
  public static int of(RequestSlots slots, int concurrency) {
    int free = 0;
    while (slots.take(concurrency)) {
      free++;
    }
    slots.giveBack(free);
    return free;
  }
}
