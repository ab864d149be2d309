package io.github.llamacloud.jdbc.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.annotations.Benchmark;

/** That what the benchmarks compare does the same; not how quick it is. */
class BenchmarksTest {
  private static final int JOBS = 2_345;

  private HttpServer server;

  @BeforeEach
  void serve() throws IOException {
    server = ListServer.start(JOBS);
    System.setProperty(Served.PORT, String.valueOf(server.getAddress().getPort()));
  }

  @AfterEach
  void stop() {
    System.clearProperty(Served.PORT);
    server.stop(0);
  }

  @Test
  void allReadTheSameRows() throws IOException, SQLException {
    String url = Served.url("null", 0, JOBS);
    List<List<Object>> byHand = new ArrayList<>();
    assertEquals(JOBS, new RawClient(url).scan(row -> byHand.add(millis(row))));
    try (Connection connection = Served.connect(url, 4);
        Connection stock = StockDriver.connect(url)) {
      assertEquals(byHand, rows(connection, "SELECT * FROM batch_jobs"));
      assertEquals(byHand, rows(stock, "SELECT * FROM batch_jobs"));
    }
  }

  @Test
  void allFilterTheSameRows() throws IOException, SQLException {
    String url = Served.url("exact", 0, JOBS);
    List<List<Object>> byHand = new ArrayList<>();
    new RawClient(url).page("status=failed&limit=10", row -> byHand.add(millis(row)));
    assertEquals(10, byHand.size());
    try (Connection connection = Served.connect(url, 4);
        Connection stock = StockDriver.connect(url)) {
      String sql = "SELECT * FROM batch_jobs WHERE status = 'failed' LIMIT 10";
      assertEquals(byHand, rows(connection, sql));
      assertEquals(byHand, rows(stock, sql));
    }
  }

  @Test
  void coldStartsHaveRows() throws SQLException {
    try (Connection connection = Served.connect(Served.url("null", 0, ColdStart.JOBS), 4)) {
      assertEquals(10, rows(connection, ColdStart.PUSHED).size());
      assertEquals(3, rows(connection, ColdStart.AGGREGATE).size());
    }
  }

  @Test
  void goalsAreOfBenchmarksThatExist() {
    Set<String> known =
        Stream.of(
                QueryBenchmark.class,
                LocalBenchmark.class,
                ScanBenchmark.class,
                AnswerBenchmark.class,
                DecodeBenchmark.class,
                SessionBenchmark.class)
            .flatMap(
                type ->
                    Arrays.stream(type.getDeclaredMethods())
                        .filter(method -> method.isAnnotationPresent(Benchmark.class))
                        .map(
                            method ->
                                type.getSimpleName().replace("Benchmark", "")
                                    + "."
                                    + method.getName()))
            .collect(Collectors.toSet());
    for (Goal goal : Goal.ALL) {
      Stream.concat(
              Stream.of(goal.measured()),
              Stream.concat(goal.base().stream(), goal.stock().stream()))
          .filter(name -> !name.startsWith("cold.") && !name.startsWith("memory."))
          .map(name -> name.replaceAll("[/:].*", ""))
          .forEach(name -> assertTrue(known.contains(name), name));
    }
  }

  private static List<Object> millis(Object[] row) {
    return Arrays.stream(row)
        .map(value -> value instanceof Timestamp at ? (Object) at.getTime() : value)
        .toList();
  }

  /** Date-times as milliseconds of the UTC digits, as the loop by hand has them. */
  private static List<List<Object>> rows(Connection connection, String sql) throws SQLException {
    List<List<Object>> all = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      while (rows.next()) {
        List<Object> row = new ArrayList<>();
        for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
          Object value = rows.getObject(i);
          row.add(
              value instanceof Timestamp timestamp
                  ? (Object)
                      timestamp.toLocalDateTime().toInstant(java.time.ZoneOffset.UTC).toEpochMilli()
                  : value);
        }
        all.add(row);
      }
    }
    return all;
  }
}
