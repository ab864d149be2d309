package io.github.llamacloud.jdbc.contract;

import static io.github.llamacloud.jdbc.jdbc.SqlStates.assertState;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.llamacloud.jdbc.testing.JsonTree;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** EXPLAIN PLAN AS JSON FOR: one row with one document, and nothing is sent. */
class ExplainJsonContractTest {
  private static final String PATH = "/api/v1/beta/batch-processing";

  @RegisterExtension final Served served = Served.of(ContractJobs.FIVE);

  @Test
  void theRequestsAreObjects() throws SQLException, IOException {
    Map<String, Object> document =
        explained("SELECT id FROM batch_jobs WHERE directory_id = 'a&b + 目' LIMIT 1500");
    assertEquals(
        List.of(
            request(Map.of("directory_id", "a&b + 目", "limit", "1000")),
            request(Map.of("directory_id", "a&b + 目", "limit", "505", "offset", "995"))),
        document.get("requests"));
    assertEquals(List.of(), document.get("remarks"));
    assertEquals(List.of(), document.get("notSent"));
    assertEquals(List.of(), document.get("hints"));
  }

  @Test
  void parametersKeepTheirNumbers() throws SQLException, IOException {
    assertEquals(
        List.of(request(Map.of("status", "?1", "limit", "?2"))),
        explained("SELECT id FROM batch_jobs WHERE status = ? LIMIT ?").get("requests"));
    assertEquals(
        List.of(Map.of("method", "GET", "path", PATH + "/?1", "parameters", Map.of())),
        explained("SELECT status FROM batch_jobs WHERE id = ?").get("requests"));
  }

  @Test
  void whatIsNotSentHasItsReasonAndItsRewrite() throws SQLException, IOException {
    Map<String, Object> document =
        explained(
            "SELECT id FROM batch_jobs WHERE LOWER(status) = 'failed' AND job_type = 'PARSE'"
                + " OR total_items = 1 ORDER BY id");
    assertEquals(
        List.of(
            Map.of("what", "ORDER BY id", "reason", "the service documents no order"),
            Map.of(
                "what",
                "LOWER(status) = 'failed' AND job_type = 'PARSE' OR total_items = 1",
                "reason",
                "each side of an OR must be sent, and LOWER(status) = 'failed' AND job_type ="
                    + " 'PARSE' is not: the service compares a column itself, not what is made of"
                    + " it")),
        document.get("notSent"));
    assertEquals(
        List.of("job_type: 'PARSE' matches nothing; did you mean 'parse'?"), document.get("hints"));
    Map<String, Object> rewritten =
        explained("SELECT COUNT(*) FROM batch_jobs WHERE LOWER(status) = 'failed'");
    assertEquals(
        "status = 'failed'",
        JsonTree.object(JsonTree.array(rewritten.get("notSent")).get(1)).get("rewrite"));
    assertTrue(rewritten.get("plan").toString().contains("\n  Enumerable"), rewritten::toString);
  }

  @Test
  void nothingToSendIsNoRequest() throws SQLException, IOException {
    assertEquals(
        List.of(), explained("SELECT id FROM batch_jobs WHERE status = 'FAILED'").get("requests"));
    assertEquals(List.of(), explained("SELECT 1").get("requests"));
  }

  @Test
  void remarksAreKept() throws SQLException, IOException {
    Map<String, Object> document = explained("SELECT COUNT(*) FROM batch_jobs");
    assertEquals(
        Map.of(
            "method",
            "GET",
            "path",
            PATH,
            "parameters",
            Map.of("limit", "2", "offset", "<total - 1>"),
            "remark",
            "which must be the last job"),
        JsonTree.array(document.get("requests")).get(1));
    assertEquals(1, JsonTree.array(document.get("remarks")).size());
  }

  @Test
  void whatIsSentAtTheSameTimeIsTold() throws SQLException, IOException {
    assertEquals(
        List.of("up to 4 requests at a time: pages after the first"),
        explained(
                "SELECT a.id FROM batch_jobs a JOIN batch_jobs b ON a.id = b.id"
                    + " WHERE a.status = 'failed' AND b.job_type = 'parse'")
            .get("parallel"),
        "once for both lists");
    assertEquals(
        List.of(), explained("SELECT id FROM batch_jobs WHERE id = 'j01'").get("parallel"));
  }

  @Test
  void otherFormatsAreRefused() throws SQLException {
    for (String format : List.of("XML", "DOT")) {
      assertState(
          "0A000",
          () -> Served.rows(served.connect(), "EXPLAIN PLAN AS " + format + " FOR SELECT 1"));
    }
  }

  private static Map<String, Object> request(Map<String, Object> parameters) {
    return Map.of("method", "GET", "path", PATH, "parameters", parameters);
  }

  private Map<String, Object> explained(String sql) throws SQLException, IOException {
    List<String> rows = Served.rows(served.connect(), "EXPLAIN PLAN AS JSON FOR " + sql);
    assertEquals(1, rows.size());
    assertEquals(List.of(), served.requests());
    return JsonTree.object(JsonTree.parse(rows.get(0).getBytes(StandardCharsets.UTF_8)));
  }
}
