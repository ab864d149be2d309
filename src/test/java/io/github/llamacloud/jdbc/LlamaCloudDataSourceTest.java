package io.github.llamacloud.jdbc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.llamacloud.jdbc.simulator.Simulator;
import io.github.llamacloud.jdbc.testing.SimulatedService;
import java.beans.Introspector;
import java.beans.PropertyDescriptor;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class LlamaCloudDataSourceTest {
  @Test
  void itReadsTheDemo() throws SQLException {
    LlamaCloudDataSource source = new LlamaCloudDataSource();
    source.setUrl("jdbc:llamacloud:demo?jobs=3");
    try (Connection connection = source.getConnection();
        ResultSet count =
            connection.createStatement().executeQuery("SELECT COUNT(*) FROM batch_jobs")) {
      assertTrue(count.next());
      assertEquals(3, count.getInt(1));
    }
  }

  @Test
  void connectingSendsNothingAndTheKeyIsThatOfTheCallOrTheOneThatIsSet() throws Exception {
    try (SimulatedService service = SimulatedService.start(Simulator.demo(3, 1))) {
      LlamaCloudDataSource source = new LlamaCloudDataSource();
      source.setUrl(service.jdbcUrl());
      source.setApiKey("llx-wrong");
      source.getConnection().close();
      assertEquals(List.of(), service.requests());
      assertEquals(1, firstId(source.getConnection("anybody", SimulatedService.API_KEY)));
      assertEquals(
          "28000",
          assertThrows(SQLException.class, () -> firstId(source.getConnection("anybody", null)))
              .getSQLState());
      source.setPassword(SimulatedService.API_KEY);
      assertEquals(1, firstId(source.getConnection("anybody", null)));
      assertEquals(1, firstId(source.getConnection()));
    }
  }

  private static int firstId(Connection connection) throws SQLException {
    try (Connection open = connection;
        ResultSet rows = open.createStatement().executeQuery("SELECT id FROM batch_jobs LIMIT 1")) {
      return rows.next() ? 1 : 0;
    }
  }

  @Test
  void itHasABeanPropertyForEveryConnectionPropertyAndGivesNoKeyOut() throws Exception {
    Set<String> writable =
        Arrays.stream(Introspector.getBeanInfo(LlamaCloudDataSource.class).getPropertyDescriptors())
            .filter(property -> property.getWriteMethod() != null)
            .map(PropertyDescriptor::getName)
            .collect(Collectors.toSet());
    assertTrue(
        writable.containsAll(
            Set.of(
                "url",
                "apiKey",
                "password",
                "apiKeyFile",
                "region",
                "projectId",
                "organizationId",
                "pageSize",
                "connectTimeout",
                "requestTimeout",
                "maxRetries",
                "applicationName")),
        writable::toString);
    LlamaCloudDataSource source = new LlamaCloudDataSource();
    source.setApiKey("llx-canary");
    for (PropertyDescriptor property :
        Introspector.getBeanInfo(LlamaCloudDataSource.class).getPropertyDescriptors()) {
      if (property.getReadMethod() != null) {
        Object value = property.getReadMethod().invoke(source);
        assertFalse(String.valueOf(value).contains("canary"), property.getName());
      }
    }
  }

  @Test
  void aForeignUrlIsRefused() {
    LlamaCloudDataSource source = new LlamaCloudDataSource();
    source.setUrl("jdbc:h2:mem:");
    assertEquals("08001", assertThrows(SQLException.class, source::getConnection).getSQLState());
  }

  @Test
  void theDriverIsFoundByServiceAndByUrl() throws SQLException {
    assertEquals(
        1,
        ServiceLoader.load(Driver.class).stream()
            .filter(provider -> provider.type() == LlamaCloudDriver.class)
            .count());
    Driver driver = DriverManager.getDriver("jdbc:llamacloud:demo");
    assertEquals(LlamaCloudDriver.class, driver.getClass());
    assertNull(driver.connect("jdbc:h2:mem:", null));
    assertFalse(driver.acceptsURL("jdbc:h2:mem:"));
    assertFalse(driver.acceptsURL(null));
    assertTrue(driver.getPropertyInfo("jdbc:llamacloud:", null).length >= 10);
  }
}
