package io.github.llamacloud.jdbc.fetch;

import java.util.BitSet;

/** Tells the runs of one scan apart, and which of them are complete. Used by one thread. */
final class RunNumbers {
  /** What is noted of rows that belong to no run. */
  static final int NONE = 1;

  private final BitSet complete = new BitSet();
  private int latest = NONE;

  /** The number of a new run; the largest again if there are none left. */
  int next() {
    latest = Math.min(latest + 1, SeenJobs.RUNS_AT_MOST);
    return latest;
  }

  /** How many runs there were. */
  int count() {
    return latest - NONE;
  }

  void setComplete(int number) {
    complete.set(number);
  }

  boolean isComplete(int number) {
    return complete.get(number);
  }

  /** Whether one run is complete so far. */
  boolean isFirstCheck() {
    return complete.cardinality() == 1;
  }
}
