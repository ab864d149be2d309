package io.github.llamacloud.jdbc.packaging;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A process that has ended, and all that it wrote. */
record Child(int exitCode, String out, String err) {
  private static final int LIMIT_MINUTES = 5;

  /** Runs the jar's shell in a JVM of its own. */
  static Child shell(Path directory, String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(java(), "-jar", System.getProperty("all.jar")));
    command.addAll(List.of(arguments));
    return run(directory, Map.of(), command);
  }

  /**
   * Runs a command to its end with nothing to read, in a directory that also takes its output
   * files.
   *
   * @param environment variables that replace or join those of this process
   */
  static Child run(Path directory, Map<String, String> environment, List<String> command)
      throws IOException, InterruptedException {
    Path out = Files.createTempFile(directory, "child", ".out");
    Path err = Files.createTempFile(directory, "child", ".err");
    Path in = Files.createTempFile(directory, "child", ".in");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(directory.toFile())
            .redirectInput(in.toFile())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile());
    // The JVM announces these on its error stream.
    builder.environment().keySet().removeAll(List.of("JAVA_TOOL_OPTIONS", "_JAVA_OPTIONS"));
    builder.environment().putAll(environment);
    Process process = builder.start();
    if (!process.waitFor(LIMIT_MINUTES, TimeUnit.MINUTES)) {
      process.destroyForcibly();
      throw new IOException("still running after " + LIMIT_MINUTES + " minutes: " + command);
    }
    return new Child(process.exitValue(), read(out), read(err));
  }

  /** Runs a command in one directory, with its output files in another. */
  static Child run(Path directory, Path outputs, List<String> command)
      throws IOException, InterruptedException {
    List<String> inDirectory = List.of("sh", "-c", "cd '" + directory + "' && exec \"$@\"", "sh");
    return run(outputs, Map.of(), Stream.concat(inDirectory.stream(), command.stream()).toList());
  }

  static String java() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }

  private static String read(Path file) throws IOException {
    return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
  }
}
