package io.github.llamacloud.jdbc.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * Runs all benchmarks and prints a table of {@link Goal}s, which it writes to a file too. Each
 * round runs all of them once, in JVMs of their own, so that what is compared is interleaved.
 */
final class Report {
  private static final String PACKAGE = "io\\.github\\.llamacloud\\.jdbc\\.bench\\.";
  private static final String ALLOCATED = "gc.alloc.rate.norm";

  /** Seconds until code is compiled: with a third of them it is not, on two processors. */
  private static final int WARM_UPS = 10;

  private Report() {}

  /**
   * Runs the benchmarks.
   *
   * @param arguments the {@code -all} jar, the file to write, how many rounds
   */
  public static void main(String[] arguments) throws IOException, RunnerException {
    Path allJar = Path.of(arguments[0]);
    Path table = Path.of(arguments[1]);
    int rounds = Integer.parseInt(arguments[2]);
    Measures measures = new Measures();
    try (ChildProcess server =
        ChildProcess.start(
            List.of("-Xmx1g"),
            System.getProperty("java.class.path"),
            ListServer.class.getName(),
            String.valueOf(Served.MANY))) {
      System.setProperty(Served.PORT, server.line());
      measureColdStarts(measures, allJar, rounds);
      for (int round = 1; round <= rounds; round++) {
        System.out.println("Round " + round + " of " + rounds);
        measureOnce(measures);
      }
    }
    try (LongList list = LongList.serve(1_000_000)) {
      measures.add("memory.leastHeap", list.leastHeap());
    }
    String text = text(measures, rounds);
    System.out.println(text);
    Files.createDirectories(table.toAbsolutePath().getParent());
    Files.writeString(table, text);
  }

  private static void measureColdStarts(Measures measures, Path allJar, int rounds)
      throws IOException {
    Path directory = Files.createTempDirectory("bench");
    try {
      new ColdStart(allJar, directory).run(3 * rounds).forEach(measures::addAll);
    } finally {
      try (Stream<Path> files = Files.walk(directory)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
  }

  private static void measureOnce(Measures measures) throws RunnerException {
    OptionsBuilder options = new OptionsBuilder();
    options
        .include(PACKAGE)
        .forks(1)
        .warmupIterations(WARM_UPS)
        .warmupTime(TimeValue.seconds(1))
        .measurementIterations(3)
        .measurementTime(TimeValue.seconds(1))
        .jvmArgsAppend("-D" + Served.PORT + "=" + System.getProperty(Served.PORT), "-Xmx512m")
        .addProfiler(GCProfiler.class)
        .verbosity(VerboseMode.SILENT)
        .shouldFailOnError(true);
    for (RunResult result : new Runner(options.build()).run()) {
      String name = name(result);
      measures.add(name, result.getPrimaryResult().getScore());
      for (Result<?> secondary : result.getSecondaryResults().values()) {
        if (secondary.getLabel().endsWith(ALLOCATED)) {
          measures.add(name + ":bytes", secondary.getScore() / Served.MANY);
        }
      }
    }
  }

  /** E.g. {@code Scan.raw/20}. */
  private static String name(RunResult result) {
    String benchmark = result.getParams().getBenchmark();
    String name =
        benchmark.substring(benchmark.lastIndexOf('.', benchmark.lastIndexOf('.') - 1) + 1);
    String latency = result.getParams().getParam("latency");
    return name.replace("Benchmark.", ".") + (latency == null ? "" : "/" + latency);
  }

  private static String text(Measures measures, int rounds) {
    StringBuilder text = new StringBuilder();
    text.append("# Benchmarks\n\n")
        .append("Made by `mvn -Pbench -DskipTests verify`: do not edit. Measured ")
        .append(LocalDate.now(ZoneOffset.UTC))
        .append(" on ")
        .append(machine())
        .append(".\n\n")
        .append("Medians of ")
        .append(rounds)
        .append(" interleaved rounds (of ")
        .append(3 * rounds)
        .append(
            " starts for the cold ones), against a server on loopback. *By hand* is a loop of\n")
        .append("OkHttp and Jackson's streaming parser, one request at a time; *Calcite's driver*")
        .append(" a plain subclass of\nit over a `ProjectableFilterableTable`.")
        .append(" Ratios carry over to other machines, times do not.\n\n")
        .append("| what | goal | this driver | by hand | ratio | Calcite's driver | reached |\n")
        .append("|---|---|---|---|---|---|---|\n");
    for (Goal goal : Goal.ALL) {
      text.append(goal.row(measures)).append('\n');
    }
    return text.toString();
  }

  private static String machine() {
    return String.format(
        Locale.ROOT,
        "%d cores (%s), Java %s",
        Runtime.getRuntime().availableProcessors(),
        processor(),
        System.getProperty("java.version"));
  }

  private static String processor() {
    try (Stream<String> lines = Files.lines(Path.of("/proc/cpuinfo"), StandardCharsets.UTF_8)) {
      return lines
          .filter(line -> line.startsWith("model name"))
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .findFirst()
          .orElse("unknown");
    } catch (IOException e) {
      return System.getProperty("os.arch");
    }
  }
}
