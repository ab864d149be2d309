package io.github.llamacloud.jdbc.simulator;

/** Writes jobs as the service spells them. */
final class JobJson {
  private JobJson() {}

  static void write(JsonWriter json, SimulatedJob job) {
    json.open('{');
    json.name("id").string(job.id());
    json.name("job_type").string(job.jobType());
    json.name("project_id").string(job.projectId());
    json.name("status").string(job.status());
    json.name("total_items").raw(Long.toString(job.totalItems()));
    text(json, "completed_at", job.completedAt());
    text(json, "created_at", job.createdAt());
    text(json, "directory_id", job.directoryId());
    text(json, "effective_at", job.effectiveAt());
    text(json, "error_message", job.errorMessage());
    counter(json, "failed_items", job.failedItems());
    text(json, "job_record_id", job.jobRecordId());
    counter(json, "processed_items", job.processedItems());
    counter(json, "skipped_items", job.skippedItems());
    text(json, "started_at", job.startedAt());
    text(json, "updated_at", job.updatedAt());
    text(json, "workflow_id", job.workflowId());
    json.close('}');
  }

  private static void text(JsonWriter json, String name, Field<String> field) {
    if (field.present()) {
      json.name(name).string(field.value());
    }
  }

  private static void counter(JsonWriter json, String name, Field<Long> field) {
    if (field.present()) {
      json.name(name).raw(String.valueOf(field.value()));
    }
  }
}
