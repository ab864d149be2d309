package io.github.llamacloud.jdbc.simulator;

import org.jspecify.annotations.Nullable;

/**
 * One job as the service shows it (API.md section 1): the 17 fields of its JSON, in their order.
 *
 * <p>Date-times are the text on the wire, e.g. {@code 2026-10-31T23:59:58.120Z}. Nothing is
 * checked: a job may have a status or a type that nobody has documented, and a null where the
 * service promises none.
 *
 * @param id unique in its list
 * @param jobType one of parse, extract, classify; or a new kind
 * @param projectId {@code proj-<uuid>}
 * @param status one of pending, dispatched, running, completed, failed, cancelled; or a new one
 * @param totalItems items in the job
 * @param completedAt when the work ended; null until then
 * @param createdAt creation
 * @param directoryId directory being processed, if any
 * @param effectiveAt effective date-time
 * @param errorMessage error of the latest attempt
 * @param failedItems 0 if missing
 * @param jobRecordId id of the job's record
 * @param processedItems 0 if missing
 * @param skippedItems 0 if missing
 * @param startedAt when the work began
 * @param updatedAt last change
 * @param workflowId async tracking id
 */
public record SimulatedJob(
    String id,
    String jobType,
    String projectId,
    String status,
    long totalItems,
    Field<String> completedAt,
    Field<String> createdAt,
    Field<String> directoryId,
    Field<String> effectiveAt,
    Field<String> errorMessage,
    Field<Long> failedItems,
    Field<String> jobRecordId,
    Field<Long> processedItems,
    Field<Long> skippedItems,
    Field<String> startedAt,
    Field<String> updatedAt,
    Field<String> workflowId) {

  /**
   * A completed parse job of the demo's project without items. Every optional field is missing
   * until it is set.
   */
  public static Builder builder(String id) {
    return new Builder(id);
  }

  /** A builder that begins with everything of this job. */
  public Builder toBuilder() {
    Builder builder = new Builder(id);
    builder.jobType = jobType;
    builder.projectId = projectId;
    builder.status = status;
    builder.totalItems = totalItems;
    builder.completedAt = completedAt;
    builder.createdAt = createdAt;
    builder.directoryId = directoryId;
    builder.effectiveAt = effectiveAt;
    builder.errorMessage = errorMessage;
    builder.failedItems = failedItems;
    builder.jobRecordId = jobRecordId;
    builder.processedItems = processedItems;
    builder.skippedItems = skippedItems;
    builder.startedAt = startedAt;
    builder.updatedAt = updatedAt;
    builder.workflowId = workflowId;
    return builder;
  }

  /**
   * Makes jobs: an optional field that is never set is missing, one set to null is JSON's null. Not
   * for sharing by threads.
   */
  public static final class Builder {
    private final String id;
    private String jobType = "parse";
    private String projectId = "proj-" + Simulator.PROJECT;
    private String status = "completed";
    private long totalItems;
    private Field<String> completedAt = Field.absent();
    private Field<String> createdAt = Field.absent();
    private Field<String> directoryId = Field.absent();
    private Field<String> effectiveAt = Field.absent();
    private Field<String> errorMessage = Field.absent();
    private Field<Long> failedItems = Field.absent();
    private Field<String> jobRecordId = Field.absent();
    private Field<Long> processedItems = Field.absent();
    private Field<Long> skippedItems = Field.absent();
    private Field<String> startedAt = Field.absent();
    private Field<String> updatedAt = Field.absent();
    private Field<String> workflowId = Field.absent();

    private Builder(String id) {
      this.id = id;
    }

    public Builder jobType(String value) {
      jobType = value;
      return this;
    }

    public Builder projectId(String value) {
      projectId = value;
      return this;
    }

    public Builder status(String value) {
      status = value;
      return this;
    }

    public Builder totalItems(long value) {
      totalItems = value;
      return this;
    }

    public Builder completedAt(@Nullable String value) {
      completedAt = Field.of(value);
      return this;
    }

    public Builder createdAt(@Nullable String value) {
      createdAt = Field.of(value);
      return this;
    }

    public Builder directoryId(@Nullable String value) {
      directoryId = Field.of(value);
      return this;
    }

    public Builder effectiveAt(@Nullable String value) {
      effectiveAt = Field.of(value);
      return this;
    }

    public Builder errorMessage(@Nullable String value) {
      errorMessage = Field.of(value);
      return this;
    }

    public Builder failedItems(@Nullable Long value) {
      failedItems = Field.of(value);
      return this;
    }

    public Builder jobRecordId(@Nullable String value) {
      jobRecordId = Field.of(value);
      return this;
    }

    public Builder processedItems(@Nullable Long value) {
      processedItems = Field.of(value);
      return this;
    }

    public Builder skippedItems(@Nullable Long value) {
      skippedItems = Field.of(value);
      return this;
    }

    public Builder startedAt(@Nullable String value) {
      startedAt = Field.of(value);
      return this;
    }

    public Builder updatedAt(@Nullable String value) {
      updatedAt = Field.of(value);
      return this;
    }

    public Builder workflowId(@Nullable String value) {
      workflowId = Field.of(value);
      return this;
    }

    public SimulatedJob build() {
      return new SimulatedJob(
          id,
          jobType,
          projectId,
          status,
          totalItems,
          completedAt,
          createdAt,
          directoryId,
          effectiveAt,
          errorMessage,
          failedItems,
          jobRecordId,
          processedItems,
          skippedItems,
          startedAt,
          updatedAt,
          workflowId);
    }
  }
}
