package io.github.llamacloud.metabase;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.llamacloud.metabase.Demo.Job;
import java.time.DayOfWeek;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What Metabase makes of a temporal bucket, against the same by java.time. */
class BucketTest {
  private static final List<DayOfWeek> TWO_DAYS = List.of(DayOfWeek.SUNDAY, DayOfWeek.THURSDAY);

  static Stream<Arguments> buckets() {
    return Stream.of(Bucket.values())
        .flatMap(
            bucket ->
                (bucket.weekly() ? TWO_DAYS : TWO_DAYS.subList(0, 1))
                    .stream().map(day -> Arguments.of(bucket, day)));
  }

  static Stream<Arguments> bucketsOnAllDays() {
    return Stream.concat(
        buckets(),
        Stream.of(Bucket.values())
            .filter(Bucket::weekly)
            .flatMap(
                bucket ->
                    Stream.of(DayOfWeek.values())
                        .filter(day -> !TWO_DAYS.contains(day))
                        .map(day -> Arguments.of(bucket, day))));
  }

  private static String sql(Bucket bucket, DayOfWeek start, String expression) {
    return Plugin.startingOn(start, () -> Plugin.bucket(bucket.unit(), expression));
  }

  /** Jobs by bucket of created_at. */
  private static Map<Comparable<?>, Long> counted(
      Bucket bucket, DayOfWeek start, Stream<Job> jobs) {
    Map<Comparable<?>, Long> counts = new TreeMap<>();
    jobs.forEach(job -> counts.merge(bucket.of(job.createdAt(), start), 1L, Long::sum));
    return counts;
  }

  private static List<List<Object>> lists(Map<Comparable<?>, Long> counts) {
    List<List<Object>> rows = new ArrayList<>();
    counts.forEach((key, count) -> rows.add(List.of(key, count)));
    return rows;
  }

  @ParameterizedTest
  @MethodSource("bucketsOnAllDays")
  void breakout(Bucket bucket, DayOfWeek start) {
    String sql = sql(bucket, start, Demo.column("created_at"));

    assertEquals(
        lists(counted(bucket, start, Demo.JOBS.stream())),
        Demo.rows(
            "SELECT "
                + sql
                + " AS \"created_at\", COUNT(*) AS \"count\" FROM "
                + Demo.TABLE
                + " GROUP BY "
                + sql
                + " ORDER BY "
                + sql
                + " ASC"));
  }

  /** Metabase counts rows without a date-time too, as one group. */
  @ParameterizedTest
  @MethodSource("buckets")
  void breakoutWithNulls(Bucket bucket, DayOfWeek start) {
    String sql = sql(bucket, start, Demo.column("completed_at"));
    Map<Comparable<?>, Long> counts = new TreeMap<>();
    Demo.JOBS.stream()
        .filter(job -> job.completedAt() != null)
        .forEach(job -> counts.merge(bucket.of(job.completedAt(), start), 1L, Long::sum));
    long without = Demo.JOBS.stream().filter(job -> job.completedAt() == null).count();
    assertTrue(without > 0);
    List<List<Object>> expected = lists(counts);
    expected.add(Arrays.asList(null, without));

    assertEquals(
        expected,
        Demo.rows(
            "SELECT "
                + sql
                + " AS \"completed_at\", COUNT(*) AS \"count\" FROM "
                + Demo.TABLE
                + " GROUP BY "
                + sql
                + " ORDER BY "
                + sql
                + " ASC"));
  }

  /** A question over a question. */
  @ParameterizedTest
  @MethodSource("buckets")
  void nested(Bucket bucket, DayOfWeek start) {
    String inner = sql(bucket, start, Demo.column("created_at"));
    Map<Comparable<?>, Long> counts = counted(bucket, start, Demo.JOBS.stream());
    counts.values().removeIf(count -> count < 2);

    assertEquals(
        lists(counts),
        Demo.rows(
            "SELECT \"source\".\"created_at\" AS \"created_at\", \"source\".\"count\" AS \"count\""
                + " FROM (SELECT "
                + inner
                + " AS \"created_at\", COUNT(*) AS \"count\" FROM "
                + Demo.TABLE
                + " GROUP BY "
                + inner
                + " ORDER BY "
                + inner
                + " ASC) AS \"source\""
                + " WHERE \"source\".\"count\" >= 2 ORDER BY \"source\".\"created_at\" ASC"
                + " LIMIT 1048575"));
  }

  /** A bucket of a bucket: the week of a month, say, as a second stage groups by. */
  @ParameterizedTest
  @MethodSource("buckets")
  void bucketOfDays(Bucket bucket, DayOfWeek start) {
    String days = sql(Bucket.DAY, start, Demo.column("created_at"));
    String outer = sql(bucket, start, "\"source\".\"created_at\"");
    Map<Comparable<?>, Long> counts = new TreeMap<>();
    Demo.JOBS.forEach(
        job ->
            counts.merge(
                bucket.of(job.createdAt().toLocalDate().atStartOfDay(), start), 1L, Long::sum));

    assertEquals(
        lists(counts),
        Demo.rows(
            "SELECT "
                + outer
                + " AS \"created_at\", SUM(\"source\".\"count\") AS \"sum\""
                + " FROM (SELECT "
                + days
                + " AS \"created_at\", COUNT(*) AS \"count\" FROM "
                + Demo.TABLE
                + " GROUP BY "
                + days
                + ") AS \"source\""
                + " GROUP BY "
                + outer
                + " ORDER BY "
                + outer
                + " ASC"));
  }

  /** Cumulative count, by status. */
  @ParameterizedTest
  @MethodSource("buckets")
  void cumulative(Bucket bucket, DayOfWeek start) {
    String inner = sql(bucket, start, Demo.column("created_at"));
    List<List<Object>> expected = new ArrayList<>();
    for (String status : List.of("completed", "failed")) {
      long[] sum = {0};
      counted(bucket, start, Demo.JOBS.stream().filter(job -> job.status().equals(status)))
          .forEach((key, count) -> expected.add(List.of(status, key, sum[0] += count)));
    }

    assertEquals(
        expected,
        Demo.rows(
            "SELECT \"source\".\"status\" AS \"status\","
                + " \"source\".\"created_at\" AS \"created_at\","
                + " SUM(COUNT(*)) OVER (PARTITION BY \"source\".\"status\""
                + " ORDER BY \"source\".\"created_at\" ASC ROWS UNBOUNDED PRECEDING) AS \"count\""
                + " FROM (SELECT "
                + Demo.column("status")
                + " AS \"status\", "
                + inner
                + " AS \"created_at\" FROM "
                + Demo.TABLE
                + " WHERE ("
                + Demo.column("status")
                + " = ?) OR ("
                + Demo.column("status")
                + " = ?)) AS \"source\""
                + " GROUP BY \"source\".\"status\", \"source\".\"created_at\""
                + " ORDER BY \"source\".\"status\" ASC, \"source\".\"created_at\" ASC",
            "completed",
            "failed"));
  }

  /** The change from one bucket to the next. */
  @ParameterizedTest
  @MethodSource("buckets")
  void offset(Bucket bucket, DayOfWeek start) {
    String inner = sql(bucket, start, Demo.column("created_at"));
    List<List<Object>> expected = new ArrayList<>();
    Long[] before = {null};
    counted(bucket, start, Demo.JOBS.stream())
        .forEach(
            (key, count) -> {
              expected.add(Arrays.asList(key, before[0]));
              before[0] = count;
            });

    assertEquals(
        expected,
        Demo.rows(
            "SELECT \"source\".\"created_at\" AS \"created_at\","
                + " LAG(COUNT(*), 1) OVER (ORDER BY \"source\".\"created_at\" ASC) AS \"before\""
                + " FROM (SELECT "
                + inner
                + " AS \"created_at\" FROM "
                + Demo.TABLE
                + ") AS \"source\" GROUP BY \"source\".\"created_at\""
                + " ORDER BY \"source\".\"created_at\" ASC"));
  }

  /** Equality with a bucket, by literals, parameters, and the range that Metabase makes of it. */
  @ParameterizedTest
  @MethodSource("buckets")
  void filter(Bucket bucket, DayOfWeek start) {
    Job job = Demo.JOBS.get(Demo.JOBS.size() / 3);
    Comparable<?> value = bucket.of(job.createdAt(), start);
    List<List<Object>> expected =
        List.of(List.of(counted(bucket, start, Demo.JOBS.stream()).get(value)));
    String sql = sql(bucket, start, Demo.column("created_at"));
    String question = "SELECT COUNT(*) AS \"count\" FROM " + Demo.TABLE + " WHERE ";

    if (bucket.truncates()) {
      LocalDateTime from = (LocalDateTime) value;
      LocalDateTime to = bucket.end(from);
      String column = Demo.column("created_at");
      String range = question + "(" + column + " >= ?) AND (" + column + " < ?)";
      OffsetDateTime noon = job.createdAt().atOffset(ZoneOffset.UTC);
      String literal = (String) Plugin.generate("inline-value", Plugin.DRIVER, noon);
      assertEquals(expected, Demo.rows(range, from, to));
      assertEquals(
          expected,
          Demo.rows(
              range,
              from.atOffset(ZoneOffset.UTC),
              to.atOffset(ZoneOffset.UTC).withOffsetSameInstant(ZoneOffset.ofHours(9))));
      if (bucket.compareTo(Bucket.DAY) >= 0) {
        assertEquals(expected, Demo.rows(range, from.toLocalDate(), to.toLocalDate()));
      }
      assertEquals(expected, Demo.rows(question + sql + " = " + sql(bucket, start, literal)));
      assertEquals(
          expected,
          Demo.rows(
              question
                  + sql
                  + " = "
                  + Plugin.startingOn(start, () -> Plugin.bucketOfParameter(bucket.unit(), noon)),
              noon));
      assertEquals(
          expected,
          Demo.rows(
              question
                  + sql
                  + " BETWEEN "
                  + sql(bucket, start, literal)
                  + " AND "
                  + sql(bucket, start, literal)));
    } else {
      assertEquals(expected, Demo.rows(question + sql + " = " + value));
      assertEquals(expected, Demo.rows(question + sql + " BETWEEN " + value + " AND " + value));
    }
  }
}
