package io.github.llamacloud.examples.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TimeZone;
import java.util.stream.Stream;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The report of 2026-10-27 on the demo's jobs, and what happens when there can be none. */
class NightlyReportTest {
  /** One request after the other, so that their number is certain. */
  private static final String DEMO = "jdbc:llamacloud:demo?concurrency=1";

  /**
   * Every number is asked for once more, in another statement, of the driver and not of the copy.
   */
  private static final String ENDED =
      "CASE WHEN status = 'failed' OR status = 'completed' OR status = 'cancelled' THEN"
          + " CASE WHEN completed_at IS NOT NULL THEN completed_at"
          + " WHEN updated_at IS NOT NULL THEN updated_at ELSE created_at END END";

  private static final String SECONDS =
      "EXTRACT(EPOCH FROM completed_at) - EXTRACT(EPOCH FROM started_at)";

  private static final String JOBS = "(SELECT t.*, " + ENDED + " AS ended FROM batch_jobs t) j";
  private static final String THE_DAY = "CAST(ended AS DATE) = DATE '2026-10-27'";

  @TempDir private static Path reports;

  @TempDir private Path directory;

  private static Run first;

  private record Run(int exitCode, String out, String err) {}

  @BeforeAll
  static void reportOfYesterday() {
    first = run(DEMO, reports);
  }

  private static Run run(String url, Path directory, String... arguments) {
    return run(Map.of("REPORT_URL", url, "REPORT_DIRECTORY", directory.toString()), arguments);
  }

  private static Run run(Map<String, String> environment, String... arguments) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Clock clock = Clock.fixed(Instant.parse("2026-10-28T03:15:00Z"), ZoneOffset.UTC);
    int exitCode =
        new NightlyReport(
                environment,
                clock,
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8))
            .run(List.of(arguments));
    return new Run(
        exitCode, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  @Test
  void withoutArgumentsItIsYesterdayAndOneReadOfTheList() {
    assertEquals(0, first.exitCode, first.err);
    assertEquals("", first.err);
    assertEquals(
        "2026-10-27: 44 jobs ended, 5 of them failed; 13 requests; "
            + reports.resolve("2026-10-27")
            + System.lineSeparator(),
        first.out);
  }

  @Test
  void theFilesAreThereAndNothingElse() throws IOException {
    assertEquals(List.of("2026-10-27"), names(reports));
    assertEquals(
        List.of(
            "backlog.csv",
            "directories.csv",
            "errors.csv",
            "failure-rate.csv",
            "report.pdf",
            "slowest.csv",
            "summary.csv",
            "throughput.csv"),
        names(reports.resolve("2026-10-27")));
  }

  @ParameterizedTest
  @CsvSource({"1, 2026-10-27, 2026-10-28", "2, 2026-10-26, 2026-10-27"})
  void theSummaryIsThatOfTheDriver(int line, String day, String next)
      throws IOException, SQLException {
    String theDay = "CAST(ended AS DATE) = DATE '" + day + "'";
    String counts =
        "SELECT COUNT(*), SUM(CASE status WHEN 'completed' THEN 1 ELSE 0 END),"
            + " SUM(CASE status WHEN 'failed' THEN 1 ELSE 0 END),"
            + " SUM(CASE status WHEN 'cancelled' THEN 1 ELSE 0 END),"
            + " SUM(processed_items), SUM(failed_items), SUM(skipped_items) FROM "
            + JOBS
            + " WHERE "
            + theDay;
    List<String> row = csv("summary").get(line);
    assertEquals(List.of(day + "T00:00:00Z", next + "T00:00:00Z"), row.subList(0, 2));
    assertEquals(
        ask(counts).get(0),
        Stream.concat(row.subList(2, 6).stream(), row.subList(7, 10).stream()).toList());
    int completed = Integer.parseInt(row.get(3));
    int failed = Integer.parseInt(row.get(4));
    assertEquals(100.0 * failed / (completed + failed), Double.parseDouble(row.get(6)), 0.005);
    String durations =
        "SELECT "
            + SECONDS
            + " FROM "
            + JOBS
            + " WHERE status = 'completed' AND "
            + theDay
            + " ORDER BY 1";
    List<BigDecimal> seconds = ask(durations).stream().map(r -> new BigDecimal(r.get(0))).toList();
    assertEquals(completed, seconds.size());
    assertEquals(seconds.get((completed + 1) / 2 - 1), new BigDecimal(row.get(10)));
    assertEquals(seconds.get((int) Math.ceil(0.95 * completed) - 1), new BigDecimal(row.get(11)));
  }

  /** On the second day a job was cancelled before it started, in the hour after its creation. */
  @ParameterizedTest
  @ValueSource(strings = {"2026-10-27", "2026-09-20"})
  void theThroughputIsThatOfTheDriver(String day) throws IOException, SQLException {
    assertEquals(0, run(DEMO, directory, day).exitCode);
    String hours =
        "SELECT EXTRACT(HOUR FROM ended), COUNT(*), COUNT(*) FILTER (WHERE status = 'completed'),"
            + " COUNT(*) FILTER (WHERE status = 'failed'),"
            + " COUNT(*) FILTER (WHERE status = 'cancelled'), SUM(processed_items) FROM "
            + JOBS
            + " WHERE "
            + "CAST(ended AS DATE) = DATE '"
            + day
            + "'"
            + " GROUP BY 1";
    Map<String, List<String>> expected = new HashMap<>();
    for (List<String> row : ask(hours)) {
      expected.put(String.format("%sT%2s:00:00Z", day, row.get(0)).replace(' ', '0'), row);
    }
    List<List<String>> rows = csv(directory.resolve(day), "throughput");
    rows.remove(0);
    assertEquals(24, rows.size());
    for (List<String> row : rows) {
      List<String> counts =
          expected.containsKey(row.get(0))
              ? expected.get(row.get(0)).subList(1, 6)
              : List.of("0", "0", "0", "0", "0");
      assertEquals(counts, row.subList(1, 6), row.get(0));
    }
  }

  @Test
  void theFailureRateIsThatOfTheDriver() throws IOException, SQLException {
    String days =
        "SELECT CAST(ended AS DATE), COUNT(*) FILTER (WHERE status = 'completed'),"
            + " COUNT(*) FILTER (WHERE status = 'failed') FROM "
            + JOBS
            + " WHERE ended >= TIMESTAMP '2026-10-14 00:00:00'"
            + " AND ended < TIMESTAMP '2026-10-28 00:00:00' GROUP BY 1 ORDER BY 1";
    List<List<String>> rows = rows("failure-rate");
    assertEquals(14, rows.size());
    assertEquals(ask(days), rows.stream().map(row -> row.subList(0, 3)).toList());
    for (List<String> row : rows) {
      double failed = Double.parseDouble(row.get(2));
      assertEquals(
          100 * failed / (failed + Double.parseDouble(row.get(1))),
          Double.parseDouble(row.get(3)),
          0.005);
    }
  }

  @Test
  void theDirectoriesAreThoseOfTheDriver() throws IOException, SQLException {
    assertSameRows(
        "SELECT directory_id, COUNT(*), COUNT(*) FILTER (WHERE status = 'completed'),"
            + " COUNT(*) FILTER (WHERE status = 'failed'),"
            + " COUNT(*) FILTER (WHERE status = 'cancelled') FROM "
            + JOBS
            + " WHERE "
            + THE_DAY
            + " GROUP BY directory_id",
        "directories",
        0,
        5);
  }

  @Test
  void theErrorsAreThoseOfTheDriver() throws IOException, SQLException {
    assertSameRows(
        "SELECT REGEXP_REPLACE(error_message, '[0-9]+', '#'), COUNT(*) FROM "
            + JOBS
            + " WHERE status = 'failed' AND "
            + THE_DAY
            + " GROUP BY 1",
        "errors",
        0,
        2);
  }

  @Test
  void theBacklogIsThatOfTheDriver() throws IOException, SQLException {
    assertSameRows(
        "SELECT directory_id, COUNT(*), COUNT(*) FILTER (WHERE status = 'pending'),"
            + " COUNT(*) FILTER (WHERE status = 'dispatched'),"
            + " COUNT(*) FILTER (WHERE status = 'running'), 0,"
            + " SUM(total_items - processed_items - failed_items - skipped_items)"
            + " FROM batch_jobs WHERE status IN ('pending', 'dispatched', 'running')"
            + " GROUP BY directory_id",
        "backlog",
        0,
        7);
  }

  @Test
  void theSlowestAreThoseOfTheDriver() throws IOException, SQLException {
    List<List<String>> expected =
        ask(
            "SELECT id, "
                + SECONDS
                + " AS seconds FROM "
                + JOBS
                + " WHERE status <> 'cancelled' AND started_at IS NOT NULL AND "
                + THE_DAY
                + " ORDER BY seconds DESC, id");
    List<List<String>> rows = rows("slowest");
    assertEquals(expected, rows.stream().map(row -> List.of(row.get(0), row.get(7))).toList());
  }

  @Test
  void theNumbersOfAReportAgree() throws IOException {
    List<String> summary = csv("summary").get(1);
    for (String table : List.of("throughput", "directories")) {
      for (int column = 1; column <= 4; column++) {
        assertEquals(summary.get(column + 1), sum(table, column), table + " " + column);
      }
    }
    assertEquals(summary.get(4), sum("errors", 1));
    assertEquals(summary.get(7), sum("throughput", 5));
    assertEquals(summary.get(7), sum("directories", 6));
    List<String> lastDay = rows("failure-rate").get(13);
    assertEquals(List.of(summary.get(3), summary.get(4), summary.get(6)), lastDay.subList(1, 4));
  }

  @Test
  void thePdfHasThePagesAndTheNumbers() throws IOException {
    try (PDDocument pdf = Loader.loadPDF(pdf().toFile())) {
      assertEquals(3, pdf.getNumberOfPages());
      String page1 = text(pdf, 1);
      for (String shown :
          List.of(
              "Jobs that ended 2026-10-27 (UTC)",
              "Read at 2026-10-28 03:15 UTC",
              "12.5 %",
              "before: 7.1 %",
              "2 min 34 s",
              "1 h 13 min",
              "28,506",
              "Throughput by hour",
              "Failure rate by day",
              "Page 1 of 3")) {
        assertTrue(page1.contains(shown), shown + " is not in " + page1);
      }
      String page2 = text(pdf, 2);
      for (List<String> row : rows("directories")) {
        String id = row.get(0).isEmpty() ? "(no directory)" : row.get(0);
        String line = String.join(" ", id, row.get(1), row.get(2), row.get(3), row.get(4));
        assertTrue(page2.contains(line), line + " is not in " + page2);
      }
      assertTrue(page2.contains("Page # could not be parsed: unexpected end of stream 1"), page2);
      assertTrue(page2.contains("12 of 40; the others are in slowest.csv."), page2);
      String page3 = text(pdf, 3);
      for (List<String> row : rows("backlog")) {
        String id = row.get(0).isEmpty() ? "(no directory)" : row.get(0);
        String line = String.join(" ", id, row.get(1), row.get(2), row.get(3), row.get(4));
        assertTrue(page3.contains(line), line + " is not in " + page3);
      }
    }
  }

  @Test
  void thePdfBringsItsFonts() throws IOException {
    try (PDDocument pdf = Loader.loadPDF(pdf().toFile())) {
      int fonts = 0;
      for (PDPage page : pdf.getPages()) {
        for (COSName name : page.getResources().getFontNames()) {
          assertTrue(page.getResources().getFont(name).isEmbedded(), name.getName());
          assertTrue(page.getResources().getFont(name).getName().contains("DejaVu"));
          fonts++;
        }
      }
      assertTrue(fonts >= 3);
    }
  }

  @Test
  void theZoneOfTheMachineChangesNothing() throws IOException {
    TimeZone zone = TimeZone.getDefault();
    Path utc = directory.resolve("utc");
    Path newYork = directory.resolve("new-york");
    try {
      TimeZone.setDefault(TimeZone.getTimeZone("UTC"));
      assertEquals(0, run(DEMO, utc, "2026-03-08").exitCode);
      TimeZone.setDefault(TimeZone.getTimeZone("America/New_York"));
      assertEquals(0, run(DEMO, newYork, "2026-03-08").exitCode);
    } finally {
      TimeZone.setDefault(zone);
    }
    for (String name : names(utc.resolve("2026-03-08"))) {
      if (name.endsWith(".csv")) {
        assertEquals(
            Files.readString(utc.resolve("2026-03-08").resolve(name)),
            Files.readString(newYork.resolve("2026-03-08").resolve(name)),
            name);
      }
    }
  }

  @Test
  void aLongPeriodIsByDay() throws IOException {
    Run run = run(DEMO, directory, "2026-08-01", "2026-10-26");
    assertEquals(0, run.exitCode, run.err);
    Path report = directory.resolve("2026-08-01_2026-10-26");
    for (String name : List.of("throughput.csv", "failure-rate.csv")) {
      assertEquals(1 + 87, Files.readAllLines(report.resolve(name)).size(), name);
    }
    try (PDDocument pdf = Loader.loadPDF(report.resolve("report.pdf").toFile())) {
      assertEquals(3, pdf.getNumberOfPages());
      assertTrue(text(pdf, 1).contains("Throughput by day"), text(pdf, 1));
      assertTrue(text(pdf, 2).contains("Worker crashed □ while reading"), text(pdf, 2));
    }
  }

  @Test
  void aFailureIsOneLineAndLeavesAnOlderReport() throws IOException {
    Path old = Files.createDirectories(directory.resolve("2026-10-27")).resolve("report.pdf");
    Files.writeString(old, "old");
    Run run = run(DEMO + "&maxRequests=5", directory);
    assertEquals(1, run.exitCode);
    assertEquals("", run.out);
    assertEquals(1, run.err.lines().count(), run.err);
    assertTrue(run.err.startsWith("ERROR 54000: "), run.err);
    assertEquals(List.of("2026-10-27"), names(directory));
    assertEquals(List.of("report.pdf"), names(old.getParent()));
    assertEquals("old", Files.readString(old));
  }

  @Test
  void aDirectoryThatCannotBeIsAFailure() throws IOException {
    Path file = Files.writeString(directory.resolve("file"), "");
    Run run = run(DEMO, file);
    assertEquals(1, run.exitCode);
    assertEquals(1, run.err.lines().count(), run.err);
    assertTrue(run.err.startsWith("ERROR: "), run.err);
  }

  @Test
  void aReportReplacesTheOneBefore() throws IOException {
    Path target = Files.createDirectories(directory.resolve("2025-01-01"));
    Files.writeString(target.resolve("stale.csv"), "");
    Run run = run(DEMO, directory, "2025-01-01");
    assertEquals(0, run.exitCode, run.err);
    assertTrue(run.out.startsWith("2025-01-01: 0 jobs ended, 0 of them failed;"), run.out);
    assertEquals(List.of("2025-01-01"), names(directory));
    assertFalse(names(target).contains("stale.csv"));
    assertTrue(names(target).contains("report.pdf"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "yesterday",
        "2026-10-28",
        "2026-10-27 2026-10-26",
        "2026-10-01 2026-10-02 2026-10-03",
        "2025-10-27 2026-10-27"
      })
  void wrongUsageIsTwo(String arguments) throws IOException {
    Run run = run(DEMO, directory, arguments.split(" "));
    assertEquals(2, run.exitCode);
    assertEquals(1, run.err.lines().count(), run.err);
    assertTrue(run.err.contains("usage: report [FIRST_DAY [LAST_DAY]]"), run.err);
    assertEquals(List.of(), names(directory));
  }

  @Test
  void aNegativeTimeLimitIsWrongUsage() {
    Run run = run(Map.of("REPORT_TIMEOUT", "-1"));
    assertEquals(2, run.exitCode);
    assertTrue(run.err.startsWith("REPORT_TIMEOUT is negative; usage: "), run.err);
  }

  private static Path pdf() {
    return reports.resolve("2026-10-27").resolve("report.pdf");
  }

  private static String text(PDDocument pdf, int page) throws IOException {
    PDFTextStripper stripper = new PDFTextStripper();
    stripper.setSortByPosition(true);
    stripper.setStartPage(page);
    stripper.setEndPage(page);
    return stripper.getText(pdf).replaceAll("[ \\t]+", " ");
  }

  private static List<String> names(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  /** The driver's answer as text; nothing for NULL. */
  private static List<List<String>> ask(String sql) throws SQLException {
    List<List<String>> rows = new ArrayList<>();
    try (Connection connection = DriverManager.getConnection(DEMO);
        Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      int width = result.getMetaData().getColumnCount();
      while (result.next()) {
        String[] row = new String[width];
        for (int i = 0; i < width; i++) {
          String value = result.getString(i + 1);
          row[i] = value == null ? "" : value;
        }
        rows.add(Arrays.asList(row));
      }
    }
    return rows;
  }

  private static void assertSameRows(String sql, String table, int from, int to)
      throws IOException, SQLException {
    List<String> expected = ask(sql).stream().map(String::valueOf).sorted().toList();
    List<String> written =
        rows(table).stream().map(row -> String.valueOf(row.subList(from, to))).sorted().toList();
    assertFalse(written.isEmpty());
    assertEquals(expected, written);
  }

  private static String sum(String table, int column) throws IOException {
    return rows(table).stream()
        .map(row -> new BigDecimal(row.get(column)))
        .reduce(BigDecimal.ZERO, BigDecimal::add)
        .toPlainString();
  }

  private static List<List<String>> rows(String table) throws IOException {
    List<List<String>> lines = csv(table);
    return lines.subList(1, lines.size());
  }

  private static List<List<String>> csv(String table) throws IOException {
    return csv(reports.resolve("2026-10-27"), table);
  }

  /** Reads RFC 4180. */
  private static List<List<String>> csv(Path report, String table) throws IOException {
    String text = Files.readString(report.resolve(table + ".csv"));
    List<List<String>> lines = new ArrayList<>();
    List<String> line = new ArrayList<>();
    StringBuilder cell = new StringBuilder();
    boolean quoted = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (quoted && c == '"' && text.startsWith("\"\"", i)) {
        cell.append('"');
        i++;
      } else if (c == '"') {
        quoted = !quoted;
      } else if (!quoted && (c == ',' || c == '\n')) {
        line.add(cell.toString());
        cell.setLength(0);
        if (c == '\n') {
          lines.add(line);
          line = new ArrayList<>();
        }
      } else if (quoted || c != '\r') {
        cell.append(c);
      }
    }
    assertFalse(quoted);
    return lines;
  }
}
