package io.github.llamacloud.examples.spark;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.github.llamacloud.jdbc.jobs.Transport;
import io.github.llamacloud.jdbc.simulator.Simulator;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** The driver's simulator behind HTTP on a free loopback port; keeps what it was asked. */
final class LoopbackService implements AutoCloseable {
  private static final String PATH = "/api/v1/beta/batch-processing";

  private final HttpServer server;
  private final ExecutorService threads = Executors.newFixedThreadPool(4);
  private final List<String> requests = new ArrayList<>();
  private volatile String refused = "none";

  LoopbackService(Simulator simulator) throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/", exchange -> answer(simulator, exchange));
    server.start();
  }

  private void answer(Simulator simulator, HttpExchange exchange) throws IOException {
    try (exchange) {
      String target = exchange.getRequestURI().toString();
      synchronized (requests) {
        requests.add(target.replace(PATH, ""));
      }
      if (target.contains(refused)) {
        exchange.sendResponseHeaders(500, -1);
        return;
      }
      Transport.Response response =
          simulator.exchange(new Transport.Request(exchange.getRequestMethod(), target, Map.of()));
      response.headers().forEach(exchange.getResponseHeaders()::set);
      exchange.sendResponseHeaders(response.status(), response.body().length);
      exchange.getResponseBody().write(response.body());
    }
  }

  /** From now on, what contains this text is answered with 500. */
  void refuse(String text) {
    refused = text;
  }

  String url() {
    return "jdbc:llamacloud:http://127.0.0.1:"
        + server.getAddress().getPort()
        + "?apiKey=llx-test&maxRetries=0";
  }

  /** What was asked since the last call, sorted: partitions are read at the same time. */
  List<String> takeRequests() {
    synchronized (requests) {
      List<String> taken = requests.stream().sorted().toList();
      requests.clear();
      return taken;
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
