package io.github.llamacloud.metabase;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.llamacloud.jdbc.LlamaCloudDriver;
import java.io.IOException;
import java.io.InputStream;
import java.sql.DriverPropertyInfo;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

/** metabase-plugin.yaml by the names that Metabase reads and those of the driver. */
class ManifestTest {
  /** The fields that are made of other things than one property of the driver. */
  private static final Set<String> OWN_FIELDS = Set.of("region", "base-url", "password");

  private static final Set<String> FIELD_KEYS =
      Set.of(
          "name",
          "display-name",
          "helper-text",
          "type",
          "options",
          "default",
          "placeholder",
          "required",
          "visible-if");

  private static final Map<String, Object> MANIFEST = manifest();

  static Map<String, Object> manifest() {
    try (InputStream yaml =
        ManifestTest.class.getClassLoader().getResourceAsStream("metabase-plugin.yaml")) {
      return new Yaml().load(yaml);
    } catch (IOException failure) {
      throw new AssertionError(failure);
    }
  }

  private static Map<?, ?> driver() {
    return (Map<?, ?>) MANIFEST.get("driver");
  }

  private static List<Map<?, ?>> fields() {
    List<Map<?, ?>> fields = new ArrayList<>();
    for (Object property : (List<?>) driver().get("connection-properties")) {
      if (property instanceof Map<?, ?> field) {
        fields.add(field);
      }
    }
    return fields;
  }

  private static Map<String, DriverPropertyInfo> properties() throws Exception {
    return Arrays.stream(
            new LlamaCloudDriver().getPropertyInfo("jdbc:llamacloud:", new Properties()))
        .collect(Collectors.toMap(property -> property.name, Function.identity()));
  }

  @Test
  void describesTheDriver() {
    assertEquals(Set.of("info", "driver", "init"), MANIFEST.keySet());
    Map<?, ?> info = (Map<?, ?>) MANIFEST.get("info");
    assertEquals(Set.of("name", "version", "description"), info.keySet());
    assertTrue(info.get("version").toString().matches("\\d+\\.\\d+\\.\\d+.*"), info.toString());
    assertEquals("llamacloud", driver().get("name"));
    assertEquals("sql-jdbc", driver().get("parent"));
    assertEquals(true, driver().get("lazy-load"));
  }

  @Test
  void loadsTheNamespaceAndTheDriver() throws Exception {
    assertEquals(
        List.of(
            Map.of("step", "load-namespace", "namespace", "metabase.driver.llamacloud"),
            Map.of("step", "register-jdbc-driver", "class", LlamaCloudDriver.class.getName())),
        MANIFEST.get("init"));
    assertTrue(Plugin.supports("now"));
  }

  @Test
  void namesFieldsAsTheDriverDoes() throws Exception {
    Map<String, DriverPropertyInfo> properties = properties();
    for (Map<?, ?> field : fields()) {
      String name = (String) field.get("name");
      assertTrue(FIELD_KEYS.containsAll(field.keySet()), field.toString());
      assertTrue(OWN_FIELDS.contains(name) || properties.containsKey(name), name);
      assertFalse(field.containsKey("default") && field.containsKey("placeholder"), name);
      if (properties.containsKey(name) && field.get("placeholder") instanceof Integer shown) {
        assertEquals(properties.get(name).value, shown.toString(), name);
      }
    }
  }

  /** Metabase hides fields of this type; the driver knows the key as the password, too. */
  @Test
  void hidesTheKeyAlone() {
    List<Object> hidden =
        fields().stream()
            .filter(field -> "password".equals(field.get("type")))
            .<Object>map(field -> field.get("name"))
            .toList();
    assertEquals(List.of("password"), hidden);
    assertTrue(
        fields().stream().noneMatch(field -> field.get("name").toString().contains("File")),
        "no field may read a file of the server");
  }

  @Test
  void offersTheRegionsOfTheDriver() throws Exception {
    Map<?, ?> region = fields().get(0);
    assertEquals("region", region.get("name"));
    List<Object> values = new ArrayList<>();
    for (Object option : (List<?>) region.get("options")) {
      assertEquals(Set.of("name", "value"), ((Map<?, ?>) option).keySet());
      values.add(((Map<?, ?>) option).get("value"));
    }
    List<Object> expected = new ArrayList<>(List.of(properties().get("region").choices));
    expected.addAll(List.of("url", "demo"));
    assertEquals(expected, values);
    assertEquals(properties().get("region").value, region.get("default"));
  }

  /** A field that depends on one that is not there would never be seen. */
  @Test
  void showsFieldsByFieldsThatAreThere() {
    List<?> all = (List<?>) driver().get("connection-properties");
    assertTrue(all.contains("advanced-options-start"));
    assertTrue(all.contains("default-advanced-options"));
    for (Map<?, ?> field : fields()) {
      if (field.get("visible-if") instanceof Map<?, ?> condition) {
        assertTrue(
            condition.equals(Map.of("region", "url"))
                || condition.equals(Map.of("advanced-options", true)),
            field.toString());
      }
    }
  }
}
