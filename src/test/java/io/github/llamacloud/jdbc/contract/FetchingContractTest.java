package io.github.llamacloud.jdbc.contract;

import static io.github.llamacloud.jdbc.jdbc.SqlStates.assertState;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.llamacloud.jdbc.simulator.SimulatedJob;
import io.github.llamacloud.jdbc.simulator.Simulator;
import io.github.llamacloud.jdbc.testing.Fault;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.sql.Statement;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Checks 21 to 23, 26, 27 and 30: how much is fetched, and what ends the fetching. */
class FetchingContractTest {
  private static final Simulator LONG_LIST = Simulator.demo(1_000_000, 1);
  private static final String WHOLE = "SELECT * FROM llamacloud.batch_jobs";
  private static final String IDS = "SELECT id FROM batch_jobs";

  @RegisterExtension final Served served = Served.of(LONG_LIST);

  /** Check 21: DBeaver's Data tab limits by setMaxRows alone. */
  @Test
  void dbeaversDataTabReadsNoMoreThanItShows() throws SQLException {
    try (Statement statement =
        served.connect().createStatement(ResultSet.TYPE_FORWARD_ONLY, ResultSet.CONCUR_READ_ONLY)) {
      statement.setMaxRows(200);
      statement.setFetchSize(200);
      assertTrue(statement.execute(WHOLE));
      assertEquals(firstIds(200), Served.column(statement.getResultSet(), "id"));
    }
    assertEquals(List.of("limit=200"), served.requests());
  }

  /** Check 21: the next page of the Data tab is a longer prefix. */
  @Test
  void moreRowsThanAPageAreReadExactly() throws SQLException {
    try (Statement statement = served.connect("pageSize", "100").createStatement()) {
      statement.setMaxRows(250);
      try (ResultSet rows = statement.executeQuery(WHOLE)) {
        assertEquals(firstIds(250), Served.column(rows, "id"));
      }
    }
    assertEquals(
        List.of("limit=100", "limit=100&offset=95", "limit=60&offset=190"), served.requests());
  }

  /** Check 22. */
  @Test
  void aPreparedStatementHeedsItsRowLimitAtEachExecution() throws SQLException {
    try (PreparedStatement statement = served.connect().prepareStatement(WHOLE)) {
      statement.setMaxRows(200);
      assertEquals(200, statement.getLargeMaxRows());
      assertEquals(firstIds(200), ids(statement));
      statement.setLargeMaxRows(3);
      assertEquals(3, statement.getMaxRows());
      assertEquals(firstIds(3), ids(statement));
    }
    assertEquals(List.of("limit=200", "limit=3"), served.requests());
  }

  /** Check 22: 0 is no limit, also after another one. */
  @Test
  void aRowLimitOfZeroIsNone() throws SQLException {
    String sql = IDS + " LIMIT 1200";
    try (PreparedStatement statement = served.connect().prepareStatement(sql)) {
      statement.setMaxRows(1);
      assertEquals(firstIds(1), ids(statement));
      statement.setMaxRows(0);
      assertEquals(firstIds(1200), ids(statement));
    }
    assertEquals(List.of("limit=1", "limit=1000", "limit=205&offset=995"), served.requests());
  }

  /** Check 22: the shorter of two limits counts, and a filter that stays here is below both. */
  @ParameterizedTest
  @ValueSource(ints = {1, 3, 10})
  void theRowLimitAndTheFilterAgree(int limit) throws SQLException {
    List<String> odd =
        firstIds(1000).stream().filter(id -> id.matches(".*[13579]")).limit(limit).toList();
    String sql = IDS + " WHERE id SIMILAR TO '%[13579]' LIMIT 5";
    try (Statement statement = served.connect("pageSize", "100").createStatement()) {
      statement.setMaxRows(limit);
      try (ResultSet rows = statement.executeQuery(sql)) {
        assertEquals(odd.subList(0, Math.min(5, limit)), Served.rows(rows));
      }
    }
    assertEquals(List.of("limit=100"), served.requests());
  }

  /** Check 23: the service cannot sort, so the whole list is read; that is what EXPLAIN says. */
  @Test
  void orderByWithALimitReadsTheWholeListOnce() throws SQLException {
    served.service().answeredBy(() -> Simulator.demo(25, 1));
    List<String> newest =
        Simulator.demo(25, 1).jobs().stream()
            .sorted(Comparator.comparing((SimulatedJob job) -> job.createdAt().value()).reversed())
            .map(SimulatedJob::id)
            .limit(4)
            .toList();
    Connection connection = served.connect("pageSize", "10", "concurrency", "1");
    List<String> wholeList =
        List.of(
            "limit=10", "limit=10&offset=9", "limit=10&offset=18", "limit=10&offset=24", "limit=2");
    assertEquals(newest, Served.rows(connection, IDS + " ORDER BY created_at DESC LIMIT 4"));
    assertEquals(wholeList, served.requests());
    served.service().forgetRequests();
    try (Statement statement = connection.createStatement()) {
      statement.setMaxRows(4);
      try (ResultSet rows = statement.executeQuery(IDS + " ORDER BY created_at DESC")) {
        assertEquals(newest, Served.rows(rows));
      }
    }
    assertEquals(wholeList, served.requests());
  }

  /** Check 26: rows that stream, rows that are sorted and rows that are grouped. */
  @ParameterizedTest
  @ValueSource(
      strings = {IDS, IDS + " ORDER BY id", "SELECT status, COUNT(*) FROM batch_jobs GROUP BY 1"})
  void cancelEndsABlockedReadAndTheStatementRunsAgain(String sql) throws Exception {
    served.service().answeredBy(() -> Simulator.demo(25, 1));
    Fault.Hang hang = Fault.Hang.duringBody();
    served.service().onRequest(2, hang);
    ExecutorService reader = Executors.newSingleThreadExecutor();
    try (Statement statement =
        served.connect("pageSize", "10", "concurrency", "1").createStatement()) {
      Future<SQLException> failure = reader.submit(() -> failure(statement, sql));
      hang.awaitReached();
      statement.cancel();
      assertEquals("57014", failure.get().getSQLState());
      assertEquals(2, served.requests().size());
      statement.cancel();
      try (ResultSet rows = statement.executeQuery(sql)) {
        assertFalse(Served.rows(rows).isEmpty());
      }
    } finally {
      reader.shutdownNow();
    }
  }

  private static SQLException failure(Statement statement, String sql) throws SQLException {
    try (ResultSet rows = statement.executeQuery(sql)) {
      Served.rows(rows);
    } catch (SQLException e) {
      return e;
    }
    throw new AssertionError("The query ended well.");
  }

  /** Check 26: closing from another thread is what a GUI does with a window. */
  @Test
  void closingTheConnectionEndsABlockedRead() throws Exception {
    Fault.Hang hang = Fault.Hang.beforeHeaders();
    served.service().onRequest(1, hang);
    ExecutorService reader = Executors.newSingleThreadExecutor();
    Connection connection = served.connect();
    try (Statement statement = connection.createStatement()) {
      Future<SQLException> failure = reader.submit(() -> failure(statement, IDS));
      hang.awaitReached();
      connection.close();
      assertEquals("08003", failure.get().getSQLState());
    } finally {
      reader.shutdownNow();
    }
  }

  /** Check 27: the service never answers, so that the limit alone can end it. */
  @ParameterizedTest
  @ValueSource(strings = {IDS, IDS + " ORDER BY id"})
  void theQueryTimeoutEndsABlockedRead(String sql) throws SQLException {
    served.service().fromRequest(1, Fault.Hang.beforeHeaders());
    try (Statement statement = served.connect().createStatement()) {
      statement.setQueryTimeout(1);
      SQLException failure = assertState("HYT00", () -> Served.rows(statement.executeQuery(sql)));
      assertInstanceOf(SQLTimeoutException.class, failure);
      assertState("HY024", () -> statement.setQueryTimeout(-1));
      served.service().forgetRequests();
      statement.setQueryTimeout(0);
      statement.setMaxRows(1);
      try (ResultSet rows = statement.executeQuery(IDS)) {
        assertEquals(firstIds(1), Served.rows(rows));
      }
    }
  }

  /** Check 30. */
  @Test
  void closingEarlyFetchesNoFurtherPage() throws SQLException {
    Connection connection = served.connect("pageSize", "10");
    try (Statement statement = connection.createStatement()) {
      ResultSet rows = statement.executeQuery(WHOLE);
      for (int i = 0; i < 5; i++) {
        assertTrue(rows.next());
      }
      rows.close();
      assertEquals(List.of("limit=10"), served.requests());
      try (ResultSet again = statement.executeQuery(WHOLE)) {
        assertTrue(again.next());
      }
    }
    assertEquals(List.of("limit=10", "limit=10"), served.requests());
  }

  /** Check 30: a grid, its metadata and a second grid at the same time. */
  @Test
  void severalResultsAndMetadataOfOneConnectionAreReadInTurns() throws SQLException {
    Connection connection = served.connect("pageSize", "10", "concurrency", "1");
    try (Statement first = connection.createStatement();
        PreparedStatement second = connection.prepareStatement(IDS + " WHERE status = ?")) {
      second.setString(1, "failed");
      try (ResultSet all = first.executeQuery(IDS);
          ResultSet failed = second.executeQuery();
          ResultSet columns = connection.getMetaData().getColumns(null, null, "batch_jobs", "%")) {
        List<String> expectedFailed =
            LONG_LIST.jobs().stream()
                .filter(job -> job.status().equals("failed"))
                .map(SimulatedJob::id)
                .limit(15)
                .toList();
        List<String> expectedAll = firstIds(15);
        for (int i = 0; i < 15; i++) {
          assertTrue(all.next() && failed.next() && columns.next());
          assertEquals(expectedAll.get(i), all.getString(1));
          assertEquals(expectedFailed.get(i), failed.getString(1));
          assertEquals(i + 1, columns.getInt("ORDINAL_POSITION"));
        }
      }
    }
    assertEquals(
        List.of(
            "limit=10",
            "status=failed&limit=10",
            "limit=10&offset=9",
            "status=failed&limit=10&offset=9"),
        served.requests());
  }

  private static List<String> firstIds(int count) {
    return LONG_LIST.jobs().stream().limit(count).map(SimulatedJob::id).toList();
  }

  private static List<String> ids(PreparedStatement statement) throws SQLException {
    try (ResultSet rows = statement.executeQuery()) {
      return Served.column(rows, "id");
    }
  }
}
