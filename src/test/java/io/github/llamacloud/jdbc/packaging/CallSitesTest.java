package io.github.llamacloud.jdbc.packaging;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the build makes of call sites does what the JVM makes of them. */
class CallSitesTest {
  @TempDir private Path folder;

  private Path jar() throws IOException, URISyntaxException {
    Path jar = folder.resolve("sample.jar");
    Path classes =
        Path.of(LambdaSample.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    Path ofPackage = classes.resolve(LambdaSample.class.getPackageName().replace('.', '/'));
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar));
        DirectoryStream<Path> files = Files.newDirectoryStream(ofPackage, "LambdaSample*.class")) {
      for (String list : List.of("statement", "planned")) {
        out.putNextEntry(new JarEntry("io/github/llamacloud/jdbc/sql/" + list + "-classes.txt"));
      }
      for (Path file : files) {
        out.putNextEntry(new JarEntry(classes.relativize(file).toString().replace('\\', '/')));
        Files.copy(file, out);
      }
    }
    return jar;
  }

  private Child java(String... arguments) throws IOException, InterruptedException {
    String[] command = new String[arguments.length + 1];
    command[0] = Child.java();
    System.arraycopy(arguments, 0, command, 1, arguments.length);
    Child child = Child.run(folder, Map.of(), List.of(command));
    assertEquals(0, child.exitCode(), child.toString());
    return child;
  }

  @Test
  void lambdasAndRecordsDoTheSame() throws IOException, InterruptedException, URISyntaxException {
    String jar = jar().toString();
    String sample = LambdaSample.class.getName();
    String before = java("-cp", jar, sample).out();
    Path tool = Path.of("src", "build", "java", "CallSites.java").toAbsolutePath();
    java("-cp", System.getProperty("java.class.path"), tool.toString(), jar);
    assertEquals(before, java("-cp", jar, sample).out());
    assertTrue(before.lines().count() > 30, before);

    List<String> made =
        java("-Xlog:class+load:stdout", "-cp", jar, sample)
            .out()
            .lines()
            .filter(line -> line.contains(sample) && line.contains("$$"))
            .map(line -> line.replaceAll(".*" + sample + "(.*?)\\$\\$(Lambda|Linked).*", "$1 $2"))
            .toList();
    assertTrue(
        made.stream().filter(name -> name.endsWith(" Linked")).count() > 30, made.toString());
    // The one that may be serialized.
    assertEquals(List.of(" Lambda"), made.stream().filter(n -> n.endsWith(" Lambda")).toList());
  }
}
