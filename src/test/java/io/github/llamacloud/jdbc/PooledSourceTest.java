package io.github.llamacloud.jdbc;

import static io.github.llamacloud.jdbc.jdbc.SqlStates.assertState;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.llamacloud.jdbc.simulator.Simulator;
import io.github.llamacloud.jdbc.testing.SimulatedService;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import javax.sql.ConnectionEvent;
import javax.sql.ConnectionEventListener;
import javax.sql.PooledConnection;
import org.apache.commons.dbcp2.datasources.SharedPoolDataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PooledSourceTest {
  private static final String ALL = "SELECT id FROM batch_jobs";

  private final LlamaCloudDataSource dataSource = new LlamaCloudDataSource();
  private final List<String> events = new ArrayList<>();
  private SimulatedService service;
  private PooledConnection pooled;

  private final ConnectionEventListener listener =
      new ConnectionEventListener() {
        @Override
        public void connectionClosed(ConnectionEvent event) {
          assertSame(pooled, event.getSource());
          events.add("closed");
        }

        @Override
        public void connectionErrorOccurred(ConnectionEvent event) {
          assertSame(pooled, event.getSource());
          events.add("error " + event.getSQLException().getSQLState());
        }
      };

  @BeforeEach
  void start() throws IOException, SQLException {
    service = SimulatedService.start(Simulator.demo(20, 7));
    dataSource.setUrl(service.jdbcUrl());
    dataSource.setApiKey(SimulatedService.API_KEY);
    dataSource.setPageSize(5);
    pooled = dataSource.getPooledConnection();
    pooled.addConnectionEventListener(listener);
  }

  @AfterEach
  void stop() {
    service.close();
  }

  @Test
  void closingAConnectionTellsThePoolOnceAndClosesItsStatements() throws SQLException {
    Connection connection = pooled.getConnection();
    Statement statement = connection.createStatement();
    ResultSet rows = statement.executeQuery(ALL);
    assertTrue(rows.next());
    connection.close();
    connection.close();
    assertEquals(List.of("closed"), events);
    assertTrue(statement.isClosed());
    assertState("08003", connection::createStatement);
    assertEquals(1, service.requests().size());
  }

  @Test
  void theNextConnectionIsAsNew() throws SQLException {
    Connection first = pooled.getConnection();
    first.setAutoCommit(false);
    first.setClientInfo("ApplicationName", "first");
    first.close();
    Connection second = pooled.getConnection();
    assertNotSame(first, second);
    assertTrue(second.getAutoCommit());
    assertEquals(null, second.getClientInfo("ApplicationName"));
    assertTrue(first.isClosed());
    try (ResultSet rows = second.createStatement().executeQuery(ALL)) {
      assertTrue(rows.next());
    }
  }

  @Test
  void aSecondConnectionClosesTheFirstWithoutAnEvent() throws SQLException {
    Connection first = pooled.getConnection();
    Connection second = pooled.getConnection();
    assertTrue(first.isClosed());
    assertFalse(second.isClosed());
    first.close();
    assertEquals(List.of(), events);
    second.close();
    assertEquals(List.of("closed"), events);
  }

  @Test
  void thePoolsOwnCloseTellsNobodyAndEndsAll() throws SQLException {
    Connection connection = pooled.getConnection();
    pooled.close();
    pooled.close();
    assertTrue(connection.isClosed());
    assertEquals(List.of(), events);
    assertState("08003", pooled::getConnection);
  }

  @Test
  void anAbortedConnectionIsNotUsedAgain() throws SQLException {
    Connection connection = pooled.getConnection();
    connection.abort(Runnable::run);
    connection.close();
    assertEquals(List.of("error 08003"), events);
  }

  @Test
  void aFailedStatementTellsThePoolNothing() throws SQLException {
    Connection connection = pooled.getConnection();
    assertState(
        "42703", () -> connection.createStatement().executeQuery("SELECT x FROM batch_jobs"));
    assertEquals(List.of(), events);
    pooled.removeConnectionEventListener(listener);
    connection.close();
    assertEquals(List.of(), events);
  }

  @Test
  void settingsAreReadWhenThePoolOpensAndWithItsKey() throws SQLException {
    PooledConnection other = dataSource.getPooledConnection("anyone", "llx-wrong");
    assertState("28000", () -> other.getConnection().createStatement().executeQuery(ALL).next());
    dataSource.setPageSize(0);
    assertState("08001", dataSource::getPooledConnection);
    dataSource.setUrl("jdbc:other:x");
    assertState("08001", dataSource::getPooledConnection);
  }

  /** Commons DBCP's shared pool, over the data source as it is. */
  @Test
  void dbcpSharesIt() throws Exception {
    try (SharedPoolDataSource pool = new SharedPoolDataSource()) {
      pool.setConnectionPoolDataSource(dataSource);
      pool.setMaxTotal(2);
      pool.setDefaultTestOnBorrow(true);
      pool.setDefaultTestOnReturn(true);
      pool.setDefaultReadOnly(true);
      pool.setDefaultAutoCommit(false);
      for (int i = 0; i < 100; i++) {
        try (Connection connection = pool.getConnection();
            Statement statement = connection.createStatement();
            ResultSet rows = statement.executeQuery(ALL + " LIMIT 1")) {
          assertTrue(rows.next());
        }
      }
      assertEquals(0, pool.getNumActive());
      assertEquals(1, pool.getNumIdle());
    }
    assertEquals(
        Collections.nCopies(100, "GET /api/v1/beta/batch-processing?limit=1"), service.requests());
  }
}
