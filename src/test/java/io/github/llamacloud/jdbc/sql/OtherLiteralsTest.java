package io.github.llamacloud.jdbc.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.llamacloud.jdbc.jobs.ExecutionContext;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A statement answers as if no statement with other literals had been compiled before. */
class OtherLiteralsTest {
  private static final List<String> TEXTS =
      List.of(
          "'failed'",
          "'completed'",
          "'paused'",
          "'FAILED'",
          "''",
          "' failed'",
          "'failed '",
          "'it''s'",
          "'dir-2'",
          "'dir-3'",
          "'job-7'",
          "'job-19'",
          "'日本'",
          "'x\\y'",
          "'a%'",
          "'%o%'",
          "'" + "x".repeat(300) + "'",
          "NULL",
          "CAST(NULL AS VARCHAR)",
          "'5'",
          "'2024-01-05'");
  private static final List<String> NUMBERS =
      List.of(
          "0",
          "1",
          "-1",
          "5",
          "7",
          "-3",
          "1.5",
          "5.0",
          "5.00",
          "0.25",
          "1e1",
          "2147483647",
          "2147483648",
          "-2147483648",
          "9223372036854775807",
          "9223372036854775808",
          "-9223372036854775808",
          "NULL",
          "1/2",
          "3 + 4",
          "1 - 1",
          "CAST('12' AS BIGINT)");
  private static final List<String> DATES =
      List.of(
          "TIMESTAMP '2024-01-05 00:00:00'",
          "TIMESTAMP '2024-01-05T10:00:00.5Z'",
          "TIMESTAMP '2024-01-05 00:00:00.000001'",
          "DATE '2024-01-10'",
          "DATE '2024-01-11'",
          "'2024-01-12'",
          "CAST('2024-01-09' AS DATE)",
          "TIMESTAMP '1969-12-31 23:59:59'",
          "CAST(NULL AS TIMESTAMP)",
          "DATE '2024-01-10' + INTERVAL '1' DAY");

  private static final List<String> WITH_TEXT =
      List.of(
          "SELECT id FROM batch_jobs WHERE status = %s",
          "SELECT id, 1 AS one FROM batch_jobs WHERE status = %s AND total_items > 3",
          "SELECT id FROM batch_jobs WHERE status <> %s AND job_type = 'parse'",
          "SELECT id FROM batch_jobs WHERE directory_id = %s LIMIT 5",
          "SELECT id FROM batch_jobs WHERE id = %s",
          "SELECT id FROM batch_jobs WHERE directory_id IN (%s, 'dir-3')",
          "SELECT id FROM batch_jobs WHERE directory_id NOT IN (%s, 'dir-3')",
          "SELECT id FROM batch_jobs WHERE status = %s OR status = 'running'",
          "SELECT id FROM batch_jobs WHERE status = %s AND status = 'failed'",
          "SELECT id FROM batch_jobs WHERE error_message LIKE %s",
          "SELECT id FROM batch_jobs WHERE error_message ILIKE '%%' || %s",
          "SELECT id, CASE WHEN status = %s THEN 'a' ELSE status END AS c FROM batch_jobs",
          "SELECT CASE directory_id WHEN %s THEN 1 ELSE 0 END AS c, COUNT(*) FROM batch_jobs GROUP BY 1",
          "SELECT %s AS x, id FROM batch_jobs LIMIT 3",
          "SELECT %s FROM batch_jobs LIMIT 3",
          "SELECT COALESCE(directory_id, %s) AS d, COUNT(*) FROM batch_jobs GROUP BY 1",
          "SELECT COUNT(*) FROM batch_jobs WHERE status = %s",
          "SELECT job_type, COUNT(*) FROM batch_jobs WHERE status = %s GROUP BY job_type",
          "SELECT status, MAX(id) FROM batch_jobs GROUP BY status HAVING MIN(job_type) >= %s",
          "SELECT id || %s AS x FROM batch_jobs WHERE total_items < 2",
          "SELECT REPLACE(id, 'job', %s) AS x FROM batch_jobs WHERE total_items < 2",
          "SELECT a.id FROM batch_jobs a JOIN batch_jobs b ON a.id = b.id AND b.status = %s",
          "SELECT id FROM batch_jobs WHERE EXISTS (SELECT 1 FROM (VALUES (%s)) v(x) WHERE x = status)",
          "SELECT id FROM batch_jobs WHERE created_at > %s",
          "SELECT id FROM batch_jobs WHERE total_items = %s",
          "SELECT STRING_AGG(id, %s ORDER BY id) AS x FROM batch_jobs WHERE total_items < 4");
  private static final List<String> WITH_NUMBER =
      List.of(
          "SELECT id FROM batch_jobs WHERE total_items > %s",
          "SELECT id FROM batch_jobs WHERE total_items = %s AND error_message IS NULL",
          "SELECT id FROM batch_jobs WHERE total_items BETWEEN %s AND 12",
          "SELECT id FROM batch_jobs WHERE total_items IN (%s, 4, 50)",
          "SELECT id FROM batch_jobs WHERE total_items > 3 AND total_items < %s",
          "SELECT id FROM batch_jobs WHERE total_items > %1$s AND failed_items <> %1$s",
          "SELECT id FROM batch_jobs WHERE NOT (total_items = %s OR completed_at IS NULL)",
          "SELECT id, CAST(total_items AS SMALLINT) AS x FROM batch_jobs WHERE CAST(total_items AS SMALLINT) < %s",
          "SELECT id FROM batch_jobs WHERE 1 = %s",
          "SELECT total_items + %s AS x FROM batch_jobs",
          "SELECT total_items * %s AS x, total_items / 2.5 AS y FROM batch_jobs",
          "SELECT total_items / %s AS x FROM batch_jobs",
          "SELECT CASE WHEN total_items > %s THEN 1 ELSE 2 END AS x, SUM(total_items) FROM batch_jobs GROUP BY 1",
          "SELECT SUM(total_items * %s) AS x, AVG(failed_items) AS y FROM batch_jobs",
          "SELECT job_type, SUM(total_items) AS s FROM batch_jobs GROUP BY job_type HAVING SUM(total_items) > %s",
          "SELECT id FROM batch_jobs WHERE status = 'failed' LIMIT %s",
          "SELECT id FROM batch_jobs WHERE status = 'failed' LIMIT 3 OFFSET %s",
          "SELECT id FROM batch_jobs WHERE total_items > 3 LIMIT %s",
          "SELECT id FROM batch_jobs ORDER BY created_at DESC LIMIT %s",
          "SELECT id, ROUND(total_items / 3.0, 2) AS x FROM batch_jobs ORDER BY total_items - %s, id",
          "SELECT SUBSTRING(id, %s) AS x FROM batch_jobs WHERE total_items < 3",
          "SELECT LAG(id, 2, 'none') OVER (ORDER BY total_items) AS x FROM batch_jobs WHERE total_items <= %s",
          "SELECT SUM(total_items) OVER (ORDER BY id ROWS 2 PRECEDING) + %s AS x FROM batch_jobs",
          "SELECT CAST(total_items AS DOUBLE) * %s AS x FROM batch_jobs WHERE total_items > 40",
          "SELECT v.x, COUNT(*) FROM batch_jobs, (VALUES (1), (%s)) v(x) WHERE total_items > v.x GROUP BY v.x",
          "SELECT %s AS x",
          "SELECT -(%s) AS x, id FROM batch_jobs LIMIT 2",
          "SELECT EXTRACT(DAY FROM created_at) AS d, COUNT(*) FROM batch_jobs WHERE EXTRACT(DAY FROM created_at) <> %s GROUP BY 1");
  private static final List<String> WITH_DATE =
      List.of(
          "SELECT id FROM batch_jobs WHERE created_at >= %s",
          "SELECT id FROM batch_jobs WHERE created_at >= %s AND created_at < TIMESTAMP '2024-01-20 00:00:00'",
          "SELECT id FROM batch_jobs WHERE CAST(created_at AS DATE) = %s",
          "SELECT COUNT(completed_at) AS c FROM batch_jobs WHERE completed_at <> %s",
          "SELECT MAX(CASE WHEN created_at > %s THEN created_at END) AS x FROM batch_jobs",
          "SELECT id FROM batch_jobs WHERE created_at BETWEEN %s AND TIMESTAMP '2024-01-18 00:00:00' ORDER BY 1");

  private final SqlEngine warm = new SqlEngine();

  static Stream<String> templates() {
    return Stream.of(WITH_TEXT, WITH_NUMBER, WITH_DATE).flatMap(List::stream);
  }

  private static List<String> literals(String template) {
    return WITH_TEXT.contains(template) ? TEXTS : WITH_NUMBER.contains(template) ? NUMBERS : DATES;
  }

  @ParameterizedTest
  @MethodSource("templates")
  void theAnswerIsThatOfAnEngineThatKnowsNoOther(String template) {
    for (String literal : literals(template)) {
      String sql = template.formatted(literal);
      List<String> expected = told(new SqlEngine(), sql);
      assertEquals(expected, told(warm, sql), sql);
      // Another text, of which nothing is known but what other literals left behind.
      assertEquals(expected, told(warm, sql + " "), sql);
    }
  }

  @Test
  void otherLiteralsNeedNoNewCode() throws SQLException {
    for (String template :
        List.of(
            "SELECT job_type, SUM(total_items) FROM batch_jobs WHERE status = 's%d' GROUP BY 1",
            "SELECT total_items * %d.5 AS x FROM batch_jobs",
            "SELECT id FROM batch_jobs WHERE total_items IN (%d, 1%<d)",
            "SELECT SUM(CASE WHEN error_message LIKE '%%%%%d%%%%' THEN 1 END) FROM batch_jobs",
            "SELECT id || 'a%d' AS x FROM batch_jobs ORDER BY created_at LIMIT %<d")) {
      SqlEngine engine = new SqlEngine();
      for (int i = 3; i < 8; i++) {
        run(engine, template.formatted(i));
      }
      assertEquals(1, engine.code().compiled(), template);
    }
  }

  @Test
  void comparedValuesArePlannedOnceAndThenAsParameters() throws SQLException {
    for (String template :
        List.of(
            "SELECT id FROM batch_jobs WHERE total_items > %d AND error_message IS NULL",
            "SELECT id FROM batch_jobs WHERE created_at > TIMESTAMP '2024-01-0%d 00:00:00'",
            "SELECT id FROM batch_jobs WHERE created_at >= '2024-01-0%d' AND created_at < '2024-01-1%<d'",
            "SELECT id FROM batch_jobs WHERE CAST(created_at AS DATE) > DATE '2024-01-0%d'",
            "SELECT id FROM batch_jobs WHERE updated_at <= '2024-01-0%dT12:30:00Z' ORDER BY 1 LIMIT 3",
            "SELECT id FROM batch_jobs WHERE total_items BETWEEN %d AND 1%<d",
            "SELECT id FROM batch_jobs WHERE total_items <> %d AND status = 'failed' LIMIT 2",
            "SELECT CASE WHEN total_items > %d THEN 0 ELSE 999 END, COUNT(*) FROM batch_jobs GROUP BY 1",
            "SELECT status, SUM(total_items) FROM batch_jobs GROUP BY 1 HAVING SUM(total_items) > 20%d",
            "SELECT a.id FROM batch_jobs a JOIN batch_jobs b ON a.id = b.id AND b.total_items = %d",
            "SELECT DATE_TRUNC('day', created_at) AS d, COUNT(*) FROM batch_jobs WHERE created_at >= DATE '2024-01-0%d' GROUP BY 1",
            "SELECT id FROM batch_jobs WHERE CHAR_LENGTH(id) <= %d AND failed_items < 1%<d",
            "SELECT id FROM batch_jobs WHERE total_items < %d UNION SELECT id FROM batch_jobs")) {
      SqlEngine engine = new SqlEngine();
      for (int i = 1; i < 6; i++) {
        String sql = template.formatted(i);
        assertEquals(told(new SqlEngine(), sql), told(engine, sql));
      }
      assertEquals(2, engine.compilations(), template);
      assertEquals(2, engine.code().compiled(), template);
    }
  }

  /** Others may be decided by their values, alone or beside other constants. */
  @Test
  void otherStatementsArePlannedWithTheirValues() throws SQLException {
    for (String template :
        List.of(
            "SELECT id, total_items > %d AS x FROM batch_jobs",
            "SELECT id FROM batch_jobs WHERE total_items > %d AND total_items < 10 - 3",
            "SELECT id FROM batch_jobs WHERE total_items > %d AND total_items < CHAR_LENGTH('abcd')",
            "SELECT id FROM batch_jobs WHERE total_items > %d AND total_items > 1%<d",
            "SELECT id FROM batch_jobs WHERE total_items > %d AND total_items = '4'",
            "SELECT id FROM batch_jobs WHERE total_items > %d AND failed_items > %<d",
            "SELECT id FROM batch_jobs WHERE total_items > -%d",
            "SELECT id FROM batch_jobs WHERE total_items > %d.0",
            "SELECT id FROM batch_jobs WHERE total_items > %d000000000",
            "SELECT id FROM batch_jobs WHERE CAST(total_items AS DOUBLE) > %d",
            "SELECT id FROM batch_jobs WHERE id > '2024-01-0%d'",
            "SELECT id FROM batch_jobs WHERE created_at > '2023-02-3%d'",
            "SELECT id FROM batch_jobs WHERE created_at > TIMESTAMP '2024-01-0%d 00:00:00.5'",
            "SELECT COUNT(*) FILTER (WHERE total_items > %d) FROM batch_jobs",
            "SELECT RAND(5) AS x FROM batch_jobs WHERE total_items > %d",
            "SELECT total_items > %d FROM batch_jobs GROUP BY total_items > %<d")) {
      SqlEngine engine = new SqlEngine();
      for (int i = 1; i < 5; i++) {
        String sql = template.formatted(i);
        long before = engine.compilations();
        List<String> told = told(engine, sql);
        assertEquals(told(new SqlEngine(), sql), told);
        assertTrue(told.size() == 1 || engine.compilations() > before, sql);
      }
    }
  }

  /** None of these asks for anything if its values contradict each other. */
  @Test
  void comparedValuesInAnotherOrderAreAnotherShape() throws SQLException {
    SqlEngine engine = new SqlEngine();
    for (String sql :
        List.of(
            "SELECT id FROM batch_jobs WHERE total_items > %s AND total_items < 1%s",
            "SELECT id FROM batch_jobs WHERE total_items BETWEEN 1%s AND 1%s",
            "SELECT id FROM (SELECT * FROM batch_jobs WHERE total_items < 1%s) WHERE total_items = 1%s",
            "SELECT id FROM batch_jobs WHERE created_at >= '2024-01-0%s' AND created_at < DATE '2024-01-0%s'",
            "SELECT id FROM batch_jobs WHERE total_items > %s AND total_items < CASE WHEN TRUE THEN 4 END"
                + " AND total_items <> 1%s")) {
      for (String values : List.of("12", "35", "46", "53", "22", "69")) {
        String text = sql.formatted(values.charAt(0), values.charAt(1));
        assertEquals(told(new SqlEngine(), text), told(engine, text), text);
      }
    }
  }

  @Test
  void onlyWhatWasExecutedIsAnExample() throws SQLException {
    SqlEngine engine = new SqlEngine();
    String sql = "SELECT id FROM batch_jobs WHERE total_items > %d";
    engine.prepare(sql.formatted(1));
    engine.prepare(sql.formatted(2));
    assertEquals(2, engine.compilations());
    run(engine, sql.formatted(3));
    assertEquals(3, engine.compilations());
    for (int i = 4; i < 9; i++) {
      assertEquals(told(new SqlEngine(), sql.formatted(i)), told(engine, sql.formatted(i)));
    }
    assertEquals(4, engine.compilations());
  }

  @Test
  void oneRequestWithOtherValuesIsCompiledTwice() throws SQLException {
    for (String template :
        List.of(
            "SELECT id, status FROM batch_jobs WHERE directory_id = 'dir-%d'",
            "SELECT id FROM batch_jobs LIMIT 1%d;",
            "SELECT id FROM batch_jobs WHERE status = 'failed' LIMIT 10 OFFSET %d",
            "SELECT * FROM batch_jobs -- 'all'\n WHERE \"status\" = 's%d' AND directory_id = 'x'",
            "SELECT id FROM batch_jobs b WHERE b.directory_id IN ('a%<d', 'b%<d') OR id='%<d'",
            "SELECT id FROM (SELECT * FROM batch_jobs WHERE id = 'job-%d') FETCH NEXT 5 ROWS ONLY")) {
      SqlEngine engine = new SqlEngine();
      for (int i = 1; i < 9; i++) {
        String sql = template.replace("%<d", "%d").replace("%d", String.valueOf(i));
        assertEquals(told(new SqlEngine(), sql), told(engine, sql));
      }
      assertEquals(template.contains("FETCH") ? 8 : 2, engine.compilations(), template);
    }
  }

  /** Each is seen with another value before, and must not be taken for the same. */
  @Test
  void aPlaceWhoseValuesWereNotSeenIsCompiled() throws SQLException {
    SqlEngine engine = new SqlEngine();
    String sql = "SELECT id FROM batch_jobs WHERE directory_id = '%s' LIMIT %d";
    told(engine, sql.formatted("dir-2", 3));
    told(engine, sql.formatted("dir-3", 3));
    assertEquals(2, engine.compilations());
    told(engine, sql.formatted("dir-3", 4));
    assertEquals(3, engine.compilations());
    told(engine, sql.formatted("dir-4", 5));
    assertEquals(3, engine.compilations());
    for (String other :
        List.of(
            "SELECT id FROM batch_jobs WHERE directory_id = 'dir-22' LIMIT 3",
            "SELECT id FROM batch_jobs WHERE directory_id = 'it''s' LIMIT 3",
            "SELECT id FROM batch_jobs WHERE directory_id = 'dir-\u00fc' LIMIT 3",
            "SELECT id FROM batch_jobs WHERE directory_id = E'dir-2' LIMIT 3",
            "SELECT id FROM batch_jobs WHERE directory_id = 'dir-2' LIMIT 0",
            "SELECT id FROM batch_jobs WHERE directory_id = 'dir-2' LIMIT 31",
            "SELECT id FROM batch_jobs WHERE status = 'dir-2' LIMIT 3",
            "SELECT id FROM batch_jobs WHERE directory_id <> 'dir-2' LIMIT 3",
            "SELECT id AS x FROM batch_jobs WHERE directory_id = 'dir-2' LIMIT 3")) {
      long before = engine.compilations();
      assertEquals(told(new SqlEngine(), other), told(engine, other));
      assertTrue(engine.compilations() > before || told(engine, other).size() == 1, other);
    }
  }

  @Test
  void valuesThatAreEqualOrInAnotherOrderAreAnotherShape() throws SQLException {
    SqlEngine engine = new SqlEngine();
    for (String sql :
        List.of(
            "SELECT id FROM batch_jobs WHERE directory_id = '%s' AND directory_id = '%s'",
            "SELECT id FROM batch_jobs WHERE directory_id = '%s' OR directory_id = '%s'",
            "SELECT id FROM batch_jobs WHERE directory_id = '%s' AND id = '%s'",
            "SELECT id FROM batch_jobs WHERE directory_id IN ('%s', '%s')",
            "SELECT id FROM batch_jobs WHERE status IN ('%s', '%s') AND status = 'dir-3'")) {
      // The first two would make the others known, but for which values are equal.
      for (String values : List.of("22", "33", "35", "12", "53", "32", "55")) {
        String text = sql.formatted("dir-" + values.charAt(0), "dir-" + values.charAt(1));
        assertEquals(told(new SqlEngine(), text), told(engine, text), text);
      }
    }
  }

  @Test
  void whatIsNotAsExpectedIsNoExample() throws SQLException {
    String sql = "SELECT id FROM batch_jobs WHERE directory_id = '%s' AND status = '%s'";
    RequestTemplate example =
        RequestTemplate.of(List.of("a", "b"), compiled(sql.formatted("a", "b"))).orElseThrow();
    assertTrue(example.with(List.of("a", "b")).isPresent());
    assertTrue(example.with(List.of("c", "b")).isEmpty());
    List<Object> others = List.of("c", "b");
    RequestTemplate seen =
        example.confirmed(others, compiled(sql.formatted("c", "b"))).orElseThrow();
    assertTrue(seen.with(List.of("d", "b")).isPresent());
    assertTrue(seen.with(List.of("d", "c")).isEmpty());
    for (String other :
        List.of(
            sql.formatted("c", "c"),
            sql.formatted("c", "b").replace("SELECT id", "SELECT id AS x"),
            sql.formatted("c", "b").replace("SELECT", "SELECT job_type,"),
            sql.formatted("c", "b") + " LIMIT 3",
            sql.formatted("c", "b") + " AND total_items > 3",
            "SELECT COUNT(*) FROM batch_jobs",
            "SELECT id FROM batch_jobs WHERE 1 = 0")) {
      assertTrue(example.confirmed(others, compiled(other)).isEmpty(), other);
    }
    assertTrue(RequestTemplate.of(List.of("a", "x"), compiled(sql.formatted("a", "b"))).isEmpty());
    assertTrue(
        RequestTemplate.of(List.of(), compiled("SELECT COUNT(*) FROM batch_jobs")).isEmpty());
  }

  private CompiledStatement compiled(String sql) throws SQLException {
    return (CompiledStatement) warm.prepare(sql);
  }

  @Test
  void ofAnEnumInOtherLettersIsWarned() throws SQLException {
    SqlEngine engine = new SqlEngine();
    for (String status : List.of("FAILED", "Failed", "FAILED", "fAILED", "failed", "paused")) {
      String sql = "SELECT id FROM batch_jobs WHERE status = '" + status + "'";
      assertEquals(warnings(new SqlEngine(), sql), warnings(engine, sql));
      assertEquals(
          status.equals("failed") || status.equals("paused") ? 0 : 1, warnings(engine, sql).size());
    }
  }

  private static List<String> warnings(SqlEngine engine, String sql) throws SQLException {
    return ((CompiledStatement) engine.prepare(sql)).enums().hints(List.of());
  }

  /** The seed of a series is a literal like any other, but its code is used up. */
  @Test
  void aSeriesOfRandomNumbersBeginsAnew() throws SQLException {
    String sql = "SELECT RAND(%d) AS x FROM batch_jobs LIMIT 4";
    List<String> five = run(new SqlEngine(), sql.formatted(5));
    assertEquals(run(new SqlEngine(), sql.formatted(6)), run(warm, sql.formatted(6)));
    assertEquals(five, run(warm, sql.formatted(5)));
    assertEquals(five, run(warm, sql.formatted(5)));
  }

  @Test
  void whatFailsInAConstantFailsAlikeInEveryStatement() {
    String sql = "SELECT id FROM batch_jobs WHERE total_items > %d AND total_items / 0 = 1";
    for (int i = 0; i < 3; i++) {
      assertEquals(told(new SqlEngine(), sql.formatted(i)), told(warm, sql.formatted(i)));
    }
  }

  /** Columns, rows, requests and plan, or the failure. */
  private static List<String> told(SqlEngine engine, String sql) {
    List<String> told = new ArrayList<>();
    try {
      PreparedSql prepared = engine.prepare(sql);
      told.add(prepared.columns().toString());
      told.addAll(run(engine, sql));
      Plan plan = ((CompiledStatement) prepared).plan().get();
      told.add(plan.explain());
      told.add(plan.requests().toString());
    } catch (SQLException e) {
      told.add(e.getSQLState() + " " + e.getMessage());
    }
    return told;
  }

  private static List<String> run(SqlEngine engine, String sql) throws SQLException {
    ListedJobs jobs = new ListedJobs();
    List<String> rows = new ArrayList<>();
    try (RowCursor cursor =
        engine
            .prepare(sql)
            .bind(List.of())
            .open(
                jobs,
                new ExecutionContext(Instant.EPOCH, Duration.ZERO, ExecutionContext.ALL_ROWS))) {
      while (cursor.next()) {
        rows.add(Arrays.deepToString(cursor.row()));
      }
    }
    rows.add(jobs.requests.toString());
    return rows;
  }
}
