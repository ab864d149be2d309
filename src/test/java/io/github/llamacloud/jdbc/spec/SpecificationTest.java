package io.github.llamacloud.jdbc.spec;

import static java.util.stream.Collectors.joining;
import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.github.llamacloud.jdbc.simulator.Simulator;
import io.github.llamacloud.jdbc.simulator.TotalSize;
import io.github.llamacloud.jdbc.testing.Mood;
import io.github.llamacloud.jdbc.testing.SimulatedService;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Runs the specification: prose, SQL, the plan, the HTTP requests, the rows. */
class SpecificationTest {
  private static final Path FOLDER = Path.of("src/test/resources/spec");

  @TestFactory
  Stream<DynamicContainer> everyCaseHolds() throws IOException {
    return SpecPage.all(FOLDER).stream()
        .map(
            page ->
                dynamicContainer(
                    page.name(),
                    page.cases().stream().map(c -> dynamicTest(c.title(), () -> check(c)))));
  }

  @Test
  void thereAreEnoughCases() throws IOException {
    long cases = SpecPage.all(FOLDER).stream().mapToLong(page -> page.cases().size()).sum();
    assertTrue(cases >= 40, cases + " cases");
  }

  private static void check(SpecPage.Case specified) throws Exception {
    if (specified.block("values").isPresent()) {
      checkValues(specified.block("values").get());
      return;
    }
    String sql = String.join("\n", specified.block("sql").orElseThrow());
    Properties settings = settings(specified);
    try (SimulatedService service = service(settings);
        Connection connection = Mood.connect(service, settings)) {
      if (specified.block("plan").isPresent()) {
        assertEquals(
            String.join("\n", specified.block("plan").get()), explained(connection, sql), "plan");
        assertEquals(List.of(), service.requests(), "EXPLAIN sends nothing");
      }
      if (specified.block("not-sent").isPresent()) {
        assertEquals(
            String.join("\n", specified.block("not-sent").get()),
            explained(connection, sql)
                .lines()
                .filter(line -> line.startsWith("not sent: ") || line.startsWith("hint: "))
                .collect(joining("\n")));
        assertEquals(List.of(), service.requests(), "EXPLAIN sends nothing");
      }
      if (specified.block("error").isPresent()) {
        List<String> error = specified.block("error").get();
        SQLException thrown =
            assertThrows(SQLException.class, () -> run(connection, sql, specified, settings));
        assertEquals(error.get(0), thrown.getSQLState(), thrown.getMessage());
        assertTrue(thrown.getMessage().contains(error.get(1)), thrown.getMessage());
      } else if (specified.block("rows").isPresent()) {
        List<String> rows = run(connection, sql, specified, settings);
        List<String> expected = specified.block("rows").orElseThrow();
        boolean ordered = sql.toUpperCase(Locale.ROOT).contains("ORDER BY");
        assertEquals(joined(expected, ordered), joined(rows, ordered), "rows");
      }
      if (specified.block("requests").isPresent()) {
        List<String> expected = specified.block("requests").get();
        assertEquals(
            expected.equals(List.of("none")) ? "" : String.join("\n", expected),
            String.join("\n", service.requests()),
            "requests");
      }
    }
  }

  /** Each line is an expression and its value as text, or {@code ERROR} and a SQLState. */
  private static void checkValues(List<String> lines) throws Exception {
    try (SimulatedService service = service(new Properties());
        Connection connection = Mood.connect(service, new Properties());
        Statement statement = connection.createStatement()) {
      assertAll(
          lines.stream()
              .filter(line -> !line.isBlank())
              .map(line -> line.split(" +=> ?", 2))
              .map(
                  line ->
                      () -> assertEquals(line[1], value(statement, unescaped(line[0])), line[0])));
    }
  }

  private static String unescaped(String expression) {
    return expression.replace("\\n", "\n").replace("\\r", "\r");
  }

  private static String value(Statement statement, String expression) {
    try (ResultSet row = statement.executeQuery("SELECT " + expression)) {
      assertTrue(row.next());
      String value = row.getString(1);
      return value == null ? "NULL" : value;
    } catch (SQLException e) {
      return "ERROR " + e.getSQLState();
    }
  }

  /** The service over the jobs of the first page, with the moods that the settings name. */
  private static SimulatedService service(Properties settings) throws IOException {
    SimulatedService service =
        SimulatedService.start(Simulator.inOrder(SpecJobs.read(FOLDER.resolve("00-the-jobs.md"))));
    for (String name : settings.stringPropertyNames()) {
      String value = settings.getProperty(name);
      switch (name) {
        case "service.total" -> tellTotal(service, value);
        case "service.clamp" -> service.clampLimit(Integer.parseInt(value));
        case "service.ignores" -> service.ignoreParameter(value);
        default -> {
          // A connection property, or the row limit.
        }
      }
    }
    return service;
  }

  private static void tellTotal(SimulatedService service, String value) {
    if (value.matches("[0-9]+")) {
      service.tellTotal(Long.parseLong(value));
    } else {
      service.totalSize(TotalSize.valueOf(value.toUpperCase(Locale.ROOT)));
    }
  }

  /** Every way in which the service may behave gives the rows that page 90 specifies. */
  @TestFactory
  Stream<DynamicContainer> everyMoodAnswersTheSame() throws IOException {
    List<SpecPage.Case> cases =
        SpecPage.all(FOLDER).stream()
            .filter(page -> page.name().startsWith("90-"))
            .flatMap(page -> page.cases().stream())
            .toList();
    return Stream.of(Mood.values())
        .map(
            mood ->
                dynamicContainer(
                    mood.name(),
                    cases.stream().map(c -> dynamicTest(c.title(), () -> check(c, mood)))));
  }

  private static void check(SpecPage.Case specified, Mood mood) throws Exception {
    String sql = String.join("\n", specified.block("sql").orElseThrow());
    Properties settings = settings(specified);
    try (SimulatedService service = mood.over(SpecJobs.read(FOLDER.resolve("00-the-jobs.md")));
        Connection connection = Mood.connect(service, settings)) {
      boolean ordered = sql.toUpperCase(Locale.ROOT).contains("ORDER BY");
      assertEquals(
          joined(specified.block("rows").orElseThrow(), ordered),
          joined(run(connection, sql, specified, settings), ordered),
          () -> String.join("\n", service.requests()));
    } catch (SQLException e) {
      assertTrue(mood.mayFail() && "58030".equals(e.getSQLState()), e::toString);
    }
  }

  private static Properties settings(SpecPage.Case specified) {
    Properties settings = new Properties();
    // What is asked for ahead comes in any order, and sometimes in vain.
    settings.setProperty("concurrency", "1");
    for (String line : specified.block("settings").orElse(List.of())) {
      settings.setProperty(line.split("=", 2)[0], line.split("=", 2)[1]);
    }
    return settings;
  }

  private static String joined(List<String> rows, boolean ordered) {
    return rows.get(0)
        + "\n"
        + String.join(
            "\n", rows.stream().skip(1).sorted((a, b) -> ordered ? 0 : a.compareTo(b)).toList());
  }

  private static String explained(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet lines = statement.executeQuery("EXPLAIN PLAN FOR " + sql)) {
      List<String> plan = new ArrayList<>();
      while (lines.next()) {
        plan.add(lines.getString(1));
      }
      return String.join("\n", plan);
    }
  }

  /** The header and the rows. */
  private static List<String> run(
      Connection connection, String sql, SpecPage.Case specified, Properties settings)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      int index = 1;
      for (String parameter : specified.block("parameters").orElse(List.of())) {
        statement.setObject(index++, parameter(parameter));
      }
      statement.setMaxRows(Integer.parseInt(settings.getProperty("maxRows", "0")));
      try (ResultSet results = statement.executeQuery()) {
        List<String> rows = rows(results);
        assertEquals(
            String.join("\n", specified.block("warnings").orElse(List.of())),
            warnings(statement.getWarnings()));
        return rows;
      }
    }
  }

  private static String warnings(SQLWarning first) {
    List<String> texts = new ArrayList<>();
    for (SQLWarning warning = first; warning != null; warning = warning.getNextWarning()) {
      texts.add(warning.getSQLState() + " " + warning.getMessage());
    }
    return String.join("\n", texts);
  }

  private static Object parameter(String text) {
    if (text.equals("NULL")) {
      return null;
    }
    if (text.equals("TRUE")) {
      return true;
    }
    if (text.startsWith("'")) {
      return text.substring(1, text.length() - 1);
    }
    return text.contains(".") ? new BigDecimal(text) : (Object) Long.valueOf(text);
  }

  private static List<String> rows(ResultSet results) throws SQLException {
    ResultSetMetaData metaData = results.getMetaData();
    List<String> rows = new ArrayList<>();
    List<String> labels = new ArrayList<>();
    for (int i = 1; i <= metaData.getColumnCount(); i++) {
      labels.add(metaData.getColumnLabel(i));
    }
    rows.add(String.join(" | ", labels));
    while (results.next()) {
      List<String> values = new ArrayList<>();
      for (int i = 1; i <= labels.size(); i++) {
        String value = results.getString(i);
        values.add(value == null ? "NULL" : value);
      }
      rows.add(String.join(" | ", values));
    }
    return rows;
  }
}
