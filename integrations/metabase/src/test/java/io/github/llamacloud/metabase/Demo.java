package io.github.llamacloud.metabase;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The demo's jobs: as rows, and as answers to SQL, read as Metabase reads them. */
final class Demo {
  static final String TABLE = "\"llamacloud\".\"batch_jobs\"";

  private static final String URL = "jdbc:llamacloud:demo?jobs=1500";

  /**
   * The columns of a job that the tests calculate with.
   *
   * @param completedAt null if the job has not completed
   * @param directoryId null if it has none
   */
  record Job(
      String id,
      String status,
      LocalDateTime createdAt,
      LocalDateTime completedAt,
      String directoryId,
      long totalItems,
      long failedItems) {}

  static final List<Job> JOBS = jobs();

  private Demo() {}

  /** A column as Metabase writes it. */
  static String column(String name) {
    return TABLE + ".\"" + name + "\"";
  }

  static Connection connect() throws SQLException {
    return connect("");
  }

  /**
   * Connects otherwise than by default.
   *
   * @param properties {@code &name=value} for each
   */
  static Connection connect(String properties) throws SQLException {
    return DriverManager.getConnection(URL + properties);
  }

  /** All rows: date-times as LocalDateTime, whole numbers as Long. */
  static List<List<Object>> rows(String sql, Object... parameters) {
    try (Connection connection = connect()) {
      return rows(connection, sql, parameters);
    } catch (SQLException failure) {
      throw new AssertionError(sql, failure);
    }
  }

  static List<List<Object>> rows(Connection connection, String sql, Object... parameters)
      throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            "-- Metabase:: userID: 1\n" + sql,
            ResultSet.TYPE_FORWARD_ONLY,
            ResultSet.CONCUR_READ_ONLY,
            ResultSet.CLOSE_CURSORS_AT_COMMIT)) {
      statement.setFetchSize(500);
      for (int i = 0; i < parameters.length; i++) {
        set(statement, i + 1, parameters[i]);
      }
      List<List<Object>> rows = new ArrayList<>();
      try (ResultSet found = statement.executeQuery()) {
        int columns = found.getMetaData().getColumnCount();
        while (found.next()) {
          Object[] row = new Object[columns];
          for (int i = 0; i < columns; i++) {
            row[i] = value(found, i + 1);
          }
          rows.add(Arrays.asList(row));
        }
      }
      return rows;
    }
  }

  private static void set(PreparedStatement statement, int index, Object value)
      throws SQLException {
    if (value instanceof LocalDateTime) {
      statement.setObject(index, value, Types.TIMESTAMP);
    } else if (value instanceof OffsetDateTime) {
      statement.setObject(index, value, Types.TIMESTAMP_WITH_TIMEZONE);
    } else if (value instanceof LocalDate) {
      statement.setObject(index, value, Types.DATE);
    } else {
      statement.setObject(index, value);
    }
  }

  private static Object value(ResultSet found, int index) throws SQLException {
    int type = found.getMetaData().getColumnType(index);
    if (type == Types.TIMESTAMP) {
      return found.getObject(index, LocalDateTime.class);
    }
    if (type == Types.DATE) {
      return found.getObject(index, LocalDate.class);
    }
    Object value = found.getObject(index);
    if (value instanceof Integer whole) {
      return whole.longValue();
    }
    if (value instanceof BigDecimal decimal && decimal.stripTrailingZeros().scale() <= 0) {
      return decimal.longValueExact();
    }
    return value;
  }

  private static List<Job> jobs() {
    List<Job> jobs = new ArrayList<>();
    for (List<Object> row :
        rows(
            "SELECT id, status, created_at, completed_at, directory_id, total_items, failed_items"
                + " FROM batch_jobs")) {
      jobs.add(
          new Job(
              (String) row.get(0),
              (String) row.get(1),
              (LocalDateTime) row.get(2),
              (LocalDateTime) row.get(3),
              (String) row.get(4),
              (Long) row.get(5),
              (Long) row.get(6)));
    }
    return List.copyOf(jobs);
  }
}
