package io.github.llamacloud.jdbc.jobs;

import java.util.List;
import java.util.Optional;

/**
 * The columns of {@code batch_jobs}, in the order of the service's job object (API.md section 1).
 *
 * <p>The one truth about columns: types, nullability, the filters the service offers, remarks and
 * metadata all come from here.
 */
public enum JobColumn {
  ID("id", Type.VARCHAR, 255, true, "Unique id of the job, e.g. bjb-<uuid>", List.of(), false),
  JOB_TYPE(
      "job_type",
      Type.VARCHAR,
      255,
      true,
      "Kind of work: parse, extract, classify; new kinds may appear",
      List.of("parse", "extract", "classify"),
      true),
  PROJECT_ID("project_id", Type.VARCHAR, 255, true, "Project that owns the job", List.of(), false),
  STATUS(
      "status",
      Type.VARCHAR,
      255,
      true,
      "pending, dispatched, running, completed, failed, cancelled; new values may appear",
      List.of("pending", "dispatched", "running", "completed", "failed", "cancelled"),
      true),
  TOTAL_ITEMS("total_items", Type.BIGINT, 19, true, "Items in the job", List.of(), false),
  COMPLETED_AT(
      "completed_at", Type.TIMESTAMP, 3, false, "When the job completed (UTC)", List.of(), false),
  CREATED_AT(
      "created_at", Type.TIMESTAMP, 3, false, "When the job was created (UTC)", List.of(), false),
  DIRECTORY_ID(
      "directory_id",
      Type.VARCHAR,
      255,
      false,
      "Directory being processed, if any",
      List.of(),
      true),
  EFFECTIVE_AT(
      "effective_at", Type.TIMESTAMP, 3, false, "Effective date-time (UTC)", List.of(), false),
  ERROR_MESSAGE(
      "error_message",
      Type.VARCHAR,
      65536,
      false,
      "Error of the latest attempt, if any",
      List.of(),
      false),
  FAILED_ITEMS("failed_items", Type.BIGINT, 19, true, "Items that failed", List.of(), false),
  JOB_RECORD_ID(
      "job_record_id", Type.VARCHAR, 255, false, "Id of the job record", List.of(), false),
  PROCESSED_ITEMS(
      "processed_items", Type.BIGINT, 19, true, "Items processed so far", List.of(), false),
  SKIPPED_ITEMS(
      "skipped_items",
      Type.BIGINT,
      19,
      true,
      "Items already processed or over the size limit",
      List.of(),
      false),
  STARTED_AT(
      "started_at", Type.TIMESTAMP, 3, false, "When processing started (UTC)", List.of(), false),
  UPDATED_AT(
      "updated_at", Type.TIMESTAMP, 3, false, "When the job last changed (UTC)", List.of(), false),
  WORKFLOW_ID("workflow_id", Type.VARCHAR, 255, false, "Async tracking id", List.of(), false);

  /** The SQL types that columns have. */
  public enum Type {
    /** A {@link String}; the precision is the declared length in characters. */
    VARCHAR,
    /** A {@link Long}. */
    BIGINT,
    /** UTC wall clock: a {@link Long} of milliseconds since 1970-01-01T00:00:00Z; precision 3. */
    TIMESTAMP
  }

  /** The table that these are the columns of. */
  public static final String TABLE = "batch_jobs";

  /** The schema of {@link #TABLE}. */
  public static final String SCHEMA = "llamacloud";

  /** The remarks of {@link #TABLE}. */
  public static final String TABLE_REMARKS =
      "Batch-processing jobs of the project, read from the LlamaCloud service";

  private final String columnName;
  private final Type type;
  private final int precision;
  private final boolean required;
  private final String remarks;
  private final List<String> documentedValues;
  private final boolean filter;

  JobColumn(
      String columnName,
      Type type,
      int precision,
      boolean required,
      String remarks,
      List<String> documentedValues,
      boolean filter) {
    this.columnName = columnName;
    this.type = type;
    this.precision = precision;
    this.required = required;
    this.remarks = remarks;
    this.documentedValues = documentedValues;
    this.filter = filter;
  }

  /** The column's name in SQL, which is also the field's name in JSON. */
  public String columnName() {
    return columnName;
  }

  public Type type() {
    return type;
  }

  /** Characters for VARCHAR, decimal digits for BIGINT, fractional digits for TIMESTAMP. */
  public int precision() {
    return precision;
  }

  /** Whether every row has a value here (counters that are missing count as 0). */
  public boolean required() {
    return required;
  }

  public String remarks() {
    return remarks;
  }

  /** The values that the service documents, empty if the column is not an enum. */
  public List<String> documentedValues() {
    return documentedValues;
  }

  /** The query parameter that filters on equality with this column, if the service has one. */
  public Optional<String> filterParameter() {
    return filter ? Optional.of(columnName) : Optional.empty();
  }

  /** Position among the columns, from 1, as JDBC counts. */
  public int position() {
    return ordinal() + 1;
  }
}
