package io.github.llamacloud.jdbc.packaging;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The -all jar at work, alone: in JVMs of its own and behind a class loader of its own. */
class AllJarRunsIT {
  private static final String DEMO = "jdbc:llamacloud:demo";
  private static final Pattern CLASS =
      Pattern.compile("(io/github/llamacloud/.*?)(\\$\\$Linked\\d+)?\\.class");

  private final Path directory;

  AllJarRunsIT(@TempDir Path directory) {
    this.directory = directory;
  }

  @Test
  void versionAndHelpAreQuiet() throws IOException, InterruptedException {
    Child version = Child.shell(directory, "--version");
    assertTrue(version.out().matches("llamacloud-jdbc \\d+\\.\\d+\\S*\n"), version.toString());
    assertEquals(0, version.exitCode());
    assertEquals("", version.err());
    Child help = Child.shell(directory, "--help");
    assertTrue(help.out().contains("--format"), help.toString());
    assertEquals(0, help.exitCode());
    assertEquals("", help.err());
  }

  @Test
  void badUsageIsTwoAndAFailedStatementOne() throws IOException, InterruptedException {
    Child usage = Child.shell(directory, "--nope");
    assertEquals(2, usage.exitCode());
    assertEquals("", usage.out());
    Child failed = Child.shell(directory, "-u", DEMO, "SELECT nope FROM batch_jobs");
    assertEquals(1, failed.exitCode());
    assertTrue(failed.err().matches("ERROR 42703: .*\n"), failed.err());
    assertEquals("", failed.out());
  }

  /** The lists of classes name them as they are elsewhere. */
  @Test
  void theFirstConnectionLoadsClassesThatAreMoved()
      throws IOException, InterruptedException, URISyntaxException {
    Child child = logged("-XX:ActiveProcessorCount=2");
    for (String name : List.of("sql.validate.SqlValidatorImpl", "rel.metadata.RelMdCollation")) {
      assertTrue(
          child.out().contains("io.github.llamacloud.jdbc.shaded.org.apache.calcite." + name + " "),
          name);
    }
    assertTrue(child.out().endsWith("ended\n"));
  }

  /** First connections, or one with a statement, with the classes that are loaded. */
  private Child logged(String option, String... statements)
      throws IOException, InterruptedException, URISyntaxException {
    Path tests =
        Path.of(FirstConnections.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    List<String> command =
        new ArrayList<>(
            List.of(
                Child.java(),
                option,
                "-Xlog:class+load:stdout",
                "-cp",
                System.getProperty("all.jar") + File.pathSeparator + tests,
                FirstConnections.class.getName(),
                DEMO,
                ""));
    command.addAll(List.of(statements));
    Child child = Child.run(directory, Map.of(), command);
    assertEquals(0, child.exitCode(), child.toString());
    return child;
  }

  /** The build has made the classes that Calcite would compile to plan it. */
  @Test
  void anAggregateIsPlannedWithoutCompilingMetadata()
      throws IOException, InterruptedException, URISyntaxException {
    Child child =
        logged(
            "-XX:ActiveProcessorCount=1",
            "SELECT job_type, SUM(total_items) FROM batch_jobs GROUP BY job_type");
    assertTrue(child.out().contains(" io.github.llamacloud.jdbc.sql.metadata.RowCount source: "));
    assertFalse(child.out().contains("GeneratedMetadata"), child.out());
  }

  /** The build has made the classes of the lambdas that a first request comes to. */
  @Test
  void aFirstRequestMakesNoClassesOfLambdas()
      throws IOException, InterruptedException, URISyntaxException {
    Child child =
        logged(
            "-XX:ActiveProcessorCount=2",
            "SELECT id, created_at FROM batch_jobs WHERE status = 'failed' LIMIT 10");
    List<String> ours =
        child.out().lines().filter(line -> line.contains(" io.github.llamacloud.jdbc.")).toList();
    assertTrue(ours.stream().filter(line -> line.contains("$$Linked")).count() > 300);
    assertEquals(
        List.of(),
        ours.stream()
            .filter(line -> line.contains("$$Lambda") && !line.contains(".packaging."))
            .toList());
    assertFalse(child.out().contains(" java.lang.runtime.ObjectMethods "));
  }

  /** As whatever uses one for the first time does. */
  @Test
  void everyClassThatTheBuildMayHaveChangedIsVerified() throws IOException, ClassNotFoundException {
    Path jar = Path.of(System.getProperty("all.jar"));
    Set<String> names = new TreeSet<>();
    int linked = 0;
    try (JarFile files = new JarFile(jar.toFile());
        URLClassLoader isolated =
            new URLClassLoader(
                new URL[] {jar.toUri().toURL()}, ClassLoader.getPlatformClassLoader())) {
      for (JarEntry entry : Collections.list(files.entries())) {
        Matcher name = CLASS.matcher(entry.getName());
        if (name.matches() && (name.group(2) != null || !name.group(1).contains("/shaded/"))) {
          names.add(name.group(1));
          names.add(entry.getName().replace(".class", ""));
          linked += name.group(2) == null ? 0 : 1;
        }
      }
      for (String name : names) {
        Class<?> verified = Class.forName(name.replace('/', '.'), false, isolated);
        assertNotNull(verified.getDeclaredConstructors());
      }
    }
    assertTrue(linked > 1000, "linked " + linked);
  }

  /**
   * Statements that meet what relocation could have broken: generated code, the function tables,
   * JSON paths, regular expressions, and plans of every kind.
   */
  @Test
  void sqlOfEveryKindRunsInTheRelocatedJar() throws IOException, InterruptedException {
    List<String> statements =
        List.of(
            "SELECT COUNT(*) AS n FROM batch_jobs",
            "SELECT n FROM (SELECT status, COUNT(*) AS n FROM batch_jobs GROUP BY status) WHERE n < 0",
            "SELECT COUNT(DISTINCT a.status) FROM batch_jobs a JOIN batch_jobs b ON a.id = b.id",
            "SELECT MAX(r) > 1 FROM (SELECT RANK() OVER (PARTITION BY job_type ORDER BY created_at)"
                + " AS r FROM batch_jobs)",
            "SELECT JSON_VALUE('{\"a\":{\"b\":7}}', '$.a.b')",
            "SELECT DATE_TRUNC('month', TIMESTAMP '2024-03-10 02:30:00'), 'Abc' ILIKE 'a%'",
            "SELECT REGEXP_REPLACE('abc', 'b', '文'), UPPER('é'), LEFT('abc', 2), MD5('a')",
            "SELECT CAST(1.5 AS DECIMAL(10,2)) + 2, POWER(2, 10), MOD(7, 3), 7 / 2, '5'::BIGINT",
            "WITH t AS (SELECT 1 AS a UNION ALL SELECT 2) SELECT SUM(a), AVG(a) FROM t",
            "SELECT ARRAY[1, 2], ROW(1, 'a'), INTERVAL '1' DAY, DATE '2024-01-01', TIME '01:02:03'",
            "EXPLAIN PLAN FOR SELECT id FROM batch_jobs WHERE status = 'failed' LIMIT 3");
    List<String> arguments = new ArrayList<>(List.of("-u", DEMO, "--format", "json"));
    statements.forEach(sql -> arguments.addAll(List.of("-e", sql)));
    Child child = Child.shell(directory, arguments.toArray(String[]::new));
    assertEquals("", child.err());
    assertEquals(0, child.exitCode());
    assertTrue(
        child.out().startsWith("[\n{\"n\":10000}\n]\n[]\n[\n{\"EXPR$0\":6}\n]\n"), child.out());
    assertTrue(child.out().contains("\"2024-03-01T00:00:00.000Z\""), child.out());
    assertTrue(child.out().contains("a文c"), child.out());
    assertFalse(child.out().contains("org.apache"), child.out());
  }

  @Test
  void outputIsUtf8WhateverThePlatformSays() throws IOException, InterruptedException {
    Path script = directory.resolve("a b.sql");
    Files.writeString(script, "SELECT '文字 é 😀' AS x", StandardCharsets.UTF_8);
    Child child =
        Child.run(
            directory,
            Map.of("LC_ALL", "C", "LANG", "C"),
            List.of(
                Child.java(),
                "-Dfile.encoding=US-ASCII",
                "-jar",
                System.getProperty("all.jar"),
                "-u",
                DEMO,
                "--format=csv",
                "-f",
                script.toString()));
    assertEquals("", child.err());
    assertEquals("x\r\n文字 é 😀\r\n", child.out());
  }

  /** As a tool does that loads drivers from a folder. */
  @Test
  void theJarWorksInAnIsolatedClassLoaderUnderAForeignContextLoader()
      throws IOException, SQLException {
    URL jar = Path.of(System.getProperty("all.jar")).toUri().toURL();
    ClassLoader before = Thread.currentThread().getContextClassLoader();
    try (URLClassLoader foreign = new URLClassLoader(new URL[0], null);
        URLClassLoader isolated =
            new URLClassLoader(new URL[] {jar}, ClassLoader.getPlatformClassLoader())) {
      Thread.currentThread().setContextClassLoader(foreign);
      List<Driver> drivers =
          ServiceLoader.load(Driver.class, isolated).stream()
              .map(ServiceLoader.Provider::get)
              .filter(driver -> driver.getClass().getClassLoader() == isolated)
              .toList();
      assertEquals(1, drivers.size(), drivers.toString());
      Connection connection = drivers.get(0).connect(DEMO, new Properties());
      assertNotNull(connection);
      try (connection;
          Statement statement = connection.createStatement();
          ResultSet rows =
              statement.executeQuery(
                  "SELECT status, COUNT(*) FROM batch_jobs GROUP BY status ORDER BY 2 DESC")) {
        assertTrue(rows.next());
        assertEquals("completed", rows.getString(1));
      }
    } finally {
      Thread.currentThread().setContextClassLoader(before);
    }
  }

  /** In a JVM of its own, for the driver manager's list is one per JVM. */
  @Test
  void theDriverManagerFindsOurPrefixAndNoOther() throws IOException, InterruptedException {
    Path program = directory.resolve("Drivers.java");
    Files.writeString(
        program,
        """
        import java.sql.DriverManager;
        import java.sql.SQLException;

        class Drivers {
          public static void main(String[] urls) throws Exception {
            for (String url : urls) {
              try (var connection = DriverManager.getConnection(url);
                  var statement = connection.createStatement();
                  var rows = statement.executeQuery("SELECT SUM(total_items) > 0 FROM batch_jobs")) {
                rows.next();
                System.out.println(url + " " + rows.getBoolean(1));
              } catch (SQLException e) {
                System.out.println(url + " " + e.getSQLState());
              }
            }
            DriverManager.drivers().forEach(d -> System.out.println(d.getClass().getName()));
          }
        }
        """);
    Child child =
        Child.run(
            directory,
            Map.of(),
            List.of(
                Child.java(),
                "-cp",
                System.getProperty("all.jar"),
                program.toString(),
                DEMO,
                "jdbc:calcite:",
                "jdbc:avatica:remote:url=x"));
    assertEquals("", child.err());
    assertEquals(
        """
        jdbc:llamacloud:demo true
        jdbc:calcite: 08001
        jdbc:avatica:remote:url=x 08001
        io.github.llamacloud.jdbc.LlamaCloudDriver
        """,
        child.out());
  }
}
