package io.github.llamacloud.jdbc.simulator;

import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a list, by their position in it from 0. Immutable; threads may share it.
 *
 * <p>What the service filters by can be read without making the row, so that a long list is
 * searched quickly.
 */
sealed interface JobTable permits DemoJobs, ListedJobs {
  int size();

  String status(int position);

  String jobType(int position);

  @Nullable String directoryId(int position);

  SimulatedJob job(int position);

  /** Where the job with this id stands. */
  OptionalInt find(String id);
}
