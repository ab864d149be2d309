package io.github.llamacloud.jdbc.agreement;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Random queries that both databases understand, biased towards what the driver pushes: equalities
 * on the filter columns, three-valued logic around them, limits in every place, and parameters.
 */
final class RandomQueries {
  private static final List<String> TEXTS =
      List.of("id", "job_type", "status", "directory_id", "error_message");
  private static final List<String> NUMBERS =
      List.of("total_items", "failed_items", "processed_items", "skipped_items");
  private static final List<String> TIMES = List.of("created_at", "completed_at", "updated_at");
  private static final List<String> STATUSES =
      List.of(
          "pending",
          "dispatched",
          "running",
          "completed",
          "failed",
          "cancelled",
          "archived",
          "FAILED",
          "nosuch",
          "");
  private static final List<String> TYPES =
      List.of("parse", "extract", "classify", "split", "Parse", "none");

  private final Random random;
  private final List<String> directories;
  private List<Object> parameters = new ArrayList<>();

  RandomQueries(long seed, List<String> directories) {
    this.random = new Random(seed);
    this.directories = directories;
  }

  /**
   * A query.
   *
   * @param sql what both run
   * @param parameters values of its parameters; null for NULL
   * @param ordered whether the order of its rows is total
   * @param unlimited if its rows are any of those of another query, that one, else null
   * @param limit how many of them
   * @param offset after skipping how many
   * @param judged what H2 runs: the same text, unless its own answer would be wrong
   */
  record Query(
      String sql,
      List<Object> parameters,
      boolean ordered,
      String unlimited,
      List<Object> unlimitedParameters,
      long limit,
      long offset,
      String judged) {}

  /**
   * The next query.
   *
   * @param computed whether also of the shapes that depend little on how their rows are fetched
   */
  Query next(boolean computed) {
    parameters = new ArrayList<>();
    return switch (random.nextInt(computed ? 18 : 12)) {
      case 0, 1, 2 -> plain();
      case 3, 4 -> limitedWithoutOrder();
      case 5 -> ordered();
      case 6, 7 -> grouped();
      case 8 -> counted();
      case 9 -> joined();
      case 10 -> combined();
      case 11 -> nested();
      case 12 -> windowed();
      case 13 -> limitedTwice();
      case 14, 15 -> correlated();
      case 16 -> rowsOfSeveralColumns();
      default -> windowed();
    };
  }

  private Query of(String sql, boolean ordered) {
    return new Query(sql, parameters, ordered, null, List.of(), 0, 0, sql);
  }

  private Query plain() {
    return of("SELECT " + distinct() + selectList() + " FROM batch_jobs" + where(), false);
  }

  private Query limitedWithoutOrder() {
    String base = "SELECT " + selectList() + " FROM batch_jobs" + where();
    List<Object> baseParameters = new ArrayList<>(parameters);
    long limit = random.nextInt(60);
    long offset = random.nextBoolean() ? 0 : random.nextInt(40);
    String sql = base + " LIMIT " + count(limit) + (offset == 0 ? "" : " OFFSET " + count(offset));
    return new Query(sql, parameters, false, base, baseParameters, limit, offset, sql);
  }

  private Query ordered() {
    String sql =
        "SELECT id, "
            + selectList()
            + " FROM batch_jobs"
            + where()
            + " ORDER BY "
            + pick(
                List.of("", "status, ", "directory_id, ", "total_items DESC, ", "completed_at, "))
            + "id"
            + (random.nextBoolean() ? " DESC" : "")
            + (random.nextBoolean() ? " LIMIT " + count(random.nextInt(50)) : "")
            + (random.nextInt(3) == 0 ? " OFFSET " + count(random.nextInt(50)) : "");
    return of(sql, true);
  }

  private Query grouped() {
    List<String> keys = new ArrayList<>();
    for (int i = random.nextInt(3); i >= 0; i--) {
      String key = pick(List.of("status", "job_type", "directory_id", "failed_items"));
      if (!keys.contains(key)) {
        keys.add(key);
      }
    }
    String list = String.join(", ", keys);
    return of(
        "SELECT "
            + list
            + ", "
            + aggregate()
            + ", "
            + aggregate()
            + " FROM batch_jobs"
            + where()
            + " GROUP BY "
            + list
            + (random.nextInt(3) == 0 ? " HAVING COUNT(*) > " + count(random.nextInt(20)) : "")
            + (random.nextInt(4) == 0 ? " ORDER BY " + list : ""),
        false);
  }

  private Query counted() {
    String inner =
        random.nextBoolean()
            ? "batch_jobs" + where()
            : "(SELECT "
                + distinct()
                + selectList()
                + " FROM batch_jobs"
                + where()
                + " LIMIT "
                + count(random.nextInt(80))
                + ") t";
    boolean whole = inner.startsWith("batch_jobs");
    return of(
        "SELECT " + (whole ? aggregate() + ", " + aggregate() : "COUNT(*)") + " FROM " + inner,
        false);
  }

  private Query joined() {
    String kind = pick(List.of("JOIN", "LEFT JOIN", "RIGHT JOIN"));
    String on =
        pick(
            List.of(
                "a.id = b.id",
                "a.status = b.status AND a.id = b.id",
                "a.directory_id = b.directory_id AND b.total_items < 5",
                "a.id = b.id AND b.status = " + quoted(pick(STATUSES))));
    return of(
        "SELECT a.id, b.id, a.status, b.job_type FROM batch_jobs a "
            + kind
            + " batch_jobs b ON "
            + on
            + " WHERE a.status = "
            + status()
            + (random.nextBoolean() ? "" : " AND b.job_type = " + jobType()),
        false);
  }

  private Query combined() {
    String columns =
        pick(List.of("id", "status", "directory_id", "id, status", "job_type, total_items"));
    String operator = pick(List.of("UNION", "UNION ALL", "INTERSECT", "EXCEPT"));
    return of(
        "SELECT "
            + columns
            + " FROM batch_jobs"
            + where()
            + " "
            + operator
            + " SELECT "
            + columns
            + " FROM batch_jobs"
            + where(),
        false);
  }

  private Query nested() {
    String condition =
        switch (random.nextInt(4)) {
          case 0 -> "status IN (SELECT status FROM batch_jobs" + where() + ")";
          case 1 ->
              "directory_id NOT IN (SELECT directory_id FROM batch_jobs WHERE status = "
                  + status()
                  + ")";
          case 2 ->
              "EXISTS (SELECT 1 FROM batch_jobs b WHERE b.directory_id = a.directory_id"
                  + " AND b.status = "
                  + status()
                  + ")";
          default ->
              "total_items > (SELECT AVG(total_items) FROM batch_jobs WHERE status = "
                  + status()
                  + ")";
        };
    return of(
        "SELECT id, status FROM batch_jobs a WHERE "
            + condition
            + (random.nextBoolean() ? "" : " AND job_type = " + jobType()),
        false);
  }

  /** Window functions over a total order, or over all peers. */
  private Query windowed() {
    String sql =
        "SELECT id, "
            + windowFunction()
            + " AS w0, "
            + windowFunction()
            + " AS w1 FROM batch_jobs"
            + where();
    return of(
        random.nextInt(3) == 0
            ? "SELECT * FROM (" + sql + ") t WHERE id > 'bjb-" + random.nextInt(10) + "'"
            : sql,
        false);
  }

  private String windowFunction() {
    String partition =
        random.nextInt(3) == 0
            ? ""
            : "PARTITION BY "
                + pick(List.of("status", "job_type", "directory_id", "status, directory_id"))
                + " ";
    String way = pick(List.of("", " DESC", " NULLS FIRST", " DESC NULLS LAST"));
    return switch (random.nextInt(5)) {
      case 0 ->
          pick(List.of("ROW_NUMBER()", "LAG(status)", "LEAD(total_items, 2, 0)", "NTILE(5)"))
              + " OVER ("
              + partition
              + "ORDER BY "
              + pick(List.of("total_items", "directory_id", "completed_at"))
              + way
              + ", id)";
      case 1 ->
          pick(List.of("RANK()", "DENSE_RANK()", "PERCENT_RANK()", "CUME_DIST()"))
              + " OVER ("
              + partition
              + "ORDER BY "
              + pick(List.of("total_items", "directory_id", "completed_at", "status"))
              + way
              + ")";
      case 2 ->
          windowAggregate()
              + " OVER ("
              + partition
              + "ORDER BY id ROWS BETWEEN "
              + rowsFrame()
              + ")";
      case 3 ->
          windowAggregate()
              + " OVER ("
              + partition
              + "ORDER BY "
              + pick(List.of("total_items", "failed_items"))
              + way
              + " RANGE BETWEEN "
              + rangeFrame()
              + ")";
      default ->
          windowAggregate()
              + " OVER ("
              + partition
              + pick(List.of("", "ORDER BY completed_at" + way, "ORDER BY directory_id" + way))
              + ")";
    };
  }

  private String windowAggregate() {
    return pick(
        List.of(
            "COUNT(*)",
            "COUNT(directory_id)",
            "SUM(total_items)",
            "SUM(failed_items)",
            "MIN(created_at)",
            "MAX(directory_id)"));
  }

  private String rowsFrame() {
    return pick(
        List.of(
            "UNBOUNDED PRECEDING AND CURRENT ROW",
            "2 PRECEDING AND 1 PRECEDING",
            "3 PRECEDING AND 2 FOLLOWING",
            "1 FOLLOWING AND 4 FOLLOWING",
            "CURRENT ROW AND UNBOUNDED FOLLOWING",
            "5 PRECEDING AND 7 PRECEDING"));
  }

  private String rangeFrame() {
    return pick(
        List.of(
            "UNBOUNDED PRECEDING AND CURRENT ROW",
            "3 PRECEDING AND CURRENT ROW",
            "2 PRECEDING AND 2 FOLLOWING",
            "1 FOLLOWING AND 9 FOLLOWING",
            "9 PRECEDING AND 4 PRECEDING",
            "CURRENT ROW AND UNBOUNDED FOLLOWING"));
  }

  private Query limitedTwice() {
    String inner =
        "SELECT id, status, total_items FROM batch_jobs"
            + where()
            + (random.nextBoolean() ? " ORDER BY id" : " ORDER BY total_items DESC, id")
            + limits();
    return of(
        "SELECT * FROM (" + inner + ") t" + where("status") + " ORDER BY id" + limits(), true);
  }

  private String where(String column) {
    return random.nextBoolean() ? "" : " WHERE " + column + " = " + status();
  }

  private String limits() {
    return (random.nextInt(3) == 0 ? "" : " LIMIT " + count(random.nextInt(60)))
        + (random.nextInt(3) == 0 ? "" : " OFFSET " + count(random.nextInt(30)));
  }

  /** A sub-query that sees the outer row, in the select list or in the condition. */
  private Query correlated() {
    String link =
        pick(
            List.of(
                "b.directory_id = a.directory_id",
                "b.directory_id IS NOT DISTINCT FROM a.directory_id",
                "b.status = a.status",
                "b.total_items < a.total_items",
                "(a.directory_id IS NULL OR b.directory_id = a.directory_id)",
                "b.completed_at > a.completed_at",
                "COALESCE(a.directory_id, a.status) = b.status"));
    String from = " FROM batch_jobs b WHERE " + link + " AND b.job_type = " + quoted(pick(TYPES));
    String scalar =
        pick(
            List.of(
                "(SELECT COUNT(*)" + from + ")",
                "(SELECT SUM(b.total_items)" + from + ")",
                "(SELECT MAX(COALESCE(a.directory_id, b.id))" + from + ")",
                "(SELECT b.id" + from + " ORDER BY b.id DESC LIMIT 1)",
                "(SELECT COUNT(DISTINCT b.status)" + from + ")"));
    String condition =
        pick(
            List.of(
                "EXISTS (SELECT 1" + from + ")",
                "NOT EXISTS (SELECT 1" + from + " AND b.total_items > 20)",
                "a.total_items > ALL (SELECT b.total_items" + from + ")",
                "a.total_items = ANY (SELECT b.failed_items" + from + ")",
                "a.directory_id IN (SELECT b.directory_id" + from + ")",
                "a.directory_id NOT IN (SELECT b.directory_id" + from + ")"));
    return of(
        random.nextBoolean()
            ? "SELECT id, " + scalar + " AS c FROM batch_jobs a"
            : "SELECT id FROM batch_jobs a WHERE " + condition,
        false);
  }

  /** H2 takes any NULL in a row for an unknown comparison, even beside columns that differ. */
  private Query rowsOfSeveralColumns() {
    String pair =
        pick(List.of("status, directory_id", "directory_id, job_type", "status, job_type"));
    String[] columns = pair.split(", ");
    String not = not();
    String sub = "batch_jobs b WHERE b.total_items > " + random.nextInt(120);
    String exists =
        String.format(
            "EXISTS (SELECT 1 FROM %s AND (a.%2$s = b.%2$s AND a.%3$s = b.%3$s)",
            sub, columns[0], columns[1]);
    String membership = "((" + pair + ") " + not + "IN (SELECT " + pair + " FROM " + sub + "))";
    String judged =
        "("
            + not
            + "CASE WHEN "
            + exists
            + ") THEN TRUE WHEN "
            + exists
            + " IS NOT FALSE) THEN NULL ELSE FALSE END)";
    String form =
        pick(
            List.of(
                "SELECT id FROM batch_jobs a WHERE %s",
                "SELECT id, %s AS c FROM batch_jobs a",
                "SELECT id FROM batch_jobs a WHERE total_items < 5 OR %s",
                "SELECT id FROM batch_jobs a WHERE %s IS NULL"));
    return new Query(
        String.format(form, membership),
        List.of(),
        false,
        null,
        List.of(),
        0,
        0,
        String.format(form, judged));
  }

  private String distinct() {
    return random.nextInt(5) == 0 ? "DISTINCT " : "";
  }

  private String selectList() {
    List<String> items = new ArrayList<>();
    for (int i = random.nextInt(3); i >= 0; i--) {
      items.add(item() + " AS c" + i);
    }
    return String.join(", ", items);
  }

  private String item() {
    return switch (random.nextInt(10)) {
      case 0 -> "UPPER(" + pick(TEXTS) + ")";
      case 1 -> "COALESCE(directory_id, 'none')";
      case 2 -> pick(NUMBERS) + " + " + pick(NUMBERS);
      case 3 -> "CASE WHEN " + predicate(1) + " THEN 'yes' ELSE 'no' END";
      case 4 -> pick(TIMES);
      case 5 -> pick(NUMBERS);
      default -> pick(TEXTS);
    };
  }

  private String aggregate() {
    return pick(
        List.of(
            "COUNT(*)",
            "COUNT(directory_id)",
            "COUNT(DISTINCT status)",
            "SUM(total_items)",
            "AVG(CAST(failed_items AS DOUBLE PRECISION))",
            "MIN(created_at)",
            "MAX(completed_at)",
            "MIN(status)",
            "SUM(CASE WHEN status = 'failed' THEN 1 ELSE 0 END)",
            "COUNT(*) FILTER (WHERE job_type = 'parse')"));
  }

  private String where() {
    return random.nextInt(6) == 0 ? "" : " WHERE " + predicate(3);
  }

  private String predicate(int depth) {
    int choice = random.nextInt(depth <= 0 ? 8 : 12);
    return switch (choice) {
      case 0, 1 -> equality("status", status());
      case 2 -> equality("job_type", jobType());
      case 3 -> equality("directory_id", directory());
      case 4 -> "status " + not() + "IN (" + status() + ", " + status() + ")";
      case 5 -> pick(TEXTS) + " IS " + not() + "NULL";
      case 6 -> pick(NUMBERS) + pick(List.of(" = ", " < ", " >= ", " <> ")) + number();
      case 7 -> "directory_id " + not() + "IN (" + directory() + ", " + directory() + ")";
      case 8 -> "(" + predicate(depth - 1) + " OR " + predicate(depth - 1) + ")";
      case 9 -> "NOT (" + predicate(depth - 1) + ")";
      default -> "(" + predicate(depth - 1) + " AND " + predicate(depth - 1) + ")";
    };
  }

  private String equality(String column, String value) {
    return switch (random.nextInt(8)) {
      case 0 -> value + " = " + column;
      case 1 -> column + " <> " + value;
      case 2 -> "NOT (" + column + " <> " + value + ")";
      case 3 -> "(" + column + " = " + value + ") IS TRUE";
      case 4 -> column + " IS NOT DISTINCT FROM " + value;
      default -> column + " = " + value;
    };
  }

  private String not() {
    return random.nextBoolean() ? "" : "NOT ";
  }

  private String status() {
    return value(pick(STATUSES));
  }

  private String jobType() {
    return value(pick(TYPES));
  }

  private String directory() {
    return value(pick(directories));
  }

  private String value(String text) {
    int choice = random.nextInt(12);
    if (choice == 0) {
      parameters.add(null);
      return "?";
    }
    if (choice <= 4) {
      parameters.add(text);
      return "?";
    }
    return quoted(text);
  }

  private static String quoted(String text) {
    return "'" + text.replace("'", "''") + "'";
  }

  private String number() {
    int value = random.nextInt(120);
    return switch (random.nextInt(6)) {
      case 0 -> {
        parameters.add((long) value);
        yield "?";
      }
      case 1 -> {
        parameters.add(new BigDecimal(value + ".5"));
        yield "?";
      }
      case 2 -> value + ".5";
      default -> String.valueOf(value);
    };
  }

  private String count(long rows) {
    if (random.nextInt(3) == 0) {
      parameters.add(rows);
      return "?";
    }
    return String.valueOf(rows);
  }

  private <T> T pick(List<T> values) {
    return values.get(random.nextInt(values.size()));
  }
}
