package io.github.llamacloud.jdbc.jdbc;

import static io.github.llamacloud.jdbc.jdbc.SqlStates.assertState;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.llamacloud.jdbc.error.Failures;
import io.github.llamacloud.jdbc.jobs.ExecutionContext;
import java.sql.BatchUpdateException;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class StatementTest {
  private final ScriptedQuery query = ScriptedQuery.counting(1000);
  private final LlamaCloudConnection connection = Connections.to(query);

  @Test
  void executeHasOneResultAndNoUpdateCount() throws SQLException {
    Statement statement = connection.createStatement();
    assertNull(statement.getResultSet());
    assertTrue(statement.execute("q"));
    ResultSet rows = statement.getResultSet();
    assertSame(statement, rows.getStatement());
    assertEquals(-1, statement.getUpdateCount());
    assertEquals(-1, statement.getLargeUpdateCount());
    assertFalse(statement.getMoreResults());
    assertTrue(rows.isClosed());
    assertNull(statement.getResultSet());
    assertEquals(-1, statement.getUpdateCount());
  }

  @Test
  void executingAgainClosesTheResultBefore() throws SQLException {
    Statement statement = connection.createStatement();
    ResultSet first = statement.executeQuery("q");
    ResultSet second = statement.executeQuery("q");
    assertNotSame(first, second);
    assertTrue(first.isClosed());
    assertTrue(query.cursors.get(0).closed);
    assertTrue(second.next());
  }

  @Test
  void everyExecutionHasItsOwnContext() throws SQLException {
    Statement statement = connection.createStatement();
    statement.executeQuery("q");
    statement.executeQuery("q");
    assertNotSame(query.contexts.get(0), query.contexts.get(1));
    assertEquals(Connections.NOW, query.lastContext().now());
    assertEquals(ExecutionContext.ALL_ROWS, query.lastContext().maxRows());
    assertEquals(Optional.empty(), query.lastContext().remaining());
  }

  @Test
  void theRowLimitIsPassedOnAndKept() throws SQLException {
    try (Statement statement = connection.createStatement();
        PreparedStatement prepared = connection.prepareStatement("q")) {
      statement.setMaxRows(200);
      assertEquals(200, count(statement.executeQuery("q")));
      assertEquals(200, query.lastContext().maxRows());
      assertEquals(200, query.lastCursor().calls);
      assertTrue(query.lastCursor().closed);

      prepared.setLargeMaxRows(200);
      assertEquals(200, prepared.getMaxRows());
      assertEquals(200, count(prepared.executeQuery()));
      assertEquals(200, query.lastContext().maxRows());

      prepared.setMaxRows(0);
      assertEquals(1000, count(prepared.executeQuery()));
      assertState("HY024", () -> prepared.setMaxRows(-1));
    }
  }

  private static int count(ResultSet rows) throws SQLException {
    int count = 0;
    while (rows.next()) {
      count++;
    }
    assertFalse(rows.next());
    return count;
  }

  @Test
  void theQueryTimeoutBecomesTheTimeLimit() throws SQLException {
    Statement statement = connection.createStatement();
    statement.setQueryTimeout(60);
    assertEquals(60, statement.getQueryTimeout());
    statement.executeQuery("q");
    Duration left = query.lastContext().remaining().orElseThrow();
    assertTrue(left.compareTo(Duration.ofSeconds(60)) <= 0);
    assertTrue(left.compareTo(Duration.ofSeconds(30)) > 0);
    assertState("HY024", () -> statement.setQueryTimeout(-1));
  }

  @Test
  void settingsAreKeptAndChecked() throws SQLException {
    Statement statement = connection.createStatement();
    statement.setFetchSize(500);
    statement.setMaxFieldSize(9);
    statement.setFetchDirection(ResultSet.FETCH_REVERSE);
    statement.setPoolable(true);
    statement.setEscapeProcessing(false);
    statement.setCursorName("c");
    assertEquals(500, statement.getFetchSize());
    assertEquals(9, statement.getMaxFieldSize());
    assertEquals(ResultSet.FETCH_REVERSE, statement.getFetchDirection());
    assertTrue(statement.isPoolable());
    assertEquals(500, statement.executeQuery("q").getFetchSize());
    assertState("HY024", () -> statement.setFetchSize(-1));
    assertState("HY024", () -> statement.setMaxFieldSize(-1));
    assertState("HY024", () -> statement.setFetchDirection(7));
    assertTrue(connection.prepareStatement("q").isPoolable());
    assertFalse(connection.createStatement().isPoolable());
  }

  @Test
  void anIdleCancelHasNoEffectOnTheNextExecute() throws SQLException {
    Statement statement = connection.createStatement();
    statement.cancel();
    assertEquals(1000, count(statement.executeQuery("q")));
    statement.cancel();
    assertFalse(query.lastContext().isCancelled());
    assertEquals(1000, count(statement.executeQuery("q")));
  }

  @Test
  void cancelEndsAnOpenResultAndLeavesTheStatementUsable() throws SQLException {
    Statement statement = connection.createStatement();
    ResultSet rows = statement.executeQuery("q");
    assertTrue(rows.next());
    statement.cancel();
    assertState("57014", rows::next);
    assertState("57014", rows::next);
    assertTrue(query.lastCursor().closed);
    assertEquals(1000, count(statement.executeQuery("q")));
  }

  @Test
  void cancelFromAnotherThreadWakesABlockedRead() throws Exception {
    CountDownLatch blocked = new CountDownLatch(1);
    ScriptedQuery slow =
        new ScriptedQuery(
            query.columns(),
            0,
            (before, context) -> {
              blocked.countDown();
              ScriptedQuery.awaitCancel(context);
              return null;
            });
    try (LlamaCloudConnection other = Connections.to(slow);
        Statement statement = other.createStatement()) {
      FutureTask<Boolean> read = new FutureTask<>(() -> statement.executeQuery("q").next());
      new Thread(read).start();
      blocked.await();
      statement.cancel();
      assertEquals("57014", failure(read).getSQLState());
      assertFalse(statement.isClosed());
    }
  }

  @Test
  void cancelReachesAnExecutionThatStillCompiles() throws SQLException {
    AtomicInteger compilations = new AtomicInteger();
    Statement[] statement = new Statement[1];
    LlamaCloudConnection other =
        Connections.compilingWith(
            sql -> {
              if (compilations.getAndIncrement() == 0) {
                statement[0].cancel();
              }
              return query;
            });
    statement[0] = other.createStatement();
    assertState("57014", () -> statement[0].executeQuery("q"));
    assertTrue(query.cursors.isEmpty());
    assertEquals(1000, count(statement[0].executeQuery("q")));
  }

  @Test
  void closingFromAnotherThreadEndsABlockedRead() throws Exception {
    CountDownLatch blocked = new CountDownLatch(1);
    ScriptedQuery slow =
        new ScriptedQuery(
            query.columns(),
            0,
            (before, context) -> {
              blocked.countDown();
              ScriptedQuery.awaitCancel(context);
              return null;
            });
    try (LlamaCloudConnection other = Connections.to(slow)) {
      Statement statement = other.createStatement();
      FutureTask<Boolean> read = new FutureTask<>(() -> statement.executeQuery("q").next());
      new Thread(read).start();
      blocked.await();
      statement.close();
      assertEquals("HY010", failure(read).getSQLState());
      assertTrue(slow.lastCursor().closed);
    }
  }

  private static SQLException failure(FutureTask<?> read) {
    ExecutionException failure = assertThrows(ExecutionException.class, read::get);
    return assertInstanceOf(SQLException.class, failure.getCause());
  }

  @Test
  void whateverACancelledExecutionThrowsIsTheCancelling() throws SQLException {
    Statement[] statement = new Statement[1];
    ScriptedQuery breaking =
        new ScriptedQuery(
            query.columns(),
            0,
            (before, context) -> {
              statement[0].cancel();
              throw Failures.noAnswer("socket closed", null);
            });
    statement[0] = Connections.to(breaking).createStatement();
    assertState("57014", () -> statement[0].executeQuery("q").next());
  }

  @Test
  void closeOnCompletionClosesWithTheResultButNotOnReexecution() throws SQLException {
    Statement statement = connection.createStatement();
    assertFalse(statement.isCloseOnCompletion());
    statement.closeOnCompletion();
    statement.executeQuery("q");
    ResultSet rows = statement.executeQuery("q");
    assertFalse(statement.isClosed());
    rows.close();
    assertTrue(statement.isClosed());
  }

  @Test
  void writesAndUpdatesAreRefused() throws SQLException {
    LlamaCloudConnection writing =
        Connections.compilingWith(
            sql -> {
              throw Failures.readOnly(sql);
            });
    try (Statement statement = writing.createStatement()) {
      assertState("25006", () -> statement.execute("DELETE"));
      assertState("25006", () -> statement.executeUpdate("DELETE"));
      assertState("25006", () -> statement.executeLargeUpdate("DELETE", new int[] {1}));
      statement.addBatch("DELETE");
      SQLException failure = assertState("25006", statement::executeBatch);
      assertEquals(0, ((BatchUpdateException) failure).getUpdateCounts().length);
      assertEquals(0, statement.executeBatch().length);
    }
    assertState("25006", () -> writing.prepareStatement("DELETE"));
    assertState("25006", () -> connection.createStatement().executeUpdate("SELECT"));
    assertState("25006", () -> connection.prepareStatement("SELECT").executeUpdate());
    assertTrue(query.cursors.isEmpty());
  }

  @Test
  void aClearedBatchRunsNothing() throws SQLException {
    Statement statement = connection.createStatement();
    statement.addBatch("q");
    statement.clearBatch();
    assertEquals(0, statement.executeLargeBatch().length);
    PreparedStatement prepared = connection.prepareStatement("q");
    prepared.addBatch();
    assertState("25006", prepared::executeBatch);
    assertEquals(0, prepared.executeBatch().length);
  }

  @Test
  void namesAndLiteralsAreQuoted() throws SQLException {
    Statement statement = connection.createStatement();
    assertEquals("'it''s'", statement.enquoteLiteral("it's"));
    assertEquals("N'é'", statement.enquoteNCharLiteral("é"));
    assertEquals("status", statement.enquoteIdentifier("status", false));
    assertEquals("\"status\"", statement.enquoteIdentifier("status", true));
    assertEquals("\"order\"", statement.enquoteIdentifier("order", false));
    assertEquals("\"limit\"", statement.enquoteIdentifier("limit", false));
    assertEquals("\"a\"\"b\"", statement.enquoteIdentifier("a\"b", false));
    assertFalse(statement.isSimpleIdentifier("1a"));
    assertState("HY024", () -> statement.enquoteIdentifier("", false));
  }

  @Test
  void keepingTheCurrentResultIsAFeatureAbsent() throws SQLException {
    Statement statement = connection.createStatement();
    ResultSet rows = statement.executeQuery("q");
    assertState("0A000", () -> statement.getMoreResults(Statement.KEEP_CURRENT_RESULT));
    assertState("HY024", () -> statement.getMoreResults(99));
    assertFalse(rows.isClosed());
    assertFalse(statement.getMoreResults(Statement.CLOSE_ALL_RESULTS));
    assertTrue(rows.isClosed());
  }

  @Test
  void unwrapsToTheStatementOfThisDriver() throws SQLException {
    Statement statement = connection.createStatement();
    assertSame(statement, statement.unwrap(LlamaCloudStatement.class));
    assertTrue(statement.isWrapperFor(LlamaCloudStatement.class));
    assertSame(connection, statement.getConnection());
  }
}
