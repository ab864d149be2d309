package io.github.llamacloud.jdbc.sql;

import static java.util.stream.Collectors.joining;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.llamacloud.jdbc.jobs.BoundList;
import io.github.llamacloud.jdbc.jobs.BoundRequest;
import io.github.llamacloud.jdbc.jobs.ExecutionContext;
import io.github.llamacloud.jdbc.jobs.JobCursor;
import io.github.llamacloud.jdbc.jobs.JobRequest;
import io.github.llamacloud.jdbc.jobs.JobSource;
import java.math.BigDecimal;
import java.sql.JDBCType;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SqlEngineTest {
  private final SqlEngine engine = new SqlEngine();
  private final FakeSource source = new FakeSource();

  @Test
  void theSameTextIsCompiledOnce() throws SQLException {
    assertSame(
        engine.prepare("SELECT id FROM batch_jobs"), engine.prepare("SELECT id FROM batch_jobs"));
    assertNotSame(
        engine.prepare("SELECT id FROM batch_jobs"), engine.prepare("SELECT id  FROM batch_jobs"));
  }

  @Test
  void theCacheIsBounded() throws SQLException {
    PreparedSql first = engine.prepare("SELECT 0 AS x");
    for (int i = 1; i <= 256; i++) {
      engine.prepare("SELECT " + i + " AS x");
    }
    assertNotSame(first, engine.prepare("SELECT 0 AS x"));
  }

  @Test
  void aParameterThatIsNullMatchesNothing() throws SQLException {
    assertEquals(List.of(), run("SELECT id FROM batch_jobs WHERE status = ?", (Object) null));
    assertTrue(source.requests.get(0).condition().isNone());
  }

  @Test
  void labelsAreAsTyped() throws SQLException {
    assertEquals(
        List.of("ID", "Status", "N", "total_items"),
        labels("SELECT ID, b.Status, 1 AS N, total_items FROM Batch_Jobs b ORDER BY ID LIMIT 1"));
    assertEquals(List.of("Id"), labels("WITH f AS (SELECT id FROM batch_jobs) SELECT Id FROM f"));
    assertEquals("id", labels("SELECT *, ID FROM batch_jobs").get(0));
    assertEquals(
        List.of("ID"), labels("SELECT ID FROM batch_jobs UNION SELECT status FROM batch_jobs"));
  }

  private List<String> labels(String sql) throws SQLException {
    return engine.prepare(sql).columns().stream().map(ResultColumn::label).toList();
  }

  @Test
  void theNumberOfParametersIsChecked() throws SQLException {
    PreparedSql sql = engine.prepare("SELECT id FROM batch_jobs WHERE status = ?");
    assertThrows(SQLException.class, () -> sql.bind(List.of()));
  }

  @Test
  void parametersAreDescribedAsFarAsTheStatementTells() throws SQLException {
    PreparedSql sql =
        engine.prepare(
            "SELECT ? AS x FROM batch_jobs WHERE status = ? AND total_items > ? AND created_at < ?"
                + " LIMIT ?");
    assertEquals(
        List.of(
            JDBCType.VARCHAR,
            JDBCType.VARCHAR,
            JDBCType.BIGINT,
            JDBCType.TIMESTAMP,
            JDBCType.INTEGER),
        sql.parameters().stream().map(ResultColumn::type).toList());
  }

  @Test
  void aParameterWithoutATypeTakesThatOfItsValue() throws SQLException {
    BoundQuery query = engine.prepare("SELECT ? AS x").bind(List.of(5L));
    assertEquals(JDBCType.BIGINT, query.columns().get(0).type());
    assertEquals(List.of("5"), run("SELECT ? AS x", 5L));
    assertEquals(List.of("five"), run("SELECT ? AS x", "five"));
    assertEquals(List.of("5.25"), run("SELECT ? AS x", new BigDecimal("5.25")));
    assertEquals(List.of("null"), run("SELECT ? AS x", (Object) null));
  }

  @Test
  void aTextOfAnyLengthIsWhole() throws SQLException {
    String text = "x".repeat(70_000);
    for (String sql : List.of("SELECT ?", "SELECT ? || ''", "SELECT CAST(? AS VARCHAR)")) {
      assertEquals(List.of(text), run(sql, text), sql);
    }
    assertEquals(List.of("0"), run("SELECT COUNT(*) FROM (VALUES ('x')) t(t) WHERE t = ?", text));
    assertEquals(65_536, engine.prepare("SELECT ? || ''").columns().get(0).precision());
  }

  @Test
  void aTextWithEscapesIsAText() throws SQLException {
    assertEquals(
        List.of("a\nb'c'd\u00fc\\AAz"),
        run("SELECT E'a\\nb\\'c''d\\u00fc\\\\\\x41\\101' || 'z' AS x"));
    assertEquals(List.of("\u00fc"), run("SELECT U&'\\00fc' AS x"));
    run("SELECT id FROM batch_jobs WHERE directory_id = E'd\\'1'");
    assertEquals(
        "[[directory_id = 'd''1']]",
        source.requests.get(source.requests.size() - 1).condition().alternatives().toString());
    assertEquals(
        "0A000",
        assertThrows(SQLException.class, () -> engine.prepare("SELECT E'\\q' AS x")).getSQLState());
  }

  @Test
  void aParameterIsComparedWithAllItsDigits() throws SQLException {
    String stamp =
        "SELECT COUNT(*) FROM (VALUES (TIMESTAMP '2024-01-01 00:00:00.123')) t(t) WHERE ";
    LocalDateTime fine = LocalDateTime.parse("2024-01-01T00:00:00.123000001");
    for (Object value : List.of(fine, "2024-01-01T00:00:00.123000001Z")) {
      assertEquals(List.of("1"), run(stamp + "t < ?", value));
      assertEquals(List.of("0"), run(stamp + "t = ?", value));
      assertEquals(List.of("0"), run(stamp + "t >= ?", value));
    }
    assertEquals(List.of("0"), run(stamp + "CAST(t AS DATE) = ?", fine.minusNanos(123_000_000)));
    String time = "SELECT COUNT(*) FROM (VALUES (TIME '10:00:00.123')) t(t) WHERE ";
    assertEquals(List.of("1"), run(time + "t < ?", LocalTime.parse("10:00:00.1234")));
    assertEquals(List.of("0"), run(time + "t = ?", LocalTime.parse("10:00:00.1234")));
    assertEquals(List.of("1"), run(time + "t = ?", LocalTime.parse("10:00:00.123")));
  }

  @Test
  void theLocaleOfTheJvmChangesNothing() throws SQLException {
    Locale before = Locale.getDefault();
    Locale.setDefault(Locale.forLanguageTag("tr"));
    try {
      assertEquals(List.of("I"), run("select upper('i') from (values (1)) t(id)"));
      assertEquals(List.of("i"), run("SELECT LOWER('I') FROM (VALUES (1)) t(ID)"));
      assertEquals(List.of("Iii"), run("SELECT INITCAP('iII')"));
      assertEquals(List.of("true"), run("SELECT 'TITLE' ILIKE 'title'"));
      assertEquals(List.of("true"), run("SELECT 'TITLE' ~* 'title'"));
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void nowIsThatOfTheExecutionAlsoFromTheCache() throws SQLException {
    BoundQuery query = engine.prepare("SELECT now() AS n FROM batch_jobs LIMIT 1").bind(List.of());
    for (long second : new long[] {1000, 2000}) {
      ExecutionContext context =
          new ExecutionContext(
              Instant.ofEpochSecond(second), Duration.ZERO, ExecutionContext.ALL_ROWS);
      try (RowCursor rows = query.open(source, context)) {
        assertTrue(rows.next());
        assertEquals(second * 1000, rows.row()[0]);
      }
    }
  }

  @Test
  void closingARowCursorClosesEveryScan() throws SQLException {
    BoundQuery query =
        engine
            .prepare("SELECT a.id FROM batch_jobs a JOIN batch_jobs b ON a.id = b.id")
            .bind(List.of());
    RowCursor rows = query.open(source, context());
    assertTrue(rows.next());
    rows.close();
    assertEquals(0, source.open.get());
  }

  @Test
  void aCancelledStatementStopsInLocalWork() throws SQLException {
    BoundQuery query =
        engine.prepare("SELECT UPPER(id) FROM batch_jobs WHERE total_items >= 0").bind(List.of());
    ExecutionContext context = context();
    try (RowCursor rows = query.open(source, context)) {
      assertTrue(rows.next());
      context.cancel();
      assertEquals("57014", assertThrows(SQLException.class, rows::next).getSQLState());
    }
  }

  @Test
  void aLoopOverKeptRowsEndsWhenItIsCancelled() throws SQLException {
    String eight = "(VALUES 1, 2, 3, 4, 5, 6, 7, 8)";
    BoundQuery query =
        engine
            .prepare(
                "SELECT COUNT(*) FROM %s a(x), %s b(x), %s c(x), %s e(x), batch_jobs d WHERE a.x + b.x + c.x + e.x + d.total_items < 0"
                    .formatted(eight, eight, eight, eight))
            .bind(List.of());
    ExecutionContext context = context();
    source.beforeLastRow = context::cancel;
    // An aggregate is computed while it is opened, before the first row is asked for.
    assertEquals(
        "57014", assertThrows(SQLException.class, () -> query.open(source, context)).getSQLState());
  }

  @Test
  void aFailureOfTheSourceArrivesAsItIs() throws SQLException {
    source.failure = new SQLException("gone", "08006", 0);
    BoundQuery query = engine.prepare("SELECT COUNT(DISTINCT id) FROM batch_jobs").bind(List.of());
    SQLException e =
        assertThrows(
            SQLException.class,
            () -> {
              try (RowCursor rows = query.open(source, context())) {
                rows.next();
              }
            });
    assertSame(source.failure, e);
  }

  @Test
  void aSelfJoinReadsTheListOnce() throws SQLException {
    run("SELECT COUNT(*) FROM batch_jobs a JOIN batch_jobs b ON a.total_items < b.total_items");
    assertEquals(1, source.requests.size(), source.requests::toString);
  }

  @Test
  void aRowLimitOfTheReaderReachesTheRequest() throws SQLException {
    BoundQuery query = engine.prepare("SELECT UPPER(id) FROM batch_jobs LIMIT 50").bind(List.of());
    ExecutionContext context = new ExecutionContext(Instant.EPOCH, Duration.ZERO, 7);
    try (RowCursor rows = query.open(source, context)) {
      assertTrue(rows.next());
    }
    assertEquals(7, source.requests.get(0).limit());
  }

  @Test
  void aRowLimitOfTheReaderStaysAboveAFilter() throws SQLException {
    BoundQuery query =
        engine.prepare("SELECT id FROM batch_jobs WHERE total_items > 1").bind(List.of());
    ExecutionContext context = new ExecutionContext(Instant.EPOCH, Duration.ZERO, 7);
    try (RowCursor rows = query.open(source, context)) {
      assertTrue(rows.next());
    }
    assertEquals(ExecutionContext.ALL_ROWS, source.requests.get(0).limit());
  }

  @Test
  void aSeriesOfRandomNumbersBeginsWithTheExecution() throws SQLException {
    for (String sql :
        List.of("SELECT RAND(5) FROM batch_jobs", "SELECT RAND_INTEGER(5, 1000) FROM batch_jobs")) {
      List<String> first = run(sql);
      assertEquals(first, run(sql));
      assertTrue(first.stream().distinct().count() > 1, first::toString);
    }
    assertEquals(run("SELECT RAND(?)", 5L), run("SELECT RAND(?)", 5L));
  }

  /** Neither hides the list from the scan. */
  @Test
  void aLongListOfValuesIsNoJoinWhateverItsLength() throws SQLException {
    for (int length : new int[] {21, 300}) {
      for (String value : List.of("'%d'", "%d", "?")) {
        if (value.equals("?") && length > 21) {
          continue;
        }
        String values =
            IntStream.range(1, length + 1)
                .mapToObj(
                    i ->
                        i == 2
                            ? value.replace("%d", value.startsWith("'") ? "j2" : "2")
                            : value.formatted(10_000 + i))
                .collect(joining(", "));
        Object[] parameters =
            value.equals("?")
                ? IntStream.range(1, length + 1).mapToObj(i -> i == 2 ? "j2" : "x" + i).toArray()
                : new Object[0];
        String column = value.equals("%d") ? "total_items" : "id";
        source.requests.clear();
        assertEquals(
            List.of("j2"),
            run("SELECT id FROM batch_jobs WHERE " + column + " IN (" + values + ")", parameters));
        assertEquals(1, source.requests.size());
        assertEquals(
            List.of("j0", "j1", "j3", "j4"),
            run(
                "SELECT id FROM batch_jobs WHERE " + column + " NOT IN (" + values + ")",
                parameters));
        assertEquals(2, source.requests.size());
        List<String> plan =
            value.equals("?")
                ? List.of()
                : run(
                    "EXPLAIN PLAN FOR SELECT id FROM batch_jobs WHERE status = 'failed' AND "
                        + column
                        + " IN ("
                        + values
                        + ")");
        assertTrue(plan.stream().noneMatch(line -> line.contains("Join")), plan::toString);
        assertTrue(
            value.equals("?")
                || plan.stream().anyMatch(line -> line.contains("filters=[[status = 'failed']]")),
            plan::toString);
      }
    }
  }

  private List<String> run(String sql, Object... parameters) throws SQLException {
    List<String> values = new ArrayList<>();
    try (RowCursor rows =
        engine.prepare(sql).bind(Arrays.asList(parameters)).open(source, context())) {
      while (rows.next()) {
        values.add(String.valueOf(rows.row()[0]));
      }
    }
    return values;
  }

  private static ExecutionContext context() {
    return new ExecutionContext(Instant.EPOCH, Duration.ZERO, ExecutionContext.ALL_ROWS);
  }

  /** Five jobs j0 to j4 with as many items; everything else is NULL. */
  private static final class FakeSource implements JobSource {
    final List<BoundList> requests = new ArrayList<>();
    final AtomicInteger open = new AtomicInteger();
    SQLException failure;
    Runnable beforeLastRow = () -> {};

    @Override
    public JobCursor open(BoundRequest bound, ExecutionContext context) {
      BoundList request = (BoundList) bound;
      requests.add(request);
      open.incrementAndGet();
      Iterator<Object[]> rows =
          (request.condition().isNone() ? List.<Integer>of() : List.of(0, 1, 2, 3, 4))
              .stream()
                  .map(
                      i ->
                          request.columns().stream()
                              .map(
                                  column ->
                                      switch (column) {
                                        case ID -> "j" + i;
                                        case TOTAL_ITEMS -> (Object) (long) i;
                                        default -> null;
                                      })
                              .toArray())
                  .iterator();
      return new JobCursor() {
        private Object[] current;
        private boolean closed;

        @Override
        public boolean next() throws SQLException {
          if (failure != null) {
            throw failure;
          }
          boolean more = rows.hasNext();
          current = more ? rows.next() : current;
          if (more && !rows.hasNext()) {
            beforeLastRow.run();
          }
          return more;
        }

        @Override
        public Object[] row() {
          return current;
        }

        @Override
        public void close() {
          if (!closed) {
            closed = true;
            open.decrementAndGet();
          }
        }
      };
    }

    @Override
    public List<String> explain(JobRequest request) {
      return List.of(request.toString());
    }
  }
}
