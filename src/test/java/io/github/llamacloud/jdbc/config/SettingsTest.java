package io.github.llamacloud.jdbc.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverPropertyInfo;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsTest {
  private static final String CANARY = "llx-canary-4711";
  private static final String UUID_TEXT = "123e4567-e89b-12d3-a456-426614174000";

  private final Properties properties = new Properties();
  private final Map<String, String> environment = new HashMap<>();

  @Test
  void theShortestUrlMeansTheVendorsHostInNorthAmerica() throws SQLException {
    properties.setProperty("apiKey", CANARY);
    Settings settings = read("jdbc:llamacloud:");
    assertEquals(URI.create("https://api.cloud.llamaindex.ai"), settings.baseUrl());
    assertEquals(1000, settings.pageSize());
    assertEquals(Duration.ofSeconds(10), settings.connectTimeout());
    assertEquals(Duration.ofSeconds(60), settings.requestTimeout());
    assertEquals(5, settings.maxRetries());
    assertEquals(CANARY, settings.apiKey().orElseThrow().current().reveal());
  }

  @Test
  void theRegionChoosesTheHost() throws SQLException {
    properties.setProperty("apiKey", CANARY);
    assertEquals(
        URI.create("https://api.cloud.eu.llamaindex.ai"),
        read("jdbc:llamacloud:?region=eu").baseUrl());
    refused("08001", "na or eu", "jdbc:llamacloud:?region=mars");
    refused("08001", "not both", "jdbc:llamacloud:https://llama.example.org?region=eu");
  }

  @Test
  void aPasswordInABaseUrlIsNotShownBesideARegion() {
    properties.setProperty("apiKey", CANARY);
    SQLException e =
        assertThrows(
            SQLException.class,
            () -> read("jdbc:llamacloud:https://user:hunter2@llama.example.org?region=eu"));
    assertEquals("08001", e.getSQLState());
    assertFalse(String.valueOf(e.getMessage()).contains("hunter2"), e.getMessage());
  }

  @Test
  void aBaseUrlKeepsItsPathAndPort() throws SQLException {
    properties.setProperty("apiKey", CANARY);
    Settings settings =
        read("jdbc:llamacloud:https://LLAMA.example.org:8443/base/?projectId=" + UUID_TEXT);
    assertEquals(URI.create("https://llama.example.org:8443/base"), settings.baseUrl());
    assertEquals(Optional.of(UUID.fromString(UUID_TEXT)), settings.projectId());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://127.0.0.1:8080",
        "http://localhost:1",
        "http://[::1]:8080",
        "http://127.1.2.3/x"
      })
  void plainHttpIsAllowedToLoopback(String base) throws SQLException {
    properties.setProperty("apiKey", CANARY);
    assertEquals(URI.create(base), read("jdbc:llamacloud:" + base).baseUrl());
  }

  @ParameterizedTest
  @CsvSource({
    "http://example.org, must begin with https",
    "http://127.0.0.1.example.org, must begin with https",
    "http://localhost.example.org, must begin with https",
    "ftp://example.org, must be absolute",
    "example.org, must be absolute",
    "https://user:secret@example.org, and nothing else",
    "https://example.org#x, and nothing else",
    "https://exa mple.org, cannot be read",
  })
  void otherBaseUrlsAreRefused(String base, String reason) {
    properties.setProperty("apiKey", CANARY);
    refused("08001", reason, "jdbc:llamacloud:" + base);
  }

  @Test
  void propertiesBeatTheUrlAndTheUrlBeatsTheEnvironment() throws SQLException {
    environment.put("LLAMA_CLOUD_API_KEY", "llx-environment");
    environment.put("LLAMA_CLOUD_BASE_URL", "https://self.example.org");
    assertEquals("llx-environment", key("jdbc:llamacloud:"));
    assertEquals(URI.create("https://self.example.org"), read("jdbc:llamacloud:").baseUrl());
    assertEquals("llx-url", key("jdbc:llamacloud:https://other.example.org?apiKey=llx-url"));
    properties.setProperty("password", "llx-password");
    assertEquals("llx-password", key("jdbc:llamacloud:?apiKey=llx-url"));
    properties.setProperty("apiKey", "llx-property");
    assertEquals("llx-property", key("jdbc:llamacloud:?apiKey=llx-url"));
    properties.setProperty("pageSize", "7");
    assertEquals(7, read("jdbc:llamacloud:?pageSize=8").pageSize());
  }

  @Test
  void theOlderVariableIsASecondChoice() throws SQLException {
    environment.put("LLAMA_PARSE_API_KEY", "llx-old");
    assertEquals("llx-old", key("jdbc:llamacloud:"));
    environment.put("LLAMA_CLOUD_API_KEY", "llx-new");
    assertEquals("llx-new", key("jdbc:llamacloud:"));
  }

  @Test
  void aKeyOfTheEnvironmentGoesToNoOtherHost() {
    environment.put("LLAMA_CLOUD_API_KEY", CANARY);
    environment.put("LLAMA_CLOUD_BASE_URL", "https://self.example.org/base");
    refused("28000", "is not sent to https://evil.example", "jdbc:llamacloud:https://evil.example");
    refused("28000", "is not sent to", "jdbc:llamacloud:http://127.0.0.1:8080");
    refused("28000", "is not sent to", "jdbc:llamacloud:https://self.example.org/other");
  }

  @Test
  void aMissingKeyNamesEveryPlaceWhereItIsLookedFor() {
    SQLException e = refused("28000", "No API key was found", "jdbc:llamacloud:");
    for (String place :
        List.of("apiKey", "password", "apiKeyFile", "LLAMA_CLOUD_API_KEY", "LLAMA_PARSE_API_KEY")) {
      assertTrue(e.getMessage().contains(place), place);
    }
  }

  @Test
  void aKeyFileIsReadFromPropertiesAloneAndTrimmed(@TempDir Path folder) throws Exception {
    Path file = Files.writeString(folder.resolve("key"), CANARY + "\n");
    properties.setProperty("apiKeyFile", file.toString());
    assertEquals(CANARY, key("jdbc:llamacloud:https://llama.example.org"));
    refused("08001", "may not stand in a URL", "jdbc:llamacloud:?apiKeyFile=" + file);
    properties.setProperty("apiKeyFile", folder.resolve("none").toString());
    refused("08001", "cannot be read", "jdbc:llamacloud:");
    properties.setProperty("apiKeyFile", CANARY);
    refused("08001", "cannot be read", "jdbc:llamacloud:");
  }

  @Test
  void aKeyThatNoHeaderCanCarryIsRefusedWithoutBeingShown() {
    properties.setProperty("apiKey", CANARY + "\r\nX: y");
    SQLException e = refused("08001", "is not one", "jdbc:llamacloud:");
    assertFalse(e.getMessage().contains("canary"));
  }

  @Test
  void anUnknownPropertyOfTheUrlIsRefusedWithTheNearestName() {
    properties.setProperty("apiKey", CANARY);
    refused("08001", "Did you mean 'pageSize'", "jdbc:llamacloud:?pagesize=5");
    refused("08001", "Did you mean 'projectId'", "jdbc:llamacloud:?project_id=x");
    refused("08001", "The properties are", "jdbc:llamacloud:?somethingelse=x");
    refused("08001", "unknown property 'jobs'", "jdbc:llamacloud:?jobs=5");
    refused("08001", "twice", "jdbc:llamacloud:?pageSize=5&pageSize=6");
    refused("08001", "no value", "jdbc:llamacloud:?pageSize");
  }

  @Test
  void anUnknownPropertyIsIgnoredInProperties() throws SQLException {
    properties.setProperty("apiKey", CANARY);
    properties.setProperty("user", "");
    properties.setProperty("partitionColumn", "x");
    properties.setProperty("jobs", "5");
    assertEquals(1000, read("jdbc:llamacloud:").pageSize());
  }

  @ParameterizedTest
  @CsvSource({
    "pageSize, 0",
    "pageSize, 1001",
    "pageSize, ten",
    "connectTimeout, -1",
    "connectTimeout, soon",
    "connectTimeout, .",
    "connectTimeout, 1e-999999999",
    "requestTimeout, 86401",
    "maxRetries, -1",
    "maxRetries, 1.5",
    "requestsPerSecond, -1",
    "requestsPerSecond, 0.001",
    "requestsPerSecond, 1001",
    "requestsPerSecond, many",
    "concurrency, 0",
    "concurrency, 33",
    "maxRequests, -1",
    "projectId, proj-" + UUID_TEXT,
    "organizationId, 1-2-3-4-5",
    "applicationName, naïve"
  })
  void aBadValueNamesThePropertyAndWhatIsAllowed(String property, String value) {
    properties.setProperty("apiKey", CANARY);
    properties.setProperty(property, value);
    refused("08001", property + " is '" + value + "', but must be", "jdbc:llamacloud:");
  }

  @Test
  void timesAreSecondsWithFractions() throws SQLException {
    properties.setProperty("apiKey", CANARY);
    properties.setProperty("requestTimeout", "0.25");
    properties.setProperty("connectTimeout", "0");
    assertEquals(Duration.ofMillis(250), read("jdbc:llamacloud:").requestTimeout());
    assertEquals(Duration.ZERO, read("jdbc:llamacloud:").connectTimeout());
    properties.setProperty("requestTimeout", "0.0001");
    assertEquals(Duration.ofMillis(1), read("jdbc:llamacloud:").requestTimeout());
  }

  @Test
  void theDemoNeedsNoKey() throws SQLException {
    assertEquals(Optional.of(new Settings.Demo(10_000, 1)), read("jdbc:llamacloud:demo").demo());
    Settings settings = read("jdbc:llamacloud:demo?jobs=50000&seed=-3");
    assertEquals(Optional.of(new Settings.Demo(50_000, -3)), settings.demo());
    assertEquals(Optional.empty(), settings.apiKey());
    refused("08001", "jobs is 'many'", "jdbc:llamacloud:demo?jobs=many");
  }

  @Test
  void valuesInTheUrlArePercentDecoded() throws SQLException {
    properties.setProperty("apiKey", CANARY);
    assertEquals(
        Optional.of("a b&c=d+e"),
        read("jdbc:llamacloud:?applicationName=a%20b%26c%3Dd+e").applicationName());
    refused("08001", "'%'", "jdbc:llamacloud:?applicationName=100%");
    refused("08001", "'%'", "jdbc:llamacloud:?applicationName=%zz");
    refused("08001", "UTF-8", "jdbc:llamacloud:?applicationName=%ff");
  }

  @Test
  void noSecretIsShown() throws SQLException {
    String url = "jdbc:llamacloud:https://llama.example.org?pageSize=5&apiKey=" + CANARY;
    assertEquals("jdbc:llamacloud:https://llama.example.org?pageSize=5", Settings.redacted(url));
    assertFalse(read(url).toString().contains(CANARY));
    properties.setProperty("password", CANARY);
    properties.setProperty("apiKey", CANARY);
    for (DriverPropertyInfo info : Settings.describe(url, properties)) {
      assertFalse(String.valueOf(info.value).contains(CANARY), info.name);
    }
  }

  @Test
  void everyPropertyIsDescribed() throws SQLException {
    for (Properties given : Arrays.asList(null, properties)) {
      DriverPropertyInfo[] infos = Settings.describe("jdbc:llamacloud:", given);
      Map<String, DriverPropertyInfo> byName =
          Arrays.stream(infos).collect(Collectors.toMap(info -> info.name, info -> info));
      assertEquals(
          Set.of(
              "apiKey",
              "apiKeyFile",
              "region",
              "projectId",
              "organizationId",
              "pageSize",
              "connectTimeout",
              "requestTimeout",
              "maxRetries",
              "concurrency",
              "maxRequests",
              "requestsPerSecond",
              "proxy",
              "trustStore",
              "trustStorePassword",
              "trustStoreType",
              "applicationName"),
          byName.keySet());
      byName.values().forEach(info -> assertFalse(info.description.isBlank(), info.name));
      assertEquals(List.of("na", "eu"), List.of(byName.get("region").choices));
      assertEquals("1000", byName.get("pageSize").value);
      assertTrue(byName.get("apiKey").required);
      assertNull(byName.get("apiKey").value);
    }
  }

  @Test
  void noPropertyHasANameThatSparkSwallows() {
    Set<String> swallowed =
        Set.of(
            "url",
            "dbtable",
            "query",
            "driver",
            "partitioncolumn",
            "lowerbound",
            "upperbound",
            "numpartitions",
            "querytimeout",
            "fetchsize",
            "truncate",
            "batchsize",
            "isolationlevel",
            "customschema",
            "sessioninitstatement");
    ConnectionProperty.all()
        .forEach(
            property ->
                assertFalse(
                    swallowed.contains(property.propertyName().toLowerCase(Locale.ROOT)),
                    property.propertyName()));
  }

  @Test
  void foreignUrlsAreNotAccepted() {
    assertTrue(Settings.accepts("jdbc:llamacloud:"));
    assertTrue(Settings.accepts("JDBC:LlamaCloud:demo"));
    assertFalse(Settings.accepts("jdbc:calcite:"));
    assertFalse(Settings.accepts("jdbc:llamacloud"));
    assertFalse(Settings.accepts(null));
  }

  private String key(String url) throws SQLException {
    return read(url).apiKey().orElseThrow().current().reveal();
  }

  private Settings read(String url) throws SQLException {
    return Settings.read(url, properties, environment::get);
  }

  private SQLException refused(String state, String reason, String url) {
    SQLException e = assertThrows(SQLException.class, () -> read(url));
    assertEquals(state, e.getSQLState(), e.getMessage());
    assertTrue(e.getMessage().contains(reason), e.getMessage());
    assertFalse(e.getMessage().contains("canary"), e.getMessage());
    return e;
  }
}
