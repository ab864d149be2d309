package io.github.llamacloud.jdbc.bench;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A figure that is wanted: a benchmark compared with another, or with nothing but itself.
 *
 * @param what in words
 * @param measured the benchmark
 * @param base what it is divided by, or what it divides where more is better; none if the figure
 *     itself counts
 * @param bound what it may be at most, or must be at least
 * @param atLeast whether more is better: a ratio of speeds, so base by measured
 * @param unit of the figure
 * @param stock the benchmark of Calcite's own driver, if there is one
 */
record Goal(
    String what,
    String measured,
    Optional<String> base,
    double bound,
    boolean atLeast,
    String unit,
    Optional<String> stock) {

  private static final String MILLIS = "ms";
  private static final String MICROS = "µs";

  static final List<Goal> ALL =
      List.of(
          ratio("cold: JVM start to first row, pushed query", "cold.pushed", "cold.raw", 2.2)
              .in(MILLIS),
          ratio("cold, with an AppCDS archive", "cold.pushedArchived", "cold.raw", 1.6).in(MILLIS),
          ratio(
                  "cold: first aggregate of 500 jobs by first pushed query",
                  "cold.aggregate",
                  "cold.pushed",
                  1.6)
              .in(MILLIS),
          ratio("warm, same text, Statement", "Query.statement", "Query.raw", 1.1)
              .beside("Query.stock"),
          ratio("warm, same text, PreparedStatement", "Query.prepared", "Query.raw", 1.1),
          ratio("warm, new literal, pushed", "Query.statementNewText", "Query.rawNewText", 2)
              .beside("Query.stockNewText"),
          figure("warm, new literal, local aggregate", "Local.aggregateNewText", 10_000, MICROS)
              .beside("Local.stockAggregate"),
          figure("warm, new literal, local filter", "Local.filterNewText", 10_000, MICROS)
              .beside("Local.stockFilter"),
          speed("scan of 100,000, no latency, 17 getters", "Scan.concurrency4/0", "Scan.raw/0", 1)
              .beside("Scan.stock/0"),
          speed("scan at 20 ms, concurrency 4", "Scan.concurrency4/20", "Scan.raw/20", 3.5)
              .beside("Scan.stock/20"),
          speed("scan at 20 ms, concurrency 8", "Scan.concurrency8/20", "Scan.raw/20", 6),
          ratio("COUNT(*) at 50 ms", "Answer.count", "Answer.rawRoundTrip", 2.2),
          ratio("first row of a scan by one page", "Answer.firstRow", "Answer.rawPage", 1.2),
          ratio("bytes a row, 17 getters", "Scan.concurrency1/0:bytes", "Scan.raw/0:bytes", 1.2)
              .in("B"),
          figure("heap for a million rows, 17 getters", "memory.leastHeap", 64, "MB"),
          figure("connect", "Session.connect", 200, MICROS),
          figure("getTables", "Session.tables", 2_000, MICROS),
          figure("getColumns", "Session.columns", 2_000, MICROS),
          figure("getPrimaryKeys and getTypeInfo", "Session.keysAndTypes", 2_000, MICROS),
          ratio("decode 1000 rows, all columns", "Decode.allColumns", "Decode.raw", 1.2),
          ratio("decode 1000 rows, two columns", "Decode.twoColumns", "Decode.raw", 1),
          figure("compile, pushed", "Session.compilePushed", 1_000, MICROS),
          figure("compile, local", "Session.compileLocal", 10_000, MICROS));

  private static Goal ratio(String what, String measured, String base, double atMost) {
    return new Goal(what, measured, Optional.of(base), atMost, false, MICROS, Optional.empty());
  }

  private static Goal speed(String what, String measured, String base, double atLeast) {
    return new Goal(what, measured, Optional.of(base), atLeast, true, MICROS, Optional.empty());
  }

  private static Goal figure(String what, String measured, double atMost, String unit) {
    return new Goal(what, measured, Optional.empty(), atMost, false, unit, Optional.empty());
  }

  private Goal in(String otherUnit) {
    return new Goal(what, measured, base, bound, atLeast, otherUnit, stock);
  }

  private Goal beside(String stockBenchmark) {
    return new Goal(what, measured, base, bound, atLeast, unit, Optional.of(stockBenchmark));
  }

  /** A row of the table. */
  String row(Measures measures) {
    double figure = measures.of(measured);
    Optional<Double> other = base.map(measures::of);
    double compared = other.map(value -> atLeast ? value / figure : figure / value).orElse(figure);
    boolean reached = atLeast ? compared >= bound : compared <= bound;
    return "| "
        + String.join(
            " | ",
            what,
            (atLeast ? "≥ " : "≤ ") + number(bound) + (other.isPresent() ? " ×" : " " + unit),
            number(figure) + " " + unit,
            other.map(value -> number(value) + " " + unit).orElse("–"),
            other.map(value -> number(compared) + " ×").orElse("–"),
            stock.map(name -> number(measures.of(name)) + " " + unit).orElse("–"),
            reached ? "yes" : "**no**")
        + " |";
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, value < 10 ? "%.2f" : "%,.0f", value);
  }
}
