import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;

/**
 * A HikariCP pool, used by several threads at once. HikariCP is not in the driver's jar: put it on the
 * class path beside it.
 */
public class PooledQuery {
  public static void main(String[] args) throws Exception {
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl(args.length > 0 ? args[0] : "jdbc:llamacloud:demo");
    config.setMaximumPoolSize(4);
    ExecutorService threads = Executors.newFixedThreadPool(3);
    try (HikariDataSource pool = new HikariDataSource(config)) {
      List<Future<String>> answers =
          Stream.of("parse", "extract", "classify")
              .map(type -> threads.submit(() -> type + ": " + count(pool, type) + " failed jobs"))
              .toList();
      for (Future<String> answer : answers) {
        System.out.println(answer.get());
      }
    } finally {
      threads.shutdown();
    }
  }

  private static long count(HikariDataSource pool, String type) throws SQLException {
    String sql = "SELECT COUNT(*) FROM batch_jobs WHERE status = 'failed' AND job_type = ?";
    try (Connection connection = pool.getConnection();
        PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setString(1, type);
      try (ResultSet count = statement.executeQuery()) {
        count.next();
        return count.getLong(1);
      }
    }
  }
}
