package io.github.llamacloud.jdbc.clients;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.mchange.v2.c3p0.ComboPooledDataSource;
import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.github.llamacloud.jdbc.LlamaCloudDataSource;
import io.github.llamacloud.jdbc.LlamaCloudDriver;
import io.github.llamacloud.jdbc.simulator.Simulator;
import io.github.llamacloud.jdbc.testing.SimulatedService;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collections;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.apache.commons.dbcp2.BasicDataSource;
import org.apache.tomcat.jdbc.pool.PoolProperties;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Connection pools, as they are: checks 8 and 9 of the contract with clients. */
class PoolsTest {
  private static final int CHECKOUTS = 100;

  private SimulatedService service;

  @BeforeEach
  void start() throws IOException {
    service = SimulatedService.start(Simulator.demo(20, 7));
  }

  @AfterEach
  void stop() {
    service.close();
  }

  @Test
  void hikariWithItsDefaults() throws SQLException {
    hikari(config -> {});
  }

  @Test
  void hikariWithoutAutoCommit() throws SQLException {
    hikari(config -> config.setAutoCommit(false));
  }

  @Test
  void hikariWithAnIsolationLevel() throws SQLException {
    hikari(config -> config.setTransactionIsolation("TRANSACTION_READ_COMMITTED"));
  }

  @Test
  void hikariReadOnlyWithSchemaAndCatalog() throws SQLException {
    hikari(
        config -> {
          config.setReadOnly(true);
          config.setSchema("llamacloud");
          config.setCatalog("ignored");
        });
  }

  @Test
  void hikariOverTheDataSourceAndItsBeanProperties() throws SQLException {
    hikari(
        config -> {
          config.setJdbcUrl(null);
          config.setDataSourceClassName(LlamaCloudDataSource.class.getName());
          config.addDataSourceProperty("url", service.jdbcUrl());
          config.addDataSourceProperty("apiKey", SimulatedService.API_KEY);
          config.addDataSourceProperty("pageSize", "10");
          config.addDataSourceProperty("connectTimeout", "2.5");
          config.addDataSourceProperty("requestTimeout", "30");
          config.addDataSourceProperty("maxRetries", "1");
        });
  }

  @Test
  void c3p0WithATestOfEveryCheckout() throws Exception {
    ComboPooledDataSource pool = new ComboPooledDataSource();
    pool.setDriverClass(LlamaCloudDriver.class.getName());
    pool.setJdbcUrl(service.jdbcUrl());
    pool.setPassword(SimulatedService.API_KEY);
    pool.setUser("nobody");
    pool.setTestConnectionOnCheckout(true);
    pool.setMinPoolSize(0);
    pool.setInitialPoolSize(0);
    pool.setMaxPoolSize(3);
    try {
      use(pool);
    } finally {
      pool.close();
    }
  }

  /** DBCP2 rolls back what is returned without auto-commit, and pools statements if asked to. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void dbcp2(boolean autoCommit) throws SQLException {
    try (BasicDataSource pool = new BasicDataSource()) {
      pool.setDriverClassName(LlamaCloudDriver.class.getName());
      pool.setUrl(service.jdbcUrl());
      pool.setUsername("nobody");
      pool.setPassword(SimulatedService.API_KEY);
      pool.setMaxTotal(3);
      pool.setDefaultAutoCommit(autoCommit);
      pool.setDefaultReadOnly(true);
      pool.setDefaultTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
      pool.setDefaultSchema("llamacloud");
      pool.setDefaultCatalog("ignored");
      pool.setDefaultQueryTimeout(Duration.ofSeconds(30));
      pool.setPoolPreparedStatements(true);
      pool.setTestOnBorrow(true);
      use(pool);
    }
  }

  /** Tomcat's pool, with the interceptors that look at statements and at a connection's state. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void tomcat(boolean autoCommit) throws SQLException {
    PoolProperties properties = new PoolProperties();
    properties.setDriverClassName(LlamaCloudDriver.class.getName());
    properties.setUrl(service.jdbcUrl());
    properties.setUsername("nobody");
    properties.setPassword(SimulatedService.API_KEY);
    properties.setMaxActive(3);
    properties.setInitialSize(1);
    properties.setMinIdle(1);
    properties.setMaxIdle(3);
    properties.setDefaultAutoCommit(autoCommit);
    properties.setDefaultReadOnly(true);
    properties.setDefaultTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
    properties.setDefaultCatalog("ignored");
    properties.setRollbackOnReturn(true);
    properties.setTestOnBorrow(true);
    properties.setValidationQuery("SELECT 1");
    properties.setJdbcInterceptors(
        "ConnectionState;StatementFinalizer;StatementCache;QueryTimeoutInterceptor(queryTimeout=30)");
    org.apache.tomcat.jdbc.pool.DataSource pool =
        new org.apache.tomcat.jdbc.pool.DataSource(properties);
    try {
      use(pool);
    } finally {
      pool.close();
    }
  }

  private void hikari(Consumer<HikariConfig> setting) throws SQLException {
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl(service.jdbcUrl());
    config.setPassword(SimulatedService.API_KEY);
    config.setMaximumPoolSize(3);
    setting.accept(config);
    try (HikariDataSource pool = new HikariDataSource(config)) {
      use(pool);
    }
  }

  /** Each checkout runs one query, which is one request; checking out and giving back is none. */
  private void use(DataSource pool) throws SQLException {
    for (int i = 0; i < CHECKOUTS; i++) {
      try (Connection connection = pool.getConnection();
          PreparedStatement statement =
              connection.prepareStatement("SELECT id FROM batch_jobs LIMIT ?")) {
        assertTrue(connection.isValid(1));
        statement.setInt(1, 1);
        try (ResultSet rows = statement.executeQuery()) {
          assertTrue(rows.next());
        }
        if (!connection.getAutoCommit()) {
          connection.commit();
        }
      }
    }
    assertEquals(
        Collections.nCopies(CHECKOUTS, "GET /api/v1/beta/batch-processing?limit=1"),
        service.requests());
  }
}
