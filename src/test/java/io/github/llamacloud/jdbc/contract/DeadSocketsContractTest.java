package io.github.llamacloud.jdbc.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A service that closes the sockets which were idle, several at once. */
class DeadSocketsContractTest {
  private static final int TOGETHER = 3;
  private static final byte[] ANSWER =
      "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 12\r\n\r\n{\"items\":[]}"
          .getBytes(StandardCharsets.US_ASCII);

  private final List<Socket> sockets = new CopyOnWriteArrayList<>();
  private final AtomicInteger requests = new AtomicInteger();
  private final CyclicBarrier together = new CyclicBarrier(TOGETHER);
  private ServerSocket server;

  @BeforeEach
  void serve() throws IOException {
    server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    start(this::accept);
  }

  @AfterEach
  void stop() throws IOException {
    server.close();
    closeSockets();
  }

  private void closeSockets() throws IOException {
    for (Socket socket : sockets) {
      socket.close();
    }
  }

  private static void start(Runnable task) {
    Thread thread = new Thread(task);
    thread.setDaemon(true);
    thread.start();
  }

  private void accept() {
    try {
      while (true) {
        Socket socket = server.accept();
        sockets.add(socket);
        start(() -> answer(socket));
      }
    } catch (IOException e) {
      // The test has ended.
    }
  }

  private void answer(Socket socket) {
    try {
      BufferedReader lines =
          new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.isEmpty()) {
          if (requests.incrementAndGet() <= TOGETHER) {
            together.await(30, TimeUnit.SECONDS);
          }
          socket.getOutputStream().write(ANSWER);
        }
      }
    } catch (Exception e) {
      // The other side sees it.
    }
  }

  /** One repetition is enough, however many sockets are dead. */
  @Test
  void aDeadSocketIsNotFollowedByAnother() throws SQLException, IOException {
    Properties properties = new Properties();
    properties.setProperty("apiKey", "llx-test");
    properties.setProperty("maxRetries", "1");
    try (Connection connection =
        DriverManager.getConnection(
            "jdbc:llamacloud:http://127.0.0.1:" + server.getLocalPort(), properties)) {
      String lists = "SELECT id FROM batch_jobs WHERE directory_id IN ('a', 'b', 'c')";
      assertEquals(List.of(), Served.rows(connection, lists));
      assertEquals(TOGETHER, sockets.size());
      closeSockets();
      assertEquals(List.of(), Served.rows(connection, "SELECT id FROM batch_jobs LIMIT 1"));
    }
  }
}
