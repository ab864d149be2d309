package io.github.llamacloud.jdbc.packaging;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** A program whose threads all open the first connection. */
final class FirstConnections {
  private FirstConnections() {}

  /**
   * Prints what each thread got, then whether the driver's own threads were daemons, and then that
   * the one that loads classes has ended.
   *
   * @param arguments the URL, the key and a statement for each thread
   */
  public static void main(String[] arguments) throws Exception {
    int count = arguments.length - 2;
    CyclicBarrier start = new CyclicBarrier(Math.max(1, count));
    ExecutorService threads = Executors.newCachedThreadPool();
    List<Future<String>> values = new ArrayList<>();
    for (int i = 2; i < arguments.length; i++) {
      String sql = arguments[i];
      values.add(
          threads.submit(
              () -> {
                start.await();
                return first(arguments[0], arguments[1], sql);
              }));
    }
    for (Future<String> value : values) {
      System.out.println(value.get());
    }
    threads.shutdown();
    if (count == 0) {
      DriverManager.getConnection(arguments[0], "", arguments[1]).close();
    }
    for (Thread thread : Thread.getAllStackTraces().keySet()) {
      if (thread.getName().startsWith("llamacloud-jdbc")) {
        System.out.println("daemon " + thread.isDaemon());
      }
      if (thread.getName().equals("llamacloud-jdbc-startup")) {
        thread.join();
      }
    }
    System.out.println("ended");
  }

  private static String first(String url, String key, String sql) throws SQLException {
    try (Connection connection = DriverManager.getConnection(url, "", key);
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      rows.next();
      return "value " + rows.getString(1);
    }
  }
}
