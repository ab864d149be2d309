package io.github.llamacloud.jdbc.jdbc;

import static io.github.llamacloud.jdbc.jdbc.SqlStates.assertState;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LlamaCloudConnectionTest {
  private final ScriptedQuery query = ScriptedQuery.counting(10);
  private final LlamaCloudConnection connection = Connections.to(query);

  @Test
  void aNewConnectionIsAutoCommittingReadOnlyWithoutCatalogInItsSchema() throws SQLException {
    assertTrue(connection.getAutoCommit());
    assertTrue(connection.isReadOnly());
    assertNull(connection.getCatalog());
    assertEquals("llamacloud", connection.getSchema());
    assertEquals(Connection.TRANSACTION_NONE, connection.getTransactionIsolation());
    assertEquals("report", connection.getClientInfo("ApplicationName"));
  }

  @Test
  void whatPoolsSetIsAcceptedAndReadBack() throws SQLException {
    connection.setAutoCommit(false);
    connection.commit();
    connection.rollback();
    connection.setReadOnly(false);
    connection.setCatalog("x");
    connection.setSchema("llamacloud");
    connection.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
    connection.setHoldability(ResultSet.CLOSE_CURSORS_AT_COMMIT);
    connection.setNetworkTimeout(Runnable::run, 5000);
    connection.setClientInfo("ApplicationName", "tool");
    connection.clearWarnings();

    assertFalse(connection.getAutoCommit());
    assertTrue(connection.isReadOnly());
    assertNull(connection.getCatalog());
    assertEquals("llamacloud", connection.getSchema());
    assertEquals(Connection.TRANSACTION_READ_COMMITTED, connection.getTransactionIsolation());
    assertEquals(ResultSet.CLOSE_CURSORS_AT_COMMIT, connection.getHoldability());
    assertEquals(5000, connection.getNetworkTimeout());
    assertEquals("tool", connection.getClientInfo("ApplicationName"));
    assertEquals("select 1", connection.nativeSQL("select 1"));
    assertTrue(connection.getTypeMap().isEmpty());
  }

  @Test
  void clientInfoIsReplacedAsAWhole() throws SQLException {
    Properties info = new Properties();
    info.setProperty("ClientUser", "ann");
    connection.setClientInfo(info);
    assertEquals(info, connection.getClientInfo());
  }

  @Test
  void validityNeedsNoRequestAndFollowsClosing() throws SQLException {
    assertTrue(connection.isValid(0));
    assertTrue(connection.isValid(10_000));
    assertState("HY024", () -> connection.isValid(-1));
    connection.close();
    assertFalse(connection.isValid(0));
    assertTrue(query.cursors.isEmpty());
  }

  @Test
  void argumentsThatMeanNothingAreRefused() {
    assertState("HY024", () -> connection.setTransactionIsolation(3));
    assertState("HY024", () -> connection.setHoldability(0));
    assertState("HY024", () -> connection.setNetworkTimeout(Runnable::run, -1));
    Connection asClientsSeeIt = connection;
    assertState("HY024", () -> asClientsSeeIt.prepareStatement(null));
    assertState("HY024", () -> asClientsSeeIt.abort(null));
  }

  @Test
  void whatTheDriverHasNotIsAFeatureAbsent() {
    assertState("0A000", () -> connection.prepareCall("{call x}"));
    assertState("0A000", connection::setSavepoint);
    assertState("0A000", connection::createClob);
    assertState("0A000", () -> connection.createArrayOf("VARCHAR", new Object[0]));
  }

  @Test
  void closingClosesStatementsAndResultSets() throws SQLException {
    Statement statement = connection.createStatement();
    ResultSet rows = statement.executeQuery("q");
    assertTrue(rows.next());
    connection.close();
    assertTrue(statement.isClosed());
    assertTrue(rows.isClosed());
    assertTrue(query.lastCursor().closed);
    assertState("08003", rows::next);
    assertState("08003", () -> statement.executeQuery("q"));
    assertEquals(1, query.cursors.size());
  }

  @Test
  void aClosedStatementIsForgotten() throws SQLException {
    Statement statement = connection.createStatement();
    PreparedStatement prepared = connection.prepareStatement("q");
    assertEquals(2, connection.openStatements().size());
    statement.close();
    prepared.close();
    assertEquals(0, connection.openStatements().size());
  }

  @Test
  void abortCancelsWhatRunsAndCloses() throws SQLException {
    Connection[] aborted = new Connection[1];
    ScriptedQuery aborting =
        new ScriptedQuery(
            query.columns(),
            0,
            (before, context) -> {
              aborted[0].abort(Runnable::run);
              context.check();
              return null;
            });
    aborted[0] = Connections.to(aborting);
    ResultSet rows = aborted[0].createStatement().executeQuery("q");
    assertState("08003", rows::next);
    assertTrue(aborting.lastContext().isCancelled());
    assertTrue(aborting.lastCursor().closed);
    assertTrue(aborted[0].isClosed());
    aborted[0].abort(Runnable::run);
  }

  @Test
  void theNetworkTimeoutBoundsEveryExecution() throws SQLException {
    connection.setNetworkTimeout(Runnable::run, 5000);
    try (Statement statement = connection.createStatement()) {
      statement.executeQuery("q");
      assertLimit(4, 5);
      statement.setQueryTimeout(100);
      statement.executeQuery("q");
      assertLimit(4, 5);
      statement.setQueryTimeout(2);
      statement.executeQuery("q");
      assertLimit(1, 2);
      connection.setNetworkTimeout(Runnable::run, 0);
      statement.setQueryTimeout(0);
      statement.executeQuery("q");
      assertTrue(query.lastContext().remaining().isEmpty());
    }
  }

  private void assertLimit(long moreThanSeconds, long atMostSeconds) {
    Duration left = query.lastContext().remaining().orElseThrow();
    assertTrue(left.compareTo(Duration.ofSeconds(moreThanSeconds)) > 0, left.toString());
    assertTrue(left.compareTo(Duration.ofSeconds(atMostSeconds)) <= 0, left.toString());
  }

  @ParameterizedTest
  @ValueSource(ints = {ResultSet.TYPE_SCROLL_INSENSITIVE, ResultSet.TYPE_SCROLL_SENSITIVE})
  void scrollingIsDowngradedWithAWarning(int type) throws SQLException {
    Statement statement = connection.createStatement(type, ResultSet.CONCUR_UPDATABLE);
    assertEquals(ResultSet.TYPE_FORWARD_ONLY, statement.getResultSetType());
    assertEquals(ResultSet.CONCUR_READ_ONLY, statement.getResultSetConcurrency());
    ResultSet rows = statement.executeQuery("q");
    assertEquals(ResultSet.TYPE_FORWARD_ONLY, rows.getType());
    assertEquals(ResultSet.CONCUR_READ_ONLY, rows.getConcurrency());
    assertEquals("01000", statement.getWarnings().getSQLState());
    assertNotNull(connection.getWarnings());
    statement.clearWarnings();
    connection.clearWarnings();
    assertNull(statement.getWarnings());
    assertNull(connection.getWarnings());
  }

  @Test
  void aForwardOnlyStatementHasNoWarning() throws SQLException {
    Statement statement =
        connection.createStatement(
            ResultSet.TYPE_FORWARD_ONLY,
            ResultSet.CONCUR_READ_ONLY,
            ResultSet.CLOSE_CURSORS_AT_COMMIT);
    assertNull(statement.getWarnings());
    assertNull(connection.getWarnings());
  }

  @Test
  void preparingForGeneratedKeysIsAccepted() throws SQLException {
    try (PreparedStatement one = connection.prepareStatement("q", Statement.RETURN_GENERATED_KEYS);
        PreparedStatement two = connection.prepareStatement("q", new int[] {1});
        PreparedStatement three = connection.prepareStatement("q", new String[] {"id"})) {
      assertTrue(one.execute() && two.execute() && three.execute());
      assertFalse(one.getGeneratedKeys().next());
    }
  }

  @Test
  void whatTheCompilerThrowsLeavesAsASqlException() {
    LlamaCloudConnection broken =
        Connections.compilingWith(
            sql -> {
              throw new StackOverflowError();
            });
    assertState("XX000", () -> broken.prepareStatement("q"));
  }

  @Test
  void unwrapsToItself() throws SQLException {
    assertSame(connection, connection.unwrap(LlamaCloudConnection.class));
    assertTrue(connection.isWrapperFor(Connection.class));
    assertFalse(connection.isWrapperFor(String.class));
    assertState("HY024", () -> connection.unwrap(String.class));
  }
}
