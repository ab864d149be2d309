package io.github.llamacloud.metabase;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import clojure.java.api.Clojure;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** From the fields of the form to a connection. */
class ConnectionTest {
  private static final String KEY = "llx-a-key-of-the-test";
  private static final String JOB =
      "{\"id\":\"bjb-1\",\"job_type\":\"parse\",\"project_id\":\"p\",\"status\":\"completed\","
          + "\"total_items\":1}";

  private final List<String> requests = new CopyOnWriteArrayList<>();
  private final List<String> authorizations = new CopyOnWriteArrayList<>();
  private HttpServer server;
  private String base;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          requests.add(exchange.getRequestURI().toString());
          String authorization = exchange.getRequestHeaders().getFirst("Authorization");
          authorizations.add(authorization);
          boolean known = ("Bearer " + KEY).equals(authorization);
          byte[] body =
              (known ? answer(exchange.getRequestURI()) : "{\"detail\":\"Invalid API key\"}")
                  .getBytes(StandardCharsets.UTF_8);
          exchange.getResponseHeaders().set("Content-Type", "application/json");
          exchange.sendResponseHeaders(known ? 200 : 401, body.length);
          try (OutputStream out = exchange.getResponseBody()) {
            out.write(body);
          }
        });
    server.start();
    base = "http://127.0.0.1:" + server.getAddress().getPort();
  }

  private static String answer(URI uri) {
    return "{\"items\":[" + (uri.getQuery().contains("offset=") ? "" : JOB) + "]}";
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private static Map<String, String> spec(Map<String, ?> fields) {
    Object spec =
        Plugin.call(
            "metabase.driver.sql-jdbc.connection",
            "connection-details->spec",
            Plugin.DRIVER,
            Plugin.details(fields));
    Map<String, String> texts = new HashMap<>();
    ((Map<?, ?>) spec)
        .forEach(
            (name, value) -> texts.put(((clojure.lang.Keyword) name).getName(), (String) value));
    return texts;
  }

  private static boolean canConnect(Map<String, ?> fields) {
    return (Boolean)
        Plugin.call("metabase.driver", "can-connect?", Plugin.DRIVER, Plugin.details(fields));
  }

  /** As clojure.java.jdbc and Metabase's pool do. */
  private static Connection connect(Map<String, String> spec) throws SQLException {
    Properties properties = new Properties();
    spec.forEach(properties::setProperty);
    properties.keySet().removeAll(List.of("classname", "subprotocol", "subname"));
    return DriverManager.getConnection(url(spec), properties);
  }

  private static String url(Map<String, String> spec) {
    return "jdbc:" + spec.get("subprotocol") + ":" + spec.get("subname");
  }

  @Test
  void aNewFormIsNorthAmerica() {
    Map<String, String> spec = spec(Map.of("region", "na", "password", KEY));

    assertEquals(
        Map.of(
            "classname", "io.github.llamacloud.jdbc.LlamaCloudDriver",
            "subprotocol", "llamacloud",
            "subname", "",
            "region", "na",
            "password", KEY,
            "applicationName", "Metabase"),
        spec);
    assertEquals(spec, spec(Map.of("password", KEY)));
  }

  @Test
  void everyFieldBecomesAPropertyAndTheKeyIsInNoUrl() throws SQLException {
    Map<String, Object> fields = new HashMap<>();
    fields.put("region", "url");
    fields.put("base-url", " " + base + " ");
    fields.put("password", KEY);
    fields.put("projectId", "123e4567-e89b-12d3-a456-426614174000");
    fields.put("organizationId", "");
    fields.put("pageSize", 500L);
    fields.put("requestTimeout", 30L);
    fields.put("maxRetries", 0L);
    fields.put("concurrency", 2L);
    fields.put("maxRequests", null);
    fields.put("requestsPerSecond", "0.5");
    fields.put("advanced-options", true);
    fields.put("auto_run_queries", true);
    fields.put("engine", "llamacloud");

    Map<String, String> spec = spec(fields);

    assertEquals("jdbc:llamacloud:" + base, url(spec));
    assertEquals("500", spec.get("pageSize"));
    assertEquals("0.5", spec.get("requestsPerSecond"));
    assertFalse(spec.containsKey("organizationId"));
    assertFalse(spec.containsKey("maxRequests"));
    assertFalse(spec.containsKey("auto_run_queries"));
    assertFalse(spec.containsKey("region"));
    try (Connection connection = connect(spec)) {
      assertFalse(connection.getMetaData().getURL().contains(KEY));
      assertEquals(List.of(List.of("bjb-1")), Demo.rows(connection, "SELECT id FROM batch_jobs"));
    }
    assertTrue(requests.get(0).contains("project_id=123e4567-e89b-12d3-a456-426614174000"));
    assertEquals("Bearer " + KEY, authorizations.get(0));
  }

  @Test
  void theDemoNeedsNothing() throws SQLException {
    assertTrue(canConnect(Map.of("region", "demo")));
    try (Connection connection = connect(spec(Map.of("region", "demo", "password", KEY)))) {
      assertEquals(
          List.of(List.of(10000L)), Demo.rows(connection, "SELECT COUNT(*) FROM batch_jobs"));
    }
  }

  @Test
  void savingTheFormReadsOneJob() {
    Map<String, String> fields = Map.of("region", "url", "base-url", base, "password", KEY);

    assertTrue(canConnect(fields));
    assertEquals(List.of("/api/v1/beta/batch-processing?limit=1"), requests);
  }

  @Test
  void aWrongKeyIsRefusedWhenTheFormIsSaved() {
    Map<String, String> fields = Map.of("region", "url", "base-url", base, "password", "llx-wrong");

    SQLException failure = assertThrows(SQLException.class, () -> canConnect(fields));
    assertEquals("28000", failure.getSQLState());
    assertFalse(failure.getMessage().contains("llx-wrong"));
  }

  @Test
  void aMissingOrUnsafeAddressIsRefused() {
    assertThrows(RuntimeException.class, () -> spec(Map.of("region", "url", "base-url", " ")));
    SQLException failure =
        assertThrows(
            SQLException.class,
            () ->
                canConnect(
                    Map.of("region", "url", "base-url", "http://192.0.2.1", "password", KEY)));
    assertEquals("08001", failure.getSQLState());
  }

  @Test
  void tellsTheHostThatIsConnectedTo() {
    assertEquals(
        List.of("llama.example.org"),
        Plugin.call(
            "metabase.driver",
            "connection-hosts",
            Plugin.DRIVER,
            Plugin.details(
                Map.of("region", "url", "base-url", "https://llama.example.org:8443/base"))));
    assertEquals(
        List.of(),
        Plugin.call(
            "metabase.driver",
            "connection-hosts",
            Plugin.DRIVER,
            Plugin.details(Map.of("region", "eu"))));
    assertThrows(
        RuntimeException.class,
        () ->
            Plugin.call(
                "metabase.driver",
                "connection-hosts",
                Plugin.DRIVER,
                Plugin.details(Map.of("region", "url", "base-url", "nonsense"))));
  }

  /** An older Metabase lacks some multimethods, or their namespace. */
  @Test
  void doesWithoutWhatOnlyNewerVersionsHave() {
    for (String absent : List.of("metabase.driver/not-there", "metabase.not-there/at-all")) {
      assertNull(
          Plugin.call(
              "metabase.driver.llamacloud",
              "when-there",
              Clojure.read(absent),
              Plugin.DRIVER,
              Plugin.DRIVER));
    }
  }

  @Test
  void readsOnlyAndInUtc() {
    for (String absent :
        List.of(
            "actions",
            "actions/custom",
            "convert-timezone",
            "database-routing",
            "percentile-aggregations",
            "persist-models",
            "persist-models-enabled",
            "regex",
            "set-timezone",
            "transforms/table",
            "uploads")) {
      assertFalse(Plugin.supports(absent), absent);
    }
    assertTrue(Plugin.supports("datetime-diff"));
    assertEquals(
        "UTC",
        Plugin.call(
            "metabase.driver", "db-default-timezone", Plugin.DRIVER, Plugin.details(Map.of())));
    assertEquals("llamacloud", Plugin.call("metabase.driver.sql", "default-schema", Plugin.DRIVER));
  }
}
