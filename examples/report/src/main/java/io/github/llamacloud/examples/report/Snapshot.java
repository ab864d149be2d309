package io.github.llamacloud.examples.report;

import io.github.llamacloud.jdbc.jdbc.LlamaCloudStatement;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * The jobs of a report, read once and kept in a database in memory, so that all that is asked about
 * them is answered from the same rows. Used by one thread.
 */
final class Snapshot implements AutoCloseable {
  private static final String TABLE =
      """
      CREATE TABLE jobs (
        id VARCHAR NOT NULL PRIMARY KEY, job_type VARCHAR NOT NULL, status VARCHAR NOT NULL,
        directory_id VARCHAR, total_items BIGINT NOT NULL, processed_items BIGINT NOT NULL,
        failed_items BIGINT NOT NULL, skipped_items BIGINT NOT NULL, created_at TIMESTAMP(3),
        started_at TIMESTAMP(3), completed_at TIMESTAMP(3), error_message VARCHAR, ended_at TIMESTAMP(3),
        seconds DECIMAL(18, 3) AS DATEDIFF('MILLISECOND', started_at, completed_at) / 1000.000)
      """;

  private static final int BATCH = 1000;

  private final Connection copy;
  private final Period period;
  private long jobs;
  private int requests;

  private Snapshot(Connection copy, Period period) {
    this.copy = copy;
    this.period = period;
  }

  /**
   * Reads the jobs.
   *
   * @param url of the driver
   * @param seconds that this may take at most, 0 for no limit
   */
  static Snapshot read(String url, Period period, int seconds) throws SQLException, IOException {
    Connection copy = DriverManager.getConnection("jdbc:h2:mem:");
    Snapshot snapshot = new Snapshot(copy, period);
    try (Connection service = DriverManager.getConnection(url)) {
      snapshot.fill(service, seconds);
    } catch (SQLException | IOException | RuntimeException e) {
      copy.close();
      throw e;
    }
    return snapshot;
  }

  private void fill(Connection service, int seconds) throws SQLException, IOException {
    try (Statement create = copy.createStatement()) {
      create.execute(TABLE);
    }
    try (PreparedStatement read = service.prepareStatement(sql("jobs"))) {
      read.setQueryTimeout(seconds);
      read.setObject(1, period.earliest());
      read.setObject(2, period.end());
      try (ResultSet rows = read.executeQuery()) {
        insert(rows);
      }
      requests = read.unwrap(LlamaCloudStatement.class).requests().size();
    }
  }

  private void insert(ResultSet rows) throws SQLException {
    int width = rows.getMetaData().getColumnCount();
    String values = "?, ".repeat(width - 1) + "?";
    try (PreparedStatement insert =
        copy.prepareStatement(
            "INSERT INTO jobs (id, job_type, status, directory_id, total_items, processed_items,"
                + " failed_items, skipped_items, created_at, started_at, completed_at,"
                + " error_message, ended_at) VALUES ("
                + values
                + ")")) {
      while (rows.next()) {
        for (int i = 1; i <= width; i++) {
          insert.setObject(i, Table.value(rows, i));
        }
        insert.addBatch();
        jobs++;
        if (jobs % BATCH == 0) {
          insert.executeBatch();
        }
      }
      insert.executeBatch();
    }
  }

  /** The answer of {@code sql/<name>.sql}. */
  Table table(String name) throws SQLException, IOException {
    try (PreparedStatement query = copy.prepareStatement(sql(name))) {
      Object[] parameters = {
        period.begin(),
        period.end(),
        period.bucketHours(),
        period.trendBegin(),
        period.previousBegin()
      };
      int used = query.getParameterMetaData().getParameterCount();
      for (int i = 1; i <= used; i++) {
        query.setObject(i, parameters[i - 1]);
      }
      try (ResultSet rows = query.executeQuery()) {
        return Table.of(name, rows);
      }
    }
  }

  private static String sql(String name) throws IOException {
    try (InputStream file = Snapshot.class.getResourceAsStream("/sql/" + name + ".sql")) {
      if (file == null) {
        throw new IOException("There is no sql/" + name + ".sql");
      }
      return new String(file.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  /** How many jobs were kept. */
  long jobs() {
    return jobs;
  }

  /** How many requests it took to read them. */
  int requests() {
    return requests;
  }

  @Override
  public void close() throws SQLException {
    copy.close();
  }
}
