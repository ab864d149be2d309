package io.github.llamacloud.jdbc.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.mchange.v2.c3p0.DataSources;
import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.github.llamacloud.jdbc.LlamaCloudDataSource;
import io.github.llamacloud.jdbc.jdbc.LlamaCloudConnection;
import io.github.llamacloud.jdbc.testing.Fault;
import io.github.llamacloud.jdbc.testing.SimulatedService;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Checks 8 and 9: what pools keep between two uses of a connection, and what they throw away. */
class PooledConnectionsTest {
  private static final int TIMES = 100;
  private static final String FIRST = "SELECT id FROM batch_jobs LIMIT 1";

  @RegisterExtension final Served served = Served.of(ContractJobs.FIVE);

  /** Check 8: with auto-commit off Hikari rolls back whatever was used. */
  @Test
  void hikariWithoutAutoCommitReusesOneConnectionForEveryone() throws SQLException {
    HikariConfig config = byUrl();
    config.setAutoCommit(false);
    config.setTransactionIsolation("TRANSACTION_READ_COMMITTED");
    config.setReadOnly(true);
    config.setCatalog("anything");
    config.setSchema("llamacloud");
    config.setConnectionInitSql("SELECT 1");
    try (HikariDataSource pool = new HikariDataSource(config)) {
      Connection physical = physical(pool);
      for (int i = 0; i < TIMES; i++) {
        try (Connection connection = pool.getConnection()) {
          assertFalse(connection.getAutoCommit());
          assertTrue(connection.isReadOnly());
          assertEquals(Connection.TRANSACTION_READ_COMMITTED, connection.getTransactionIsolation());
          assertEquals(List.of("j1"), Served.rows(connection, FIRST));
          if (i % 2 == 0) {
            connection.commit();
          }
        }
      }
      assertSame(physical, physical(pool));
    }
    assertEquals(Collections.nCopies(TIMES, "limit=1"), served.requests());
  }

  /** Check 8: properties arrive as text or as numbers, by their bean's names. */
  @Test
  void hikariSetsTheDataSourceByItsBeanProperties() throws SQLException {
    HikariConfig config = new HikariConfig();
    config.setDataSourceClassName(LlamaCloudDataSource.class.getName());
    config.addDataSourceProperty("url", served.service().jdbcUrl());
    config.addDataSourceProperty("apiKey", SimulatedService.API_KEY);
    config.addDataSourceProperty("pageSize", 2);
    config.addDataSourceProperty("maxRetries", "0");
    config.addDataSourceProperty("concurrency", "1");
    config.addDataSourceProperty("requestTimeout", "7.5");
    config.addDataSourceProperty("applicationName", "report");
    config.setMaximumPoolSize(2);
    try (HikariDataSource pool = new HikariDataSource(config)) {
      for (int i = 0; i < TIMES; i++) {
        try (Connection connection = pool.getConnection()) {
          assertEquals("report", connection.getClientInfo("ApplicationName"));
          assertEquals(List.of("j1"), Served.rows(connection, FIRST));
        }
      }
      try (Connection connection = pool.getConnection()) {
        assertEquals(
            List.of("5"), Served.rows(connection, "SELECT COUNT(DISTINCT id) FROM batch_jobs"));
      }
    }
    List<String> requests = served.requests();
    assertEquals(Collections.nCopies(TIMES, "limit=1"), requests.subList(0, TIMES));
    assertEquals(
        List.of(
            "limit=2",
            "limit=2&offset=1",
            "limit=2&offset=2",
            "limit=2&offset=3",
            "limit=2&offset=4",
            "limit=2"),
        requests.subList(TIMES, requests.size()));
    assertTrue(served.service().requestHeaders("User-Agent").get(0).get(0).endsWith(" report"));
  }

  /** Check 8: what the service refuses says nothing about the connection. */
  @Test
  void hikariKeepsAConnectionWhoseQueryFailed() throws SQLException {
    HikariConfig config = byUrl();
    config.addDataSourceProperty("maxRetries", "0");
    try (HikariDataSource pool = new HikariDataSource(config)) {
      Connection physical = physical(pool);
      for (int status : new int[] {400, 401, 404, 429, 500, 503}) {
        served.service().fromRequest(1, Fault.answer(status, "{\"detail\":\"no\"}"));
        try (Connection connection = pool.getConnection()) {
          assertThrows(SQLException.class, () -> Served.rows(connection, FIRST));
          assertThrows(SQLException.class, () -> Served.rows(connection, "SELECT nope"));
          assertThrows(SQLException.class, () -> Served.rows(connection, "DROP TABLE batch_jobs"));
        }
        served.service().forgetRequests();
        try (Connection connection = pool.getConnection()) {
          assertEquals(List.of("j1"), Served.rows(connection, FIRST));
        }
        served.service().forgetRequests();
        assertSame(physical, physical(pool), "after HTTP " + status);
      }
    }
  }

  /** A statement that a client forgot is closed by the pool, and its fetching ends. */
  @Test
  void hikariClosesWhatAClientLeavesOpen() throws SQLException {
    HikariConfig config = byUrl();
    config.addDataSourceProperty("pageSize", "2");
    try (HikariDataSource pool = new HikariDataSource(config)) {
      ResultSet left;
      try (Connection connection = pool.getConnection()) {
        PreparedStatement statement = connection.prepareStatement("SELECT id FROM batch_jobs");
        left = statement.executeQuery();
        assertTrue(left.next());
      }
      assertThrows(SQLException.class, left::next);
    }
    assertEquals(List.of("limit=2"), served.requests());
  }

  private HikariConfig byUrl() {
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl(served.service().jdbcUrl());
    config.setUsername("anyone");
    config.setPassword(SimulatedService.API_KEY);
    config.setMaximumPoolSize(1);
    return config;
  }

  private static Connection physical(DataSource pool) throws SQLException {
    try (Connection connection = pool.getConnection()) {
      return connection.unwrap(LlamaCloudConnection.class);
    }
  }

  /** Check 9: over our own data source, and with pooled prepared statements. */
  @Test
  void c3p0PoolsPreparedStatements() throws SQLException {
    LlamaCloudDataSource ours = new LlamaCloudDataSource();
    ours.setUrl(served.service().jdbcUrl());
    ours.setApiKey(SimulatedService.API_KEY);
    DataSource pool =
        DataSources.pooledDataSource(
            ours,
            Map.of(
                "testConnectionOnCheckout",
                true,
                "testConnectionOnCheckin",
                true,
                "maxStatementsPerConnection",
                5,
                "maxPoolSize",
                2));
    try {
      for (int i = 0; i < TIMES; i++) {
        try (Connection connection = pool.getConnection();
            PreparedStatement statement =
                connection.prepareStatement("SELECT id FROM batch_jobs LIMIT ?")) {
          statement.setInt(1, 1 + i % 2);
          try (ResultSet rows = statement.executeQuery()) {
            assertEquals(1 + i % 2, Served.rows(rows).size());
          }
        }
      }
    } finally {
      DataSources.destroy(pool);
    }
    assertEquals(TIMES, served.requests().size());
    assertEquals(List.of("limit=1", "limit=2"), served.requests().subList(0, 2));
  }
}
