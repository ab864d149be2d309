package io.github.llamacloud.jdbc.packaging;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.llamacloud.jdbc.simulator.Simulator;
import io.github.llamacloud.jdbc.sql.SqlEngine;
import io.github.llamacloud.jdbc.testing.SimulatedService;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a JVM does before its first row. */
class StartupTest {
  private static final String LOADED = "source: ";

  @TempDir private Path folder;
  private SimulatedService service;

  @BeforeEach
  void start() throws IOException {
    service = SimulatedService.start(Simulator.demo(300, 1));
  }

  @AfterEach
  void stop() throws IOException {
    service.close();
  }

  /** The lines of the program's output, of which those of the JVM tell what it loads. */
  private List<String> run(List<String> options, Class<?> program, String... arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(Child.java()));
    command.addAll(options);
    command.addAll(
        List.of(
            "-classpath",
            System.getProperty("java.class.path"),
            program.getName(),
            service.jdbcUrl(),
            SimulatedService.API_KEY));
    command.addAll(List.of(arguments));
    Child child = Child.run(folder, Map.of(), command);
    assertEquals(0, child.exitCode(), child.err());
    return child.out().lines().toList();
  }

  /** The classes that the driver loads for these statements. */
  private Set<String> loaded(String... statements) throws IOException, InterruptedException {
    List<String> lines = run(List.of("-Xlog:class+load:stdout"), FirstQuery.class, statements);
    assertEquals(statements.length, lines.stream().filter(line -> !line.contains(LOADED)).count());
    return lines.stream()
        .filter(line -> line.contains(LOADED))
        .map(line -> line.replaceAll("^(\\[[^]]*])*\\s*(\\S+) " + LOADED + ".*", "$2"))
        .collect(Collectors.toSet());
  }

  private static void assertNone(Set<String> loaded, String regex) {
    assertEquals(List.of(), loaded.stream().filter(name -> name.matches(regex)).toList());
  }

  @Test
  void aStatementThatIsOneRequestLoadsNoPlannerAndNoCompiler()
      throws IOException, InterruptedException {
    Set<String> loaded =
        loaded(
            "SELECT id, status, created_at FROM batch_jobs WHERE status = 'failed' LIMIT 10",
            "SELECT * FROM batch_jobs WHERE job_type IN ('parse', 'extract') LIMIT 10 OFFSET 2",
            "SELECT COUNT(*) FROM batch_jobs",
            "SELECT status, COUNT(*) FROM batch_jobs GROUP BY status");
    assertTrue(loaded.contains("io.github.llamacloud.jdbc.sql.AbsorbedPlan"));
    assertNone(loaded, "org\\.codehaus\\.janino\\..*");
    assertNone(loaded, "org\\.apache\\.calcite\\.rel\\.rules\\.CoreRules");
    assertNone(loaded, "org\\.apache\\.calcite\\.adapter\\.enumerable\\.RexImpTable.*");
    assertNone(loaded, "jdk\\.jfr\\.internal\\..*");
    assertNone(loaded, "javax?\\..*SSLContext.*");
  }

  @Test
  void aStatementThatIsPlannedMakesNotAllRulesThereAre() throws IOException, InterruptedException {
    Set<String> loaded =
        loaded(
            "SELECT job_type, SUM(total_items) FROM batch_jobs GROUP BY job_type",
            "SELECT id FROM batch_jobs WHERE id IN (SELECT MAX(id) FROM batch_jobs)");
    assertTrue(loaded.contains("io.github.llamacloud.jdbc.sql.LogicalRules"));
    assertNone(loaded, "org\\.apache\\.calcite\\.rel\\.rules\\.CoreRules");
  }

  @Test
  void aConnectionSendsNothingAndItsThreadEnds() throws IOException, InterruptedException {
    List<String> lines = run(List.of(), FirstConnections.class);
    assertEquals("ended", lines.get(lines.size() - 1));
    assertFalse(lines.contains("daemon false"));
    assertEquals(List.of(), service.requests());
  }

  @RepeatedTest(3)
  void manyThreadsMayOpenTheFirstConnection() throws IOException, InterruptedException {
    String count = "SELECT COUNT(*) FROM batch_jobs";
    String sum = "SELECT COUNT(id || 'x') FROM batch_jobs WHERE total_items >= 0";
    List<String> lines =
        run(List.of(), FirstConnections.class, count, sum, count, sum, count, count, sum, count);
    assertEquals(Collections.nCopies(8, "value 300"), lines.subList(0, 8));
    assertEquals("ended", lines.get(lines.size() - 1));
    assertFalse(lines.contains("daemon false"));
  }

  @Test
  void noThreadIsNeeded() throws IOException, InterruptedException {
    List<String> lines =
        run(
            List.of("-XX:ActiveProcessorCount=1", "-Xlog:class+load:stdout"),
            FirstQuery.class,
            "SELECT COUNT(*) FROM batch_jobs");
    assertTrue(lines.contains("300"));
    assertFalse(lines.stream().anyMatch(line -> line.contains("jdbc.fetch.RequestClasses ")));
  }

  @Test
  void theListOfClassesIsOfClassesThatExist() throws IOException {
    List<String> absent = new ArrayList<>();
    List<String> names = listed();
    assertEquals(names.size(), Set.copyOf(names).size());
    for (String name : names) {
      try {
        Class.forName(name, false, SqlEngine.class.getClassLoader());
      } catch (ClassNotFoundException e) {
        absent.add(name);
      }
    }
    assertEquals(List.of(), absent);
    assertTrue(names.size() > 1000);
  }

  /**
   * The compiler numbers them anew with every change; a stale name is only seen in a clean build.
   */
  @Test
  void theListNamesNoAnonymousClassOfTheDriver() throws IOException {
    assertEquals(
        List.of(),
        listed().stream()
            .filter(name -> name.matches("io\\.github\\.llamacloud\\..*\\$\\d+"))
            .toList());
  }

  private static List<String> listed() throws IOException {
    List<String> names = new ArrayList<>();
    for (String file : List.of("statement-classes.txt", "planned-classes.txt")) {
      try (InputStream list = SqlEngine.class.getResourceAsStream(file)) {
        names.addAll(
            List.of(new String(list.readAllBytes(), StandardCharsets.US_ASCII).split("\n")));
      }
    }
    return names;
  }
}
