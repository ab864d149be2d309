package io.github.llamacloud.jdbc.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

/** A statement that needs more requests than maxRequests tells how many, and what needs fewer. */
class BudgetContractTest {
  @Test
  void aLimitThatFitsIsTold() throws SQLException {
    assertAdvice("LIMIT 3990", 4, "SELECT * FROM batch_jobs");
    assertAdvice("LIMIT 1000", 1, "SELECT * FROM batch_jobs WHERE status = 'completed'");
    assertAdvice("LIMIT 1990", 2, "SELECT id FROM batch_jobs LIMIT 3000 OFFSET 10");
    assertEquals(3990, count("SELECT * FROM batch_jobs LIMIT 3990", 4));
    assertEquals(1990, count("SELECT id FROM batch_jobs LIMIT 1990 OFFSET 10", 2));
  }

  @Test
  void aRewriteThatIsSentIsTold() throws SQLException {
    assertAdvice(
        "status = 'failed' instead of LOWER(status) = 'failed'",
        4,
        "SELECT id FROM batch_jobs WHERE LOWER(status) = 'failed' ORDER BY created_at");
    assertEquals(
        755, count("SELECT id FROM batch_jobs WHERE status = 'failed' ORDER BY created_at", 4));
    assertAdvice(
        "job_type = 'parse' instead of job_type LIKE 'parse'",
        4,
        "SELECT id FROM batch_jobs WHERE status <> ? AND job_type LIKE 'parse'");
  }

  @Test
  void anEqualityIsToldWhereALimitWouldNotBeSent() throws SQLException {
    assertAdvice(
        "a condition that is sent: an equality on job_type, status or directory_id",
        4,
        "SELECT id FROM batch_jobs ORDER BY created_at");
    assertAdvice(
        "a condition that is sent: an equality on job_type or directory_id",
        4,
        "SELECT MAX(created_at) FROM batch_jobs WHERE status = 'completed'");
  }

  @Test
  void aSmallPageSizeIsTold() throws SQLException {
    SQLException e =
        assertThrows(SQLException.class, () -> count("SELECT id FROM batch_jobs", 4, 10));
    assertEquals(
        "The statement needs more than the 4 requests that maxRequests allows."
            + " It needs fewer with the connection property pageSize=1000 (it is 10).",
        e.getMessage());
  }

  @Test
  void whereNothingHelpsThatIsTold() {
    SQLException e =
        assertThrows(
            SQLException.class,
            () -> count("SELECT job_type FROM batch_jobs WHERE id IN ('a', 'b')", 1));
    assertEquals(
        "The statement needs more than the 1 requests that maxRequests allows."
            + " Nothing that can be sent makes it need fewer.",
        e.getMessage());
  }

  private static void assertAdvice(String advice, int maxRequests, String sql) {
    SQLException e = assertThrows(SQLException.class, () -> count(sql, maxRequests));
    assertEquals("54000", e.getSQLState(), e.getMessage());
    assertEquals(
        "The statement needs more than the "
            + maxRequests
            + " requests that maxRequests allows. It needs fewer with "
            + advice
            + ".",
        e.getMessage());
  }

  private static int count(String sql, int maxRequests) throws SQLException {
    return count(sql, maxRequests, 1000);
  }

  /** The rows of a statement over the 10,000 jobs of the demo. */
  private static int count(String sql, int maxRequests, int pageSize) throws SQLException {
    String url = "jdbc:llamacloud:demo?maxRequests=" + maxRequests + "&pageSize=" + pageSize;
    try (Connection connection = DriverManager.getConnection(url);
        PreparedStatement statement = connection.prepareStatement(sql)) {
      if (sql.contains("?")) {
        statement.setString(1, "failed");
      }
      int count = 0;
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          count++;
        }
      }
      return count;
    }
  }
}
