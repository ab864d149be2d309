package io.github.llamacloud.jdbc.jobs;

/** A {@link JobRequest} whose values are known. */
public sealed interface BoundRequest permits BoundList, BoundCount {
  /** The jobs that are asked for. */
  BoundCondition condition();

  /** Rows to return at most, {@link ExecutionContext#ALL_ROWS} for all. */
  long limit();

  /** The same, returning no more than so many rows. */
  BoundRequest atMost(long rows);
}
