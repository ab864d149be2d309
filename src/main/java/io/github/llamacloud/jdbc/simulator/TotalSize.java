package io.github.llamacloud.jdbc.simulator;

/**
 * What the envelope's {@code total_size} says. API.md section 1: null unless requested (which this
 * endpoint offers no way to do), possibly absent, possibly an estimate.
 */
public enum TotalSize {
  /** {@code "total_size": null}, as the service documents. */
  NULL,
  /** No {@code total_size}. */
  ABSENT,
  /** The number of rows that match. */
  EXACT,
  /** 0, whatever matches. */
  ZERO,
  /** A tenth, at least one, too few; never below 0. */
  LOW,
  /** A tenth, at least one, too many. */
  HIGH
}
