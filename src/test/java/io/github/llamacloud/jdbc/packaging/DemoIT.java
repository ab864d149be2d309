package io.github.llamacloud.jdbc.packaging;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The ./demo script in a copy of the project whose path has a space, with a jar that is built. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "a POSIX shell script")
class DemoIT {
  private static final List<String> TOOLS =
      List.of("dirname", "sed", "head", "find", "mv", "rm", "readlink");

  private final Path directory;
  private final Path project;
  private final Path tools;

  DemoIT(@TempDir Path directory) {
    this.directory = directory;
    this.project = directory.resolve("a project");
    this.tools = directory.resolve("bin");
  }

  @BeforeEach
  void copyTheProject() throws IOException {
    Files.createDirectories(project.resolve("src/main"));
    Files.createDirectories(tools);
    Path jar = Path.of(System.getProperty("all.jar"));
    Path root = jar.getParent().getParent();
    Files.copy(root.resolve("pom.xml"), project.resolve("pom.xml"));
    Path script = project.resolve("demo");
    Files.copy(root.resolve("demo"), script);
    for (String tool : TOOLS) {
      offer(tool, find(tool));
    }
  }

  @Test
  void anArgumentIsRunAndOptionsPassThrough() throws IOException, InterruptedException {
    Files.createDirectories(project.resolve("target"));
    Path jar = Path.of(System.getProperty("all.jar"));
    Files.copy(jar, project.resolve("target").resolve(jar.getFileName()));
    offer("java", Path.of(Child.java()));
    Child first = demo("SELECT 'a  b' AS x");
    assertEquals(" x\n------\n a  b\n(1 row)\n", first.out(), first.err());
    assertEquals("demo: preparing a quick start, some seconds\n", first.err());
    Child second = demo("--format", "csv", "SELECT COUNT(*) AS n FROM batch_jobs");
    assertEquals(new Child(0, "n\r\n10000\r\n", ""), second);
    assertEquals(1, demo("SELECT").exitCode());
  }

  @Test
  void whatIsMissingIsNamed() throws IOException, InterruptedException {
    Child noJava = demo("SELECT 1");
    assertEquals(1, noJava.exitCode());
    assertTrue(noJava.err().startsWith("demo: Java is missing: "), noJava.err());
    offer("java", Path.of(Child.java()));
    offer("javac", Path.of(Child.java()).resolveSibling("javac"));
    Child noMaven = demo("SELECT 1");
    assertEquals(1, noMaven.exitCode());
    assertTrue(noMaven.err().startsWith("demo: Maven is missing: "), noMaven.err());
  }

  private Child demo(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(find("sh").toString());
    command.add(project.resolve("demo").toString());
    command.addAll(List.of(arguments));
    return Child.run(directory, Map.of("PATH", tools.toString(), "JAVA_HOME", ""), command);
  }

  /** Puts a program on the only path that the script gets. */
  private void offer(String name, Path program) throws IOException {
    Path wrapper =
        Files.writeString(
            tools.resolve(name), "#!%s\nexec '%s' \"$@\"\n".formatted(find("sh"), program));
    assertTrue(wrapper.toFile().setExecutable(true));
  }

  private static Path find(String tool) {
    return List.of("/bin", "/usr/bin").stream()
        .map(folder -> Path.of(folder, tool))
        .filter(Files::isExecutable)
        .findFirst()
        .orElseThrow();
  }
}
