package io.github.llamacloud.jdbc.agreement;

import java.util.List;
import java.util.Random;

/**
 * Random queries of numbers that both databases must answer alike: integers, decimals and sums of
 * them in arithmetic, comparisons and every place where types meet. A quotient is compared to so
 * many digits as {@link Rows} keeps.
 */
final class RandomNumbers {
  private static final List<String> INTEGERS =
      List.of("total_items", "failed_items", "processed_items", "skipped_items");

  private static final String AVERAGED = "<averaged>";
  private static final String END_OF_AVERAGED = "</averaged>";
  private static final String DIVIDEND = "DIVIDEND(";

  private final Random random;

  RandomNumbers(long seed) {
    this.random = new Random(seed);
  }

  /**
   * A query.
   *
   * @param sql what the driver runs
   * @param judged what H2 runs: its quotients have few digits, unless the dividend has many, and
   *     its averages, unless they are of DOUBLEs
   */
  record Query(String sql, String judged) {}

  Query next() {
    String sql = query();
    return new Query(
        sql.replace(DIVIDEND, "(1.0 * ").replace(AVERAGED, "(").replace(END_OF_AVERAGED, ")"),
        sql.replace(DIVIDEND, "(1.0000000000000000000000000000000000000000 * ")
            .replace(AVERAGED, "CAST(")
            .replace(END_OF_AVERAGED, " AS DOUBLE PRECISION)"));
  }

  private String query() {
    return switch (random.nextInt(7)) {
      case 0, 1 -> "SELECT id, " + row(3) + " AS x, " + row(2) + " AS y FROM batch_jobs" + where();
      case 2, 3 ->
          "SELECT status, "
              + grouped(2)
              + " AS x FROM batch_jobs GROUP BY status HAVING "
              + grouped(1)
              + comparison()
              + fraction();
      case 4 -> "SELECT " + grouped(3) + " AS x, " + grouped(2) + " AS y FROM batch_jobs" + where();
      case 5 ->
          "SELECT x FROM (SELECT "
              + row(1)
              + " AS x FROM batch_jobs"
              + where()
              + pick(List.of(" UNION ", " UNION ALL ", " EXCEPT ", " INTERSECT "))
              + "SELECT "
              + row(1)
              + " FROM batch_jobs"
              + where()
              + ") t";
      default ->
          "SELECT a.id, s.x FROM batch_jobs a JOIN (SELECT status, "
              + grouped(1)
              + " AS x FROM batch_jobs GROUP BY status) s ON a.status = s.status AND "
              + "a.total_items * "
              + fraction()
              + comparison()
              + "s.x";
    };
  }

  private String where() {
    return random.nextInt(3) == 0 ? "" : " WHERE " + row(2) + comparison() + row(1);
  }

  /** An expression over one row. */
  private String row(int depth) {
    return depth == 0 ? leaf() : combined(() -> row(depth - 1));
  }

  /** An expression over one group. */
  private String grouped(int depth) {
    if (depth == 0 && random.nextInt(6) == 0) {
      return "AVG(" + AVERAGED + row(random.nextInt(2)) + END_OF_AVERAGED + ")";
    }
    return depth == 0
        ? pick(List.of("SUM", "SUM", "SUM", "MIN", "MAX")) + "(" + row(random.nextInt(2)) + ")"
        : combined(() -> random.nextInt(3) == 0 ? fraction() : grouped(depth - 1));
  }

  private interface Part {
    String next();
  }

  private String combined(Part part) {
    String one = part.next();
    return switch (random.nextInt(15)) {
      case 0, 1 -> "(" + one + " + " + part.next() + ")";
      case 2 -> "(" + one + " - " + part.next() + ")";
      case 3, 4 -> "(" + one + " * " + pick(List.of(fraction(), whole())) + ")";
      case 5 -> "(" + DIVIDEND + one + ") / " + pick(List.of("7", "3.0", "0.3", "1.25")) + ")";
      case 6 -> "COALESCE(" + one + ", " + fraction() + ")";
      case 7 ->
          "CASE WHEN " + one + comparison() + fraction() + " THEN " + part.next() + " ELSE 0.5 END";
      case 8 -> "NULLIF(" + one + ", " + fraction() + ")";
      case 9 -> "GREATEST(" + one + ", " + fraction() + ")";
      case 10 -> "LEAST(" + one + ", " + part.next() + ")";
      case 11 -> "ROUND(" + one + ", " + random.nextInt(3) + ")";
      case 12 -> pick(List.of("FLOOR", "CEIL", "ABS", "SIGN")) + "(" + one + ")";
      case 13 -> "(- " + one + ")";
      default -> "CAST(" + one + " AS " + pick(List.of("DECIMAL(20, 2)", "DECIMAL(30, 5)")) + ")";
    };
  }

  private String leaf() {
    return switch (random.nextInt(7)) {
      case 0 -> fraction();
      case 1 -> whole();
      case 3 -> "(" + pick(INTEGERS) + " / " + whole() + ")";
      case 4 -> "MOD(" + pick(INTEGERS) + ", " + whole() + ")";
      case 2 -> "CAST(" + pick(INTEGERS) + " AS INTEGER)";
      default -> pick(INTEGERS);
    };
  }

  private String comparison() {
    return pick(List.of(" = ", " < ", " <= ", " > ", " >= ", " <> "));
  }

  private String whole() {
    return String.valueOf(random.nextInt(20) + 1);
  }

  private String fraction() {
    return random.nextInt(50) + pick(List.of(".5", ".25", ".0", ".125", ".1"));
  }

  private <T> T pick(List<T> values) {
    return values.get(random.nextInt(values.size()));
  }
}
