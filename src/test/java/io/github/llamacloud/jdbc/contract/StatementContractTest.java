package io.github.llamacloud.jdbc.contract;

import static io.github.llamacloud.jdbc.jdbc.SqlStates.assertState;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.llamacloud.jdbc.testing.Fault;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Checks 18 to 20, 24, 25 and 28 to 30: the SQL that clients send and how they read its result. */
class StatementContractTest {
  private static final String WHOLE = "SELECT * FROM batch_jobs";

  @RegisterExtension final Served served = Served.of(ContractJobs.FIVE);

  /** Check 18. */
  @Test
  void theTableIsFoundHoweverItIsWritten() throws SQLException {
    Connection connection = served.connect();
    List<String> expected = Served.rows(connection, WHOLE);
    assertEquals(5, expected.size());
    for (String table :
        List.of(
            "BATCH_JOBS",
            "Batch_Jobs",
            "\"batch_jobs\"",
            "\"BATCH_JOBS\"",
            "llamacloud.batch_jobs",
            "LLAMACLOUD.BATCH_JOBS",
            "\"llamacloud\".\"batch_jobs\"")) {
      assertEquals(expected, Served.rows(connection, "SELECT * FROM " + table), table);
    }
  }

  /** Check 18: a tool looks a column up by the label that it wrote. */
  @Test
  void labelsAreAsTyped() throws SQLException {
    Connection connection = served.connect();
    String sql =
        "SELECT ID, Job_Type, \"status\", BATCH_JOBS.Total_Items, Status AS \"N\""
            + " FROM Batch_Jobs LIMIT 1";
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      List<String> labels = new ArrayList<>();
      for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
        labels.add(rows.getMetaData().getColumnLabel(i));
        assertEquals(rows.getMetaData().getColumnLabel(i), rows.getMetaData().getColumnName(i));
      }
      assertEquals(List.of("ID", "Job_Type", "status", "Total_Items", "N"), labels);
      assertTrue(rows.next());
      assertEquals(rows.getString(1), rows.getString("id"));
    }
  }

  /** Check 19: what editors and pools leave around a statement. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT id FROM batch_jobs WHERE status = 'failed';",
        "SELECT id FROM batch_jobs WHERE status = 'failed' ; \n\t ",
        "-- Metabase:: userID: 1 queryType: native; queryHash: null\n"
            + "SELECT id FROM batch_jobs WHERE status = 'failed'",
        "/* ; */ SELECT id /* it's */ FROM batch_jobs -- the rest\nWHERE status = 'failed';;",
        "\r\nSELECT id\r\nFROM batch_jobs\r\nWHERE status = 'failed' -- last line",
        "SELECT id FROM batch_jobs WHERE error_message <> ';' AND status = 'failed';",
        "SELECT * FROM (\nSELECT id FROM batch_jobs WHERE status = 'failed'\n) z_q WHERE 1 = 1"
      })
  void aStatementIsUnderstoodInItsWrapping(String sql) throws SQLException {
    assertEquals(List.of("j2"), Served.rows(served.connect(), sql));
  }

  /** Check 19: quotes and marks in a literal are text. */
  @Test
  void marksInALiteralAreText() throws SQLException {
    assertEquals(
        List.of("j5"),
        Served.rows(
            served.connect(),
            "SELECT id FROM batch_jobs WHERE error_message = 'it''s; -- \"odd\"';"));
  }

  /** Check 20: the SQL that is in every tool's generator and in no standard, and some that is. */
  @ParameterizedTest
  @CsvSource(
      delimiterString = "->",
      quoteCharacter = '`',
      textBlock =
          """
          SELECT id FROM batch_jobs WHERE status != 'completed' AND id > 'j2' ORDER BY id -> j3,j5
          SELECT job_type FROM batch_jobs GROUP BY 1 ORDER BY 1 -> classify,extract,parse
          SELECT job_type AS t FROM batch_jobs GROUP BY t ORDER BY t -> classify,extract,parse
          SELECT COUNT(*) AS n FROM batch_jobs GROUP BY job_type HAVING COUNT(*) > 1 -> 3
          SELECT id FROM batch_jobs ORDER BY id LIMIT 2, 1 -> j3
          SELECT id FROM batch_jobs LIMIT 2, 1 -> j3
          SELECT id FROM batch_jobs LIMIT 1 OFFSET 3 -> j4
          SELECT id FROM batch_jobs OFFSET 1 ROWS FETCH NEXT 2 ROWS ONLY -> j2,j3
          SELECT id FROM batch_jobs FETCH FIRST 1 ROW ONLY -> j1
          SELECT id FROM batch_jobs WHERE directory_id ILIKE 'SOCI%' -> j2
          SELECT CONCAT(id, '-', status) FROM batch_jobs WHERE id = 'j2' -> j2-failed
          SELECT id || '-' || status FROM batch_jobs WHERE id = 'j2' -> j2-failed
          SELECT LENGTH(status) FROM batch_jobs WHERE id = 'j2' -> 6
          SELECT LTRIM('  x') -> x
          SELECT id FROM batch_jobs WHERE created_at < {ts '2024-01-01 00:00:00'} -> j4
          SELECT id FROM batch_jobs WHERE CAST(created_at AS DATE) = {d '2023-12-31'} -> j4
          SELECT {fn UCASE(status)} FROM batch_jobs WHERE id = 'j2' -> FAILED
          SELECT {fn ucase(status)} FROM batch_jobs WHERE id = 'j2' -> FAILED
          SELECT x.id FROM llamacloud.batch_jobs x WHERE x.total_items > 1 ORDER BY x.id DESC -> j4,j2,j1
          SELECT "source"."id" FROM (SELECT "id" FROM batch_jobs) AS "source" LIMIT 1 -> j1
          SELECT SUM(COUNT(*)) OVER (ORDER BY job_type ROWS UNBOUNDED PRECEDING) FROM batch_jobs GROUP BY job_type ORDER BY 1 -> 1,2,5
          SELECT EXTRACT(YEAR FROM created_at) FROM batch_jobs WHERE id = 'j4' -> 2023
          SELECT DATE_TRUNC('month', created_at) FROM batch_jobs WHERE id = 'j1' -> 2024-03-01 00:00:00.000
          SELECT CASE WHEN error_message IS NULL THEN 'ok' ELSE 'bad' END FROM batch_jobs LIMIT 2 -> ok,bad
          """)
  void theDialectOfTheToolsIsUnderstood(String sql, String expected) throws SQLException {
    assertEquals(expected, String.join(",", Served.rows(served.connect(), sql)), sql);
  }

  /** Check 20. */
  @Test
  void explainShowsTheRequestsAndSendsNone() throws SQLException {
    String plan =
        String.join(
            "\n",
            Served.rows(
                served.connect(),
                "EXPLAIN PLAN FOR SELECT id FROM batch_jobs WHERE status = 'failed' LIMIT 3"));
    assertTrue(plan.contains(Served.LIST + "status=failed&limit=3"), plan);
    assertEquals(List.of(), served.requests());
  }

  /** Check 24: an exception here, and Metabase silently leaves the table out. */
  @Test
  void probesSendNothingAndHaveFullMetadata() throws SQLException {
    served.service().fromRequest(1, Fault.answer(500, ""));
    Connection connection = served.connect();
    String metabase =
        "SELECT TRUE AS \"_\" FROM \"llamacloud\".\"batch_jobs\" WHERE 1 <> 1 LIMIT 0";
    try (PreparedStatement probe = forwardOnly(connection, metabase)) {
      probe.setQueryTimeout(15);
      probe.setMaxRows(0);
      try (ResultSet rows = probe.executeQuery()) {
        assertEquals("_", rows.getMetaData().getColumnLabel(1));
        assertFalse(rows.next());
      }
    }
    for (String condition : List.of("1=0", "1 <> 1", "FALSE", "0 = 1 AND status = 'failed'")) {
      try (PreparedStatement probe = forwardOnly(connection, WHOLE + " WHERE " + condition)) {
        assertEquals(17, probe.getMetaData().getColumnCount());
        try (ResultSet rows = probe.executeQuery()) {
          assertEquals(17, rows.getMetaData().getColumnCount());
          assertEquals(255, rows.getMetaData().getPrecision(1));
          assertFalse(rows.next());
        }
      }
    }
    assertEquals(List.of(), served.requests());
  }

  private static PreparedStatement forwardOnly(Connection connection, String sql)
      throws SQLException {
    return connection.prepareStatement(
        sql,
        ResultSet.TYPE_FORWARD_ONLY,
        ResultSet.CONCUR_READ_ONLY,
        ResultSet.CLOSE_CURSORS_AT_COMMIT);
  }

  /** Check 25: Metabase compares the value. */
  @Test
  void selectOneIsTheIntegerOneAndSendsNothing() throws SQLException {
    try (Statement statement = served.connect().createStatement();
        ResultSet rows = statement.executeQuery("SELECT 1")) {
      assertTrue(rows.next());
      assertEquals(Integer.valueOf(1), rows.getObject(1));
      assertFalse(rows.next());
    }
    assertEquals(List.of(), served.requests());
  }

  /** Check 28. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "INSERT INTO batch_jobs (id) VALUES ('x')",
        "UPDATE batch_jobs SET status = 'failed'",
        "DELETE FROM batch_jobs WHERE id = 'j1'",
        "MERGE INTO batch_jobs b USING batch_jobs c ON b.id = c.id WHEN MATCHED THEN UPDATE SET id = 'x'",
        "CREATE TABLE t (id INT)",
        "CREATE TEMPORARY TABLE t AS SELECT * FROM batch_jobs",
        "DROP TABLE batch_jobs",
        "ALTER TABLE batch_jobs ADD COLUMN c INT",
        "TRUNCATE TABLE batch_jobs;",
        "-- a remark\n delete from batch_jobs"
      })
  void writesAreRefusedHoweverTheyAreRun(String sql) throws SQLException {
    Connection connection = served.connect();
    try (Statement statement = connection.createStatement()) {
      assertState("25006", () -> statement.execute(sql));
      assertState("25006", () -> statement.executeQuery(sql));
      assertState("25006", () -> statement.executeUpdate(sql));
      assertState("25006", () -> connection.prepareStatement(sql));
      assertEquals(List.of("j1"), Served.rows(connection, "SELECT id FROM batch_jobs LIMIT 1"));
    }
    assertEquals(List.of("limit=1"), served.requests());
  }

  /** Check 29: LibreOffice asks for more, and trusts what the result set says it is. */
  @Test
  void aScrollableResultIsDowngradedWithAWarningAndStillRead() throws SQLException {
    Connection connection = served.connect();
    try (Statement statement =
            connection.createStatement(
                ResultSet.TYPE_SCROLL_INSENSITIVE, ResultSet.CONCUR_UPDATABLE);
        ResultSet rows = statement.executeQuery("SELECT id FROM batch_jobs")) {
      assertNotNull(statement.getWarnings());
      assertEquals(ResultSet.TYPE_FORWARD_ONLY, rows.getType());
      assertEquals(ResultSet.CONCUR_READ_ONLY, rows.getConcurrency());
      assertEquals(served.ids(), Served.rows(rows));
      assertState("0A000", rows::last);
    }
  }

  /** The loop of DBeaver's editor and of sqlline. */
  @Test
  void executeHasOneResultAndThenNoMore() throws SQLException {
    try (Statement statement = served.connect().createStatement()) {
      assertTrue(statement.execute("SELECT id FROM batch_jobs LIMIT 2"));
      assertEquals(-1, statement.getUpdateCount());
      assertEquals(List.of("j1", "j2"), Served.rows(statement.getResultSet()));
      assertFalse(statement.getMoreResults());
      assertEquals(-1, statement.getLargeUpdateCount());
    }
    assertEquals(List.of("limit=2"), served.requests());
  }
}
