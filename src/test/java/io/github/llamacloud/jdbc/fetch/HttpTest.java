package io.github.llamacloud.jdbc.fetch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.llamacloud.jdbc.jobs.ExecutionContext;
import io.github.llamacloud.jdbc.jobs.JobColumn;
import io.github.llamacloud.jdbc.jobs.JobCursor;
import io.github.llamacloud.jdbc.jobs.ListRequest;
import io.github.llamacloud.jdbc.simulator.SimulatedJob;
import io.github.llamacloud.jdbc.simulator.Simulator;
import io.github.llamacloud.jdbc.testing.Fault;
import io.github.llamacloud.jdbc.testing.SimulatedService;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What only a socket can show. */
class HttpTest {
  private static final String LIST = "GET /api/v1/beta/batch-processing?";
  private static final Duration LONG = Duration.ofSeconds(60);

  private final List<Duration> waits = new ArrayList<>();
  private SimulatedService service;

  @BeforeEach
  void start() throws IOException {
    service = SimulatedService.start(Simulator.demo(25, 1));
  }

  @AfterEach
  void stop() {
    service.close();
  }

  @Test
  void allPagesAreReadFromARealServer() throws SQLException {
    assertEquals(25, Lists.read(source(LONG, 0), Lists.ids()).size());
    assertEquals(
        List.of(
            LIST + "limit=10",
            LIST + "limit=10&offset=9",
            LIST + "limit=10&offset=18",
            LIST + "limit=10&offset=24",
            LIST + "limit=2"),
        service.requests());
    assertEquals(List.of("Bearer " + Lists.KEY), service.requestHeaders("Authorization").get(2));
  }

  /** On the thread that waits: those that nobody waits for yet do not take its turn. */
  @Test
  void whatIsNeededIsAmongTheFirstToBeSent() throws Exception {
    HttpJobSource source =
        new HttpJobSource(Lists.settings(service.baseUrl(), 10, 2, 0), Optional.empty());
    Fault.Hang hang = Fault.Hang.beforeHeaders();
    service.fromRequest(2, hang);
    List<String> ids = Simulator.demo(25, 1).jobs().stream().map(SimulatedJob::id).toList();
    ListRequest byIds =
        Lists.ids().withCondition(Lists.in(JobColumn.ID, ids.subList(0, 5).toArray(String[]::new)));
    Lists.read(source, Lists.range(Lists.ids(), 0, 1));
    CompletableFuture<Integer> rows =
        CompletableFuture.supplyAsync(
            () -> {
              try {
                return Lists.read(source, byIds).size();
              } catch (SQLException e) {
                throw new CompletionException(e);
              }
            });
    while (service.requests().size() < 3) {
      assertFalse(rows.isDone());
      Thread.sleep(1);
    }
    assertTrue(
        service.requests().stream().anyMatch(request -> request.endsWith("/" + ids.get(0))),
        () -> "asked " + service.requests());
    hang.release();
    assertEquals(5, rows.get(30, TimeUnit.SECONDS));
  }

  @Test
  void theDataOfTheSimulatorInProcessIsThatOfTheServer() throws SQLException {
    HttpJobSource inProcess =
        new HttpJobSource(
            Lists.settings("http://demo.invalid", 7), Optional.of(Simulator.demo(25, 1)));
    assertEquals(Lists.read(inProcess, Lists.ids()), Lists.read(source(LONG, 0), Lists.ids()));
  }

  @Test
  void thePathOfTheBaseUrlIsKept() throws SQLException {
    service.basePath("/base/x");
    assertEquals(25, Lists.read(source(LONG, 0), Lists.ids()).size());
    assertTrue(service.requests().get(0).startsWith("GET /base/x/api/v1/"));
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void cancelEndsABlockedRead(boolean beforeHeaders) throws Exception {
    Fault.Hang hang = beforeHeaders ? Fault.Hang.beforeHeaders() : Fault.Hang.duringBody();
    service.onRequest(2, hang);
    ExecutionContext context = Lists.unlimited();
    CompletableFuture<SQLException> failure = failureOf(() -> source(LONG, 5), context);
    hang.awaitReached();
    context.cancel();
    assertEquals("57014", failure.get().getSQLState());
    assertEquals(2, service.requests().size());
  }

  @Test
  void closingFromAnotherThreadEndsABlockedRead() throws Exception {
    Fault.Hang hang = Fault.Hang.beforeHeaders();
    service.onRequest(1, hang);
    JobCursor cursor = source(LONG, 5).open(Lists.ids().bind(List.of()), Lists.unlimited());
    CompletableFuture<SQLException> failure =
        CompletableFuture.supplyAsync(() -> assertThrows(SQLException.class, cursor::next));
    hang.awaitReached();
    cursor.close();
    assertEquals("57014", failure.get().getSQLState());
  }

  @Test
  void interruptionEndsABlockedReadAndTheFlagIsKept() throws Exception {
    Fault.Hang hang = Fault.Hang.duringBody();
    service.onRequest(1, hang);
    HttpJobSource source = source(LONG, 5);
    CompletableFuture<String> seen = new CompletableFuture<>();
    Thread reader =
        new Thread(
            () -> {
              SQLException e =
                  assertThrows(SQLException.class, () -> Lists.read(source, Lists.ids()));
              seen.complete(e.getSQLState() + " " + Thread.currentThread().isInterrupted());
            });
    reader.start();
    hang.awaitReached();
    reader.interrupt();
    assertEquals("57014 true", seen.get());
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void theStatementsTimeLimitEndsABlockedRead(boolean beforeHeaders) throws SQLException {
    service.onRequest(1, beforeHeaders ? Fault.Hang.beforeHeaders() : Fault.Hang.duringBody());
    HttpJobSource source = source(LONG, 5);
    SQLException e =
        assertThrows(
            SQLTimeoutException.class,
            () -> Lists.read(source, Lists.ids(), Lists.limited(Duration.ofMillis(200))));
    assertEquals("HYT00", e.getSQLState());
    assertTrue(String.valueOf(e.getMessage()).contains("time limit of 0.2 s"), e.getMessage());
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void theRequestTimeoutEndsABlockedReadAndIsNamed(boolean beforeHeaders) throws SQLException {
    service.onRequest(1, beforeHeaders ? Fault.Hang.beforeHeaders() : Fault.Hang.duringBody());
    HttpJobSource source = source(Duration.ofMillis(250), 5);
    SQLException e = assertThrows(SQLTimeoutException.class, () -> Lists.read(source, Lists.ids()));
    assertEquals("HYT00", e.getSQLState());
    assertTrue(String.valueOf(e.getMessage()).contains("requestTimeout of 0.25 s"), e.getMessage());
    assertEquals(1, service.requests().size());
    assertEquals(25, Lists.read(source(LONG, 0), Lists.ids()).size(), "the service is usable");
  }

  @ParameterizedTest
  @ValueSource(strings = {"AT_START", "DURING_BODY"})
  void aConnectionThatBreaksIsRepeatedWhereItBroke(Fault.Disconnect fault) throws SQLException {
    service.onRequest(2, fault);
    assertEquals(25, Lists.read(source(LONG, 5), Lists.ids()).size());
    assertEquals(
        List.of(
            LIST + "limit=10",
            LIST + "limit=10&offset=9",
            LIST + "limit=10&offset=9",
            LIST + "limit=10&offset=18",
            LIST + "limit=10&offset=24",
            LIST + "limit=2"),
        service.requests());
  }

  @ParameterizedTest
  @ValueSource(strings = {"AT_START", "DURING_BODY"})
  void aConnectionThatKeepsBreakingIsNamed(Fault.Disconnect fault) {
    service.fromRequest(1, fault);
    SQLException e =
        assertThrows(SQLException.class, () -> Lists.read(source(LONG, 2), Lists.ids()));
    assertEquals("08006", e.getSQLState());
    assertEquals(3, service.requests().size(), "OkHttp repeats nothing uncounted");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "1"})
  void aServiceThatIsDownIsAskedAsOftenAsConfigured(String retryAfter) {
    service.fromRequest(1, Fault.answer(503, "").header("Retry-After", retryAfter));
    SQLException e =
        assertThrows(SQLException.class, () -> Lists.read(source(LONG, 2), Lists.ids()));
    assertEquals("58000", e.getSQLState());
    assertEquals(3, service.requests().size(), "OkHttp repeats nothing uncounted");
    Duration wait = retryAfter.equals("0") ? Duration.ofMillis(500) : Duration.ofSeconds(1);
    assertEquals(wait, waits.get(0));
  }

  @Test
  void aTimeoutOfTheServiceIsCountedToo() {
    service.fromRequest(1, Fault.answer(408, ""));
    assertThrows(SQLException.class, () -> Lists.read(source(LONG, 2), Lists.ids()));
    assertEquals(3, service.requests().size());
  }

  @Test
  void aPortWhereNobodyListensIsNamed() throws Exception {
    int port;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = socket.getLocalPort();
    }
    HttpJobSource source = source("http://127.0.0.1:" + port, LONG, 1);
    SQLException e = assertThrows(SQLException.class, () -> Lists.read(source, Lists.ids()));
    assertEquals("08006", e.getSQLState());
    assertTrue(String.valueOf(e.getMessage()).contains("127.0.0.1:" + port), e.getMessage());
    assertEquals(1, waits.size());
  }

  @Test
  void aServerThatDoesNotSpeakTlsIsNamed() throws Exception {
    CompletableFuture<Void> plain;
    try (ServerSocket socket = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      plain =
          CompletableFuture.runAsync(
              () -> answer(socket, "HTTP/1.1 400 Bad Request\r\n\r\n", new AtomicInteger()));
      HttpJobSource source = source("https://127.0.0.1:" + socket.getLocalPort(), LONG, 0);
      SQLException e = assertThrows(SQLException.class, () -> Lists.read(source, Lists.ids()));
      assertEquals("08006", e.getSQLState());
      assertTrue(String.valueOf(e.getMessage()).contains("TLS failed"), e.getMessage());
    }
    plain.join();
  }

  /** It is decoded while it arrives, but not believed before it is there to its end. */
  @Test
  void aBodyThatMakesNoSenseAndBreaksOffIsAConnectionThatBroke() throws Exception {
    AtomicInteger answers = new AtomicInteger();
    CompletableFuture<Void> server;
    try (ServerSocket socket = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      String head = "HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n";
      server = CompletableFuture.runAsync(() -> answer(socket, head + "<html>", answers));
      HttpJobSource source = source("http://127.0.0.1:" + socket.getLocalPort(), LONG, 3);
      SQLException e = assertThrows(SQLException.class, () -> Lists.read(source, Lists.ids()));
      assertEquals("08006", e.getSQLState());
      assertEquals(4, answers.get());
    }
    server.join();
  }

  /** Says the same to whoever comes until the socket is closed, and then hangs up. */
  private static void answer(ServerSocket socket, String text, AtomicInteger answers) {
    try {
      while (true) {
        try (Socket client = socket.accept()) {
          InputStream request = client.getInputStream();
          int left = request.read() < 0 ? 0 : request.available();
          request.skipNBytes(left);
          answers.incrementAndGet();
          client.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
        }
      }
    } catch (IOException closed) {
      // The test is over.
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {301, 302, 303, 307, 308})
  void aRedirectTakesTheKeyNowhere(int status) throws IOException {
    try (SimulatedService other = SimulatedService.start(Simulator.demo(5, 2))) {
      service.onRequest(
          1, Fault.answer(status, "").header("Location", other.baseUrl() + "/api/v1/x"));
      SQLException e =
          assertThrows(SQLException.class, () -> Lists.read(source(LONG, 0), Lists.ids()));
      assertEquals("58030", e.getSQLState());
      assertEquals(status, e.getErrorCode());
      assertEquals(List.of(), other.requests());
      assertFalse(String.valueOf(e.getMessage()).contains(Lists.KEY));
    }
  }

  private interface Opening {
    HttpJobSource open() throws SQLException;
  }

  private static CompletableFuture<SQLException> failureOf(
      Opening opening, ExecutionContext context) {
    return CompletableFuture.supplyAsync(
        () ->
            assertThrows(
                SQLException.class, () -> Lists.read(opening.open(), Lists.ids(), context)));
  }

  private HttpJobSource source(Duration requestTimeout, int maxRetries) throws SQLException {
    return source(service.baseUrl(), requestTimeout, maxRetries);
  }

  private HttpJobSource source(String baseUrl, Duration requestTimeout, int maxRetries)
      throws SQLException {
    return new HttpJobSource(
        Lists.settings(baseUrl, 10, requestTimeout, maxRetries),
        Optional.empty(),
        new RetryWait(Clock.systemUTC(), () -> 0),
        (context, duration) -> waits.add(duration));
  }
}
