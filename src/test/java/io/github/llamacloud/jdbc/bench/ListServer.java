package io.github.llamacloud.jdbc.bench;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.github.llamacloud.jdbc.jobs.Transport;
import io.github.llamacloud.jdbc.simulator.Simulator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;

/**
 * Serves demo jobs on loopback, as quickly as a JVM can: their JSON is made before. In a process of
 * its own, so that its work is not counted. Ends when its standard input does.
 *
 * <p>The base URL says how it answers: {@code http://127.0.0.1:port/<total>/<ms>/<jobs>}, where
 * {@code total} is {@code exact} or {@code null}, {@code ms} the time until it answers and {@code
 * jobs} how many there are.
 */
final class ListServer {
  private static final String LIST = "/api/v1/beta/batch-processing";
  private static final int PAGE = 1000;

  private final List<byte[]> jobs = new ArrayList<>();
  private final List<String> statuses = new ArrayList<>();
  private final Map<String, List<byte[]>> lists = new ConcurrentHashMap<>();

  /** So that it takes little from the processors that are measured. */
  private final Map<String, byte[]> bodies = new ConcurrentHashMap<>();

  private ListServer(int size) throws IOException {
    Simulator simulator = Simulator.demo(size, 1);
    for (int offset = 0; offset < size; offset += PAGE) {
      Transport.Response page =
          simulator.exchange(
              new Transport.Request(
                  "GET", LIST + "?limit=" + PAGE + "&offset=" + offset, Map.of()));
      add(page.body());
    }
  }

  /** Cuts a page into its jobs. */
  private void add(byte[] page) throws IOException {
    try (JsonParser parser = new JsonFactory().createParser(page)) {
      while (!"items".equals(parser.nextFieldName())) {
        // The envelope holds nothing before its items that is of use.
      }
      parser.nextToken();
      while (parser.nextToken() == JsonToken.START_OBJECT) {
        int start = (int) parser.currentTokenLocation().getByteOffset();
        String status = "";
        for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
          parser.nextToken();
          status = name.equals("status") ? parser.getText() : status;
        }
        int end = (int) parser.currentLocation().getByteOffset();
        jobs.add(Arrays.copyOfRange(page, start, end));
        statuses.add(status);
      }
    }
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String[] path = exchange.getRequestURI().getPath().split("/", 5);
      boolean total = path[1].equals("exact");
      long millis = Long.parseLong(path[2]);
      int size = Integer.parseInt(path[3]);
      Map<String, String> query = query(exchange.getRequestURI().getRawQuery());
      byte[] body =
          bodies.computeIfAbsent(total + " " + size + " " + query, any -> body(total, size, query));
      pause(millis);
      exchange.getResponseHeaders().set("Content-Type", "application/json");
      exchange.sendResponseHeaders(200, body.length);
      exchange.getResponseBody().write(body);
    }
  }

  private static void pause(long millis) {
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
    for (long left = end - System.nanoTime(); left > 0; left = end - System.nanoTime()) {
      LockSupport.parkNanos(left);
    }
  }

  private static Map<String, String> query(String text) {
    Map<String, String> parameters = new HashMap<>();
    for (String parameter : text.split("&")) {
      int equals = parameter.indexOf('=');
      parameters.put(parameter.substring(0, equals), parameter.substring(equals + 1));
    }
    return parameters;
  }

  /** Jobs of all ages, since those of one age have the same statuses. */
  private List<byte[]> list(int size, String status) {
    int count = Math.min(size, jobs.size());
    return IntStream.range(0, count)
        .map(place -> place * (jobs.size() / count))
        .filter(job -> status.isEmpty() || status.equals(statuses.get(job)))
        .mapToObj(jobs::get)
        .toList();
  }

  private byte[] body(boolean total, int size, Map<String, String> query) {
    String status = query.getOrDefault("status", "");
    List<byte[]> list = lists.computeIfAbsent(size + status, any -> list(size, status));
    int from = (int) Math.min(list.size(), Long.parseLong(query.getOrDefault("offset", "0")));
    int to = Math.min(list.size(), from + Integer.parseInt(query.getOrDefault("limit", "50")));
    ByteArrayOutputStream body = new ByteArrayOutputStream((to - from + 1) * 800);
    body.writeBytes("{\"items\":[".getBytes(StandardCharsets.US_ASCII));
    for (int i = from; i < to; i++) {
      if (i > from) {
        body.write(',');
      }
      body.writeBytes(list.get(i));
    }
    String end =
        "],\"next_page_token\":null,\"total_size\":" + (total ? list.size() : "null") + "}";
    body.writeBytes(end.getBytes(StandardCharsets.US_ASCII));
    return body.toByteArray();
  }

  /** Serves so many demo jobs until it is stopped. */
  static HttpServer start(int size) throws IOException {
    System.setProperty("sun.net.httpserver.nodelay", "true");
    ListServer list = new ListServer(size);
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", list::answer);
    server.setExecutor(
        Executors.newCachedThreadPool(
            task -> {
              Thread thread = new Thread(task);
              thread.setDaemon(true);
              return thread;
            }));
    server.start();
    return server;
  }

  /**
   * Prints the port once it serves.
   *
   * @param arguments how many jobs
   */
  public static void main(String[] arguments) throws IOException {
    HttpServer server = start(Integer.parseInt(arguments[0]));
    System.out.println(server.getAddress().getPort());
    while (System.in.read() >= 0) {
      // Whoever started it holds the other end.
    }
    server.stop(0);
  }
}
