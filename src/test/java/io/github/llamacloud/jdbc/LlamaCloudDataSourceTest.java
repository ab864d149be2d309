package io.github.llamacloud.jdbc;

import static io.github.llamacloud.jdbc.jdbc.SqlStates.assertState;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.llamacloud.jdbc.simulator.Simulator;
import io.github.llamacloud.jdbc.testing.SimulatedService;
import java.beans.IntrospectionException;
import java.beans.Introspector;
import java.beans.PropertyDescriptor;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.sql.Connection;
import java.sql.DriverPropertyInfo;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

class LlamaCloudDataSourceTest {
  private final LlamaCloudDataSource dataSource = new LlamaCloudDataSource();

  /** Pools and servers set a data source by the names of its bean's properties. */
  @Test
  void everyConnectionPropertyIsABeanProperty() throws Exception {
    Map<String, PropertyDescriptor> beans = beanProperties();
    DriverPropertyInfo[] infos =
        new LlamaCloudDriver().getPropertyInfo("jdbc:llamacloud:https://llama.example.org", null);
    for (DriverPropertyInfo info : infos) {
      PropertyDescriptor bean = beans.get(info.name);
      assertNotNull(bean, info.name);
      assertNotNull(bean.getWriteMethod(), info.name);
    }
  }

  @Test
  void whatIsSetIsReadBackAndHasTheDriversDefaults() throws Exception {
    Map<String, PropertyDescriptor> beans = beanProperties();
    DriverPropertyInfo[] infos =
        new LlamaCloudDriver().getPropertyInfo("jdbc:llamacloud:https://llama.example.org", null);
    for (DriverPropertyInfo info : infos) {
      PropertyDescriptor bean = beans.get(info.name);
      if (bean.getReadMethod() == null) {
        continue;
      }
      Object before = bean.getReadMethod().invoke(dataSource);
      if (before != null) {
        assertEquals(info.value, before.toString(), info.name);
      }
      Object value = bean.getPropertyType() == int.class ? (Object) 7 : "seven";
      bean.getWriteMethod().invoke(dataSource, value);
      assertEquals(value, bean.getReadMethod().invoke(dataSource), info.name);
    }
  }

  @Test
  void theKeyIsWriteOnlyUnderBothItsNames() throws Exception {
    Map<String, PropertyDescriptor> beans = beanProperties();
    assertNull(beans.get("apiKey").getReadMethod());
    assertNull(beans.get("password").getReadMethod());
    dataSource.setUrl("jdbc:llamacloud:https://llama.example.org?pageSize=5&apiKey=llx-in-url");
    dataSource.setApiKey("llx-set");
    List<String> shown = new ArrayList<>(List.of(dataSource.toString()));
    for (PropertyDescriptor bean : beans.values()) {
      if (bean.getReadMethod() != null) {
        shown.add(bean.getName() + "=" + bean.getReadMethod().invoke(dataSource));
      }
    }
    assertFalse(shown.toString().contains("llx-"), shown::toString);
    assertEquals("jdbc:llamacloud:https://llama.example.org?pageSize=5", dataSource.getUrl());
  }

  /** A URL that cannot be read may hold a key as well. */
  @Test
  void aWrongUrlIsShownWithoutItsParameters() {
    dataSource.setUrl("jdbc:llamacloud:demo?apikey=llx-1");
    assertEquals("jdbc:llamacloud:demo", dataSource.getUrl());
    dataSource.setUrl("jdbc:other:x?password=llx-1");
    assertEquals("jdbc:other:x", dataSource.getUrl());
  }

  private static Map<String, PropertyDescriptor> beanProperties() throws IntrospectionException {
    return Stream.of(
            Introspector.getBeanInfo(LlamaCloudDataSource.class, Object.class)
                .getPropertyDescriptors())
        .collect(
            Collectors.toMap(
                PropertyDescriptor::getName, Function.identity(), (a, b) -> a, TreeMap::new));
  }

  @Test
  void theDemoIsAUrlLikeAnyOther() throws SQLException {
    dataSource.setUrl("jdbc:llamacloud:demo?jobs=3");
    assertEquals(3, count(dataSource.getConnection()));
  }

  @Test
  void aForeignUrlIsABadSetting() {
    dataSource.setUrl("jdbc:postgresql://localhost/x");
    assertState("08001", dataSource::getConnection);
    dataSource.setUrl(null);
    assertEquals("jdbc:llamacloud:", dataSource.getUrl());
  }

  @Test
  void aPasswordGivenToGetConnectionIsTheKeyForThatConnectionAlone() throws Exception {
    try (SimulatedService service = SimulatedService.start(Simulator.demo(4, 1))) {
      dataSource.setUrl(service.jdbcUrl());
      dataSource.setApiKey("llx-wrong");
      assertEquals(4, count(dataSource.getConnection("anyone", SimulatedService.API_KEY)));
      assertState("28000", () -> count(dataSource.getConnection()));
      assertState("28000", () -> count(dataSource.getConnection("anyone", null)));
      dataSource.setPassword(SimulatedService.API_KEY);
      assertEquals(4, count(dataSource.getConnection("anyone", null)));
    }
  }

  /** What was set is what is asked: page size, key, name. */
  @Test
  void settingsReachTheRequests() throws SQLException, IOException {
    try (SimulatedService service = SimulatedService.start(Simulator.demo(4, 1))) {
      dataSource.setUrl(service.jdbcUrl());
      dataSource.setPassword(SimulatedService.API_KEY);
      dataSource.setPageSize(3);
      // Else pages may be asked for ahead in vain.
      dataSource.setConcurrency(1);
      dataSource.setProjectId(Simulator.PROJECT.toString());
      dataSource.setOrganizationId(Simulator.ORGANIZATION.toString());
      dataSource.setApplicationName("report");
      Connection connection = dataSource.getConnection();
      assertEquals(List.of(), service.requests());
      assertEquals(4, count(connection));
      String scope =
          "project_id=" + Simulator.PROJECT + "&organization_id=" + Simulator.ORGANIZATION;
      assertEquals(4, service.requests().size(), service.requests()::toString);
      for (String request : service.requests()) {
        assertTrue(request.contains(scope) && request.matches(".*limit=[23].*"), request);
      }
      assertTrue(service.requestHeaders("User-Agent").get(0).get(0).endsWith(" report"));
    }
  }

  @Test
  void aWrongSettingIsFoundWhenConnecting() {
    dataSource.setUrl("jdbc:llamacloud:demo");
    dataSource.setPageSize(0);
    assertState("08001", dataSource::getConnection);
  }

  @Test
  void theStandardsOwnPropertiesAreKept() throws SQLException {
    PrintWriter writer = new PrintWriter(new StringWriter());
    dataSource.setLogWriter(writer);
    assertSame(writer, dataSource.getLogWriter());
    assertEquals(0, dataSource.getLoginTimeout());
    dataSource.setLoginTimeout(3);
    assertEquals(3, dataSource.getLoginTimeout());
    assertEquals("3", dataSource.getConnectTimeout());
    assertSame(dataSource, dataSource.unwrap(DataSource.class));
    assertTrue(dataSource.isWrapperFor(LlamaCloudDataSource.class));
    assertFalse(dataSource.isWrapperFor(Connection.class));
    assertState("0A000", () -> dataSource.unwrap(Connection.class));
  }

  private static int count(Connection connection) throws SQLException {
    try (connection;
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT COUNT(DISTINCT id) FROM batch_jobs")) {
      assertTrue(rows.next());
      return rows.getInt(1);
    }
  }
}
