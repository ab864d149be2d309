package io.github.llamacloud.jdbc.sql;

import java.util.Map;

/** The code that was compiled last, by its source. Safe for threads. */
final class CodeCache {
  private static final int CACHED_SOURCES = 256;

  private final Map<String, GeneratedCode> cache = RecentlyUsed.map(CACHED_SOURCES);

  private long compiled;

  /** What this source does, compiled now or before. */
  GeneratedCode of(String name, String members) {
    synchronized (cache) {
      GeneratedCode known = cache.get(members);
      if (known != null) {
        return known;
      }
      compiled++;
    }
    GeneratedCode code = GeneratedCode.compiled(name, members);
    synchronized (cache) {
      GeneratedCode other = cache.putIfAbsent(members, code);
      return other == null ? code : other;
    }
  }

  /** How often a source was compiled. */
  long compiled() {
    synchronized (cache) {
      return compiled;
    }
  }
}
