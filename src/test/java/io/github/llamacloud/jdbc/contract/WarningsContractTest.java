package io.github.llamacloud.jdbc.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What does not stop a statement, and is most likely a mistake, is a warning. */
class WarningsContractTest {
  private static final String FAILED =
      "01000 status: 'FAILED' matches nothing; did you mean 'failed'?";

  @RegisterExtension final Served served = Served.of(ContractJobs.FIVE);

  @Test
  void aStatementForgetsTheWarningsOfTheExecutionBefore() throws SQLException {
    try (Statement statement = served.connect().createStatement()) {
      read(statement, "SELECT id FROM batch_jobs WHERE status = 'FAILED'");
      assertEquals(List.of(FAILED), texts(statement.getWarnings()));
      assertEquals(List.of(), served.requests());
      read(statement, "SELECT id FROM batch_jobs WHERE status = 'failed'");
      assertNull(statement.getWarnings());
      read(statement, "SELECT id FROM batch_jobs WHERE status = 'FAILED'");
      statement.clearWarnings();
      assertNull(statement.getWarnings());
      read(statement, "SELECT id FROM batch_jobs WHERE status = 'FAILED'");
      assertEquals(List.of(FAILED), texts(statement.getWarnings()));
    }
  }

  @Test
  void aDowngradeStaysInFrontOfTheWarningsOfAnExecution() throws SQLException {
    try (Statement statement =
        served
            .connect()
            .createStatement(ResultSet.TYPE_SCROLL_INSENSITIVE, ResultSet.CONCUR_READ_ONLY)) {
      read(statement, "SELECT id FROM batch_jobs WHERE status <> 'FAILED'");
      List<String> texts = texts(statement.getWarnings());
      assertEquals(2, texts.size(), texts::toString);
      assertEquals(FAILED, texts.get(1));
    }
  }

  @Test
  void aParameterIsJudgedByItsValueAtEachExecution() throws SQLException {
    Connection connection = served.connect();
    List<String> running =
        Served.rows(connection, "SELECT id FROM batch_jobs WHERE status = 'running'");
    List<String> failedOrRunning =
        Served.rows(connection, "SELECT id FROM batch_jobs WHERE status IN ('failed', 'running')");
    try (PreparedStatement statement =
        connection.prepareStatement(
            "SELECT id FROM batch_jobs b WHERE b.status IN (?, 'running')")) {
      for (String value : new String[] {"FAILED", "failed", "archived", "", null, "FAILED"}) {
        statement.setString(1, value);
        try (ResultSet rows = statement.executeQuery()) {
          assertNull(rows.getWarnings());
          assertEquals("failed".equals(value) ? failedOrRunning : running, Served.rows(rows));
        }
        assertEquals(
            "FAILED".equals(value) ? List.of(FAILED) : List.of(), texts(statement.getWarnings()));
      }
    }
  }

  @Test
  void whatIsNoMistakeIsNotWarnedOf() throws SQLException {
    try (Statement statement = served.connect().createStatement()) {
      for (String condition :
          List.of(
              "UPPER(status) = 'FAILED'",
              "status = 'archived'",
              "error_message = 'FAILED'",
              "directory_id = 'FAILED'",
              "status || '' = 'FAILED'",
              "'FAILED' = 'x'")) {
        try (ResultSet rows =
            statement.executeQuery("SELECT id FROM batch_jobs WHERE " + condition)) {
          assertFalse(rows.isClosed());
        }
        assertNull(statement.getWarnings(), condition);
      }
    }
  }

  @Test
  void aMistakeIsFoundWhereverItStands() throws SQLException {
    try (Statement statement = served.connect().createStatement()) {
      for (String sql :
          List.of(
              "SELECT id FROM (SELECT id, status AS s FROM batch_jobs) t WHERE s = 'FAILED'",
              "SELECT CASE status WHEN 'FAILED' THEN 1 END FROM batch_jobs",
              "SELECT COUNT(*) FILTER (WHERE status = 'FAILED') FROM batch_jobs",
              "SELECT 1 FROM (VALUES 1) t WHERE EXISTS"
                  + " (SELECT 1 FROM batch_jobs WHERE status = 'FAILED')",
              "SELECT status FROM batch_jobs GROUP BY status HAVING 'FAILED' = status",
              "SELECT a.id FROM batch_jobs a JOIN batch_jobs b ON a.id = b.id AND b.status = 'FAILED'",
              "SELECT id FROM batch_jobs WHERE status NOT IN ('FAILED', 'running')")) {
        read(statement, sql);
        assertEquals(List.of(FAILED), texts(statement.getWarnings()), sql);
      }
    }
  }

  private static void read(Statement statement, String sql) throws SQLException {
    try (ResultSet rows = statement.executeQuery(sql)) {
      while (rows.next()) {
        assertNull(rows.getWarnings());
      }
    }
  }

  private static List<String> texts(SQLWarning first) {
    List<String> texts = new ArrayList<>();
    for (SQLWarning warning = first; warning != null; warning = warning.getNextWarning()) {
      texts.add(warning.getSQLState() + " " + warning.getMessage());
    }
    return texts;
  }
}
