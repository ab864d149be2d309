package io.github.llamacloud.jdbc.bench;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;

/** The list that the benchmarks read, see {@link ListServer}. */
final class Served {
  /** The system property with the server's port. */
  static final String PORT = "bench.port";

  /** Jobs of a long list. */
  static final int MANY = 100_000;

  private Served() {}

  /**
   * A base URL.
   *
   * @param total {@code exact} or {@code null}
   */
  static String url(String total, int millis, int jobs) {
    return "http://127.0.0.1:" + Integer.getInteger(PORT) + "/" + total + "/" + millis + "/" + jobs;
  }

  /** This driver. */
  static Connection connect(String url, int concurrency) throws SQLException {
    Properties properties = new Properties();
    properties.setProperty("apiKey", "llx-benchmark");
    properties.setProperty("concurrency", String.valueOf(concurrency));
    return DriverManager.getConnection("jdbc:llamacloud:" + url, properties);
  }
}
