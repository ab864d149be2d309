package io.github.llamacloud.jdbc.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.llamacloud.jdbc.jobs.BoundRequest;
import io.github.llamacloud.jdbc.jobs.ExecutionContext;
import io.github.llamacloud.jdbc.jobs.JobCursor;
import io.github.llamacloud.jdbc.jobs.JobRequest;
import io.github.llamacloud.jdbc.jobs.JobSource;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Numbers, where dialects differ or where nothing but an error is right. */
class NumbersTest {
  private static final JobSource NO_JOBS =
      new JobSource() {
        @Override
        public JobCursor open(BoundRequest request, ExecutionContext context) {
          throw new AssertionError("no job is needed");
        }

        @Override
        public List<String> explain(JobRequest request) {
          return List.of();
        }
      };

  private final SqlEngine engine = new SqlEngine();

  /** As constants and over columns: the first are computed when the statement is planned. */
  @ParameterizedTest(name = "{0} of {1} is {2}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        // division: 17 digits that count and 16 right of the point
        "x / 3 | 1.0 | 0.33333333333333333",
        "x / 3 | 200.0 | 66.6666666666666667",
        "x / 4.0 | 1 | 0.2500000000000000",
        "x / 3 | 0.00000000000000000001 | 0.0000000000000000000033333333333333333",
        "x / 3000000000.0 | 1 | 0.00000000033333333333333333",
        "x / 7.0 / 7.0 / 7.0 | 1 | 0.0029154518950437319",
        "x / 2 | 7 | 3",
        "x / 2 | -7 | -3",
        "x / 0 | 1 | 22012",
        "x / 0 | 1.5 | 22012",
        "x / 0 | 1e0 | 22012",
        "x / 0 | 0e0 | 22012",
        // remainders have the sign of the dividend
        "MOD(x, 3) | -5 | -2",
        "x % -3 | 5 | 2",
        "MOD(x, 0.3) | 1.0 | 0.1",
        "MOD(x, 0) | 1 | 22012",
        "MOD(x, 0) | 1.5 | 22012",
        "MOD(x, 0) | 1e0 | 22012",
        // casts round halves away from zero
        "CAST(x AS INTEGER) | 2.7e0 | 3",
        "CAST(x AS BIGINT) | 2.7e0 | 3",
        "CAST(x AS SMALLINT) | -2.5e0 | -3",
        "CAST(x AS TINYINT) | 2.5e0 | 3",
        "CAST(x AS INTEGER) | 2.5 | 3",
        "CAST(x AS TINYINT) | 127.5e0 | 22003",
        "CAST(x AS INTEGER) | 1e300 | 22003",
        "CAST(x AS BIGINT) | 1e19 | 22003",
        "CAST(x AS REAL) | 1e300 | 22003",
        "CAST(x AS DOUBLE) | 'NaN' | 22003",
        "CAST(x AS DOUBLE) | '1e999' | 22003",
        "CAST(x AS DECIMAL(3, 1)) | 99.95 | 22003",
        "CAST(x AS DECIMAL(38, 0)) = 38.2 | 38 | false",
        // overflow
        "x * 10 | 1e308 | 22003",
        "x + x | 1e308 | 22003",
        "x + 1 | 2147483647 | 22003",
        "(x + 1) + 0.5 | 2147483647 | 22003",
        "ABS(x) | -2147483648 | 22003",
        "ABS(x) | -9223372036854775808 | 22003",
        "ABS(CAST(x AS TINYINT)) | -128 | 22003",
        "- (x + 0) | -2147483648 | 22003",
        "x / -1 | -9223372036854775808 | 22003",
        "ROUND(x, -1) | 9223372036854775807 | 22003",
        "ROUND(x, -1) | 2147483647 | 22003",
        "EXP(x) | 1000 | 22003",
        "ACOS(x) | 2 | 22003",
        // powers and logarithms
        "LN(x) | 0 | 2201E",
        "LN(x) | -1.5 | 2201E",
        "LOG10(x) | 0e0 | 2201E",
        "LOG(x) | 0 | 2201E",
        "LOG(2, x) | -1 | 2201E",
        "LOG(x, 2) | 1 | 22012",
        "LOG10(x) | 1000 | 3.0",
        "LOG(x) | 1000 | 3.0",
        "LOG(2, x) | 8 | 3.0",
        "SQRT(x) | -1 | 2201F",
        "POWER(x, -1) | 0 | 2201F",
        "POWER(x, 0.5) | -8 | 2201F",
        "POWER(x, 3) | -2 | -8.0",
        "POWER(x, 400) | 10 | 22003",
        // rounding
        "ROUND(x) | 9.5 | 10",
        "ROUND(x) | -2.5 | -3",
        "ROUND(x, 1) | 99.95 | 100.0",
        "ROUND(x, 2) | 2.567 | 2.57",
        "ROUND(x, 5) | 2.567 | 2.567",
        "ROUND(x, -1) | 15.5 | 20",
        "ROUND(x, -2) | 1250 | 1300",
        "ROUND(x) | -2.5e0 | -3.0",
        "ROUND(x, 2) | 1.005e0 | 1.01",
        "TRUNC(x, 1) | -2.57 | -2.5",
        "TRUNCATE(x) | 9.9 | 9",
        "TRUNC(x, -1) | 19 | 10",
        "ROUND(x) | CAST(2.5 AS REAL) | 3.0",
        "SIGN(x) | 0.25 | 1",
        "SIGN(x) | -3 | -1",
        "FLOOR(x) | -0.5 | -1",
        "CEIL(x) | 9.5 | 10",
        // texts
        "CAST(x AS VARCHAR) | 0.5 | 0.5",
        "CAST(x AS VARCHAR) | -0.05 | -0.05",
        "CAST(x AS VARCHAR) | 0.00 | 0.00",
        "CAST(x AS VARCHAR) | 0e0 | 0",
        "CAST(x AS VARCHAR) | 1e0 | 1",
        "CAST(x AS VARCHAR) | 0.5e0 | 0.5",
        "CAST(x AS VARCHAR) | 1e20 | 1e+20",
        "CAST(x AS VARCHAR) | 1e-5 | 1e-05",
        "CAST(x AS VARCHAR) | 123456789012345e0 | 123456789012345",
        "CAST(x AS VARCHAR) | 0.1e0 | 0.1",
        "CAST(CAST(x AS REAL) AS VARCHAR) | 0.1 | 0.1",
        "CONCAT(x, 'a') | 2e0 | 2a",
        "CONCAT('a', x) | 0.5 | a0.5",
        "CAST(x / 4.0 AS VARCHAR) | 1 | 0.2500000000000000",
        // zero has no sign
        "x = 0e0 | CAST('-0' AS DOUBLE) | true",
        "CAST(x * -1 AS VARCHAR) | 0e0 | 0",
      })
  void asAConstantAndOverAColumn(String expression, String value, String expected) {
    assertEquals(expected, first("SELECT " + expression.replaceAll("\\bx\\b", "(" + value + ")")));
    String values = "(VALUES (" + value + "), (" + value + ")) t(x)";
    assertEquals(expected, first("SELECT " + expression + " FROM " + values));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        // a sum of integers beside a fraction; the numbers are 1 and 0
        "SUM(x) > 0.5 | true",
        "SUM(x) IN (0.9, 1.1) | false",
        "SUM(x) BETWEEN 0.9 AND 0.95 | false",
        "SUM(x) = 1.2 | false",
        "COALESCE(NULLIF(SUM(x), 1), 0.5) | 0.5",
        "NULLIF(SUM(x), 1.4) | 1",
        "GREATEST(SUM(x), 1.4) | 1.4",
        "LEAST(SUM(x), 0.6) | 0.6",
        "CASE WHEN SUM(x) = 1 THEN 0.25 ELSE SUM(x) END | 0.25",
        "CAST(SUM(x) AS DECIMAL(38, 0)) = 1.2 | false",
        "SUM(x) * 0.1 * 0.1 * SUM(x) * SUM(x) | 0.01",
        "SUM(x) / 3 | 0.33333333333333333",
        "SUM(x) / 0 | 22012",
        "SUM(x) - 0.25 | 0.75",
        "MOD(SUM(x) + 2, 2) | 1",
        "10 / NULLIF(SUM(x) - 1, 0) | null",
        "AVG(x) | 0.5",
        "SUM(DISTINCT x) + 0.5 | 1.5",
        // what is no number has no sum
        "SUM(CAST(x AS VARCHAR)) | 42804",
        "AVG(CAST(x AS VARCHAR)) | 42804",
        "AVG(TIMESTAMP '2024-01-01 00:00:00') | 42804",
        "SUM(TIMESTAMP '2024-01-01 00:00:00') | 42804",
        "STDDEV(DATE '2024-01-01') | 42804",
        // not offered, because it would be of its argument's type
        "COVAR_POP(x, x) | 42883",
        "REGR_SXX(x, x) | 42883",
      })
  void overAGroup(String expression, String expected) {
    assertEquals(expected, first("SELECT " + expression + " FROM (VALUES (1), (0)) t(x)"));
  }

  @Test
  void aSumMeetsFractionsInUnionsJoinsAndWindows() {
    String sum = "(SELECT SUM(x) AS s FROM (VALUES (1), (0)) t(x))";
    assertEquals(
        List.of("0.5", "1.0"), all("SELECT s FROM " + sum + " UNION ALL SELECT 0.5 ORDER BY 1"));
    assertEquals(List.of("1.00"), all("SELECT s FROM " + sum + " UNION SELECT 1.00"));
    assertEquals(
        List.of("1"), all("SELECT s FROM " + sum + " t JOIN (VALUES (1.0), (1.2)) u(y) ON s = y"));
    assertEquals(
        List.of(),
        all("SELECT s FROM " + sum + " t WHERE s IN (SELECT y FROM (VALUES (1.2), (0.9)) u(y))"));
    assertEquals("1.5", first("SELECT SUM(x) OVER () + 0.5 FROM (VALUES (1), (0)) t(x)"));
  }

  @Test
  void concatenatedNumbersAreWrittenAsCastOnesAre() {
    assertEquals("0.5a", first("SELECT 0.5 || 'a'"));
    assertEquals("0.5a2", first("SELECT x || 'a' || y FROM (VALUES (0.5, 2e0)) t(x, y)"));
  }

  @Test
  void aSumMeetsAParameterWithAllItsDigits() {
    String sql = "SELECT SUM(x) FROM (VALUES (1), (0)) t(x) HAVING SUM(x) ";
    assertEquals(List.of("1"), all(sql + "> ?", new BigDecimal("0.5")));
    assertEquals(List.of("1"), all(sql + "> ?", 0.5));
    assertEquals(List.of(), all(sql + "<= ?", new BigDecimal("0.99999999999999999999999999999")));
    assertEquals(List.of("1"), all(sql + "< ?", new BigDecimal("1e300")));
    assertEquals(List.of("22003"), all(sql + ">= ?", new BigDecimal("1e-2000")));
  }

  @Test
  void aParameterIsCalculatedWithAsALiteralIs() {
    assertEquals("3", first("SELECT CAST(? AS INTEGER)", 2.7));
    assertEquals("22012", first("SELECT 1e0 / ?", 0L));
    assertEquals("2201E", first("SELECT LN(?)", 0L));
    assertEquals("22003", first("SELECT 100e0 * ?", 1e308));
    assertEquals("22003", first("SELECT CAST(? AS DOUBLE)", new BigDecimal("1e400")));
    assertEquals("0.0", first("SELECT CAST(? AS DOUBLE)", -0.0));
    assertEquals("2.35", first("SELECT ROUND(AVG(x), ?) FROM (VALUES (2.345)) t(x)", 2L));
    assertEquals("10.0", first("SELECT SUM(?) FROM (VALUES (1), (2)) t(x)", 5L));
  }

  @Test
  void varianceSurvivesLargeNumbers() {
    String of = " FROM (VALUES (1000000001), (1000000002), (1000000003)) t(x)";
    assertEquals("0.6666666666666666", first("SELECT VAR_POP(x)" + of));
    assertEquals("1.0", first("SELECT VAR_SAMP(x)" + of));
    assertEquals("1.0", first("SELECT STDDEV(x)" + of));
    assertEquals("0.816496580927726", first("SELECT STDDEV_POP(x)" + of));
    assertEquals("0.6666666666666666", first("SELECT VAR_POP(x * 1e0)" + of));
    assertEquals("0.6666666666666666", first("SELECT VAR_POP(x + 0.5)" + of));
    assertEquals("0.6666666666666666", first("SELECT VAR_POP(x) OVER ()" + of));
    assertEquals("1.0", first("SELECT VAR_SAMP(DISTINCT x)" + of));
  }

  @Test
  void aSampleOfOneHasNoVariance() {
    assertEquals("null", first("SELECT VAR_SAMP(x) FROM (VALUES (5)) t(x)"));
    assertEquals("null", first("SELECT STDDEV(x) FROM (VALUES (5)) t(x) GROUP BY x"));
    assertEquals("0.0", first("SELECT VAR_POP(x) FROM (VALUES (5)) t(x)"));
    assertEquals("null", first("SELECT AVG(x) FROM (VALUES (5)) t(x) WHERE x > 6"));
  }

  @Test
  void sumsAndAveragesOfDoublesAreRoundedOnce() {
    assertEquals("0.2", first("SELECT AVG(x) FROM (VALUES (0.1e0), (0.2e0), (0.3e0)) t(x)"));
    assertEquals("1.0E308", first("SELECT SUM(x) FROM (VALUES (1e308), (1e308), (-1e308)) t(x)"));
    assertEquals("22003", first("SELECT SUM(x) FROM (VALUES (1e308), (1e308)) t(x)"));
    assertEquals("22003", first("SELECT SUM(x) OVER () FROM (VALUES (1e308), (1e308)) t(x)"));
    assertEquals(
        "9.223372036854776E18",
        first("SELECT AVG(x) FROM (VALUES (9223372036854775807), (9223372036854775807)) t(x)"));
  }

  @Test
  void equalNumbersAreOneGroup() {
    String zeros = " FROM (VALUES (0e0), (CAST('-0' AS DOUBLE))) t(x)";
    assertEquals(List.of("2"), all("SELECT COUNT(*)" + zeros + " GROUP BY x"));
    assertEquals(List.of("0.0"), all("SELECT DISTINCT x" + zeros));
    assertEquals(
        List.of("0.0", "0.0"),
        all("SELECT x" + zeros + " JOIN (VALUES (CAST('-0' AS DOUBLE))) u(y) ON x = y"));
    assertEquals(
        List.of("0.50", "1.00"),
        all("SELECT DISTINCT x FROM (VALUES (0.5), (0.50), (1)) t(x) ORDER BY 1"));
    assertEquals(
        List.of("2"),
        all("SELECT COUNT(*) FROM (VALUES (1, 3), (2, 6)) t(x, y) GROUP BY x * 1.0 / y"));
  }

  @Test
  void nothingRoundedIsNothing() {
    assertEquals("null", first("SELECT ROUND(NULL, 2)"));
    assertEquals("null", first("SELECT ROUND(1.5, NULL)"));
    assertEquals("null", first("SELECT SIGN(NULL)"));
    assertEquals("null", first("SELECT ROUND(x, 1) FROM (VALUES (NULL), (1.5)) t(x)"));
  }

  /** A failure of the constants of generated code is told at every execution. */
  @Test
  void aFailureIsTheSameTheSecondTime() {
    for (String sql : List.of("SELECT 1 / 0", "SELECT MOD(1, 0)", "SELECT LN(0)")) {
      assertEquals(first(sql), first(sql), sql);
    }
  }

  @Test
  void moreDigitsThanADecimalHasAreRefused() {
    assertEquals(
        "0A000",
        first(
            "SELECT CAST(1 AS DECIMAL(600, 1)) * CAST(x AS DECIMAL(600, 1)) FROM (VALUES (1)) t(x)"));
    assertEquals(
        "0A000", first("SELECT COALESCE(CAST(x AS DECIMAL(1000, 0)), 0.5) FROM (VALUES (1)) t(x)"));
  }

  private String first(String sql, Object... values) {
    return all(sql, values).get(0);
  }

  /** The first column of all rows, or the SQLState of the failure. */
  private List<String> all(String sql, Object... values) {
    List<String> rows = new ArrayList<>();
    ExecutionContext context =
        new ExecutionContext(Instant.EPOCH, Duration.ZERO, ExecutionContext.ALL_ROWS);
    try (RowCursor cursor =
        engine.prepare(sql).bind(Arrays.asList(values)).open(NO_JOBS, context)) {
      while (cursor.next()) {
        Object value = cursor.row()[0];
        rows.add(value instanceof BigDecimal d ? d.toPlainString() : String.valueOf(value));
      }
    } catch (SQLException e) {
      return List.of(e.getSQLState());
    }
    return rows;
  }
}
