package io.github.llamacloud.jdbc.packaging;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What the -all jar holds, read entry by entry. Needs no driver. */
class AllJarContentsIT {
  private static final String OURS = "io/github/llamacloud/jdbc/";

  /** Not in the jar: the libraries that the pom leaves out. */
  private static final Set<String> LEFT_OUT =
      Set.of(
          "com.fasterxml.jackson.dataformat:jackson-dataformat-yaml",
          "com.google.guava:listenablefuture",
          "com.google.j2objc:j2objc-annotations",
          "com.google.uzaygezen:uzaygezen-core",
          "com.yahoo.datasketches:memory",
          "com.yahoo.datasketches:sketches-core",
          "commons-logging:commons-logging",
          "jakarta.transaction:jakarta.transaction-api",
          "net.hydromatic:aggdesigner-algorithm",
          "org.apache.commons:commons-dbcp2",
          "org.apache.commons:commons-pool2",
          "org.apache.httpcomponents.client5:httpclient5",
          "org.apache.httpcomponents.core5:httpcore5-h2",
          "org.yaml:snakeyaml");

  /**
   * A package of each that has code, to the Calcite classes that may mention it: they are never
   * loaded.
   */
  private static final Map<String, Set<String>> MENTIONED_ONLY_BY =
      Map.of(
          "com/fasterxml/jackson/dataformat", Set.of("ModelHandler"),
          "com/google/uzaygezen", Set.of("HilbertCurve2D"),
          "com/yahoo/sketches", Set.of("ProfilerImpl"),
          "javax/transaction", Set.of(),
          "org/apache/commons/dbcp2", Set.of("JdbcUtils"),
          "org/apache/commons/logging", Set.of(),
          "org/apache/commons/pool2", Set.of(),
          "org/apache/hc/client5",
              Set.of(
                  "AvaticaCommonsHttpClientImpl",
                  "AvaticaHttpClientFactoryImpl",
                  "CommonsHttpClientPoolCache",
                  "HttpClientPoolConfigurable"),
          "org/pentaho/aggdes", Set.of("TileSuggester"),
          "org/yaml/snakeyaml", Set.of());

  private static JarFile jar;

  @BeforeAll
  static void open() throws IOException {
    jar = new JarFile(System.getProperty("all.jar"));
  }

  @AfterAll
  static void close() throws IOException {
    jar.close();
  }

  @Test
  void everyClassIsOursOrJLines() {
    assertEquals(
        List.of(),
        names()
            .filter(name -> name.endsWith(".class"))
            .filter(name -> !name.startsWith(OURS) && !name.startsWith("org/jline/"))
            .toList());
  }

  @Test
  void oneDriverIsOffered() throws IOException {
    assertEquals(
        List.of("io.github.llamacloud.jdbc.LlamaCloudDriver"),
        text("META-INF/services/java.sql.Driver").lines().toList());
  }

  @Test
  void everyServiceIsOursOrJLines() throws IOException {
    List<String> services = names().filter(n -> n.startsWith("META-INF/services/")).toList();
    for (String service : services) {
      for (String line : text(service).lines().filter(l -> !l.startsWith("#")).toList()) {
        assertTrue(
            line.isBlank()
                || line.startsWith("io.github.llamacloud.jdbc.")
                || line.startsWith("org.jline."),
            service + ": " + line);
      }
    }
    assertTrue(services.size() > 2, services.toString());
  }

  @Test
  void signaturesAndModulesOfOthersAreGone() {
    assertEquals(
        List.of(),
        names()
            .filter(
                name ->
                    name.matches("META-INF/[^/]+\\.(SF|RSA|DSA|EC)")
                        || name.endsWith("module-info.class"))
            .toList());
  }

  @Test
  void theManifestNamesTheShellAndTheModule() throws IOException {
    Attributes manifest = jar.getManifest().getMainAttributes();
    assertEquals(
        "io.github.llamacloud.jdbc.shell.Main", manifest.getValue(Attributes.Name.MAIN_CLASS));
    assertEquals("io.github.llamacloud.jdbc", manifest.getValue("Automatic-Module-Name"));
    assertEquals("ALL-UNNAMED", manifest.getValue("Enable-Native-Access"));
    assertTrue(manifest.getValue("Implementation-Version").matches("\\d+\\.\\d+.*"));
  }

  @Test
  void licencesAreKept() throws IOException {
    assertTrue(text("META-INF/LICENSE").contains("Apache License"));
    String notice = text("META-INF/NOTICE");
    assertTrue(notice.contains("llamacloud-jdbc"), notice);
    assertTrue(notice.contains("Apache Calcite"), notice);
    assertTrue(notice.contains("Jackson"), notice);
  }

  /** A new dependency must be named with its licence, or left out knowingly. */
  @Test
  void everyLibraryInsideIsNamedWithItsLicence() throws IOException {
    Set<String> named =
        text("META-INF/THIRD-PARTY")
            .lines()
            .filter(line -> line.matches("[a-zA-Z0-9._-]+:[a-zA-Z0-9._-]+"))
            .collect(Collectors.toCollection(TreeSet::new));
    Set<String> inside = new TreeSet<>();
    for (String line : Files.readAllLines(Path.of(System.getProperty("runtime.dependencies")))) {
      String[] part = line.strip().split(":");
      if (part.length > 3) {
        inside.add(part[0] + ":" + part[1]);
      }
    }
    assertTrue(inside.containsAll(LEFT_OUT), inside.toString());
    inside.removeAll(LEFT_OUT);
    assertEquals(inside, named);
  }

  /** So that leaving a library out can break nothing that a statement reaches. */
  @Test
  void whatIsLeftOutIsMentionedByKnownClassesOnly() throws IOException {
    Set<String> surprises = new TreeSet<>();
    for (String name : names().filter(n -> n.endsWith(".class")).toList()) {
      String code;
      try (InputStream bytes = jar.getInputStream(jar.getEntry(name))) {
        code = new String(bytes.readAllBytes(), StandardCharsets.ISO_8859_1);
      }
      String simple = name.replaceAll(".*/|\\$.*|\\.class", "");
      MENTIONED_ONLY_BY.forEach(
          (packageName, known) -> {
            if (code.contains(packageName + "/") && !known.contains(simple)) {
              surprises.add(name + " mentions " + packageName);
            }
          });
    }
    assertEquals(Set.of(), surprises);
  }

  @Test
  void thePlainJarHoldsOurOwnClassesOnly() throws IOException {
    try (JarFile plain = new JarFile(System.getProperty("plain.jar"))) {
      List<String> classes =
          plain.stream().map(JarEntry::getName).filter(n -> n.endsWith(".class")).toList();
      assertTrue(classes.contains(OURS + "shell/Main.class"));
      assertEquals(
          List.of(),
          classes.stream()
              .filter(n -> !n.startsWith(OURS) || n.startsWith(OURS + "shaded/"))
              .toList());
    }
  }

  private static Stream<String> names() {
    return jar.stream().map(JarEntry::getName);
  }

  private static String text(String name) throws IOException {
    try (InputStream bytes = jar.getInputStream(jar.getEntry(name))) {
      return new String(bytes.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
