package io.github.llamacloud.jdbc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.llamacloud.jdbc.simulator.Simulator;
import io.github.llamacloud.jdbc.testing.SimulatedService;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import javax.naming.RefAddr;
import javax.naming.Reference;
import javax.naming.StringRefAddr;
import javax.naming.spi.NamingManager;
import javax.sql.ConnectionPoolDataSource;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What naming services and sessions write down of a data source, and what they get back. */
class DataSourceInContainersTest {
  private static final String SECRET = "llx-hunter2";

  private final LlamaCloudDataSource dataSource = new LlamaCloudDataSource();
  @TempDir private Path directory;

  private void setEverything() {
    dataSource.setUrl("jdbc:llamacloud:https://llama.example.org/a?pageSize=5&apiKey=" + SECRET);
    dataSource.setApiKey(SECRET);
    dataSource.setApiKeyFile("/run/secrets/key");
    dataSource.setRegion("eu");
    dataSource.setProjectId(Simulator.PROJECT.toString());
    dataSource.setOrganizationId(Simulator.ORGANIZATION.toString());
    dataSource.setPageSize(7);
    dataSource.setLoginTimeout(3);
    dataSource.setConnectTimeout("2.5");
    dataSource.setRequestTimeout("9");
    dataSource.setMaxRetries(1);
    dataSource.setConcurrency(2);
    dataSource.setMaxRequests(11);
    dataSource.setRequestsPerSecond("1.25");
    dataSource.setProxy("http://someone:" + SECRET + "@proxy.example.org:3128");
    dataSource.setTrustStore("/etc/ssl/trust.p12");
    dataSource.setTrustStorePassword(SECRET);
    dataSource.setTrustStoreType("PKCS12");
    dataSource.setApplicationName("report");
    dataSource.setLogWriter(new PrintWriter(new StringWriter()));
  }

  private static Map<String, Object> addresses(LlamaCloudDataSource of) {
    Map<String, Object> addresses = new TreeMap<>();
    for (RefAddr address : Collections.list(of.getReference().getAll())) {
      addresses.put(address.getType(), address.getContent());
    }
    return addresses;
  }

  @Test
  void aReferenceHasEverythingButSecrets() {
    setEverything();
    Map<String, Object> addresses = addresses(dataSource);
    assertEquals(
        "{apiKeyFile=/run/secrets/key, applicationName=report, concurrency=2, connectTimeout=2.5,"
            + " loginTimeout=3, maxRequests=11, maxRetries=1, organizationId="
            + Simulator.ORGANIZATION
            + ", pageSize=7, projectId="
            + Simulator.PROJECT
            + ", proxy=http://proxy.example.org:3128, region=eu, requestTimeout=9,"
            + " requestsPerSecond=1.25, trustStore=/etc/ssl/trust.p12, trustStoreType=PKCS12,"
            + " url=jdbc:llamacloud:https://llama.example.org/a?pageSize=5}",
        addresses.toString());
  }

  @Test
  void aReferenceIsTheSameDataSourceAgain() throws Exception {
    setEverything();
    Object found = NamingManager.getObjectInstance(dataSource.getReference(), null, null, null);
    LlamaCloudDataSource again = assertInstanceOf(LlamaCloudDataSource.class, found);
    assertEquals(addresses(dataSource), addresses(again));
    assertEquals(3, again.getLoginTimeout());
    assertEquals("2.5", again.getConnectTimeout());
    assertNull(again.getLogWriter());
  }

  @Test
  void bytesHoldNoSecretAndAreTheSameDataSourceAgain() throws Exception {
    setEverything();
    byte[] bytes = written(dataSource);
    assertFalse(new String(bytes, StandardCharsets.ISO_8859_1).contains("hunter2"));
    assertEquals(addresses(dataSource), addresses((LlamaCloudDataSource) read(bytes)));
  }

  /** A proxy that is left out, or whose text is lost, would be gone around. */
  @Test
  void aProxyStaysWithoutItsLogin() {
    dataSource.setProxy("none");
    assertEquals("none", addresses(dataSource).get("proxy"));
    dataSource.setProxy("me:hunter2@[::1]:3128");
    assertEquals("[::1]:3128", addresses(dataSource).get("proxy"));
    dataSource.setProxy("http://me:hun@ter2@host:1/");
    assertEquals("?", addresses(dataSource).get("proxy"));
    dataSource.setProxy(null);
    dataSource.setUrl("jdbc:llamacloud:?proxy=http://me:hunter2@host:1");
    assertEquals("jdbc:llamacloud:?proxy=http://host:1", addresses(dataSource).get("url"));
  }

  @Test
  void theKeyIsReadFromItsFileWhereTheDataSourceArrives() throws Exception {
    try (SimulatedService service = SimulatedService.start(Simulator.demo(4, 1))) {
      dataSource.setUrl(service.jdbcUrl());
      dataSource.setApiKey(SimulatedService.API_KEY);
      LlamaCloudDataSource bare = (LlamaCloudDataSource) read(written(dataSource));
      assertEquals("28000", assertThrows(SQLException.class, bare::getConnection).getSQLState());
      bare.setPassword(SimulatedService.API_KEY);
      assertEquals(4, count(bare));
      Path key = Files.writeString(directory.resolve("key"), SimulatedService.API_KEY);
      dataSource.setApiKeyFile(key.toString());
      dataSource.setApiKey(null);
      assertEquals(4, count((LlamaCloudDataSource) read(written(dataSource))));
    }
  }

  /**
   * Tomcat's reference has the interface's name, attributes of its own, and what was configured.
   */
  @Test
  void aContainersResourceMayNameThePropertiesAndTheKey() throws Exception {
    try (SimulatedService service = SimulatedService.start(Simulator.demo(4, 1))) {
      for (Class<?> type : new Class<?>[] {DataSource.class, ConnectionPoolDataSource.class}) {
        Reference resource =
            new Reference(type.getName(), LlamaCloudDataSourceFactory.class.getName(), null);
        resource.add(new StringRefAddr("scope", "Shareable"));
        resource.add(new StringRefAddr("auth", "Container"));
        resource.add(new StringRefAddr("url", service.jdbcUrl()));
        resource.add(new StringRefAddr("username", "anyone"));
        resource.add(new StringRefAddr("password", SimulatedService.API_KEY));
        resource.add(new StringRefAddr("pageSize", "3"));
        LlamaCloudDataSource found =
            (LlamaCloudDataSource) NamingManager.getObjectInstance(resource, null, null, null);
        assertEquals(3, found.getPageSize());
        assertEquals(4, count(found));
      }
    }
  }

  @Test
  void anotherObjectIsNotTheFactorysAffair() {
    LlamaCloudDataSourceFactory factory = new LlamaCloudDataSourceFactory();
    assertNull(factory.getObjectInstance(new Reference("java.lang.String"), null, null, null));
    assertNull(factory.getObjectInstance("text", null, null, null));
    assertNull(factory.getObjectInstance(null, null, null, null));
  }

  @Test
  void noDataSourceIsReadThatWasNotWrittenByOne() throws Exception {
    Method reading =
        LlamaCloudDataSource.class.getDeclaredMethod("readObject", ObjectInputStream.class);
    reading.setAccessible(true);
    InvocationTargetException thrown =
        assertThrows(
            InvocationTargetException.class, () -> reading.invoke(dataSource, (Object) null));
    assertTrue(thrown.getCause() instanceof java.io.InvalidObjectException);
  }

  private static byte[] written(Object object) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(object);
    }
    return bytes.toByteArray();
  }

  private static Object read(byte[] bytes) throws IOException, ClassNotFoundException {
    try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes))) {
      return in.readObject();
    }
  }

  private static int count(DataSource dataSource) throws SQLException {
    try (Connection connection = dataSource.getConnection();
        ResultSet rows =
            connection
                .createStatement()
                .executeQuery("SELECT COUNT(DISTINCT id) FROM batch_jobs")) {
      assertTrue(rows.next());
      return rows.getInt(1);
    }
  }
}
