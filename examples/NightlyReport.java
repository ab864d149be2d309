import java.io.BufferedWriter;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * A nightly report as CSV: jobs, failures and items per month and directory.
 *
 * <p>Arguments: the file to write (default {@code report.csv}) and the URL. The file appears only
 * when it is complete; on a failure the exit code is 1 and an older file stays as it was.
 */
public class NightlyReport {
  private static final String SQL =
      """
      SELECT date_trunc('month', created_at) AS month_begin,
             COALESCE(directory_id, '(none)') AS directory,
             COUNT(*) AS jobs,
             COUNT(*) FILTER (WHERE status = 'failed') AS failed,
             SUM(total_items) AS items,
             SUM(failed_items) AS failed_items
      FROM batch_jobs
      GROUP BY 1, 2
      ORDER BY 1, 2
      """;

  public static void main(String[] args) {
    Path report = Path.of(args.length > 0 ? args[0] : "report.csv").toAbsolutePath();
    String url = args.length > 1 ? args[1] : "jdbc:llamacloud:demo";
    try {
      System.out.println(write(report, url) + " rows in " + report.getFileName());
    } catch (SQLException e) {
      System.err.println("ERROR " + e.getSQLState() + ": " + e.getMessage());
      System.exit(1);
    } catch (IOException e) {
      System.err.println("ERROR: " + e);
      System.exit(1);
    }
  }

  private static int write(Path report, String url) throws SQLException, IOException {
    Path unfinished = Files.createTempFile(report.getParent(), "report", ".tmp");
    try {
      int rows = 0;
      try (Connection connection = DriverManager.getConnection(url);
          Statement statement = connection.createStatement();
          ResultSet lines = statement.executeQuery(SQL);
          BufferedWriter csv = Files.newBufferedWriter(unfinished, StandardCharsets.UTF_8)) {
        int width = lines.getMetaData().getColumnCount();
        for (int i = 1; i <= width; i++) {
          cell(csv, i, lines.getMetaData().getColumnLabel(i));
        }
        csv.write("\r\n");
        while (lines.next()) {
          for (int i = 1; i <= width; i++) {
            cell(csv, i, lines.getString(i));
          }
          csv.write("\r\n");
          rows++;
        }
      }
      Files.move(unfinished, report, StandardCopyOption.REPLACE_EXISTING);
      return rows;
    } finally {
      Files.deleteIfExists(unfinished);
    }
  }

  private static void cell(Writer csv, int column, String value) throws IOException {
    csv.write(column == 1 ? "" : ",");
    if (value != null) {
      csv.write(
          value.matches("[^\",\r\n]*") ? value : '"' + value.replace("\"", "\"\"") + '"');
    }
  }
}
