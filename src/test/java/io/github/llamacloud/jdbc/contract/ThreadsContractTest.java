package io.github.llamacloud.jdbc.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Servers and LibreOffice hand a connection from thread to thread, which know nothing of before.
 */
class ThreadsContractTest {
  @RegisterExtension final Served served = Served.of(ContractJobs.FIVE);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT id FROM batch_jobs WHERE id = ? LIMIT 1",
        "SELECT MIN(id) FROM batch_jobs WHERE id >= ? AND 'threads' <> id GROUP BY status || 'x' ORDER BY 1 LIMIT 1",
        "SELECT a.id FROM batch_jobs a JOIN batch_jobs b ON a.id = b.id WHERE a.id = ? ORDER BY 1",
        "SELECT id FROM (SELECT id, ROW_NUMBER() OVER (ORDER BY id) AS n FROM batch_jobs) WHERE id = ?",
        "SELECT id FROM batch_jobs WHERE total_items <= (SELECT MAX(total_items) FROM batch_jobs) AND id = ?",
      })
  void eachStepMayBeInAThreadOfItsOwn(String sql) throws Exception {
    try (Connection connection = inThread(served::connect)) {
      PreparedStatement statement = inThread(() -> connection.prepareStatement(sql));
      inThread(() -> statement.getMetaData().getColumnCount());
      inThread(
          () -> {
            statement.setString(1, "j1");
            return statement;
          });
      ResultSet rows = inThread(statement::executeQuery);
      assertTrue(inThread(rows::next));
      assertEquals("j1", inThread(() -> rows.getString(1)));
      inThread(
          () -> {
            statement.close();
            return statement;
          });
      assertEquals(
          List.of(true, true), List.of(inThread(rows::isClosed), inThread(statement::isClosed)));
    }
  }

  private static <T> T inThread(Callable<T> step) throws Exception {
    FutureTask<T> task = new FutureTask<>(step);
    Thread thread = new Thread(task, "step");
    thread.start();
    return task.get();
  }
}
