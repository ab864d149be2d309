package io.github.llamacloud.jdbc.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SqlTextTest {
  @Test
  void trailingSemicolonsBecomeSpaces() throws SQLException {
    assertEquals("SELECT 1 ", SqlText.parseable("SELECT 1;"));
    assertEquals("SELECT 1   \n  ", SqlText.parseable("SELECT 1 ; \n ;"));
    assertEquals("SELECT 1  -- done;", SqlText.parseable("SELECT 1; -- done;"));
  }

  @Test
  void semicolonsInTextsNamesAndCommentsStay() throws SQLException {
    String sql = "SELECT ';' AS \"a;b\" /* ; */ -- ;\nFROM batch_jobs";
    assertEquals(sql, SqlText.parseable(sql));
  }

  @Test
  void quotesInsideTextsDoNotEndThem() throws SQLException {
    String sql = "SELECT 'it''s; ok', \"a\"\";\"";
    assertEquals(sql, SqlText.parseable(sql));
  }

  @Test
  void aSecondStatementIsRefusedWithItsPosition() {
    SQLException e =
        assertThrows(SQLException.class, () -> SqlText.parseable("SELECT 1\n; SELECT 2"));
    assertEquals("42601", e.getSQLState());
    assertTrue(e.getMessage().contains("line 2, column 1"), e.getMessage());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "  ", ";", " ; ; ", "-- nothing", "/* nothing */"})
  void anEmptyStatementIsRefused(String sql) {
    assertEquals(
        "42601", assertThrows(SQLException.class, () -> SqlText.parseable(sql)).getSQLState());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "INSERT INTO batch_jobs VALUES (1)",
        " update batch_jobs set id = 1",
        "/* c */ delete from batch_jobs",
        "-- c\nDROP TABLE batch_jobs",
        "CREATE TABLE x (a int)",
        "truncate table batch_jobs",
        "MERGE INTO batch_jobs USING x ON 1 = 1"
      })
  void writesAreRefusedAsReadOnly(String sql) {
    assertEquals(
        "25006", assertThrows(SQLException.class, () -> SqlText.parseable(sql)).getSQLState());
  }

  @Test
  void statementsAboutTheSessionAreNotSupported() {
    assertEquals(
        "0A000",
        assertThrows(SQLException.class, () -> SqlText.parseable("SET x = 1")).getSQLState());
  }

  @Test
  void postgresIntervalsBecomeStandardOnesOfTheSameLength() throws SQLException {
    assertEquals("SELECT INTERVAL '1' day", SqlText.parseable("SELECT INTERVAL '1 day'"));
    assertEquals("SELECT interval '-3' hours", SqlText.parseable("SELECT interval '-3 hours'"));
    String standard = "SELECT INTERVAL '1' DAY, INTERVAL '1 2' DAY TO HOUR, 'interval', '1 day'";
    assertEquals(standard, SqlText.parseable(standard));
  }

  @Test
  void escapedFunctionsAreCapitals() throws SQLException {
    assertEquals("SELECT {fn UCASE(id)}", SqlText.parseable("SELECT {fn ucase(id)}"));
    assertEquals("SELECT fn.x FROM fn", SqlText.parseable("SELECT fn.x FROM fn"));
  }
}
