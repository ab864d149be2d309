package io.github.llamacloud.jdbc.jobs;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

/** Lists of conjunctions, of which one is enough. */
final class Alternatives {
  private Alternatives() {}

  /** Those that no other one contains: fewer conjuncts are met by more. */
  static <T> List<List<T>> widest(List<List<T>> alternatives) {
    if (alternatives.size() == 1) {
      // What most statements have.
      return List.of(List.copyOf(alternatives.get(0)));
    }
    List<List<T>> kept = new ArrayList<>();
    for (List<T> candidate : alternatives) {
      if (kept.stream().noneMatch(other -> new HashSet<>(candidate).containsAll(other))) {
        kept.removeIf(other -> new HashSet<>(other).containsAll(candidate));
        kept.add(List.copyOf(candidate));
      }
    }
    return List.copyOf(kept);
  }
}
