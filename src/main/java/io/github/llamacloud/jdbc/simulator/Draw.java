package io.github.llamacloud.jdbc.simulator;

import java.util.UUID;

/**
 * A stream of pseudo-random values (SplitMix64) that depends on nothing but what it is seeded with,
 * so that any row can be made by itself, in any order, on any machine. Not for sharing by threads.
 */
final class Draw {
  private static final long STEP = 0x9e3779b97f4a7c15L;

  private long state;

  /**
   * @param stream keeps draws for different purposes apart
   * @param index the row
   */
  Draw(long seed, int stream, long index) {
    state = mix(mix(seed + stream * STEP) + index);
  }

  long next() {
    state += STEP;
    return mix(state);
  }

  /** At least 0, below the bound. */
  int below(int bound) {
    return (int) (((next() >>> 33) * bound) >>> 31);
  }

  /** At least 0, below 1. */
  double unit() {
    return (next() >>> 11) * 0x1p-53;
  }

  /** True in this many of a hundred cases. */
  boolean chance(int percent) {
    return below(100) < percent;
  }

  /** A random UUID, version 4. */
  UUID uuid() {
    return new UUID(
        (next() & 0xffffffffffff0fffL) | 0x4000L, (next() & 0x3fffffffffffffffL) | Long.MIN_VALUE);
  }

  private static long mix(long z) {
    z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
    return z ^ (z >>> 31);
  }
}
