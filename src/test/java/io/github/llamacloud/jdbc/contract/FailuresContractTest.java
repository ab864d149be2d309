package io.github.llamacloud.jdbc.contract;

import static io.github.llamacloud.jdbc.contract.KeySecrecy.assertNoKey;
import static io.github.llamacloud.jdbc.jdbc.SqlStates.assertState;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.llamacloud.jdbc.simulator.Simulator;
import io.github.llamacloud.jdbc.testing.Fault;
import io.github.llamacloud.jdbc.testing.SimulatedService;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLDataException;
import java.sql.SQLException;
import java.sql.SQLInvalidAuthorizationSpecException;
import java.sql.SQLNonTransientException;
import java.sql.SQLSyntaxErrorException;
import java.sql.SQLTimeoutException;
import java.sql.SQLTransientConnectionException;
import java.sql.SQLTransientException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Checks 38 and 39: every failure leaves as the SQLException of DESIGN.md section 5. */
class FailuresContractTest {
  private static final String STREAMED = "SELECT id, status FROM batch_jobs";
  private static final List<String> QUERIES =
      List.of(
          STREAMED,
          STREAMED + " ORDER BY created_at DESC",
          "SELECT status, COUNT(*) FROM batch_jobs GROUP BY status",
          "SELECT id FROM batch_jobs WHERE total_items >= 0");

  @RegisterExtension final Served served = Served.of(Simulator.demo(45, 1));

  /** What the service does, with the key in it wherever a body can hold it, and what follows. */
  private enum Trouble {
    BAD_REQUEST(answer(400), SQLNonTransientException.class, "58030", 400),
    WRONG_KEY(answer(401), SQLInvalidAuthorizationSpecException.class, "28000", 401),
    FORBIDDEN(answer(403), SQLInvalidAuthorizationSpecException.class, "28000", 403),
    NOT_FOUND(answer(404), SQLNonTransientException.class, "58030", 404),
    REFUSED_PARAMETER(answer(422), SQLNonTransientException.class, "58030", 422),
    TOO_MANY(answer(429), SQLTransientException.class, "53000", 429),
    BROKEN(answer(500), SQLTransientException.class, "58000", 500),
    UNAVAILABLE(html(503), SQLTransientException.class, "58000", 503),
    NOT_JSON(
        () -> Fault.json("{\"items\": [" + SimulatedService.API_KEY.replace("-", "")),
        SQLNonTransientException.class,
        "58030",
        200),
    OTHER_JSON(
        () -> Fault.json("[\"" + SimulatedService.API_KEY + "\"]"),
        SQLNonTransientException.class,
        "58030",
        200),
    EMPTY_BODY(() -> Fault.json(""), SQLNonTransientException.class, "58030", 200),
    HTML(html(200), SQLNonTransientException.class, "58030", 200),
    DISCONNECT(() -> Fault.Disconnect.AT_START, SQLTransientConnectionException.class, "08006", 0),
    HALF_A_BODY(
        () -> Fault.Disconnect.DURING_BODY, SQLTransientConnectionException.class, "08006", 0),
    HANG(Fault.Hang::beforeHeaders, SQLTimeoutException.class, "HYT00", 0);

    private final Supplier<Fault> fault;
    private final Class<? extends SQLException> type;
    private final String state;
    private final int vendorCode;

    Trouble(
        Supplier<Fault> fault, Class<? extends SQLException> type, String state, int vendorCode) {
      this.fault = fault;
      this.type = type;
      this.state = state;
      this.vendorCode = vendorCode;
    }

    private static Supplier<Fault> answer(int status) {
      return () ->
          Fault.answer(status, "{\"detail\":\"Not with " + SimulatedService.API_KEY + "\"}");
    }

    private static Supplier<Fault> html(int status) {
      String body = "<html><title>Gateway</title>" + SimulatedService.API_KEY + "</html>";
      return () -> new Fault.Answer(status, Map.of("content-type", "text/html"), body);
    }
  }

  static Stream<Arguments> troubles() {
    return Stream.of(Trouble.values())
        .flatMap(
            trouble ->
                // Each hang costs the second that the shortest query timeout has.
                QUERIES.subList(0, trouble == Trouble.HANG ? 2 : QUERIES.size()).stream()
                    .flatMap(sql -> Stream.of(1, 3).map(page -> Arguments.of(trouble, sql, page))));
  }

  /** Check 38: at the first page and at a later one, streamed, sorted, grouped and filtered. */
  @ParameterizedTest
  @MethodSource("troubles")
  void everyTroubleHasItsException(Trouble trouble, String sql, int page) throws SQLException {
    Connection connection = served.connect("pageSize", "10", "maxRetries", "0", "concurrency", "1");
    List<String> healthy = Served.rows(connection, sql);
    served.service().forgetRequests();
    served.service().fromRequest(page, trouble.fault.get());
    try (Statement statement = connection.createStatement()) {
      statement.setQueryTimeout(trouble == Trouble.HANG ? 1 : 0);
      Outcome outcome = read(statement, sql);
      SQLException failure = outcome.failure();
      assertEquals(trouble.type, failure.getClass());
      assertEquals(trouble.state, failure.getSQLState());
      assertEquals(trouble.vendorCode, failure.getErrorCode());
      assertNoKey(failure);
      assertTrue(failure.getMessage().matches("(?s).*[.?]"), failure.getMessage());
      if (trouble != Trouble.HANG) {
        assertEquals(page, served.requests().size());
        assertEquals(
            sql.equals(STREAMED) ? (page == 1 ? 0 : 10 + 9 * (page - 2)) : outcome.rows(),
            outcome.rows());
      }
      served.service().forgetRequests();
      statement.setQueryTimeout(0);
      try (ResultSet rows = statement.executeQuery(sql)) {
        assertEquals(healthy, Served.rows(rows));
      }
    }
  }

  private record Outcome(int rows, SQLException failure) {}

  /** Reads on after the failure too: a client that ignores it must not take it for the end. */
  private static Outcome read(Statement statement, String sql) throws SQLException {
    int count = 0;
    ResultSet rows;
    try {
      rows = statement.executeQuery(sql);
    } catch (SQLException e) {
      return new Outcome(count, e);
    }
    try (rows) {
      try {
        while (rows.next()) {
          count++;
        }
      } catch (SQLException e) {
        SQLException again = assertThrows(SQLException.class, rows::next);
        assertEquals(e.getSQLState(), again.getSQLState());
        return new Outcome(count, e);
      }
    }
    throw new AssertionError("The query ended well after " + count + " rows.");
  }

  /** Check 38: whichever request of whatever plan fails, there is no partial answer. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT a.id FROM batch_jobs a JOIN batch_jobs b ON a.id = b.id",
        "SELECT a.id FROM batch_jobs a LEFT JOIN batch_jobs b ON a.total_items < b.failed_items",
        "SELECT id FROM batch_jobs WHERE status = 'failed' UNION ALL SELECT id FROM batch_jobs",
        "SELECT status FROM batch_jobs EXCEPT SELECT status FROM batch_jobs WHERE job_type = 'parse'",
        "SELECT id FROM batch_jobs WHERE id NOT IN (SELECT id FROM batch_jobs WHERE status = 'failed')",
        "SELECT id FROM batch_jobs b WHERE EXISTS"
            + " (SELECT 1 FROM batch_jobs c WHERE c.job_type = b.job_type AND c.failed_items > 100000)",
        "SELECT (SELECT MAX(total_items) FROM batch_jobs) FROM batch_jobs LIMIT 1",
        "SELECT id, ROW_NUMBER() OVER (ORDER BY created_at) FROM batch_jobs",
        "SELECT DISTINCT job_type FROM batch_jobs",
        "SELECT COUNT(*) FROM batch_jobs",
        "SELECT id FROM batch_jobs ORDER BY created_at DESC LIMIT 3 OFFSET 2",
        "WITH f AS (SELECT * FROM batch_jobs WHERE status IN ('failed', 'cancelled'))"
            + " SELECT job_type, COUNT(*) FROM f GROUP BY job_type HAVING COUNT(*) > 100000"
      })
  void noFailureIsTakenForTheEndOfTheRows(String sql) throws SQLException {
    Connection connection = served.connect("pageSize", "20", "maxRetries", "0", "concurrency", "1");
    List<String> healthy = Served.rows(connection, sql);
    served.service().forgetRequests();
    assertEquals(healthy, Served.rows(connection, sql));
    int requests = served.requests().size();
    for (int failing = 1; failing <= requests; failing++) {
      served.service().forgetRequests();
      served.service().onRequest(failing, Fault.answer(503, ""));
      assertState("58000", () -> Served.rows(connection, sql));
      assertEquals(failing, served.requests().size());
    }
  }

  /** Check 38: what passes is repeated where it failed, and the client notices nothing. */
  @Test
  void aFailureThatPassesIsRepeatedAtItsPage() throws SQLException {
    Connection connection = served.connect("pageSize", "20", "maxRetries", "1", "concurrency", "1");
    Fault unavailable = Fault.answer(503, "").header("retry-after-ms", "1");
    served.service().onRequest(2, unavailable).onRequest(4, Fault.Disconnect.DURING_BODY);
    assertEquals(served.ids(), Served.rows(connection, "SELECT id FROM batch_jobs"));
    assertEquals(
        List.of(
            "limit=20",
            "limit=20&offset=19",
            "limit=20&offset=19",
            "limit=20&offset=38",
            "limit=20&offset=38",
            "limit=20&offset=44",
            "limit=2"),
        served.requests());
  }

  /** Check 39: mistakes in the SQL cost no request and say where they are. */
  @ParameterizedTest
  @CsvSource(
      delimiterString = "->",
      quoteCharacter = '`',
      textBlock =
          """
          SELECT nope FROM batch_jobs -> 42703 -> 'nope'
          SELECT b.nope FROM batch_jobs b -> 42703 -> 'nope'
          SELECT * FROM nope -> 42P01 -> 'nope'
          SELECT * FROM other.batch_jobs -> 42P01 -> other
          SELEC id FROM batch_jobs -> 42601 -> line 1
          SELECT id FROM batch_jobs WHERE -> 42601 -> line 1
          SELECT 'open FROM batch_jobs -> 42601 -> line 1
          SELECT status, COUNT(*) FROM batch_jobs -> 42 -> status
          """)
  void aMistakeNamesWhatIsWrong(String sql, String state, String part) throws SQLException {
    Connection connection = served.connect();
    SQLException failure =
        assertThrows(SQLSyntaxErrorException.class, () -> Served.rows(connection, sql));
    assertTrue(failure.getSQLState().startsWith(state), failure.getSQLState());
    assertTrue(failure.getMessage().contains(part), failure.getMessage());
    SQLException prepared =
        assertThrows(SQLSyntaxErrorException.class, () -> connection.prepareStatement(sql));
    assertEquals(failure.getSQLState(), prepared.getSQLState());
    assertEquals(List.of(), served.requests());
  }

  /** Check 39: an Error in Calcite, if a constant is folded. */
  @ParameterizedTest
  @CsvSource(
      delimiterString = "->",
      quoteCharacter = '`',
      textBlock =
          """
          SELECT 1/0 -> 22012
          SELECT 1/0 FROM batch_jobs -> 22012
          SELECT id FROM batch_jobs WHERE 1/0 = 1 -> 22012
          SELECT id FROM batch_jobs WHERE total_items / 0 = 1 ORDER BY id -> 22012
          SELECT SUM(total_items / (total_items - total_items)) FROM batch_jobs -> 22012
          SELECT CAST('x' AS INTEGER) -> 22018
          SELECT CAST('x' AS INTEGER) FROM batch_jobs -> 22018
          SELECT CAST(status AS BIGINT) FROM batch_jobs ORDER BY 1 -> 22018
          SELECT CAST('x' AS TIMESTAMP) -> 22007
          SELECT CAST(300 AS TINYINT) -> 22003
          SELECT 9223372036854775807 + 1 -> 22003
          SELECT 9223372036854775807 + total_items + 1 FROM batch_jobs -> 22003
          """)
  void aValueThatCannotBeComputedIsADataException(String sql, String state) throws SQLException {
    Connection connection = served.connect();
    SQLException failure = assertState(state, () -> Served.rows(connection, sql));
    assertEquals(SQLDataException.class, failure.getClass());
    assertEquals(45, Served.rows(connection, STREAMED).size());
  }
}
