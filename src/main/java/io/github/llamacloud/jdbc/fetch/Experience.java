package io.github.llamacloud.jdbc.fetch;

import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What a service was seen to do: which query parameters it heeds and which it ignores (what was
 * never put to the proof is neither; what was once seen ignored is never trusted again), and
 * whether it has answered at all. Shared by threads.
 */
final class Experience {
  /** The parameter that skips rows. */
  static final String OFFSET = "offset";

  private final Map<String, Boolean> heeded = new ConcurrentHashMap<>();
  private volatile boolean listAnswered;
  private volatile boolean totalsMissing;
  private volatile boolean pagesCut;

  /** An answer showed that this parameter has its effect. */
  void confirm(String parameter) {
    heeded.putIfAbsent(parameter, true);
  }

  /** An answer showed that this parameter has no effect. */
  void refute(String parameter) {
    heeded.put(parameter, false);
  }

  boolean isConfirmed(String parameter) {
    return heeded.getOrDefault(parameter, false);
  }

  boolean areConfirmed(Collection<String> parameters) {
    return parameters.stream().allMatch(this::isConfirmed);
  }

  boolean isRefuted(String parameter) {
    return !heeded.getOrDefault(parameter, true);
  }

  /** The list was answered, with a total or without. */
  void listAnswered(boolean withTotal) {
    listAnswered = true;
    totalsMissing = !withTotal;
  }

  /** Whether the list was found at this address. */
  boolean hasListAnswered() {
    return listAnswered;
  }

  /** Whether the latest page came without a total. */
  boolean areTotalsMissing() {
    return totalsMissing;
  }

  /** A page shorter than asked was followed by further jobs. */
  void pagesAreCut() {
    pagesCut = true;
  }

  /** Whether pages may be cut here, so that a short one is not all there is. */
  boolean arePagesCut() {
    return pagesCut;
  }
}
