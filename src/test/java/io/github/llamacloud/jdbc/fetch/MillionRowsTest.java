package io.github.llamacloud.jdbc.fetch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import okhttp3.HttpUrl;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A list that is larger than the memory it is read with. {@code -Dlong.rows=N} for other sizes. */
class MillionRowsTest {
  private static final long ROWS = Long.getLong("long.rows", 1_000_000);
  private static final int PATIENCE_MINUTES = 10;

  @Test
  void streamThroughASmallHeap(@TempDir Path folder) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(4);
    HttpServer server =
        HttpServer.create(
            new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), 0), 0);
    server.setExecutor(threads);
    server.createContext("/", MillionRowsTest::answer);
    server.start();
    try {
      Path output = Files.createFile(folder.resolve("output"));
      Process reader =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-Xmx64m",
                  "-cp",
                  System.getProperty("java.class.path"),
                  Reader.class.getName(),
                  "jdbc:llamacloud:http://127.0.0.1:" + server.getAddress().getPort())
              .redirectErrorStream(true)
              .redirectOutput(output.toFile())
              .start();
      boolean ended = reader.waitFor(PATIENCE_MINUTES, TimeUnit.MINUTES);
      reader.destroyForcibly();
      assertTrue(ended, "still running");
      assertEquals(
          "rows " + ROWS + ", sum of the ids " + ROWS * (ROWS - 1) / 2,
          Files.readString(output).strip());
    } finally {
      server.stop(0);
      threads.shutdownNow();
    }
  }

  /** Makes the page up, so that this process needs no memory either. */
  private static void answer(HttpExchange exchange) throws IOException {
    HttpUrl url = HttpUrl.get("http://h" + exchange.getRequestURI());
    long offset = number(url.queryParameter("offset"));
    String items =
        LongStream.range(offset, Math.min(ROWS, offset + number(url.queryParameter("limit"))))
            .mapToObj(
                i ->
                    "{\"id\":\"bjb-"
                        + i
                        + "\",\"job_type\":\"parse\",\"project_id\":\"p\",\"status\":\"completed\","
                        + "\"total_items\":1,\"error_message\":\"Nothing went wrong with job "
                        + i
                        + "\",\"created_at\":\"2026-08-01T00:00:00.000Z\"}")
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

  /** The program with the small heap. */
  public static final class Reader {
    private Reader() {}

    /**
     * Reads all ids.
     *
     * @param arguments the URL
     */
    public static void main(String[] arguments) throws SQLException {
      long rows = 0;
      long sum = 0;
      try (Connection connection = DriverManager.getConnection(arguments[0], "", "llx-any");
          Statement statement = connection.createStatement();
          ResultSet ids = statement.executeQuery("SELECT id, error_message FROM batch_jobs")) {
        while (ids.next()) {
          rows++;
          sum += Long.parseLong(ids.getString(1).substring("bjb-".length()));
        }
      }
      System.out.println(
          List.of("rows " + rows, "sum of the ids " + sum).stream()
              .collect(Collectors.joining(", ")));
    }
  }
}
