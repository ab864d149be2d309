package io.github.llamacloud.jdbc.sql;

import java.util.LinkedHashMap;
import java.util.Map;

/** Maps that forget what was not used for the longest time. */
final class RecentlyUsed {
  private static final int CAPACITY = 16;
  private static final float LOAD_FACTOR = 0.75f;

  private RecentlyUsed() {}

  /**
   * A map whose methods are all to be called under one lock, since reading changes it, too.
   *
   * @param most entries
   */
  static <K, V> Map<K, V> map(int most) {
    return new LinkedHashMap<>(CAPACITY, LOAD_FACTOR, true) {
      @Override
      protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
        return size() > most;
      }
    };
  }
}
