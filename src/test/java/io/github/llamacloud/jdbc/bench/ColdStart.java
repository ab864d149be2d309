package io.github.llamacloud.jdbc.bench;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Collectors;

/**
 * Whole JVMs, from their start to the first row: by hand and by the driver's {@code -all} jar, with
 * and without an archive of loaded classes (AppCDS). The list is short, so that an aggregate
 * measures a start, too, and not how quickly code that is not compiled yet reads a long list.
 */
final class ColdStart {
  static final int JOBS = 500;
  static final String PUSHED =
      "SELECT id, status, created_at FROM batch_jobs WHERE status = 'failed' LIMIT 10";
  static final String AGGREGATE =
      "SELECT job_type, SUM(total_items) FROM batch_jobs GROUP BY job_type";
  private static final List<Class<?>> PROGRAMS =
      List.of(ColdQuery.class, ColdRequest.class, RawClient.class);

  private final String url = Served.url("null", 0, JOBS);
  private final Path directory;
  private final String driver;
  private final String byHand;

  /**
   * @param allJar the driver's jar with all it needs
   * @param directory for files that are not needed afterwards
   */
  ColdStart(Path allJar, Path directory) throws IOException {
    this.directory = directory;
    // Archives of classes hold what comes from jars only.
    Path programs = programs(directory.resolve("programs.jar"));
    this.driver = programs + java.io.File.pathSeparator + allJar;
    this.byHand =
        programs
            + java.io.File.pathSeparator
            + Arrays.stream(System.getProperty("java.class.path").split(java.io.File.pathSeparator))
                .filter(
                    path ->
                        path.matches(".*[/\\\\](okhttp-jvm|okio-jvm|kotlin|jackson-core)[^/\\\\]*"))
                .collect(Collectors.joining(java.io.File.pathSeparator));
  }

  private static Path programs(Path jar) throws IOException {
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
      for (Class<?> program : PROGRAMS) {
        String entry = program.getName().replace('.', '/') + ".class";
        out.putNextEntry(new JarEntry(entry));
        try (InputStream in = program.getResourceAsStream("/" + entry)) {
          in.transferTo(out);
        }
      }
    }
    return jar;
  }

  /** What is started, and how. */
  private record Start(List<String> options, String classPath, List<String> arguments) {
    double millis() throws IOException {
      try (ChildProcess child =
          ChildProcess.start(options, classPath, arguments.toArray(String[]::new))) {
        return child.millisToLine();
      }
    }

    Start with(String option) {
      List<String> all = new ArrayList<>(options);
      all.add(option);
      return new Start(all, classPath, arguments);
    }
  }

  private Start archived(String name, Start start) throws IOException {
    Path archive = directory.resolve(name + ".jsa");
    start.with("-XX:ArchiveClassesAtExit=" + archive).with("-Xlog:disable").millis();
    return start.with("-XX:SharedArchiveFile=" + archive).with("-Xlog:disable");
  }

  /** Runs each so many times, in turn; milliseconds by name. */
  Map<String, List<Double>> run(int rounds) throws IOException {
    Start raw =
        new Start(
            List.of(), byHand, List.of(ColdRequest.class.getName(), url, "status=failed&limit=10"));
    Start pushed = new Start(List.of(), driver, List.of(ColdQuery.class.getName(), url, PUSHED));
    Start aggregate =
        new Start(List.of(), driver, List.of(ColdQuery.class.getName(), url, AGGREGATE));
    Map<String, Start> starts = new LinkedHashMap<>();
    starts.put("cold.raw", raw);
    starts.put("cold.pushed", pushed);
    starts.put("cold.aggregate", aggregate);
    starts.put("cold.pushedArchived", archived("pushed", pushed));
    starts.put("cold.aggregateArchived", archived("aggregate", aggregate));
    Map<String, List<Double>> millis = new LinkedHashMap<>();
    for (int round = 0; round < rounds; round++) {
      for (Map.Entry<String, Start> start : starts.entrySet()) {
        millis
            .computeIfAbsent(start.getKey(), any -> new ArrayList<>())
            .add(start.getValue().millis());
      }
    }
    return millis;
  }
}
