package io.github.llamacloud.jdbc.simulator;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the list may be filtered by, each exactly; null where it is not. */
record Filter(@Nullable String status, @Nullable String jobType, @Nullable String directoryId) {
  private static final List<String> STATUSES =
      List.of("pending", "running", "dispatched", "completed", "failed", "cancelled");
  private static final List<String> JOB_TYPES = List.of("parse", "extract", "classify");

  static Filter read(Parameters parameters) {
    return new Filter(
        parameters.choice("status", STATUSES),
        parameters.choice("job_type", JOB_TYPES),
        parameters.text("directory_id"));
  }

  boolean passesAll() {
    return status == null && jobType == null && directoryId == null;
  }

  boolean passes(JobTable jobs, int position) {
    return (status == null || status.equals(jobs.status(position)))
        && (jobType == null || jobType.equals(jobs.jobType(position)))
        && (directoryId == null || directoryId.equals(jobs.directoryId(position)));
  }
}
