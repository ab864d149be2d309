import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDateTime;
import java.util.List;

/**
 * One prepared statement, run for several values: the parameter of {@code status} and that of the
 * LIMIT travel to the service, the date-time is compared here.
 */
public class PreparedQuery {
  public static void main(String[] args) throws SQLException {
    String url = args.length > 0 ? args[0] : "jdbc:llamacloud:demo";
    String sql =
        """
        SELECT id, job_type, total_items, created_at
        FROM batch_jobs
        WHERE status = ? AND created_at >= ?
        LIMIT ?
        """;
    try (Connection connection = DriverManager.getConnection(url);
        PreparedStatement statement = connection.prepareStatement(sql)) {
      for (String status : List.of("failed", "cancelled", "running")) {
        statement.setString(1, status);
        statement.setObject(2, LocalDateTime.of(2026, 1, 1, 0, 0));
        statement.setInt(3, 3);
        try (ResultSet jobs = statement.executeQuery()) {
          while (jobs.next()) {
            LocalDateTime created = jobs.getObject("created_at", LocalDateTime.class);
            System.out.printf(
                "%-9s  %s  %-8s  %5d items  %s%n",
                status,
                jobs.getString("id"),
                jobs.getString("job_type"),
                jobs.getLong("total_items"),
                created);
          }
        }
      }
    }
  }
}
