package io.github.llamacloud.examples.report;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.sf.jasperreports.engine.JRException;

/** The program: what it is told, and its exit code. */
public final class NightlyReport {
  static final int DONE = 0;
  static final int FAILED = 1;
  static final int WRONG_USAGE = 2;

  private static final List<String> TABLES =
      List.of(
          "summary", "throughput", "failure-rate", "directories", "errors", "slowest", "backlog");

  private static final String USAGE =
      "usage: report [FIRST_DAY [LAST_DAY]], days like 2026-10-27 in UTC, by default yesterday";

  private final Map<String, String> environment;
  private final Clock clock;
  private final PrintStream out;
  private final PrintStream err;

  /**
   * @param clock in UTC
   */
  NightlyReport(Map<String, String> environment, Clock clock, PrintStream out, PrintStream err) {
    this.environment = environment;
    this.clock = clock;
    this.out = out;
    this.err = err;
  }

  /** Exits with 0 (done), 1 (failed) or 2 (wrong usage). */
  public static void main(String[] args) {
    System.setProperty("java.awt.headless", "true");
    NightlyReport report =
        new NightlyReport(System.getenv(), Clock.systemUTC(), System.out, System.err);
    System.exit(report.run(List.of(args)));
  }

  /** The exit code. */
  int run(List<String> arguments) {
    Period period;
    Path directory;
    int seconds;
    try {
      period = Period.of(arguments, LocalDate.now(clock));
      directory = Path.of(environment.getOrDefault("REPORT_DIRECTORY", "reports"));
      seconds = seconds(environment.getOrDefault("REPORT_TIMEOUT", "1800"));
    } catch (DateTimeException | InvalidPathException | NumberFormatException e) {
      err.println(oneLine(e.getMessage()) + "; " + USAGE);
      return WRONG_USAGE;
    }
    try {
      write(period, directory.resolve(period.toString()), seconds);
      return DONE;
    } catch (SQLException e) {
      err.println("ERROR " + e.getSQLState() + ": " + oneLine(e.getMessage()));
    } catch (IOException | JRException | RuntimeException e) {
      err.println("ERROR: " + oneLine(e.toString()));
    }
    return FAILED;
  }

  private static int seconds(String text) {
    int seconds = Integer.parseInt(text);
    if (seconds < 0) {
      throw new NumberFormatException("REPORT_TIMEOUT is negative");
    }
    return seconds;
  }

  private void write(Period period, Path target, int seconds)
      throws SQLException, IOException, JRException {
    String url = environment.getOrDefault("REPORT_URL", "jdbc:llamacloud:");
    LocalDateTime read = LocalDateTime.now(clock).truncatedTo(ChronoUnit.SECONDS);
    try (Snapshot snapshot = Snapshot.read(url, period, seconds);
        Publication publication = new Publication(target)) {
      Map<String, Table> tables = new LinkedHashMap<>();
      for (String name : TABLES) {
        Table table = snapshot.table(name);
        tables.put(name, table);
        table.writeCsv(publication.draft());
      }
      Pdf.write(publication.draft().resolve("report.pdf"), period, read, tables);
      publication.publish();
      Table summary = tables.get("summary");
      out.printf(
          "%s: %s jobs ended, %s of them failed; %d requests; %s%n",
          period, summary.get(0, "ended"), summary.get(0, "failed"), snapshot.requests(), target);
    }
  }

  private static String oneLine(String text) {
    return String.valueOf(text).strip().replaceAll("\\s+", " ");
  }
}
