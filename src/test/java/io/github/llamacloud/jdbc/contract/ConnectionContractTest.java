package io.github.llamacloud.jdbc.contract;

import static io.github.llamacloud.jdbc.jdbc.SqlStates.assertState;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.llamacloud.jdbc.testing.Fault;
import io.github.llamacloud.jdbc.testing.SimulatedService;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.function.Executable;

/** Checks 4 to 7 and 10: what DBeaver, Metabase and pools do with a connection. */
class ConnectionContractTest {
  private static final String COUNT = "SELECT COUNT(*) AS n FROM batch_jobs";

  @RegisterExtension final Served served = Served.of(ContractJobs.FIVE);

  /** Check 4: GUIs send user and password, whether they mean anything or not. */
  @Test
  void unknownPropertiesAreIgnoredAndThePasswordIsTheKey() throws SQLException {
    Properties properties = new Properties();
    properties.setProperty("user", "somebody");
    properties.setProperty("password", SimulatedService.API_KEY);
    properties.setProperty("madeUpKey", "1");
    properties.setProperty("fetchsize", "100");
    try (Connection connection =
        DriverManager.getConnection(served.service().jdbcUrl(), properties)) {
      assertEquals(List.of("5"), Served.rows(connection, COUNT));
    }
    assertEquals(
        List.of(List.of("Bearer " + SimulatedService.API_KEY)),
        served.service().requestHeaders("Authorization").stream().distinct().toList());
  }

  /** Check 4: a URL can carry what a client would swallow. */
  @Test
  void propertiesInTheUrlReachTheRequests() throws SQLException {
    String url =
        served.service().jdbcUrl() + "?pageSize=2&concurrency=1&apiKey=" + SimulatedService.API_KEY;
    try (Connection connection = DriverManager.getConnection(url)) {
      assertEquals(
          List.of("5"), Served.rows(connection, "SELECT COUNT(DISTINCT id) FROM batch_jobs"));
    }
    assertEquals(
        List.of(
            "limit=2",
            "limit=2&offset=1",
            "limit=2&offset=2",
            "limit=2&offset=3",
            "limit=2&offset=4",
            "limit=2"),
        served.requests());
  }

  /** Checks 5 and 7: connecting costs nothing, so nothing is proved about the service either. */
  @Test
  void connectingAndAskingForValiditySendNothing() throws SQLException {
    served.service().fromRequest(1, Fault.answer(500, ""));
    Connection connection = served.connect();
    assertTrue(connection.getAutoCommit());
    assertTrue(connection.isReadOnly());
    assertNull(connection.getCatalog());
    assertEquals("llamacloud", connection.getSchema());
    assertTrue(connection.isValid(0));
    assertTrue(connection.isValid(10_000));
    assertState("HY024", () -> connection.isValid(-1));
    connection.close();
    assertFalse(connection.isValid(0));
    assertFalse(connection.isValid(10_000));
    assertEquals(List.of(), served.requests());
  }

  /** Check 7: a ping must not hang because the service does. */
  @Test
  void aConnectionStaysValidThoughTheServiceIsGone() throws SQLException {
    Connection connection = served.connect("maxRetries", "0");
    served.service().close();
    assertState("08006", () -> Served.rows(connection, COUNT));
    assertTrue(connection.isValid(1));
  }

  /** Check 6: whatever clients set between two queries, the second has the first one's answer. */
  @Test
  void whatClientsSetChangesNoAnswer() throws SQLException {
    Connection connection = served.connect();
    for (Map.Entry<String, Executable> call : settings(connection).entrySet()) {
      try {
        call.getValue().execute();
        assertEquals(List.of("5"), Served.rows(connection, COUNT), call.getKey());
      } catch (Throwable thrown) {
        throw new AssertionError(call.getKey() + " failed", thrown);
      }
    }
    assertTrue(connection.isReadOnly());
    assertNull(connection.getCatalog());
    assertEquals("llamacloud", connection.getSchema());
  }

  /** Check 6: a lost connection is one that a pool throws away. */
  @Test
  void everythingFailsWith08003AfterClose() throws SQLException {
    Connection connection = served.connect();
    PreparedStatement statement = connection.prepareStatement(COUNT);
    Map<String, Executable> calls = settings(connection);
    calls.put("query", () -> Served.rows(connection, COUNT));
    calls.put("prepared query", statement::executeQuery);
    calls.put("metadata", connection::getMetaData);
    connection.close();
    connection.close();
    calls.forEach((name, call) -> assertState("08003", call));
    assertTrue(connection.isClosed());
    assertEquals(List.of(), served.requests());
  }

  private static Map<String, Executable> settings(Connection connection) {
    Map<String, Executable> calls = new HashMap<>();
    calls.put("commit", connection::commit);
    calls.put("rollback", connection::rollback);
    calls.put("setAutoCommit", () -> connection.setAutoCommit(false));
    calls.put("setReadOnly", () -> connection.setReadOnly(false));
    calls.put("setHoldability", () -> connection.setHoldability(ResultSet.CLOSE_CURSORS_AT_COMMIT));
    for (int level :
        new int[] {
          Connection.TRANSACTION_READ_UNCOMMITTED,
          Connection.TRANSACTION_READ_COMMITTED,
          Connection.TRANSACTION_REPEATABLE_READ,
          Connection.TRANSACTION_SERIALIZABLE
        }) {
      calls.put(
          "setTransactionIsolation " + level, () -> connection.setTransactionIsolation(level));
    }
    calls.put("setNetworkTimeout", () -> connection.setNetworkTimeout(Runnable::run, 60_000));
    calls.put("setCatalog", () -> connection.setCatalog("x"));
    calls.put("setSchema", () -> connection.setSchema("llamacloud"));
    calls.put("clearWarnings", connection::clearWarnings);
    calls.put("getWarnings", connection::getWarnings);
    calls.put("nativeSQL", () -> assertEquals(COUNT, connection.nativeSQL(COUNT)));
    calls.put("getTypeMap", connection::getTypeMap);
    return calls;
  }

  /** Check 10: texts and parameters that differ by thread must not meet in a shared plan. */
  @Test
  void eightThreadsShareOneConnectionAndEachGetsItsOwnAnswers() throws Exception {
    Connection connection = served.connect();
    List<String> ids = List.of("j1", "j2", "j3", "j4");
    List<String> types = List.of("parse", "extract", "classify", "parse");
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try {
      List<Future<List<String>>> answers = new ArrayList<>();
      for (int thread = 0; thread < 8; thread++) {
        int job = thread % ids.size();
        answers.add(threads.submit(() -> twentyFive(connection, ids.get(job))));
      }
      for (int thread = 0; thread < 8; thread++) {
        int job = thread % ids.size();
        String expected = ids.get(job) + " | " + types.get(job);
        assertEquals(Collections.nCopies(25, expected), answers.get(thread).get());
      }
    } finally {
      threads.shutdownNow();
    }
  }

  private static List<String> twentyFive(Connection connection, String id) throws SQLException {
    List<String> found = new ArrayList<>();
    for (int i = 0; i < 25; i++) {
      if (i % 2 == 0) {
        found.addAll(
            Served.rows(connection, "SELECT id, job_type FROM batch_jobs WHERE id = '" + id + "'"));
        continue;
      }
      try (PreparedStatement statement =
          connection.prepareStatement("SELECT id, job_type FROM batch_jobs WHERE id = ?")) {
        statement.setString(1, id);
        try (ResultSet rows = statement.executeQuery()) {
          found.addAll(Served.rows(rows));
        }
      }
    }
    return found;
  }
}
