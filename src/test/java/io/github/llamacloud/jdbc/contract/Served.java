package io.github.llamacloud.jdbc.contract;

import io.github.llamacloud.jdbc.simulator.SimulatedJob;
import io.github.llamacloud.jdbc.simulator.Simulator;
import io.github.llamacloud.jdbc.testing.Mood;
import io.github.llamacloud.jdbc.testing.SimulatedService;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A list behind a real HTTP server for each test, and connections that are closed after it. */
public final class Served implements BeforeEachCallback, AfterEachCallback {
  static final String LIST = "GET /api/v1/beta/batch-processing?";

  private final Simulator simulator;
  private final List<Connection> connections = new ArrayList<>();
  private SimulatedService service;

  private Served(Simulator simulator) {
    this.simulator = simulator;
  }

  public static Served of(Simulator simulator) {
    return new Served(simulator);
  }

  public static Served of(List<SimulatedJob> jobs) {
    return new Served(Simulator.inOrder(jobs));
  }

  @Override
  public void beforeEach(ExtensionContext context) throws IOException {
    service = SimulatedService.start(simulator);
  }

  @Override
  public void afterEach(ExtensionContext context) throws SQLException {
    for (Connection connection : connections) {
      connection.close();
    }
    connections.clear();
    service.close();
  }

  public SimulatedService service() {
    return service;
  }

  /** The jobs' ids in the order of the list. */
  public List<String> ids() {
    return simulator.jobs().stream().map(SimulatedJob::id).toList();
  }

  /** A new connection with the service's key and these properties: name, value, name, value… */
  public Connection connect(String... namesAndValues) throws SQLException {
    Properties properties = new Properties();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      properties.setProperty(namesAndValues[i], namesAndValues[i + 1]);
    }
    return closing(Mood.connect(service, properties));
  }

  /** This connection, to be closed after the test. */
  Connection closing(Connection connection) {
    connections.add(connection);
    return connection;
  }

  /** What was asked of the list, its parameters only. */
  public List<String> requests() {
    return service.requests().stream()
        .map(request -> request.startsWith(LIST) ? request.substring(LIST.length()) : request)
        .toList();
  }

  /** The rows of a query. */
  public static List<String> rows(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      return rows(rows);
    }
  }

  /** Each row that is left as one text: {@code j1 | completed | null}. */
  public static List<String> rows(ResultSet rows) throws SQLException {
    List<String> texts = new ArrayList<>();
    int columns = rows.getMetaData().getColumnCount();
    while (rows.next()) {
      List<String> row = new ArrayList<>();
      for (int i = 1; i <= columns; i++) {
        row.add(rows.getString(i));
      }
      texts.add(String.join(" | ", row.stream().map(String::valueOf).toList()));
    }
    return texts;
  }

  /** One column of each row that is left, as text. */
  public static List<String> column(ResultSet rows, String label) throws SQLException {
    List<String> texts = new ArrayList<>();
    while (rows.next()) {
      texts.add(rows.getString(label));
    }
    return texts;
  }
}
