package io.github.llamacloud.metabase;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.llamacloud.metabase.Demo.Job;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The SQL of questions that no part of the plugin writes, but that its features promise. */
class QuestionTest {
  private static final String TOTAL = Demo.column("total_items");
  private static final String FAILED = Demo.column("failed_items");
  private static final String STATUS = Demo.column("status");

  private static List<List<Object>> ask(String select, String rest, Object... parameters) {
    return Demo.rows("SELECT " + select + " FROM " + Demo.TABLE + " " + rest, parameters);
  }

  @Test
  void aggregates() {
    List<Long> totals = Demo.JOBS.stream().map(Job::totalItems).toList();
    double mean = totals.stream().mapToLong(t -> t).average().orElseThrow();
    double variance =
        totals.stream().mapToDouble(t -> (t - mean) * (t - mean)).sum() / totals.size();
    List<Object> row =
        ask(
                "COUNT(*) AS \"count\", SUM("
                    + TOTAL
                    + ") AS \"sum\", AVG("
                    + TOTAL
                    + ") AS \"avg\", MIN("
                    + TOTAL
                    + ") AS \"min\", MAX("
                    + TOTAL
                    + ") AS \"max\", count(distinct "
                    + STATUS
                    + ") AS \"distinct\", VAR_POP("
                    + TOTAL
                    + ") AS \"var\", STDDEV_POP("
                    + TOTAL
                    + ") AS \"stddev\"",
                "")
            .get(0);

    assertEquals(
        List.of(
            (long) totals.size(),
            totals.stream().mapToLong(t -> t).sum(),
            totals.stream().mapToLong(t -> t).min().orElseThrow(),
            totals.stream().mapToLong(t -> t).max().orElseThrow(),
            Demo.JOBS.stream().map(Job::status).distinct().count()),
        List.of(row.get(0), row.get(1), row.get(3), row.get(4), row.get(5)));
    assertEquals(mean, ((Number) row.get(2)).doubleValue(), 1e-9 * mean);
    assertEquals(variance, ((Number) row.get(6)).doubleValue(), 1e-9 * variance);
    assertEquals(Math.sqrt(variance), ((Number) row.get(7)).doubleValue(), 1e-9 * mean);
  }

  /** Count where, sum where, share, distinct where. */
  @Test
  void aggregatesWithConditions() {
    List<Job> failed = Demo.JOBS.stream().filter(job -> job.status().equals("failed")).toList();
    String sum = "SUM(CASE WHEN " + STATUS + " = ? THEN %s ELSE 0.0 END)";
    List<Object> row =
        ask(
                sum.formatted("1")
                    + " AS \"count-where\", "
                    + sum.formatted(TOTAL)
                    + " AS \"sum-where\", "
                    + sum.formatted("1")
                    + " / COUNT(*) AS \"share\","
                    + " count(distinct CASE WHEN "
                    + STATUS
                    + " = ? THEN "
                    + Demo.column("directory_id")
                    + " END) AS \"distinct-where\"",
                "",
                "failed",
                "failed",
                "failed",
                "failed")
            .get(0);

    assertEquals((long) failed.size(), row.get(0));
    assertEquals(failed.stream().mapToLong(Job::totalItems).sum(), row.get(1));
    assertEquals(
        (double) failed.size() / Demo.JOBS.size(), ((Number) row.get(2)).doubleValue(), 1e-6);
    assertEquals(
        failed.stream().map(Job::directoryId).filter(d -> d != null).distinct().count(),
        row.get(3));
  }

  /** Groups of equal width. */
  @Test
  void bins() {
    Map<Double, Long> bins = new TreeMap<>();
    Demo.JOBS.forEach(
        job -> bins.merge(Math.floor((job.totalItems() - 5) / 12.5) * 12.5 + 5, 1L, Long::sum));
    String bin = "(FLOOR((" + TOTAL + " - 5) / 12.5) * 12.5) + 5";
    List<List<Object>> rows =
        ask(
            bin + " AS \"total_items\", COUNT(*) AS \"count\"",
            "GROUP BY " + bin + " ORDER BY " + bin + " ASC");

    assertEquals(
        bins.entrySet().stream().map(e -> List.of(e.getKey(), e.getValue())).toList(),
        rows.stream().map(r -> List.of(((Number) r.get(0)).doubleValue(), r.get(1))).toList());
  }

  /** A custom column that divides: by zero there is no value, and no error. */
  @Test
  void divides() {
    String share = "CAST(" + FAILED + " AS double) / NULLIF(CAST(" + TOTAL + " AS double), 0.0)";
    List<List<Object>> rows = ask("id, " + share + " AS \"share\"", "");

    assertEquals(Demo.JOBS.size(), rows.size());
    for (int i = 0; i < rows.size(); i++) {
      Job job = Demo.JOBS.get(i);
      assertEquals(
          job.totalItems() == 0 ? null : (Object) (double) job.failedItems(),
          rows.get(i).get(1) == null
              ? null
              : (Object) (double) Math.round((Double) rows.get(i).get(1) * job.totalItems()),
          job.id());
    }
  }

  @Test
  void filtersTexts() {
    List<String> expected =
        Demo.JOBS.stream().filter(job -> job.id().contains("-a_")).map(Job::id).toList();
    assertEquals(
        expected,
        ask("id", "WHERE id LIKE ? ESCAPE '\\'", "%-a\\_%").stream().map(r -> r.get(0)).toList());
    assertEquals(
        Demo.JOBS.stream().filter(job -> job.status().contains("ail")).map(Job::id).toList(),
        ask("id", "WHERE LOWER(" + STATUS + ") LIKE ? ESCAPE '\\'", "%ail%").stream()
            .map(row -> row.get(0))
            .toList());
    assertEquals(
        Demo.JOBS.stream()
            .filter(job -> job.directoryId() == null || !job.directoryId().startsWith("dir"))
            .map(Job::id)
            .toList(),
        ask(
                "id",
                "WHERE (NOT ("
                    + Demo.column("directory_id")
                    + " LIKE ? ESCAPE '\\')) OR ("
                    + Demo.column("directory_id")
                    + " IS NULL)",
                "dir%")
            .stream()
            .map(row -> row.get(0))
            .toList());
  }

  @Test
  void ordersAndPages() {
    List<List<Object>> expected =
        Demo.JOBS.stream()
            .sorted(
                Comparator.comparing(Job::totalItems, Comparator.reverseOrder())
                    .thenComparing(Job::id))
            .skip(50)
            .limit(25)
            .map(job -> List.<Object>of(job.id(), job.totalItems()))
            .toList();
    assertEquals(
        expected,
        ask(
            "id, " + TOTAL,
            "ORDER BY " + TOTAL + " DESC, " + Demo.column("id") + " ASC LIMIT 25 OFFSET 50"));
  }

  /** A question joined with itself, as a saved question is. */
  @Test
  void joins() {
    Map<String, Long> failed =
        Demo.JOBS.stream()
            .filter(job -> job.directoryId() != null && job.status().equals("failed"))
            .collect(Collectors.groupingBy(Job::directoryId, TreeMap::new, Collectors.counting()));
    Map<String, Long> all =
        Demo.JOBS.stream()
            .filter(job -> job.directoryId() != null)
            .collect(Collectors.groupingBy(Job::directoryId, TreeMap::new, Collectors.counting()));
    List<List<Object>> expected = new ArrayList<>();
    all.forEach((d, n) -> expected.add(Arrays.asList(d, n, failed.get(d))));
    String directory = Demo.column("directory_id");
    String grouped =
        "SELECT " + directory + " AS \"directory_id\", COUNT(*) AS \"count\" FROM " + Demo.TABLE;

    assertEquals(
        expected,
        Demo.rows(
            "SELECT \"source\".\"directory_id\" AS \"directory_id\", \"source\".\"count\" AS"
                + " \"count\", \"Failed\".\"count\" AS \"Failed__count\" FROM ("
                + grouped
                + " WHERE "
                + directory
                + " IS NOT NULL GROUP BY "
                + directory
                + ") AS \"source\" LEFT JOIN ("
                + grouped
                + " WHERE "
                + STATUS
                + " = ? GROUP BY "
                + directory
                + ") AS \"Failed\" ON \"source\".\"directory_id\" ="
                + " \"Failed\".\"directory_id\" ORDER BY \"source\".\"directory_id\" ASC",
            "failed"));
  }

  /** Expressions of Metabase's editor that :sql writes as they are. */
  @Test
  void calculates() {
    List<Object> row =
        ask(
                "CONCAT("
                    + STATUS
                    + ", ?, "
                    + STATUS
                    + "), REPLACE("
                    + STATUS
                    + ", ?, ?),"
                    + " SUBSTRING("
                    + STATUS
                    + ", 1, 2), LENGTH("
                    + STATUS
                    + "), UPPER("
                    + STATUS
                    + "), TRIM("
                    + STATUS
                    + "), LTRIM("
                    + STATUS
                    + "), RTRIM("
                    + STATUS
                    + "), COALESCE("
                    + Demo.column("directory_id")
                    + ", ?), CAST("
                    + TOTAL
                    + " AS text), POWER("
                    + TOTAL
                    + ", 2), LOG(10, 1000), EXP(0), SQRT(16),"
                    + " ABS(-3), CEIL(1.5), FLOOR(1.5), ROUND(1.5), CAST("
                    + Demo.column("created_at")
                    + " AS date)",
                "WHERE " + Demo.column("id") + " = ?",
                "-",
                "e",
                "E",
                "none",
                Demo.JOBS.get(0).id())
            .get(0);
    Job job = Demo.JOBS.get(0);
    String status = job.status();

    assertEquals(
        List.of(
            status + "-" + status,
            status.replace("e", "E"),
            status.substring(0, 2),
            (long) status.length(),
            status.toUpperCase(Locale.ROOT),
            status,
            status,
            status,
            job.directoryId() == null ? "none" : job.directoryId(),
            Long.toString(job.totalItems()),
            Math.pow(job.totalItems(), 2)),
        row.subList(0, 11));
    assertEquals(
        List.of(3.0, 1.0, 4.0, 3.0, 2.0, 1.0, 2.0),
        row.subList(11, 18).stream().map(n -> ((Number) n).doubleValue()).toList());
    assertEquals(job.createdAt().toLocalDate(), row.get(18));
  }
}
