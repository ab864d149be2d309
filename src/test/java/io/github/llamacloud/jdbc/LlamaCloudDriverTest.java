package io.github.llamacloud.jdbc;

import static io.github.llamacloud.jdbc.jdbc.SqlStates.assertState;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.DriverPropertyInfo;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Properties;
import java.util.ServiceLoader;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullAndEmptySource;
import org.junit.jupiter.params.provider.ValueSource;

/** Checks 1 to 3 of BI tools: the driver is found, and leaves other drivers' URLs alone. */
class LlamaCloudDriverTest {
  private static final String URL = "jdbc:llamacloud:https://llama.example.org";

  private final Driver driver = new LlamaCloudDriver();

  @Test
  void theServiceLoaderFindsTheDriverAndItAlone() {
    List<String> ours =
        ServiceLoader.load(Driver.class).stream()
            .map(provider -> provider.type().getName())
            .filter(name -> name.startsWith("io.github.llamacloud"))
            .toList();
    assertEquals(List.of(LlamaCloudDriver.class.getName()), ours);
  }

  @Test
  void theDriverManagerFindsTheDriver() throws SQLException {
    for (String url : List.of("jdbc:llamacloud:", "jdbc:llamacloud:demo", URL, URL + "?region=x")) {
      assertInstanceOf(LlamaCloudDriver.class, DriverManager.getDriver(url));
    }
  }

  @Test
  void registeringLeavesOnlyOneDriverOfThisClass() {
    assertEquals(1, DriverManager.drivers().filter(LlamaCloudDriver.class::isInstance).count());
  }

  /** DriverManager asks every driver for every URL, so none may throw for another's. */
  @ParameterizedTest
  @NullAndEmptySource
  @ValueSource(
      strings = {
        "jdbc:",
        "jdbc:llamacloud",
        "jdbc:postgresql://localhost/x",
        "jdbc:calcite:",
        "llamacloud:"
      })
  void aForeignUrlIsNeitherAcceptedNorConnectedTo(String url) throws SQLException {
    assertFalse(driver.acceptsURL(url));
    assertNull(driver.connect(url, new Properties()));
    assertState("08001", () -> driver.getPropertyInfo(url, null));
  }

  @Test
  void ownUrlsAreAcceptedEvenIfTheyAreWrong() throws SQLException {
    for (String url : List.of(URL, "JDBC:LlamaCloud:demo", "jdbc:llamacloud:nonsense?a")) {
      assertTrue(driver.acceptsURL(url), url);
    }
    assertState("08001", () -> driver.connect("jdbc:llamacloud:nonsense?a", null));
  }

  @Test
  void propertyInfoIsTheSameForNoPropertiesAndEmptyOnes() throws SQLException {
    List<String> expected = texts(driver.getPropertyInfo(URL, new Properties()));
    assertEquals(expected, texts(driver.getPropertyInfo(URL, null)));
    assertTrue(expected.get(0).startsWith("apiKey required "), expected.get(0));
    for (DriverPropertyInfo info : driver.getPropertyInfo(URL, null)) {
      assertEquals(info.name.equals("apiKey"), info.required, info.name);
      assertFalse(info.description.isBlank(), info.name);
    }
  }

  private static List<String> texts(DriverPropertyInfo[] infos) {
    return Stream.of(infos)
        .map(
            info ->
                info.name
                    + (info.required ? " required " : " ")
                    + info.value
                    + " "
                    + Arrays.toString(info.choices))
        .toList();
  }

  @Test
  void propertyInfoShowsWhatIsGivenButNoKey() throws SQLException {
    Properties properties = new Properties();
    properties.setProperty("apiKey", "llx-1");
    properties.setProperty("pageSize", "7");
    List<String> texts = texts(driver.getPropertyInfo(URL + "?maxRetries=3", properties));
    assertTrue(texts.contains("apiKey required null null"), texts::toString);
    assertTrue(texts.contains("pageSize 7 null"), texts::toString);
    assertTrue(texts.contains("maxRetries 3 null"), texts::toString);
    assertTrue(texts.contains("region na [na, eu]"), texts::toString);
  }

  @Test
  void theDemoNeedsNeitherKeyNorNetwork() throws SQLException {
    try (Connection connection = driver.connect("jdbc:llamacloud:demo?jobs=3", null);
        ResultSet rows =
            connection.createStatement().executeQuery("SELECT COUNT(*) FROM batch_jobs")) {
      assertTrue(rows.next());
      assertEquals(3, rows.getInt(1));
    }
  }

  /** Nobody answers there: a driver that asked would not return. */
  @Test
  void connectingSendsNothing() throws SQLException, IOException {
    try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Properties properties = new Properties();
      properties.setProperty("password", "llx-1");
      String url = "jdbc:llamacloud:http://127.0.0.1:" + silent.getLocalPort();
      try (Connection connection = driver.connect(url, properties)) {
        assertTrue(connection.isValid(0));
        assertEquals(url, connection.getMetaData().getURL());
      }
    }
  }

  @Test
  void theDriverIsHonestAboutItself() throws SQLException {
    assertFalse(driver.jdbcCompliant());
    assertEquals("io.github.llamacloud.jdbc", driver.getParentLogger().getName());
    try (Connection connection = driver.connect("jdbc:llamacloud:demo?jobs=0", null)) {
      assertNotNull(connection);
      assertEquals(driver.getMajorVersion(), connection.getMetaData().getDriverMajorVersion());
      assertEquals(driver.getMinorVersion(), connection.getMetaData().getDriverMinorVersion());
    }
  }
}
