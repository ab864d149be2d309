package io.github.llamacloud.jdbc.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.llamacloud.jdbc.shell.StatementScanner.Piece;
import java.io.IOException;
import java.io.StringWriter;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SessionTest {
  private final StringWriter err = new StringWriter();
  private final Display display = new Display(Format.CSV, true, false);
  private final CountDownLatch firstRows = new CountDownLatch(1);
  private final StringWriter out =
      new StringWriter() {
        @Override
        public void write(String text) {
          super.write(text);
          firstRows.countDown();
        }
      };
  private Connection connection;
  private long nanos;
  private Session session;

  @BeforeEach
  void open() throws SQLException {
    connection = DriverManager.getConnection("jdbc:h2:mem:;LAZY_QUERY_EXECUTION=1");
    session =
        new Session(
            connection,
            out,
            new Diagnostics(err),
            new Progress(err, () -> false, () -> nanos),
            Screen.NONE,
            display,
            () -> nanos);
  }

  @AfterEach
  void close() throws SQLException {
    connection.close();
  }

  @Test
  void cancelEndsTheRunningStatementAndTheSessionGoesOn()
      throws IOException, InterruptedException, ExecutionException, TimeoutException {
    FutureTask<Boolean> running =
        new FutureTask<>(
            () ->
                session.run(
                    new Piece.Statement(
                        "SELECT a.x FROM SYSTEM_RANGE(1,1000000) a, SYSTEM_RANGE(1,1000000) b")));
    Thread thread = new Thread(running);
    thread.setDaemon(true);
    thread.start();
    assertTrue(firstRows.await(30, TimeUnit.SECONDS));
    session.cancel();
    assertFalse(running.get(30, TimeUnit.SECONDS));
    assertTrue(err.toString().startsWith("ERROR 57014: "), err.toString());
    out.getBuffer().setLength(0);
    assertTrue(session.run(new Piece.Statement("SELECT 7 AS a")));
    assertEquals("A\r\n7\r\n", out.toString());
  }

  @Test
  void cancelBetweenStatementsDoesNothing() throws IOException {
    session.cancel();
    assertTrue(session.run(new Piece.Statement("SELECT 7 AS a")));
    assertEquals("", err.toString());
  }

  @Test
  void countAndTimeFollowForPeopleOnly() throws IOException {
    session.run(new Piece.Statement("SELECT 7 AS a"));
    session.run(new Piece.Command("\\format table"));
    session.run(new Piece.Statement("SELECT 7 AS a"));
    session.run(new Piece.Command("\\timing off"));
    session.run(new Piece.Command("\\x"));
    session.run(new Piece.Statement("SELECT 7 AS a"));
    assertEquals(
        """
        A
        7
        Output format is table.
         A
        ---
         7
        (1 row, 0.000 s)
        Timing is off.
        Expanded display is on.
        -[ RECORD 1 ]+----------
        A | 7
        (1 row)
        """,
        out.toString().replace("\r", ""));
  }

  @Test
  void aFaultOfTheDriverIsAnErrorLineToo() throws IOException, SQLException {
    connection.close();
    assertFalse(session.run(new Piece.Statement("SELECT 1")));
    assertTrue(err.toString().startsWith("ERROR 90007: "), err.toString());
  }
}
