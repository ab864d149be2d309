import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * A first query: the ten newest failures and what went wrong.
 *
 * <p>Runs on the demo; give another URL as the argument: {@code java -cp
 * target/llamacloud-jdbc-0.1.0-all.jar examples/FirstQuery.java jdbc:llamacloud:}
 */
public class FirstQuery {
  public static void main(String[] args) throws SQLException {
    String url = args.length > 0 ? args[0] : "jdbc:llamacloud:demo";
    String sql =
        """
        SELECT id, created_at, error_message
        FROM batch_jobs
        WHERE status = 'failed'
        ORDER BY created_at DESC
        LIMIT 10
        """;
    try (Connection connection = DriverManager.getConnection(url);
        Statement statement = connection.createStatement();
        ResultSet jobs = statement.executeQuery(sql)) {
      while (jobs.next()) {
        System.out.printf(
            "%s  %s  %s%n",
            jobs.getString("id"), jobs.getString("created_at"), jobs.getString("error_message"));
      }
    }
  }
}
