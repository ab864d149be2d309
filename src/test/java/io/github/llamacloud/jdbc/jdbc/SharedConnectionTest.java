package io.github.llamacloud.jdbc.jdbc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.llamacloud.jdbc.sql.PreparedSql;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

class SharedConnectionTest {
  private static final int THREADS = 8;

  private final ConcurrentMap<String, PreparedSql> compiled = new ConcurrentHashMap<>();
  private final LlamaCloudConnection connection =
      Connections.compilingWith(
          sql ->
              compiled.computeIfAbsent(sql, text -> ScriptedQuery.counting(Long.parseLong(text))));

  @Test
  void eightThreadsRunTwoHundredQueriesEachOnOneConnection() throws Exception {
    CyclicBarrier start = new CyclicBarrier(THREADS);
    inThreads(
        thread -> {
          start.await();
          for (int i = 0; i < 200; i++) {
            int rows = (i * THREADS + thread) % 97;
            assertEquals(rows, count(rows));
            assertTrue(connection.getMetaData().getTables(null, null, "%", null).next());
          }
          return null;
        });
    assertFalse(connection.isClosed());
  }

  @RepeatedTest(20)
  void closingWhileOthersWorkGivesThemOnlySqlExceptions() throws Exception {
    CyclicBarrier start = new CyclicBarrier(THREADS);
    inThreads(
        thread -> {
          start.await();
          if (thread == 0) {
            connection.close();
            return null;
          }
          try {
            while (true) {
              count(50);
            }
          } catch (SQLException e) {
            assertTrue(
                List.of("08003", "HY010", "57014").contains(String.valueOf(e.getSQLState())),
                e.toString());
          }
          return null;
        });
    for (PreparedSql query : compiled.values()) {
      ((ScriptedQuery) query).cursors.forEach(cursor -> assertTrue(cursor.closed));
    }
  }

  private interface Work {
    @Nullable Void run(int thread) throws Exception;
  }

  private static void inThreads(Work work) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    try {
      List<Future<?>> results = new ArrayList<>();
      for (int i = 0; i < THREADS; i++) {
        int thread = i;
        Callable<?> task = () -> work.run(thread);
        results.add(threads.submit(task));
      }
      for (Future<?> result : results) {
        result.get();
      }
    } finally {
      threads.shutdownNow();
    }
  }

  private long count(int rows) throws SQLException {
    try (Statement statement = connection.createStatement();
        PreparedStatement prepared = connection.prepareStatement(String.valueOf(rows))) {
      long read = 0;
      ResultSet plain = statement.executeQuery(String.valueOf(rows));
      ResultSet again = prepared.executeQuery();
      while (plain.next()) {
        assertTrue(again.next());
        read++;
        assertEquals(read, plain.getLong(1));
        assertEquals(read, again.getLong("N"));
      }
      return read;
    }
  }
}
