package io.github.llamacloud.jdbc.fetch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.llamacloud.jdbc.simulator.SimulatedJob;
import io.github.llamacloud.jdbc.simulator.Simulator;
import io.github.llamacloud.jdbc.simulator.TotalSize;
import io.github.llamacloud.jdbc.testing.Fault;
import io.github.llamacloud.jdbc.testing.SimulatedService;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import okhttp3.Dispatcher;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever ends a statement, it ends at once wherever it is, with its SQLState, and nothing of it
 * goes on. What it waits for would take a minute.
 */
class EndingTest {
  private static final int PATIENCE_SECONDS = 10;
  private static final Simulator JOBS = Simulator.demo(300, 1);
  private static final String IDS = "SELECT id FROM batch_jobs";

  private SimulatedService service;

  /** Where a statement is when it is ended. */
  private enum Place {
    FIRST_PAGE(IDS, 1, true),
    LATER_PAGE(IDS, 2, true),
    PAGES_IN_PARALLEL(IDS, 3, true),
    SORTED_PAGE(IDS + " ORDER BY created_at", 2, true),
    PROBE("SELECT COUNT(*) FROM batch_jobs WHERE status = 'failed'", 2, true),
    IDS_IN_PARALLEL(IDS + " WHERE id IN (" + ids() + ")", 1, true),
    LISTS_IN_PARALLEL(IDS + " WHERE job_type IN ('parse', 'extract', 'classify')", 1, true),
    INNER_SIDE("SELECT a.id FROM batch_jobs a JOIN batch_jobs b ON a.id = b.id", 3, true),
    RETRY_WAIT(IDS, 2, false),
    RETRY_WAITS_IN_PARALLEL(IDS + " WHERE id IN (" + ids() + ")", 1, false),
    PAUSE(IDS, 2, false),
    BETWEEN_PAGES(IDS, 0, false),
    LOCAL_JOIN(
        IDS.replace("id", "COUNT(*)")
            + " a, batch_jobs b, batch_jobs c, batch_jobs d"
            + " WHERE a.total_items + b.total_items + c.total_items < d.total_items - 1000000000",
        0,
        false);

    private final String sql;
    private final int request;
    private final boolean hangs;

    Place(String sql, int request, boolean hangs) {
      this.sql = sql;
      this.request = request;
      this.hangs = hangs;
    }

    private static String ids() {
      return JOBS.jobs().stream()
          .limit(8)
          .map(SimulatedJob::id)
          .collect(Collectors.joining("', '", "'", "'"));
    }

    private boolean isBusyHere() {
      return request == 0;
    }
  }

  /** What ends a statement. */
  private enum End {
    CANCEL("57014"),
    INTERRUPT("57014"),
    QUERY_TIMEOUT("HYT00"),
    NETWORK_TIMEOUT("HYT00"),
    REQUEST_TIMEOUT("HYT00"),
    STATEMENT_CLOSE("HY010"),
    CONNECTION_CLOSE("08003"),
    ABORT("08003");

    private final String state;

    End(String state) {
      this.state = state;
    }

    private boolean comesByItself() {
      return state.equals("HYT00");
    }
  }

  static Stream<Arguments> endings() {
    return Stream.of(Place.values())
        .flatMap(
            place ->
                Stream.of(End.values())
                    .filter(end -> place.hangs || end != End.REQUEST_TIMEOUT)
                    .flatMap(
                        end ->
                            Stream.of(
                                Arguments.of(place, end, false), Arguments.of(place, end, true))));
  }

  @BeforeEach
  void start() throws IOException {
    service = SimulatedService.start(JOBS);
  }

  @AfterEach
  void stop() {
    service.close();
  }

  @ParameterizedTest
  @MethodSource("endings")
  void endsAtOnceAndLeavesNothing(Place place, End end, boolean connected) throws Exception {
    CountDownLatch reached = new CountDownLatch(1);
    Fault.Hang hang = place == Place.PROBE ? Fault.Hang.beforeHeaders() : Fault.Hang.duringBody();
    try (Connection connection = connect(end);
        Statement statement = connection.createStatement()) {
      connectSocket(connected, statement);
      prepare(place, hang, end);
      limit(end, connection, statement);
      Reader reader = new Reader(statement, place, reached);
      reader.start();
      if (!end.comesByItself()) {
        arrive(place, hang, reached);
        if (place == Place.FIRST_PAGE) {
          assertEquals(connected, working().isEmpty(), "whether the caller reads for itself");
        }
      }
      apply(end, connection, statement, reader);
      reader.goOn.countDown();
      SQLException failure = reader.failure.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
      // A pause that would pass the limit is not waited for.
      boolean pausedTooLong = place == Place.PAUSE && end.comesByItself();
      assertEquals(
          pausedTooLong ? "53000" : end.state, failure.getSQLState(), failure.getMessage());
      assertEquals(end == End.INTERRUPT, reader.interrupted);
      reader.join();
      assertNothingIsLeft();
      assertUsable(connection, statement, end);
    }
  }

  @Test
  void rowsThatAreClosedEarlyLeaveNothing() throws Exception {
    service.totalSize(TotalSize.EXACT);
    Fault.Hang hang = Fault.Hang.duringBody();
    service.fromRequest(2, hang);
    try (Connection connection = connect(End.STATEMENT_CLOSE);
        Statement statement = connection.createStatement()) {
      try (ResultSet rows = statement.executeQuery(IDS)) {
        for (int row = 0; row < 30; row++) {
          assertTrue(rows.next());
        }
        hang.awaitReached();
        waitUntil(() -> running() == 4);
      }
      assertNothingIsLeft();
      service.forgetRequests();
      try (ResultSet rows = statement.executeQuery(IDS)) {
        int count = 0;
        while (rows.next()) {
          count++;
        }
        assertEquals(300, count);
      }
    }
  }

  private Connection connect(End end) throws SQLException {
    Properties properties = new Properties();
    properties.setProperty("apiKey", SimulatedService.API_KEY);
    properties.setProperty("pageSize", "50");
    properties.setProperty("requestTimeout", end == End.REQUEST_TIMEOUT ? "0.4" : "60");
    return DriverManager.getConnection(service.jdbcUrl(), properties);
  }

  private void connectSocket(boolean connected, Statement statement) throws SQLException {
    SharedClients.closeIdleSockets();
    if (connected) {
      try (ResultSet one = statement.executeQuery(IDS + " LIMIT 1")) {
        assertTrue(one.next());
      }
      service.forgetRequests();
    }
  }

  private void prepare(Place place, Fault.Hang hang, End end) {
    if (place.hangs) {
      service.fromRequest(place.request, hang);
    } else if (place == Place.PAUSE) {
      service.fromRequest(place.request, Fault.answer(429, "").header("Retry-After", "50"));
    } else if (!place.isBusyHere()) {
      Fault.Answer failure = Fault.answer(503, "");
      service.fromRequest(
          place.request, end.comesByItself() ? failure : failure.header("Retry-After", "50"));
    }
  }

  private static void limit(End end, Connection connection, Statement statement)
      throws SQLException {
    if (end == End.QUERY_TIMEOUT) {
      statement.setQueryTimeout(1);
    } else if (end == End.NETWORK_TIMEOUT) {
      connection.setNetworkTimeout(Runnable::run, 400);
    }
  }

  /** Waits until the statement is where it should be ended. */
  private void arrive(Place place, Fault.Hang hang, CountDownLatch reached) throws Exception {
    if (place.hangs) {
      hang.awaitReached();
      if (place.name().endsWith("_IN_PARALLEL")) {
        waitUntil(() -> running() > 1);
      }
    } else if (place == Place.BETWEEN_PAGES) {
      reached.await();
    } else if (place == Place.LOCAL_JOIN) {
      waitUntil(() -> service.requests().size() >= 7);
      waitUntil(() -> running() == 0);
    } else {
      waitUntil(() -> service.requests().size() >= place.request);
    }
  }

  private static void apply(End end, Connection connection, Statement statement, Reader reader)
      throws SQLException {
    switch (end) {
      case CANCEL -> statement.cancel();
      case INTERRUPT -> reader.interrupt();
      case STATEMENT_CLOSE -> statement.close();
      case CONNECTION_CLOSE -> connection.close();
      case ABORT -> connection.abort(Runnable::run);
      case QUERY_TIMEOUT, NETWORK_TIMEOUT, REQUEST_TIMEOUT -> {
        // Comes by itself.
      }
    }
  }

  /** No call is open, and no thread works for one: idle threads have another name. */
  private static void assertNothingIsLeft() throws InterruptedException {
    waitUntil(() -> running() == 0);
    waitUntil(() -> working().isEmpty());
  }

  private static int running() {
    Dispatcher calls = SharedClients.plain().dispatcher();
    return calls.runningCallsCount() + calls.queuedCallsCount();
  }

  private static List<String> working() {
    return Thread.getAllStackTraces().keySet().stream()
        .map(Thread::getName)
        .filter(name -> name.startsWith("OkHttp http"))
        .toList();
  }

  private static void waitUntil(BooleanSupplier condition) throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    while (!condition.getAsBoolean()) {
      assertTrue(System.nanoTime() < end, "It takes too long.");
      TimeUnit.MILLISECONDS.sleep(5);
    }
  }

  private void assertUsable(Connection connection, Statement statement, End end)
      throws SQLException {
    service.forgetRequests();
    boolean closed = connection.isClosed();
    assertEquals(end == End.CONNECTION_CLOSE || end == End.ABORT, closed);
    assertEquals(closed || end == End.STATEMENT_CLOSE, statement.isClosed());
    if (!statement.isClosed()) {
      statement.setQueryTimeout(0);
      connection.setNetworkTimeout(Runnable::run, 0);
      try (ResultSet rows = statement.executeQuery("SELECT id FROM batch_jobs LIMIT 0")) {
        assertTrue(!rows.next());
      }
    }
  }

  /** Runs the statement until it fails. */
  private static final class Reader extends Thread {
    private final Statement statement;
    private final Place place;
    private final CountDownLatch reached;
    final CountDownLatch goOn = new CountDownLatch(1);
    final CompletableFuture<SQLException> failure = new CompletableFuture<>();
    volatile boolean interrupted;

    Reader(Statement statement, Place place, CountDownLatch reached) {
      this.statement = statement;
      this.place = place;
      this.reached = reached;
      setDaemon(true);
    }

    @Override
    public void run() {
      try (ResultSet rows = statement.executeQuery(place.sql)) {
        for (int row = 1; rows.next(); row++) {
          if (place == Place.BETWEEN_PAGES && row == 50) {
            stay();
          }
        }
        failure.completeExceptionally(new AssertionError("The statement ended well."));
      } catch (SQLException e) {
        interrupted = isInterrupted();
        failure.complete(e);
      }
    }

    /** Until the statement was ended, or the limit must have passed. */
    private void stay() throws SQLException {
      reached.countDown();
      try {
        goOn.await();
        if (statement.isClosed()) {
          return;
        }
        TimeUnit.MILLISECONDS.sleep(
            statement.getQueryTimeout() * 1000L + statement.getConnection().getNetworkTimeout());
      } catch (InterruptedException e) {
        interrupt();
      }
    }
  }
}
