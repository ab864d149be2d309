package io.github.llamacloud.jdbc.fetch;

import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Which query parameters a service was seen to heed, and which to ignore. What was never put to the
 * proof is neither; what was once seen ignored is never trusted again. Shared by threads.
 */
final class ParameterTrust {
  /** The parameter that skips rows. */
  static final String OFFSET = "offset";

  private final Map<String, Boolean> heeded = new ConcurrentHashMap<>();

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
}
