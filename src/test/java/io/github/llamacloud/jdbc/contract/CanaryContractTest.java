package io.github.llamacloud.jdbc.contract;

import static io.github.llamacloud.jdbc.contract.KeySecrecy.assertNoKey;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.llamacloud.jdbc.jdbc.LlamaCloudStatement;
import io.github.llamacloud.jdbc.simulator.SimulatedJob;
import io.github.llamacloud.jdbc.simulator.Simulator;
import io.github.llamacloud.jdbc.testing.Fault;
import io.github.llamacloud.jdbc.testing.SimulatedService;
import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.InaccessibleObjectException;
import java.lang.reflect.Modifier;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import java.util.stream.Collectors;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/** Promise P6 where nobody looks: logs, recordings, threads, and all that an exception holds. */
@Isolated
class CanaryContractTest {
  private static final String KEY = SimulatedService.API_KEY;
  private static final String IDS = "SELECT id FROM batch_jobs";
  private static final List<String> STATEMENTS =
      List.of(
          IDS,
          IDS + " ORDER BY created_at DESC LIMIT 3",
          IDS + " WHERE id = 'bjb-none'",
          "SELECT status, COUNT(*) FROM batch_jobs GROUP BY status",
          "SELECT COUNT(*) FROM batch_jobs WHERE status = 'failed'",
          "EXPLAIN PLAN FOR SELECT * FROM batch_jobs WHERE status = 'failed'",
          "SELECT nonsense FROM batch_jobs",
          "SELECT 1/0");

  @RegisterExtension final Served served = Served.of(Simulator.demo(25, 1));

  @Test
  void logsRecordingsAndThreadsAreClean(@TempDir Path folder) throws Exception {
    Log log = new Log();
    Logger root = Logger.getLogger("");
    Level before = root.getLevel();
    Set<String> threads = new HashSet<>();
    try (Recording recording = new Recording()) {
      recording.enable("io.github.llamacloud.jdbc.Request");
      recording.enable("io.github.llamacloud.jdbc.Retry");
      recording.enable("io.github.llamacloud.jdbc.Repair");
      recording.enable("io.github.llamacloud.jdbc.Statement");
      recording.start();
      root.setLevel(Level.ALL);
      root.addHandler(log);
      try {
        run(threads);
        runWhileTheListMoves();
      } finally {
        root.removeHandler(log);
        root.setLevel(before);
      }
      recording.stop();
      Path file = folder.resolve("recording.jfr");
      recording.dump(file);
      assertTellsTheStory(RecordingFile.readAllEvents(file));
    }
    log.lines.forEach(KeySecrecy::assertNoKey);
    threads.forEach(KeySecrecy::assertNoKey);
    List<String> own =
        log.lines.stream().filter(line -> line.contains("llamacloud.jdbc.fetch")).toList();
    assertTrue(
        own.stream()
            .anyMatch(
                line ->
                    line.matches(
                        "(?s).*GET http://127.*limit=10: HTTP 200, \\d+ bytes after \\d+ ms.*")),
        own::toString);
    assertTrue(
        own.stream().anyMatch(line -> line.contains("is repeated in 1 ms because of HTTP 503")),
        own::toString);
    assertTrue(own.stream().anyMatch(line -> line.contains(", attempt 2")), own::toString);
    assertTrue(
        own.stream().anyMatch(line -> line.contains("The list has moved at offset 9: earlier")),
        own::toString);
  }

  private void run(Set<String> threads) throws SQLException {
    Connection connection = served.connect("pageSize", "10", "maxRetries", "1");
    for (String sql : STATEMENTS) {
      for (Fault fault : faults()) {
        served.service().forgetRequests();
        served.service().onRequest(1, fault);
        try {
          assertNoKey(Served.rows(connection, sql).toString());
        } catch (SQLException e) {
          assertNoKey(e);
          assertHoldsNoKey(e);
        }
        Thread.getAllStackTraces().keySet().forEach(thread -> threads.add(thread.getName()));
      }
    }
  }

  /** Between the first two answers so many jobs go that the second shows none of the first. */
  private void runWhileTheListMoves() throws SQLException {
    List<SimulatedJob> jobs = Simulator.demo(25, 1).jobs();
    AtomicInteger asked = new AtomicInteger();
    served
        .service()
        .answeredBy(
            () -> Simulator.inOrder(asked.getAndIncrement() == 0 ? jobs : jobs.subList(8, 25)));
    served.service().forgetRequests();
    Connection connection = served.connect("pageSize", "10");
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(IDS)) {
      assertEquals(25, Served.rows(rows).size());
      assertNoKey(statement.unwrap(LlamaCloudStatement.class).requests().toString());
    }
  }

  private static List<Fault> faults() {
    String detail = "{\"detail\":\"Not with " + KEY + "\"}";
    return List.of(
        Fault.answer(503, detail).header("retry-after-ms", "1"),
        Fault.answer(401, detail),
        Fault.answer(422, "{\"detail\":[{\"loc\":[\"" + KEY + "\"],\"msg\":\"" + KEY + "\"}]}"),
        Fault.answer(302, detail).header("Location", "http://" + KEY + ".example/" + KEY),
        Fault.json("{\"items\":[{\"id\":\"x\",\"" + KEY + "\":1,\"status\":7}]}"),
        Fault.json("[\"" + KEY + "\"]"),
        Fault.Disconnect.AT_START);
  }

  /** JFR is there to tell what happened: statements, requests, and the waits between them. */
  private static void assertTellsTheStory(List<RecordedEvent> events) {
    events.forEach(event -> assertNoKey(event.toString()));
    Set<String> names =
        events.stream().map(event -> event.getEventType().getName()).collect(Collectors.toSet());
    assertEquals(
        Set.of(
            "io.github.llamacloud.jdbc.Request",
            "io.github.llamacloud.jdbc.Retry",
            "io.github.llamacloud.jdbc.Repair",
            "io.github.llamacloud.jdbc.Statement"),
        names);
    assertTrue(
        events.stream()
            .filter(event -> event.getEventType().getName().endsWith("Statement"))
            .anyMatch(event -> event.getString("sql").equals(IDS) && event.getLong("rows") == 25));
    assertTrue(
        events.stream()
            .filter(event -> event.getEventType().getName().endsWith("Statement"))
            .anyMatch(event -> event.getString("state").equals("28000")));
    assertTrue(
        events.stream()
            .filter(event -> event.getEventType().getName().endsWith("Repair"))
            .anyMatch(
                event ->
                    event.getLong("offset") == 9
                        && event.getString("repair").equals("earlier rows are asked for again")));
  }

  /** Without a handler that asks for more, nothing is printed. */
  @Test
  void nothingIsLoggedByDefault() throws SQLException {
    Log log = new Log();
    Logger root = Logger.getLogger("");
    root.addHandler(log);
    try {
      Served.rows(served.connect(), IDS);
    } finally {
      root.removeHandler(log);
    }
    assertEquals(
        List.of(), log.lines.stream().filter(line -> line.contains("llamacloud")).toList());
  }

  private static final class Log extends Handler {
    final List<String> lines = Collections.synchronizedList(new ArrayList<>());

    @Override
    public void publish(LogRecord entry) {
      // The server under test sees the key, of course, and may say so.
      if (!String.valueOf(entry.getLoggerName()).startsWith("mockwebserver3")) {
        lines.add(entry.getLoggerName() + ": " + new SimpleFormatter().format(entry));
      }
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }

  /** A heap dump or a debugger shows what an exception refers to. */
  private static void assertHoldsNoKey(Throwable failure) {
    Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    Deque<Object> left = new ArrayDeque<>(List.of(failure));
    while (!left.isEmpty()) {
      Object next = left.remove();
      if (!seen.add(next) || next instanceof Class || next instanceof ClassLoader) {
        continue;
      }
      if (next instanceof CharSequence text) {
        assertNoKey(text.toString());
      } else if (next instanceof Object[] array) {
        for (int i = 0; i < Array.getLength(array); i++) {
          add(left, array[i]);
        }
      } else if (!next.getClass().isArray()) {
        addFields(left, next);
      }
    }
  }

  private static void addFields(Deque<Object> left, Object object) {
    for (Class<?> type = object.getClass(); type != null; type = type.getSuperclass()) {
      for (Field field : type.getDeclaredFields()) {
        if (Modifier.isStatic(field.getModifiers()) || field.getType().isPrimitive()) {
          continue;
        }
        try {
          field.setAccessible(true);
          add(left, field.get(object));
        } catch (InaccessibleObjectException | IllegalAccessException e) {
          // Fields of the JDK's own classes; causes and suppressed ones are asked for.
          break;
        }
      }
    }
    if (object instanceof Throwable thrown) {
      add(left, thrown.getMessage());
      add(left, thrown.getCause());
      left.addAll(List.of(thrown.getSuppressed()));
    }
    if (object instanceof SQLException thrown) {
      add(left, thrown.getNextException());
    }
  }

  private static void add(Deque<Object> left, Object value) {
    if (value != null) {
      left.add(value);
    }
  }
}
