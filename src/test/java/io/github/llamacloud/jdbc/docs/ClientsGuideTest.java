package io.github.llamacloud.jdbc.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.llamacloud.jdbc.LlamaCloudDriver;
import io.github.llamacloud.jdbc.config.DriverVersion;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.DriverPropertyInfo;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/**
 * What docs/clients.md and the files of DBeaver and Tableau name is there. {@code
 * -Dreadme.write=true} writes the table of properties instead of comparing it.
 */
class ClientsGuideTest {
  private static final Path GUIDE = Path.of("docs/clients.md");
  private static final Path DBEAVER = Path.of("integrations/dbeaver/drivers.xml");
  private static final Path TABLEAU = Path.of("integrations/tableau/llamacloud.tdc");
  private static final Path TABLEAU_PROPERTIES =
      Path.of("integrations/tableau/llamacloud.properties");

  private static List<DriverPropertyInfo> properties() throws SQLException {
    return List.of(new LlamaCloudDriver().getPropertyInfo("jdbc:llamacloud:", new Properties()));
  }

  private static Set<String> propertyNames() throws SQLException {
    return properties().stream().map(property -> property.name).collect(Collectors.toSet());
  }

  private static Element xml(Path file) throws Exception {
    DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
    factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
    return factory.newDocumentBuilder().parse(file.toFile()).getDocumentElement();
  }

  private static List<Element> elements(Element root, String name) {
    NodeList found = root.getElementsByTagName(name);
    return IntStream.range(0, found.getLength())
        .mapToObj(i -> assertInstanceOf(Element.class, found.item(i)))
        .toList();
  }

  private static Map<String, String> values(Element root, String name) {
    Map<String, String> values = new TreeMap<>();
    elements(root, name)
        .forEach(one -> values.put(one.getAttribute("name"), one.getAttribute("value")));
    return values;
  }

  /** DBeaver's tab: the properties of getPropertyInfo, but for user and password. */
  @Test
  void thePropertiesTabIsThatOfTheDriver() throws Exception {
    List<String> rows = new ArrayList<>(List.of("| name | value | description |", "|---|---|---|"));
    for (DriverPropertyInfo property : properties()) {
      String choices =
          property.choices == null ? "" : " (" + String.join(", ", property.choices) + ")";
      rows.add(
          "| `"
              + property.name
              + "` | "
              + (property.value == null ? "" : property.value)
              + choices
              + " | "
              + property.description
              + " |");
    }
    String guide = Files.readString(GUIDE);
    String begin = "<!-- dbeaver: generated -->\n";
    int from = guide.indexOf(begin) + begin.length();
    int to = guide.indexOf("<!-- end -->", from);
    String expected = "\n" + String.join("\n", rows) + "\n\n";
    if (Boolean.getBoolean("readme.write")) {
      Files.writeString(GUIDE, guide.substring(0, from) + expected + guide.substring(to));
    } else {
      assertEquals(expected, guide.substring(from, to));
    }
  }

  @Test
  void theClassesUrlsAndVersionsOfTheGuideAreThere() throws Exception {
    String guide = Files.readString(GUIDE);
    Matcher jars = Pattern.compile("llamacloud-jdbc-(\\d[\\w.]*)-all").matcher(guide);
    assertTrue(jars.results().count() > 3);
    assertTrue(jars.reset().results().allMatch(jar -> jar.group(1).equals(DriverVersion.TEXT)));
    Matcher classes = Pattern.compile("`(io\\.github\\.llamacloud\\.[\\w.]+)`").matcher(guide);
    for (String name : classes.results().map(one -> one.group(1)).toList()) {
      assertNotNull(Class.forName(name).getDeclaredConstructor().newInstance(), name);
    }
    List<String> urls =
        Pattern.compile("`(jdbc:[^`]+)`")
            .matcher(guide)
            .results()
            .map(url -> url.group(1))
            .filter(url -> !url.contains("["))
            .distinct()
            .toList();
    assertTrue(urls.size() > 3, urls::toString);
    Properties key = new Properties();
    key.setProperty("password", "llx-none");
    for (String url : urls) {
      DriverManager.getConnection(url, key).close();
    }
    for (Matcher links = Pattern.compile("\\]\\(\\.\\./([^)#]+)\\)").matcher(guide);
        links.find(); ) {
      assertTrue(Files.exists(Path.of(links.group(1))), links.group(1));
    }
  }

  @Test
  void theDriverOfDBeaverIsThere() throws Exception {
    Element drivers = xml(DBEAVER);
    assertEquals("drivers", drivers.getTagName());
    assertEquals("generic", elements(drivers, "provider").get(0).getAttribute("id"));
    Element driver = elements(drivers, "driver").get(0);
    assertEquals(
        LlamaCloudDriver.class,
        Class.forName(driver.getAttribute("class")).asSubclass(Driver.class));
    assertTrue(new LlamaCloudDriver().acceptsURL(driver.getAttribute("url")));
    assertTrue(
        elements(driver, "library")
            .get(0)
            .getAttribute("path")
            .endsWith("/llamacloud-jdbc-" + DriverVersion.TEXT + "-all.jar"));
    assertTrue(propertyNames().containsAll(values(driver, "property").keySet()));
    Map<String, String> parameters = values(driver, "parameter");
    assertEquals(9, parameters.size());
    try (Connection connection = DriverManager.getConnection("jdbc:llamacloud:demo")) {
      assertEquals(
          parameters.get("supports-table-constraints"),
          Boolean.toString(
              connection.getMetaData().getPrimaryKeys(null, null, "batch_jobs").next()));
      assertEquals(
          parameters.get("supports-references"),
          Boolean.toString(
              connection.getMetaData().getImportedKeys(null, null, "batch_jobs").next()));
      assertEquals(
          parameters.get("supports-stored-code"),
          Boolean.toString(connection.getMetaData().getProcedures(null, null, "%").next()));
      assertEquals(
          parameters.get("omit-catalog-name"),
          Boolean.toString(!connection.getMetaData().getCatalogs().next()));
      assertEquals(
          parameters.get("supports-multiple-results"),
          Boolean.toString(connection.getMetaData().supportsMultipleResultSets()));
      assertEquals(
          parameters.get("read-only-data"),
          Boolean.toString(connection.getMetaData().isReadOnly()));
    }
  }

  @Test
  void theFileOfTableauNamesTheDriverByItsSubProtocol() throws Exception {
    Element customization = xml(TABLEAU);
    assertEquals("connection-customization", customization.getTagName());
    assertEquals("genericjdbc", customization.getAttribute("class"));
    assertEquals("genericjdbc", elements(customization, "vendor").get(0).getAttribute("name"));
    String name = elements(customization, "driver").get(0).getAttribute("name");
    assertTrue(new LlamaCloudDriver().acceptsURL("jdbc:" + name + ":"));
    Map<String, String> capabilities = values(customization, "customization");
    assertEquals(Set.of("yes", "no"), Set.copyOf(capabilities.values()), capabilities::toString);
    assertEquals(
        Set.of("CAP_FAST_METADATA", "CAP_QUERY_WHERE_FALSE_METADATA"),
        capabilities.entrySet().stream()
            .filter(one -> one.getValue().equals("yes"))
            .map(Map.Entry::getKey)
            .collect(Collectors.toSet()));

    Properties properties = new Properties();
    try (Reader file = Files.newBufferedReader(TABLEAU_PROPERTIES)) {
      properties.load(file);
    }
    assertTrue(propertyNames().containsAll(properties.stringPropertyNames()));
    DriverManager.getConnection("jdbc:llamacloud:demo", properties).close();
  }

  /** The SQL of Tableau's PostgreSQL dialect: its metadata query, its marks, its filters. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT * FROM (SELECT * FROM \"llamacloud\".\"batch_jobs\") \"t\" WHERE (1 = 0)",
        "SELECT \"batch_jobs\".\"status\" AS \"status\", SUM(\"batch_jobs\".\"total_items\") AS"
            + " \"sum:total_items:ok\" FROM \"llamacloud\".\"batch_jobs\" \"batch_jobs\" GROUP BY"
            + " 1",
        "SELECT DATE_TRUNC('MONTH', CAST(\"batch_jobs\".\"created_at\" AS TIMESTAMP)) AS"
            + " \"tmn:created_at:ok\", COUNT(1) AS \"cnt\" FROM \"llamacloud\".\"batch_jobs\""
            + " \"batch_jobs\" GROUP BY 1 ORDER BY 1 ASC",
        "SELECT CAST(EXTRACT(YEAR FROM \"batch_jobs\".\"created_at\") AS INTEGER) AS"
            + " \"yr:created_at:ok\", COUNT(DISTINCT \"batch_jobs\".\"id\") AS \"ctd:id:ok\" FROM"
            + " \"llamacloud\".\"batch_jobs\" \"batch_jobs\" GROUP BY 1 HAVING (COUNT(1) > 0)",
        "SELECT SUM(1) AS \"cnt\" FROM \"llamacloud\".\"batch_jobs\" \"batch_jobs\" HAVING (COUNT(1)"
            + " > 0)",
        "SELECT \"batch_jobs\".\"job_type\" AS \"job_type\" FROM \"llamacloud\".\"batch_jobs\""
            + " \"batch_jobs\" WHERE (\"batch_jobs\".\"status\" IN ('failed', 'cancelled')) GROUP BY"
            + " 1 ORDER BY 1 ASC LIMIT 50",
        "SELECT MIN(\"batch_jobs\".\"created_at\") AS \"min\", MAX(\"batch_jobs\".\"created_at\") AS"
            + " \"max\" FROM \"llamacloud\".\"batch_jobs\" \"batch_jobs\" HAVING (COUNT(1) > 0)",
        "SELECT COUNT(1) FROM \"llamacloud\".\"batch_jobs\" \"batch_jobs\" WHERE"
            + " ((\"batch_jobs\".\"created_at\" >= (TIMESTAMP '2026-01-01 00:00:00.000')) AND"
            + " (\"batch_jobs\".\"created_at\" < (TIMESTAMP '2026-02-01 00:00:00.000')))",
        "SELECT \"t0\".\"job_type\", \"t1\".\"n\" FROM (SELECT \"job_type\", COUNT(1) AS \"n\" FROM"
            + " \"llamacloud\".\"batch_jobs\" GROUP BY 1) \"t0\" INNER JOIN (SELECT \"job_type\","
            + " SUM(\"failed_items\") AS \"n\" FROM \"llamacloud\".\"batch_jobs\" GROUP BY 1) \"t1\""
            + " ON (\"t0\".\"job_type\" IS NOT DISTINCT FROM \"t1\".\"job_type\")"
      })
  void whatTableauAsksIsAnswered(String sql) throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:llamacloud:demo?jobs=2000");
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      assertEquals(!sql.contains("1 = 0"), rows.next());
      assertTrue(rows.getMetaData().getColumnCount() > 0);
    }
  }
}
