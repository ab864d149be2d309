package io.github.llamacloud.jdbc.packaging;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * Runs what the README shows and what examples/ holds, with the jar that was built. {@code
 * -Dreadme.write=true} writes the transcript instead of comparing it.
 */
class DocumentationIT {
  private static final String COUNT =
      " -jar target/llamacloud-jdbc-0.1.0-all.jar -u jdbc:llamacloud:demo"
          + " -e \"SELECT COUNT(*) FROM batch_jobs\"";

  private static final Path ROOT = Path.of("").toAbsolutePath();
  private static final Path README = ROOT.resolve("README.md");
  private static final Pattern BLOCK = Pattern.compile("```(\\w+)\n(.*?)```", Pattern.DOTALL);

  @TempDir private Path directory;

  @Test
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "a POSIX shell script")
  void theTranscriptIsReal() throws IOException, InterruptedException {
    String readme = Files.readString(README);
    String transcript = blocks(readme, "console").get(0);
    StringBuilder real = new StringBuilder();
    for (String line : transcript.lines().filter(l -> l.startsWith("$ ")).toList()) {
      Child child = Child.run(ROOT, directory, List.of("sh", "-c", line.substring(2)));
      String preparing = "demo: preparing a quick start, some seconds\n";
      real.append(line).append('\n');
      real.append(child.out().replace("\r\n", "\n")).append(child.err().replace(preparing, ""));
    }
    if (Boolean.getBoolean("readme.write")) {
      Files.writeString(README, readme.replace(transcript, real));
    } else {
      assertEquals(transcript, real.toString());
    }
  }

  @Test
  void theProgramOfTheReadmeRuns() throws IOException, InterruptedException {
    Path program = directory.resolve("Failures.java");
    Files.writeString(program, blocks(Files.readString(README), "java").get(0));
    Child child = java(jar(), program.toString());
    assertEquals(0, child.exitCode(), child.err());
    assertEquals(5, child.out().lines().count(), child.out());
  }

  @Test
  void theCommandsOfTheReadmeAreKnown() throws IOException {
    // The others of these are run: by theTranscriptIsReal, by AllJarRunsIT, and by this build
    // itself.
    assertEquals(
        List.of(
            "./demo",
            "mvn verify",
            "mvn verify -f integrations",
            "export LLAMA_CLOUD_API_KEY=llx-...",
            "java -jar target/llamacloud-jdbc-0.1.0-all.jar",
            "java -XX:ArchiveClassesAtExit=llamacloud.jsa -Xlog:disable" + COUNT,
            "java -XX:SharedArchiveFile=llamacloud.jsa" + COUNT),
        blocks(Files.readString(README), "sh").stream().flatMap(String::lines).toList());
  }

  @Test
  void anArchiveOfClassesIsMadeAndUsed() throws IOException, InterruptedException {
    for (String options :
        List.of(
            "-XX:ArchiveClassesAtExit=llamacloud.jsa -Xlog:disable",
            "-Xshare:on -XX:SharedArchiveFile=llamacloud.jsa")) {
      List<String> command = new ArrayList<>(List.of(Child.java()));
      command.addAll(List.of(options.split(" ")));
      command.addAll(List.of("-jar", jar(), "-u", "jdbc:llamacloud:demo", "-e"));
      command.add("SELECT COUNT(*) FROM batch_jobs");
      Child child = Child.run(directory, Map.of(), command);
      assertEquals(0, child.exitCode(), child.err());
      assertTrue(child.out().contains("10000"), child.out());
    }
  }

  @Test
  void withoutAKeyTheJarSaysWhereOneIsLookedFor() throws IOException, InterruptedException {
    Child child =
        Child.run(
            directory,
            Map.of("LLAMA_CLOUD_API_KEY", "", "LLAMA_PARSE_API_KEY", ""),
            List.of(Child.java(), "-jar", jar(), "-e", "SELECT 1"));
    assertEquals(1, child.exitCode());
    assertTrue(child.err().startsWith("ERROR 28000: No API key was found."), child.err());
  }

  @TestFactory
  Stream<DynamicTest> everyExampleRunsOnTheDemo() throws IOException {
    try (Stream<Path> files = Files.list(ROOT.resolve("examples"))) {
      return files.filter(file -> file.toString().endsWith(".java")).sorted().toList().stream()
          .map(file -> dynamicTest(file.getFileName().toString(), () -> runExample(file)));
    }
  }

  private void runExample(Path file) throws IOException, InterruptedException {
    String classPath =
        file.getFileName().toString().startsWith("Pooled")
            ? jar() + File.pathSeparator + pool()
            : jar();
    List<String> arguments = new ArrayList<>(List.of(file.toString()));
    Path report = directory.resolve("report.csv");
    if (file.getFileName().toString().startsWith("Nightly")) {
      arguments.add(report.toString());
    }
    Child child = java(classPath, arguments.toArray(String[]::new));
    assertEquals(0, child.exitCode(), child.err());
    assertTrue(child.out().lines().count() >= 1, child.out());
    if (arguments.size() > 1) {
      List<String> lines = Files.readAllLines(report);
      assertEquals("month_begin,directory,jobs,failed,items,failed_items", lines.get(0));
      assertTrue(lines.size() > 50, lines.size() + " lines");
    }
  }

  /** HikariCP and its logging API, from this JVM's class path. */
  private static String pool() {
    return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
        .filter(entry -> entry.contains("HikariCP") || entry.matches(".*slf4j-(api|nop)[^/\\\\]*"))
        .collect(Collectors.joining(File.pathSeparator));
  }

  private Child java(String classPath, String... arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(Child.java(), "-cp", classPath));
    command.addAll(List.of(arguments));
    return Child.run(directory, Map.of(), command);
  }

  private static String jar() {
    return System.getProperty("all.jar");
  }

  private static List<String> blocks(String markdown, String language) {
    Matcher matcher = BLOCK.matcher(markdown);
    List<String> blocks = new ArrayList<>();
    while (matcher.find()) {
      if (matcher.group(1).equals(language)) {
        blocks.add(matcher.group(2));
      }
    }
    return blocks;
  }
}
