package io.github.llamacloud.jdbc.contract;

import static io.github.llamacloud.jdbc.jdbc.SqlStates.assertState;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.llamacloud.jdbc.jdbc.LlamaCloudStatement;
import io.github.llamacloud.jdbc.jobs.SentRequest;
import io.github.llamacloud.jdbc.testing.Fault;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A statement tells what it has really sent. */
class RequestsContractTest {
  @RegisterExtension final Served served = Served.of(ContractJobs.FIVE);

  @Test
  void everyRequestOfTheLatestExecutionIsListed() throws SQLException {
    try (Statement statement =
        served.connect("pageSize", "2", "concurrency", "1").createStatement()) {
      assertEquals(List.of(), requests(statement));
      read(statement, "SELECT id FROM batch_jobs");
      assertEquals(
          List.of(
              "200 limit=2 2",
              "200 limit=2&offset=1 2",
              "200 limit=2&offset=2 2",
              "200 limit=2&offset=3 2",
              "200 limit=2&offset=4 1",
              "200 limit=2 2"),
          texts(requests(statement)));
      for (SentRequest request : requests(statement)) {
        assertTrue(request.bytes() > 0 && request.millis() >= 0, request::toString);
        assertEquals(1, request.attempt());
      }
      read(statement, "SELECT id FROM batch_jobs LIMIT 1");
      assertEquals(List.of("200 limit=1 1"), texts(requests(statement)));
      read(statement, "SELECT 1");
      assertEquals(List.of(), requests(statement));
    }
  }

  /** A fetch size is a wish for the size of pages, which changes no answer. */
  @Test
  void aFetchSizeIsTheRowsOfARequest() throws SQLException {
    try (Statement statement = served.connect("concurrency", "1").createStatement()) {
      statement.setFetchSize(3);
      assertEquals(5, read(statement, "SELECT id FROM batch_jobs"));
      assertEquals(
          List.of(
              "200 limit=3 3", "200 limit=3&offset=2 3", "200 limit=3&offset=4 1", "200 limit=2 2"),
          texts(requests(statement)));
      assertEquals(2, read(statement, "SELECT id FROM batch_jobs LIMIT 2"));
      assertEquals(List.of("200 limit=2 2"), texts(requests(statement)));
      statement.setFetchSize(1);
      assertEquals(5, read(statement, "SELECT id FROM batch_jobs"));
      assertEquals("200 limit=2 2", texts(requests(statement)).get(0));
      for (int none : new int[] {0, 1_000_000}) {
        statement.setFetchSize(none);
        assertEquals(5, read(statement, "SELECT id FROM batch_jobs"));
        assertEquals("200 limit=1000 5", texts(requests(statement)).get(0));
      }
    }
  }

  @Test
  void theyGrowWhileRowsAreReadAndStayWhenAllIsClosed() throws SQLException {
    Statement statement = served.connect("pageSize", "2", "concurrency", "1").createStatement();
    List<SentRequest> first;
    try (ResultSet rows = statement.executeQuery("SELECT id FROM batch_jobs")) {
      assertTrue(rows.next());
      first = requests(statement);
      assertTrue(first.size() < 6, first::toString);
      assertEquals(4, Served.rows(rows).size());
    }
    statement.close();
    assertEquals(6, requests(statement).size());
    assertThrows(UnsupportedOperationException.class, first::clear);
  }

  @Test
  void repetitionsAndRefusalsAreListedToo() throws SQLException {
    try (PreparedStatement statement =
        served.connect().prepareStatement("SELECT id FROM batch_jobs LIMIT 1")) {
      served.service().onRequest(1, Fault.answer(503, "").header("retry-after", "0"));
      try (ResultSet rows = statement.executeQuery()) {
        assertTrue(rows.next());
      }
      assertEquals(List.of("503 limit=1 -", "200 limit=1 1"), texts(requests(statement)));
      assertEquals(2, requests(statement).get(1).attempt());
      served.service().onRequest(3, Fault.answer(401, ""));
      assertState("28000", () -> statement.executeQuery().next());
      assertEquals(List.of("401 limit=1 -"), texts(requests(statement)));
      assertFalse(requests(statement).toString().contains("llx-"));
    }
  }

  private static int read(Statement statement, String sql) throws SQLException {
    try (ResultSet rows = statement.executeQuery(sql)) {
      int read = Served.rows(rows).size();
      assertTrue(read > 0, "there are rows");
      return read;
    }
  }

  private static List<SentRequest> requests(Statement statement) throws SQLException {
    return statement.unwrap(LlamaCloudStatement.class).requests();
  }

  private static List<String> texts(List<SentRequest> requests) {
    return requests.stream().map(RequestsContractTest::text).toList();
  }

  private static String text(SentRequest request) {
    OptionalInt rows = request.rows();
    return request.status()
        + " "
        + request.url().replaceFirst(".*\\?", "")
        + " "
        + (rows.isPresent() ? String.valueOf(rows.getAsInt()) : "-");
  }
}
