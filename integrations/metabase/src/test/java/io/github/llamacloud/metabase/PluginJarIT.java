package io.github.llamacloud.metabase;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

/** The jar that goes into Metabase's plugins directory. */
class PluginJarIT {
  private static final Path JAR = Path.of(System.getProperty("plugin.jar"));

  /** Roots of packages that the jar may have; all else would meet what Metabase has. */
  private static final List<String> ROOTS =
      List.of(
          "META-INF/",
          "io/github/llamacloud/jdbc/",
          "metabase/driver/llamacloud.clj",
          "metabase-plugin.yaml");

  private static String text(JarFile jar, String entry) throws IOException {
    return new String(
        jar.getInputStream(jar.getEntry(entry)).readAllBytes(), StandardCharsets.UTF_8);
  }

  @Test
  void holdsTheDriverTheNamespaceAndNothingOfMetabase() throws IOException {
    try (JarFile jar = new JarFile(JAR.toFile())) {
      List<String> strangers =
          jar.stream()
              .filter(entry -> !entry.isDirectory())
              .map(entry -> entry.getName())
              .filter(name -> ROOTS.stream().noneMatch(name::startsWith))
              .filter(name -> !allowed(name))
              .toList();
      assertEquals(List.of(), strangers);
      assertEquals(
          "io.github.llamacloud.jdbc.LlamaCloudDriver",
          text(jar, "META-INF/services/java.sql.Driver").strip());
      assertTrue(jar.stream().anyMatch(e -> e.getName().contains("shaded/org/apache/calcite/")));
      assertTrue(jar.stream().anyMatch(e -> e.getName().contains("shaded/okhttp3/")));
      assertTrue(jar.getEntry("META-INF/LICENSE") != null);
      assertEquals(List.of(), jar.stream().filter(e -> e.getName().contains("/shell/")).toList());
    }
  }

  /** Resources that libraries look for by names that no relocation changes. */
  private static boolean allowed(String name) {
    return !name.endsWith(".class") && !name.endsWith(".clj");
  }

  @Test
  void itsManifestIsTheTestedOne() throws IOException {
    try (JarFile jar = new JarFile(JAR.toFile())) {
      Map<String, Object> manifest = new Yaml().load(text(jar, "metabase-plugin.yaml"));
      assertEquals(ManifestTest.manifest(), manifest);
      assertFalse(text(jar, "metabase-plugin.yaml").contains("@"));
    }
  }

  /** As Metabase does: the jar is all there is of the driver, Clojure is Metabase's. */
  @Test
  void loadsFromTheJarAlone() throws Exception {
    URL[] urls =
        Stream.concat(
                Stream.of(JAR),
                Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                    .filter(
                        path ->
                            path.contains("org" + File.separator + "clojure")
                                || path.endsWith("test-classes"))
                    .map(Path::of))
            .map(PluginJarIT::url)
            .toArray(URL[]::new);
    ClassLoader before = Thread.currentThread().getContextClassLoader();
    try (URLClassLoader loader = new URLClassLoader(urls, ClassLoader.getPlatformClassLoader())) {
      Thread.currentThread().setContextClassLoader(loader);
      Class<?> api = loader.loadClass("clojure.java.api.Clojure");
      Object require = call(api, "var", "clojure.core", "require");
      invoke(require, call(api, "read", "metabase.driver.llamacloud"));
      Object canConnect = call(api, "var", "metabase.driver", "can-connect?");
      assertEquals(
          true,
          canConnect
              .getClass()
              .getMethod("invoke", Object.class, Object.class)
              .invoke(
                  canConnect,
                  call(api, "read", ":llamacloud"),
                  call(api, "read", "{:region demo}")));

      Class<?> driver = loader.loadClass("io.github.llamacloud.jdbc.LlamaCloudDriver");
      assertSame(loader, driver.getClassLoader());
      assertNotSame(io.github.llamacloud.jdbc.LlamaCloudDriver.class, driver);
      Driver jdbc = (Driver) driver.getConstructor().newInstance();
      try (Connection connection = jdbc.connect("jdbc:llamacloud:demo?jobs=50", new Properties());
          Statement statement = connection.createStatement();
          ResultSet rows =
              statement.executeQuery(
                  "SELECT COUNT(*) FROM batch_jobs WHERE LENGTH(CAST(created_at AS text)) > 0")) {
        assertTrue(rows.next());
        assertEquals(50, rows.getLong(1));
      }
    } finally {
      Thread.currentThread().setContextClassLoader(before);
    }
  }

  private static Object call(Class<?> api, String method, Object... arguments) throws Exception {
    Class<?>[] types =
        Stream.of(arguments)
            .map(argument -> method.equals("read") ? String.class : Object.class)
            .toArray(Class<?>[]::new);
    return api.getMethod(method, types).invoke(null, arguments);
  }

  private static void invoke(Object function, Object argument) throws Exception {
    function.getClass().getMethod("invoke", Object.class).invoke(function, argument);
  }

  private static URL url(Path path) {
    try {
      return path.toUri().toURL();
    } catch (MalformedURLException impossible) {
      throw new AssertionError(impossible);
    }
  }
}
