package io.github.llamacloud.jdbc.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ParameterizedTextTest {
  private static final String SELECT = "SELECT x FROM t WHERE ";

  private static ParameterizedText read(String condition) {
    return ParameterizedText.of(SELECT + condition).orElseThrow();
  }

  @Test
  void comparedNumbersAndDateTimesAreParameters() {
    ParameterizedText text =
        read(
            "a>=5 AND \"b\" != 007 OR (c BETWEEN 1 AND 2 AND d NOT BETWEEN DATE '2024-02-29' AND"
                + " '2024-03-01 01:02:03') AND f(a) < TIMESTAMP /* UTC */ '2024-03-01T00:00:00Z';");
    assertEquals(
        SELECT
            + "a>=? AND \"b\" != ? OR (c BETWEEN ? AND ? AND d NOT BETWEEN ? AND ?) AND f(a) < ?;",
        text.sql());
    assertEquals(
        List.of(
            5L,
            7L,
            1L,
            2L,
            LocalDate.of(2024, 2, 29),
            LocalDateTime.of(2024, 3, 1, 1, 2, 3),
            LocalDateTime.of(2024, 3, 1, 0, 0)),
        text.values());
  }

  @Test
  void otherLiteralsStay() {
    String rest =
        " AND s IN ('a', 'b') AND s <> 'c' AND e LIKE '%5%' AND n > NOW() - INTERVAL '7' DAY"
            + " AND DATE_TRUNC('day', n) = m GROUP BY 1, 2 ORDER BY 2 LIMIT 10 OFFSET 3 -- it's 5";
    assertEquals(SELECT + "a > ?" + rest, read("a > 5" + rest).sql());
    assertNotEquals(read("a > 5 LIMIT 10").shape(), read("a > 5 LIMIT 11").shape());
  }

  @Test
  void aValueOfCaseMayBeComparedWithTheOthers() {
    String numbers = "a > %s AND CASE WHEN s = 'x' THEN 7 ELSE 8 END > a";
    assertEquals(read(numbers.formatted(5)).shape(), read(numbers.formatted(6)).shape());
    assertNotEquals(read(numbers.formatted(5)).shape(), read(numbers.formatted(7)).shape());
    assertNotEquals(read(numbers.formatted(5)).shape(), read(numbers.formatted(9)).shape());
    String days = "a > '2024-01-0%s' AND CASE WHEN s = 'x' THEN '2024-01-05' ELSE 'no' END > a";
    assertEquals(read(days.formatted(1)).shape(), read(days.formatted(2)).shape());
    assertNotEquals(read(days.formatted(1)).shape(), read(days.formatted(6)).shape());
    for (String result : List.of("'3'", "'-3'", "1.5", "-3", "12345678901", "'2024-01-05 1'")) {
      assertEquals(
          Optional.empty(),
          ParameterizedText.of(SELECT + "a > 5 AND a < CASE WHEN b = 1 THEN " + result + " END"),
          result);
    }
  }

  @Test
  void aShapeHasItsValuesInTheSameFormAndOrder() {
    assertEquals(read("a > 5 AND b < 70").shape(), read("a > 6 AND b < 7").shape());
    assertNotEquals(read("a > 5 AND b < 70").shape(), read("a > 5 AND b < 5").shape());
    assertNotEquals(read("a > 5 AND b < 70").shape(), read("a > 5 AND b < 3").shape());
    assertNotEquals(read("a > 5").shape(), read("a > DATE '2024-01-01'").shape());
    for (String other :
        List.of(
            "'2024-01-01'",
            "'2024-01-01 00:00:00'",
            "'2024-01-01T00:00:00'",
            "TIMESTAMP '2024-01-01 00:00:00'")) {
      assertNotEquals(read("a > DATE '2024-01-01'").shape(), read("a > " + other).shape());
    }
    assertEquals(
        read("a > '2024-01-01' AND a < '2024-01-01 00:00:01'").shape(),
        read("a > '2024-01-02' AND a < '2024-01-09 00:00:00'").shape());
    assertNotEquals(
        read("a > '2024-01-01' AND a < '2024-01-01 00:00:01'").shape(),
        read("a > '2024-01-01' AND a < '2024-01-01 00:00:00'").shape());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a > b",
        "a > ? AND b > 5",
        "a > 5 AND b = '?'",
        "a > 5.5",
        "a > .5",
        "a > 5e3",
        "a > 5L",
        "a > 1234567890",
        "a > -5",
        "a > 5 + 3",
        "a + 3 > 5",
        "3 < a",
        "1 = 1 AND a > 5",
        "a >> 5",
        "a > 5 AND b = '5'",
        "a > 5 AND b = ' 5'",
        "a > 5 AND b = ''",
        "a > 5 AND b = E'x'",
        "a > 5 AND b = U&'x'",
        "a > 5 AND b = 'x' 'y'",
        "a > 5 AND b = f('x')",
        "a > 5 AND b IN (1, 2)",
        "a > 5 AND b = 'x",
        "a > '2024-13-01'",
        "a > '2023-02-29'",
        "a > '2024-01-01 24:00:00'",
        "a > '2024-01-01 00:00:00.000'",
        "a > '1600-01-01'",
        "a > DATE '2024-01-01 00:00:00'",
        "a > TIMESTAMP '2024-01-01'",
        "a > DATE '2024-01-01' + INTERVAL '1' DAY",
        "a > CAST('2024-01-01' AS DATE)",
        "a BETWEEN 1 + 1 AND 5",
        "a > 5 AND 6",
      })
  void othersAreNone(String condition) {
    assertTrue(ParameterizedText.of(SELECT + condition).isEmpty());
  }

  @Test
  void aLongTextIsNone() {
    assertTrue(ParameterizedText.of(SELECT + "a > 5" + " OR a > 5".repeat(15)).isPresent());
    assertTrue(ParameterizedText.of(SELECT + "a > 5" + " OR a > 5".repeat(16)).isEmpty());
    String list = "a > 5 AND b IN ('x'%s)";
    assertTrue(ParameterizedText.of(SELECT + list.formatted(", 'x'".repeat(400))).isPresent());
    assertTrue(ParameterizedText.of(SELECT + list.formatted(", 'x'".repeat(500))).isEmpty());
  }

  @Test
  void anExplainedStatementIsNone() {
    assertTrue(ParameterizedText.of("EXPLAIN PLAN FOR " + SELECT + "a > 5").isEmpty());
  }
}
