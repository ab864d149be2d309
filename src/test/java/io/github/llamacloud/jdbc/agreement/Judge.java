package io.github.llamacloud.jdbc.agreement;

import io.github.llamacloud.jdbc.simulator.Field;
import io.github.llamacloud.jdbc.simulator.SimulatedJob;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** H2 with the same jobs in a table: what it answers is right. */
public final class Judge implements AutoCloseable {
  private static final String URL =
      "jdbc:h2:mem:;MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;CASE_INSENSITIVE_IDENTIFIERS=TRUE"
          + ";DEFAULT_NULL_ORDERING=HIGH;DEFAULT_ESCAPE=;TIME ZONE=UTC";

  private final Connection connection;

  /** These jobs in {@code llamacloud.batch_jobs}, its schema the current one. */
  public Judge(List<SimulatedJob> jobs) throws SQLException {
    connection = DriverManager.getConnection(URL);
    try (Statement ddl = connection.createStatement()) {
      ddl.execute("CREATE SCHEMA llamacloud");
      ddl.execute("SET SCHEMA llamacloud");
      ddl.execute(
          "CREATE TABLE batch_jobs (id VARCHAR(255) NOT NULL, job_type VARCHAR(255) NOT NULL,"
              + " project_id VARCHAR(255) NOT NULL, status VARCHAR(255) NOT NULL,"
              + " total_items BIGINT NOT NULL, completed_at TIMESTAMP(3), created_at TIMESTAMP(3),"
              + " directory_id VARCHAR(255), effective_at TIMESTAMP(3),"
              + " error_message VARCHAR(65536), failed_items BIGINT NOT NULL,"
              + " job_record_id VARCHAR(255), processed_items BIGINT NOT NULL,"
              + " skipped_items BIGINT NOT NULL, started_at TIMESTAMP(3), updated_at TIMESTAMP(3),"
              + " workflow_id VARCHAR(255))");
    }
    load(jobs);
  }

  /** H2's own connection, open until this is closed. */
  public Connection connection() {
    return connection;
  }

  private void load(List<SimulatedJob> jobs) throws SQLException {
    String insert =
        "INSERT INTO batch_jobs VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
    try (PreparedStatement row = connection.prepareStatement(insert)) {
      for (SimulatedJob job : jobs) {
        row.setString(1, job.id());
        row.setString(2, job.jobType());
        row.setString(3, job.projectId());
        row.setString(4, job.status());
        row.setLong(5, job.totalItems());
        setTimestamp(row, 6, job.completedAt());
        setTimestamp(row, 7, job.createdAt());
        row.setString(8, job.directoryId().value());
        setTimestamp(row, 9, job.effectiveAt());
        row.setString(10, job.errorMessage().value());
        row.setLong(11, counter(job.failedItems()));
        row.setString(12, job.jobRecordId().value());
        row.setLong(13, counter(job.processedItems()));
        row.setLong(14, counter(job.skippedItems()));
        setTimestamp(row, 15, job.startedAt());
        setTimestamp(row, 16, job.updatedAt());
        row.setString(17, job.workflowId().value());
        row.addBatch();
      }
      row.executeBatch();
    }
  }

  /** A counter that is missing counts as 0 (API.md section 1). */
  private static long counter(Field<Long> field) {
    return field.value() == null ? 0 : field.value();
  }

  private static void setTimestamp(PreparedStatement row, int index, Field<String> field)
      throws SQLException {
    if (field.value() == null) {
      row.setNull(index, Types.TIMESTAMP);
      return;
    }
    LocalDateTime utc =
        OffsetDateTime.parse(field.value())
            .withOffsetSameInstant(ZoneOffset.UTC)
            .toLocalDateTime()
            .truncatedTo(ChronoUnit.MILLIS);
    row.setTimestamp(index, Timestamp.valueOf(utc));
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
