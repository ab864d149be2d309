package io.github.llamacloud.jdbc.jdbc;

import static io.github.llamacloud.jdbc.jdbc.ScriptedQuery.column;
import static io.github.llamacloud.jdbc.jdbc.SqlStates.assertMessage;
import static io.github.llamacloud.jdbc.jdbc.SqlStates.assertState;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.llamacloud.jdbc.error.CarriedSqlException;
import io.github.llamacloud.jdbc.error.Failures;
import io.github.llamacloud.jdbc.error.SqlState;
import io.github.llamacloud.jdbc.sql.ResultColumn;
import java.sql.JDBCType;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ResultSetTest {

  private static ResultSet open(ScriptedQuery query) throws SQLException {
    return Connections.to(query).createStatement().executeQuery("q");
  }

  /** Fails once, and then claims that there are no more rows. */
  private static ResultSet failingAfterOneRow(RuntimeException thrown) throws SQLException {
    AtomicInteger calls = new AtomicInteger();
    return open(
        new ScriptedQuery(
            ScriptedQuery.counting(0).columns(),
            0,
            (before, context) -> {
              if (calls.getAndIncrement() == 1) {
                throw thrown;
              }
              return before == 0 ? new Object[] {1L} : null;
            }));
  }

  @Test
  void rowsAreReadOneAtATimeAndNoneAheadOfThem() throws SQLException {
    ScriptedQuery query = ScriptedQuery.counting(1_000_000);
    ResultSet rows = open(query);
    assertEquals(0, query.lastCursor().calls);
    assertTrue(rows.next());
    assertTrue(rows.next());
    assertEquals(2, rows.getLong(1));
    assertEquals(2, query.lastCursor().calls);
    rows.close();
    assertTrue(query.lastCursor().closed);
  }

  @Test
  void theCursorIsClosedAtTheEndAndTheResultStaysOpen() throws SQLException {
    ScriptedQuery query = ScriptedQuery.counting(1);
    ResultSet rows = open(query);
    assertTrue(rows.next());
    assertFalse(rows.next());
    assertTrue(query.lastCursor().closed);
    assertFalse(rows.isClosed());
    assertFalse(rows.next());
    assertEquals(2, query.lastCursor().calls);
  }

  @Test
  void aFailureStaysAFailure() throws SQLException {
    SQLException lost = Failures.noAnswer("lost", null);
    ResultSet rows = failingAfterOneRow(new CarriedSqlException(lost));
    assertTrue(rows.next());
    assertSame(lost, assertState("08006", rows::next));
    assertSame(lost, assertState("08006", rows::next));
    assertState("24000", () -> rows.getLong(1));
    assertFalse(rows.isAfterLast());
  }

  @Test
  void aWrappedSqlExceptionIsTakenOut() throws SQLException {
    SQLException zero = Failures.syntax(SqlState.DIVISION_BY_ZERO, "x", null);
    ResultSet rows =
        failingAfterOneRow(
            new IllegalStateException(new RuntimeException(new CarriedSqlException(zero))));
    assertTrue(rows.next());
    assertSame(zero, assertState("22012", rows::next));
  }

  @Test
  void aStrayExceptionIsAFaultOfTheDriver() throws SQLException {
    IllegalStateException stray = new IllegalStateException("bug");
    ResultSet rows = failingAfterOneRow(stray);
    assertTrue(rows.next());
    assertSame(stray, assertState("XX000", rows::next).getCause());
  }

  @Test
  void anErrorIsAFaultOfTheDriverToo() throws SQLException {
    ResultSet rows =
        open(
            new ScriptedQuery(
                ScriptedQuery.counting(0).columns(),
                0,
                (before, context) -> {
                  throw new StackOverflowError();
                }));
    assertState("XX000", rows::next);
  }

  @Test
  void aValueOfTheWrongClassIsAFaultOfTheDriver() throws SQLException {
    ResultSet rows = open(ScriptedQuery.row(List.of(column("n", JDBCType.BIGINT)), "not a number"));
    assertTrue(rows.next());
    assertState("XX000", () -> rows.getLong(1));
  }

  @Test
  void valuesAreReadOnARowOnly() throws SQLException {
    ResultSet rows = open(ScriptedQuery.counting(1));
    assertMessage("24000", "next()", () -> rows.getLong(1));
    assertTrue(rows.next());
    assertFalse(rows.next());
    assertState("24000", () -> rows.getLong(1));
  }

  @Test
  void columnsAreFoundByIndexAndByTheFirstLabelInAnyCase() throws SQLException {
    ResultSet rows =
        open(
            ScriptedQuery.row(
                List.of(column("status", JDBCType.VARCHAR), column("STATUS", JDBCType.VARCHAR)),
                "first",
                "second"));
    assertTrue(rows.next());
    assertEquals("first", rows.getString("Status"));
    assertEquals(1, rows.findColumn("STATUS"));
    assertEquals("second", rows.getString(2));
    assertState("07009", () -> rows.getString(0));
    assertState("07009", () -> rows.getString(3));
    assertMessage("42703", "\"stat\"", () -> rows.getString("stat"));
    assertMessage("42703", "status, STATUS", () -> rows.getString("stat"));
  }

  @Test
  void nameAndLabelAreTheAlias() throws SQLException {
    ResultSet rows =
        open(
            ScriptedQuery.row(
                List.of(column("status", JDBCType.VARCHAR), column("s", JDBCType.VARCHAR)),
                "parse",
                "failed"));
    ResultSetMetaData columns = rows.getMetaData();
    assertEquals("status", columns.getColumnName(1));
    assertEquals("status", columns.getColumnLabel(1));
    assertEquals("s", columns.getColumnName(2));
    assertTrue(rows.next());
    assertEquals("parse", rows.getString("status"));
  }

  @Test
  void positionIsToldAsFarAsItIsKnown() throws SQLException {
    ResultSet rows = open(ScriptedQuery.counting(2));
    assertTrue(rows.isBeforeFirst());
    assertTrue(rows.isBeforeFirst());
    assertEquals(0, rows.getRow());
    assertTrue(rows.next());
    assertEquals(1, rows.getLong(1));
    assertTrue(rows.isFirst());
    assertEquals(1, rows.getRow());
    assertFalse(rows.isBeforeFirst());
    assertTrue(rows.next());
    assertFalse(rows.isFirst());
    assertFalse(rows.isAfterLast());
    assertFalse(rows.next());
    assertTrue(rows.isAfterLast());
    assertEquals(0, rows.getRow());
  }

  @Test
  void anEmptyResultIsNeitherBeforeItsFirstNorAfterItsLastRow() throws SQLException {
    ResultSet rows = open(ScriptedQuery.counting(0));
    assertFalse(rows.isBeforeFirst());
    assertFalse(rows.next());
    assertFalse(rows.isAfterLast());
  }

  @Test
  void lookingForTheFirstRowDoesNotCountAgainstTheLimit() throws SQLException {
    try (Statement statement = Connections.to(ScriptedQuery.counting(9)).createStatement()) {
      statement.setMaxRows(1);
      ResultSet rows = statement.executeQuery("q");
      assertTrue(rows.isBeforeFirst());
      assertTrue(rows.next());
      assertFalse(rows.next());
    }
  }

  @Test
  void movingOtherThanForwardIsAFeatureAbsent() throws SQLException {
    ResultSet rows = open(ScriptedQuery.counting(2));
    assertState("0A000", rows::previous);
    assertState("0A000", rows::first);
    assertState("0A000", rows::last);
    assertState("0A000", rows::isLast);
    assertState("0A000", () -> rows.absolute(1));
    assertState("0A000", () -> rows.relative(1));
    assertState("0A000", rows::beforeFirst);
    assertState("HY024", () -> rows.setFetchDirection(ResultSet.FETCH_REVERSE));
    rows.setFetchDirection(ResultSet.FETCH_FORWARD);
    assertTrue(rows.next());
  }

  @Test
  void updatingIsAWrite() throws SQLException {
    ResultSet rows = open(ScriptedQuery.counting(2));
    assertTrue(rows.next());
    assertState("25006", () -> rows.updateString(1, "x"));
    assertState("25006", () -> rows.updateObject("n", 1, JDBCType.BIGINT));
    assertState("25006", rows::deleteRow);
    assertState("25006", rows::moveToInsertRow);
    assertFalse(rows.rowUpdated());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 100})
  void theFieldSizeCutsTextBetweenCharacters(int bytes) throws SQLException {
    try (Statement statement =
        Connections.to(
                ScriptedQuery.row(
                    List.of(column("s", JDBCType.VARCHAR), column("n", JDBCType.BIGINT)),
                    "aé😀",
                    1234567L))
            .createStatement()) {
      statement.setMaxFieldSize(bytes);
      ResultSet rows = statement.executeQuery("q");
      assertTrue(rows.next());
      String expected = bytes < 3 ? "a" : bytes < 7 ? "aé" : "aé😀";
      assertEquals(expected, rows.getString(1));
      assertEquals(expected, rows.getObject(1));
      assertEquals(1234567, rows.getLong(2));
    }
  }

  @Test
  void metadataOfAColumnIsNeverNegative() throws SQLException {
    for (JDBCType type : JDBCType.values()) {
      ResultSetMetaData columns =
          new ColumnsMetaData(List.of(new ResultColumn("x", type, type.getName(), 0, 0, true)));
      assertTrue(columns.getPrecision(1) > 0, type.getName());
      assertTrue(columns.getColumnDisplaySize(1) > 0, type.getName());
      assertTrue(columns.getScale(1) >= 0, type.getName());
      assertTrue(columns.isSearchable(1), type.getName());
      assertFalse(columns.isWritable(1), type.getName());
      assertEquals("", columns.getTableName(1));
    }
  }

  @Test
  void aTimestampIs23CharactersWith3Digits() throws SQLException {
    ResultSetMetaData columns =
        new ColumnsMetaData(
            List.of(
                column("t", JDBCType.TIMESTAMP),
                column("s", JDBCType.VARCHAR),
                column("d", JDBCType.DECIMAL)));
    assertEquals(23, columns.getPrecision(1));
    assertEquals(3, columns.getScale(1));
    assertEquals(23, columns.getColumnDisplaySize(1));
    assertFalse(columns.isSigned(1));
    assertEquals(255, columns.getPrecision(2));
    assertEquals(40, columns.getColumnDisplaySize(3));
    assertTrue(columns.isSigned(3));
    assertEquals(ResultSetMetaData.columnNullable, columns.isNullable(1));
    assertState("07009", () -> columns.getColumnLabel(4));
    assertState("07009", () -> columns.isReadOnly(0));
  }

  @Test
  void metadataHasNoStatement() throws SQLException {
    ResultSet tables =
        Connections.to(ScriptedQuery.counting(0)).getMetaData().getTables(null, null, "%", null);
    assertNull(tables.getStatement());
    assertEquals(ResultSet.TYPE_FORWARD_ONLY, tables.getType());
  }
}
