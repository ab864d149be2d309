package io.github.llamacloud.jdbc.bench;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import okhttp3.HttpUrl;

/**
 * Serves a list of any length on loopback. Its pages are made up, so that it needs no memory
 * either.
 */
final class LongList implements AutoCloseable {
  private static final int[] HEAPS = {32, 48, 64, 96, 128};

  /** What is between the places of a job's number. */
  private static final String[] JOB =
      """
      {"id":"bjb-#","job_type":"parse","project_id":"p","status":"completed","total_items":#,
      "completed_at":"2026-08-01T00:03:00.000Z","created_at":"2026-08-01T00:00:00.000Z",
      "directory_id":"dir-#","effective_at":"2026-08-01T00:00:00.000Z",
      "error_message":"Nothing went wrong with job #","failed_items":0,"job_record_id":"jr-#",
      "processed_items":#,"skipped_items":0,"started_at":"2026-08-01T00:01:00.000Z",
      "updated_at":"2026-08-01T00:03:00.000Z","workflow_id":"w-#"}"""
          .split("#");

  private final long jobs;
  private final ExecutorService threads = Executors.newFixedThreadPool(4);
  private final HttpServer server;

  private LongList(long jobs) throws IOException {
    this.jobs = jobs;
    this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/", this::answer);
    server.start();
  }

  static LongList serve(long jobs) throws IOException {
    return new LongList(jobs);
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }

  private void answer(HttpExchange exchange) throws IOException {
    HttpUrl url = HttpUrl.get("http://h" + exchange.getRequestURI());
    long offset = number(url.queryParameter("offset"));
    String items =
        LongStream.range(offset, Math.min(jobs, offset + number(url.queryParameter("limit"))))
            .mapToObj(number -> String.join(String.valueOf(number), JOB))
            .collect(Collectors.joining(","));
    byte[] body = ("{\"items\":[" + items + "]}").getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(200, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  private static long number(String text) {
    return text == null ? 0 : Long.parseLong(text);
  }

  /** Whether a JVM with a heap of so many megabytes reads all rows by their getters. */
  boolean isReadWith(int megabytes) throws IOException {
    try (ChildProcess reader =
        ChildProcess.start(
            List.of("-Xmx" + megabytes + "m", "-XX:+ExitOnOutOfMemoryError"),
            System.getProperty("java.class.path"),
            LongList.class.getName(),
            "jdbc:llamacloud:http://127.0.0.1:" + server.getAddress().getPort())) {
      return reader.line().equals(jobs + " " + jobs * (jobs - 1) / 2);
    }
  }

  /** The least megabytes of a heap, of those tried, that the list is read with. */
  double leastHeap() throws IOException {
    for (int megabytes : HEAPS) {
      if (isReadWith(megabytes)) {
        return megabytes;
      }
    }
    return Double.POSITIVE_INFINITY;
  }

  /**
   * Reads all rows; prints how many there are, and the sum of their numbers.
   *
   * @param arguments the URL
   */
  public static void main(String[] arguments) throws SQLException {
    long rows = 0;
    long sum = 0;
    try (Connection connection = DriverManager.getConnection(arguments[0], "", "llx-benchmark");
        Statement statement = connection.createStatement();
        ResultSet all = statement.executeQuery("SELECT * FROM batch_jobs")) {
      while (all.next()) {
        rows++;
        sum += all.getLong("total_items");
        for (int i = 1; i <= RawClient.FIELDS.length; i++) {
          if (all.getString(i) == null) {
            throw new IllegalStateException("column " + i + " of row " + rows + " is NULL");
          }
        }
      }
    }
    System.out.println(rows + " " + sum);
  }
}
