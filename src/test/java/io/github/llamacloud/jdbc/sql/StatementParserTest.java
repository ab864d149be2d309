package io.github.llamacloud.jdbc.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.apache.calcite.avatica.util.Casing;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.parser.SqlParseException;
import org.apache.calcite.sql.parser.SqlParser;
import org.apache.calcite.sql.parser.babel.SqlBabelParserImpl;
import org.apache.calcite.sql.validate.SqlConformanceEnum;
import org.apache.calcite.util.Litmus;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Calcite's own way to the same parser is the measure. */
class StatementParserTest {
  private static final SqlParser.Config SAME =
      SqlParser.config()
          .withParserFactory(SqlBabelParserImpl.FACTORY)
          .withUnquotedCasing(Casing.UNCHANGED)
          .withQuotedCasing(Casing.UNCHANGED)
          .withCaseSensitive(false)
          .withIdentifierMaxLength(1024)
          .withConformance(SqlConformanceEnum.LENIENT);

  private static SqlNode byCalcite(String sql) throws SqlParseException {
    return SqlParser.create(sql, SAME).parseStmt();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT Id, \"Status\" FROM batch_jobs WHERE status = 'failed' LIMIT 10 OFFSET 2",
        "select count(*) AS count, sum(total_items) from llamacloud.Batch_Jobs group by 1",
        "SELECT id::text, created_at + INTERVAL '1' DAY FROM batch_jobs WHERE id != ? AND 5 % 2 = 1",
        "SELECT DATE_TRUNC('month', created_at), EXTRACT(week FROM created_at) FROM batch_jobs",
        "SELECT TIMESTAMPADD(DAY, 1, created_at), _UTF8'é', U&'\\00e9', E'a\\n' FROM batch_jobs",
        "WITH t AS (SELECT 1) SELECT * FROM t UNION ALL VALUES (2)",
        "SELECT id FROM batch_jobs WHERE created_at > DATE '2026-13-45'",
        "SELECT X'1' FROM batch_jobs",
        "EXPLAIN PLAN FOR SELECT id FROM batch_jobs ORDER BY created_at DESC NULLS LAST",
      })
  void readsTheSame(String sql) throws SqlParseException {
    assertTrue(StatementParser.parse(sql).equalsDeep(byCalcite(sql), Litmus.THROW));
    assertEquals(
        byCalcite(sql).getParserPosition(), StatementParser.parse(sql).getParserPosition());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT\tid FRM batch_jobs WHERE",
        "SELECT `id` FROM batch_jobs",
        "SELECT [id] FROM batch_jobs",
        "SELECT 'open FROM batch_jobs",
        "SELECT _nosuch'a' FROM batch_jobs",
        "SELECT id FROM batch_jobs LIMIT 1 LIMIT 2",
        "SELECT 1 FROM (SELECT 2",
        "",
      })
  void failsTheSame(String sql) {
    SqlParseException expected = assertThrows(SqlParseException.class, () -> byCalcite(sql));
    SqlParseException e = assertThrows(SqlParseException.class, () -> StatementParser.parse(sql));
    assertEquals(expected.getMessage(), e.getMessage());
    assertEquals(expected.getPos(), e.getPos());
    assertEquals(expected.getExpectedTokenNames(), e.getExpectedTokenNames());
    assertEquals(String.valueOf(expected.getCause()), String.valueOf(e.getCause()));
  }

  @Test
  void aNameMayHave1024Characters() throws SqlParseException {
    String longest = "SELECT " + "x".repeat(1024) + " FROM batch_jobs";
    assertTrue(StatementParser.parse(longest).equalsDeep(byCalcite(longest), Litmus.THROW));
    failsTheSame(longest.replaceFirst("x", "xx"));
  }
}
