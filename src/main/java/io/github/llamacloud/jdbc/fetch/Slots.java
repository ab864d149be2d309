package io.github.llamacloud.jdbc.fetch;

/** Whether requests may be sent before their answers are needed; see RequestSlots. */
interface Slots {
  /** Takes a slot for a request whose answer nobody waits for yet, if there is one. */
  boolean takeSlot();

  /** A request that was given a slot is waited for now, or was given up. */
  void giveSlotBack();
}
