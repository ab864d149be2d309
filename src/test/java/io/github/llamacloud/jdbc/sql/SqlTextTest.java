package io.github.llamacloud.jdbc.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SqlTextTest {
  @Test
  void trailingSemicolonsBecomeSpaces() throws SQLException {
    assertEquals("SELECT 1 ", parseable("SELECT 1;"));
    assertEquals("SELECT 1   \n  ", parseable("SELECT 1 ; \n ;"));
    assertEquals("SELECT 1  -- done;", parseable("SELECT 1; -- done;"));
    assertEquals("SELECT 1 // a remark; really", parseable("SELECT 1 // a remark; really"));
    assertEquals("SELECT E'it\\'s; fine' ", parseable("SELECT E'it\\'s; fine';"));
  }

  @Test
  void semicolonsInTextsNamesAndCommentsStay() throws SQLException {
    String sql = "SELECT ';' AS \"a;b\" /* ; */ -- ;\nFROM batch_jobs";
    assertEquals(sql, parseable(sql));
  }

  @Test
  void aCarriageReturnEndsACommentAsItDoesForTheParser() throws SQLException {
    assertEquals("SELECT 1 -- it's\r ", parseable("SELECT 1 -- it's\r;"));
  }

  @Test
  void quotesInsideTextsDoNotEndThem() throws SQLException {
    String sql = "SELECT 'it''s; ok', \"a\"\";\"";
    assertEquals(sql, parseable(sql));
  }

  @Test
  void aSecondStatementIsRefusedWithItsPosition() {
    SQLException e = assertThrows(SQLException.class, () -> parseable("SELECT 1\n; SELECT 2"));
    assertEquals("42601", e.getSQLState());
    assertTrue(e.getMessage().contains("line 2, column 1"), e.getMessage());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "  ", ";", " ; ; ", "-- nothing", "/* nothing */"})
  void anEmptyStatementIsRefused(String sql) {
    assertEquals("42601", assertThrows(SQLException.class, () -> parseable(sql)).getSQLState());
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
    assertEquals("25006", assertThrows(SQLException.class, () -> parseable(sql)).getSQLState());
  }

  @Test
  void statementsAboutTheSessionAreNotSupported() {
    assertEquals(
        "0A000", assertThrows(SQLException.class, () -> parseable("SET x = 1")).getSQLState());
  }

  @Test
  void fetchingOneRowNeedsNoNumber() throws SQLException {
    assertEquals("SELECT 1 LIMIT 1             ", parseable("SELECT 1 FETCH FIRST ROW ONLY"));
    assertEquals("LIMIT /* c */ 1              ", parseable("fetch /* c */ next  row only "));
    String number = "SELECT 1 FETCH FIRST 2 ROWS ONLY";
    assertEquals(number, parseable(number));
  }

  @Test
  void postgresIntervalsBecomeStandardOnesOfTheSameLength() throws SQLException {
    assertEquals("SELECT INTERVAL '1' day", parseable("SELECT INTERVAL '1 day'"));
    assertEquals("SELECT interval '-3' hours", parseable("SELECT interval '-3 hours'"));
    String standard = "SELECT INTERVAL '1' DAY, INTERVAL '1 2' DAY TO HOUR, 'interval', '1 day'";
    assertEquals(standard, parseable(standard));
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = "=>",
      quoteCharacter = '`',
      value = {
        "a = 'x'::date => a = ('x'::date)",
        "a + b::integer * c => a + (b::integer) * c",
        "t.a::varchar || f(b, (c))::varchar(10) || d => (t.a::varchar) || (f(b, (c))::varchar(10)) || d",
        "(a = b)::boolean AND c => ((a = b)::boolean) AND c",
        "x AND (a)::date = b => x AND ((a)::date) = b",
        "1.5::double precision / 2 => (1.5::double precision) / 2",
        "a::date::text = b => ((a::date)::text) = b",
        "CASE WHEN a THEN CASE WHEN b THEN 1 END END::text => (CASE WHEN a THEN CASE WHEN b THEN 1 END END::text)",
        "sum(a) OVER (ORDER BY b)::text => (sum(a) OVER (ORDER BY b)::text)",
        "'a::b' || ?::text -- c::d => 'a::b' || (?::text) -- c::d",
        "x > TIMESTAMP '2026-01-01 00:00:00'::date => x > (TIMESTAMP '2026-01-01 00:00:00'::date)",
        "a::timestamp(3) without time zone > b => (a::timestamp(3) without time zone) > b",
        "x IN ('1'::integer, \"y\"::integer) => x IN (('1'::integer), (\"y\"::integer))"
      })
  void anInfixCastTakesNoMoreThanItsOperand(String sql, String expected) throws SQLException {
    assertEquals("SELECT " + expected, parseable("SELECT " + sql));
  }

  @Test
  void positionsAreThoseOfTheTextAsTyped() throws SQLException {
    SqlText text = SqlText.parseable("SELECT a::date,\n  b::date, nope");
    assertEquals("SELECT (a::date),\n  (b::date), nope", text.text());
    assertEquals("line 2, column 12", text.position(2, 14));
    assertEquals("line 1, column 8", text.position(1, 8));
    assertEquals("line 1, column 8", text.position(1, 9));
  }

  private static String parseable(String sql) throws SQLException {
    return SqlText.parseable(sql).text();
  }

  @Test
  void escapedFunctionsAreCapitals() throws SQLException {
    assertEquals("SELECT {fn UCASE(id)}", parseable("SELECT {fn ucase(id)}"));
    assertEquals("SELECT fn.x FROM fn", parseable("SELECT fn.x FROM fn"));
  }
}
