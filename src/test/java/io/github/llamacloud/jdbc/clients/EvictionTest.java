package io.github.llamacloud.jdbc.clients;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.github.llamacloud.jdbc.LlamaCloudDriver;
import io.github.llamacloud.jdbc.contract.ContractJobs;
import io.github.llamacloud.jdbc.contract.Served;
import io.github.llamacloud.jdbc.jdbc.LlamaCloudConnection;
import io.github.llamacloud.jdbc.testing.Fault;
import io.github.llamacloud.jdbc.testing.SimulatedService;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.apache.commons.dbcp2.BasicDataSource;
import org.apache.tomcat.jdbc.pool.PoolProperties;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A pool throws a connection away if it was lost, and not because a query failed. */
class EvictionTest {
  private static final String QUERY = "SELECT id FROM batch_jobs LIMIT 1";

  @RegisterExtension final Served served = Served.of(ContractJobs.FIVE);

  /** What happens to a query, the state that it fails with, and whether Hikari then evicts. */
  private enum Trouble {
    BAD_REQUEST(() -> Fault.answer(400, ""), "58030", false),
    WRONG_KEY(() -> Fault.answer(401, ""), "28000", false),
    FORBIDDEN(() -> Fault.answer(403, ""), "28000", false),
    REFUSED_PARAMETER(() -> Fault.answer(422, ""), "58030", false),
    TOO_MANY(() -> Fault.answer(429, ""), "53000", false),
    UNAVAILABLE(() -> Fault.answer(503, ""), "58000", false),
    NOT_JSON(() -> Fault.json("<html>"), "58030", false),
    DISCONNECTED(() -> Fault.Disconnect.AT_START, "08006", true),
    HALF_A_BODY(() -> Fault.Disconnect.DURING_BODY, "08006", true);

    private final Supplier<Fault> fault;
    private final String state;
    private final boolean evicted;

    Trouble(Supplier<Fault> fault, String state, boolean evicted) {
      this.fault = fault;
      this.state = state;
      this.evicted = evicted;
    }
  }

  @ParameterizedTest
  @EnumSource
  void hikari(Trouble trouble) throws SQLException {
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl(served.service().jdbcUrl());
    config.setPassword(SimulatedService.API_KEY);
    config.addDataSourceProperty("maxRetries", "0");
    config.setMaximumPoolSize(1);
    try (HikariDataSource pool = new HikariDataSource(config)) {
      assertEvicted(pool, trouble);
    }
  }

  /** DBCP2 looks at states only if it is asked to. */
  @ParameterizedTest
  @EnumSource
  void dbcp2(Trouble trouble) throws SQLException {
    try (BasicDataSource pool = new BasicDataSource()) {
      pool.setDriver(new LlamaCloudDriver());
      pool.setUrl(served.service().jdbcUrl());
      pool.setUsername("anyone");
      pool.setPassword(SimulatedService.API_KEY);
      pool.addConnectionProperty("maxRetries", "0");
      pool.setMaxTotal(1);
      pool.setFastFailValidation(true);
      pool.setTestOnReturn(true);
      pool.setAccessToUnderlyingConnectionAllowed(true);
      assertEvicted(pool, trouble);
    }
  }

  private void assertEvicted(DataSource pool, Trouble trouble) throws SQLException {
    Connection before = physical(pool);
    served.service().fromRequest(1, trouble.fault.get());
    try (Connection connection = pool.getConnection()) {
      assertEquals(
          trouble.state,
          assertThrows(SQLException.class, () -> Served.rows(connection, QUERY)).getSQLState());
    }
    served.service().forgetRequests();
    try (Connection connection = pool.getConnection()) {
      assertEquals(List.of("j1"), Served.rows(connection, QUERY));
    }
    if (trouble.evicted) {
      assertNotSame(before, physical(pool));
    } else {
      assertSame(before, physical(pool));
    }
    assertEquals(List.of("limit=1"), served.requests());
  }

  private static Connection physical(DataSource pool) throws SQLException {
    try (Connection connection = pool.getConnection()) {
      return connection.unwrap(LlamaCloudConnection.class);
    }
  }

  /** Tomcat's pool asks isValid: a lost request is no lost connection, a closed one is. */
  @ParameterizedTest
  @EnumSource
  void tomcat(Trouble trouble) throws SQLException {
    PoolProperties properties = new PoolProperties();
    properties.setDriverClassName(LlamaCloudDriver.class.getName());
    properties.setUrl(served.service().jdbcUrl());
    properties.setPassword(SimulatedService.API_KEY);
    properties.setConnectionProperties("maxRetries=0");
    properties.setMaxActive(1);
    properties.setInitialSize(1);
    properties.setMinIdle(1);
    properties.setMaxIdle(1);
    properties.setTestOnBorrow(true);
    properties.setValidationInterval(0);
    org.apache.tomcat.jdbc.pool.DataSource pool =
        new org.apache.tomcat.jdbc.pool.DataSource(properties);
    try {
      Connection before = physical(pool);
      served.service().fromRequest(1, trouble.fault.get());
      try (Connection connection = pool.getConnection()) {
        assertThrows(SQLException.class, () -> Served.rows(connection, QUERY));
      }
      served.service().forgetRequests();
      assertSame(before, physical(pool));
      before.close();
      assertNotSame(before, physical(pool));
      try (Connection connection = pool.getConnection()) {
        assertEquals(List.of("j1"), Served.rows(connection, QUERY));
      }
      assertEquals(List.of("limit=1"), served.requests());
    } finally {
      pool.close();
    }
  }
}
