package io.github.llamacloud.jdbc.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.llamacloud.jdbc.simulator.NextPageToken;
import io.github.llamacloud.jdbc.simulator.SimulatedJob;
import io.github.llamacloud.jdbc.simulator.Simulator;
import io.github.llamacloud.jdbc.simulator.TotalSize;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SimulatedServiceTest {
  private static final String LIST = "/api/v1/beta/batch-processing";

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final Simulator simulator = Simulator.demo(300, 1);
  private SimulatedService service;

  @BeforeEach
  void start() throws IOException {
    service = SimulatedService.start(simulator);
  }

  @AfterEach
  void stop() {
    service.close();
  }

  @Test
  void servesTheSimulatorsBytes() throws Exception {
    HttpResponse<byte[]> response = get(LIST + "?limit=10");
    assertEquals(200, response.statusCode());
    assertEquals("application/json", response.headers().firstValue("content-type").orElse(""));
    assertEquals(simulator.jobs().stream().limit(10).map(SimulatedJob::id).toList(), ids(response));
  }

  @Test
  void demandsItsKey() throws Exception {
    HttpRequest bare = HttpRequest.newBuilder(URI.create(service.baseUrl() + LIST)).build();
    HttpResponse<String> response = client.send(bare, BodyHandlers.ofString());
    assertEquals(401, response.statusCode());
    assertEquals("{\"detail\":\"Invalid API Key\"}", response.body());
  }

  @Test
  void logsWhatWasAskedDecodedAndInOrder() throws Exception {
    get(LIST + "?status=failed&limit=10");
    get(LIST + "?directory_id=d%C3%A9%20+%26&directory_id=x");
    get(LIST + "?limit=2000");
    get("/nowhere");
    assertEquals(
        List.of(
            "GET " + LIST + "?status=failed&limit=10",
            "GET " + LIST + "?directory_id=dé  &&directory_id=x",
            "GET " + LIST + "?limit=2000",
            "GET /nowhere"),
        service.requests());
    assertEquals(List.of("yes"), service.requestHeaders("X-Test").get(2));
    assertFalse(service.requests().toString().contains(SimulatedService.API_KEY));
    service.forgetRequests();
    assertEquals(List.of(), service.requests());
  }

  @Test
  void itsUrlNamesTheLoopbackPort() {
    assertTrue(
        service.jdbcUrl().matches("jdbc:llamacloud:http://127\\.0\\.0\\.1:[0-9]+"),
        service.jdbcUrl());
    assertTrue(service.basePath("/llama").jdbcUrl().endsWith("/llama"), service.jdbcUrl());
  }

  @Test
  void underABasePathNothingElseIsServed() throws Exception {
    String origin = service.baseUrl();
    service.basePath("/llama/cloud");
    assertEquals(200, get(LIST).statusCode());
    assertEquals(404, fetch(origin + LIST).statusCode());
    assertEquals(404, fetch(origin + "/llama/cloudy" + LIST).statusCode());
    assertEquals("GET /llama/cloud" + LIST, service.requests().get(0));
  }

  @Test
  void hintsFollowTheChosenModes() throws Exception {
    service.totalSize(TotalSize.LOW).nextPageToken(NextPageToken.ABSENT);
    Map<String, Object> low = body(get(LIST));
    assertEquals(270L, low.get("total_size"));
    assertFalse(low.containsKey("next_page_token"));
    service.totalSize(TotalSize.EXACT);
    assertEquals(300L, body(get(LIST)).get("total_size"));
  }

  @Test
  void aClampCutsPagesSilently() throws Exception {
    service.clampLimit(20);
    assertEquals(20, ids(get(LIST + "?limit=1000")).size());
    assertEquals(20, ids(get(LIST)).size());
    assertEquals(7, ids(get(LIST + "?limit=7")).size());
    assertEquals(422, get(LIST + "?limit=0").statusCode());
    assertEquals("GET " + LIST + "?limit=1000", service.requests().get(0));
  }

  @Test
  void anIgnoredParameterDoesNothing() throws Exception {
    service.ignoreParameter("status");
    assertEquals(ids(get(LIST + "?limit=100")), ids(get(LIST + "?st%61tus=failed&limit=100")));
    assertEquals(200, get(LIST + "?status=NONSENSE").statusCode());
    assertEquals(422, get(LIST + "?job_type=NONSENSE").statusCode());
  }

  @Test
  void aScriptedAnswerReplacesOneRequestOnly() throws Exception {
    service.onRequest(
        2, Fault.answer(429, "{\"detail\":\"slow down: é\"}").header("retry-after", "0.01"));
    assertEquals(200, get(LIST).statusCode());
    HttpResponse<byte[]> scripted = get(LIST);
    assertEquals(429, scripted.statusCode());
    assertEquals("0.01", scripted.headers().firstValue("retry-after").orElse(""));
    assertEquals(
        "{\"detail\":\"slow down: é\"}", new String(scripted.body(), StandardCharsets.UTF_8));
    assertEquals(200, get(LIST).statusCode());
  }

  @Test
  void aLastingFaultEndsWhenRequestsAreForgotten() throws Exception {
    service.fromRequest(2, Fault.answer(503, "")).onRequest(3, Fault.json("[]"));
    List<Integer> statuses = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      statuses.add(get(LIST).statusCode());
    }
    assertEquals(List.of(200, 503, 200, 503), statuses);
    service.forgetRequests();
    assertEquals(200, get(LIST).statusCode());
    assertEquals(200, get(LIST).statusCode());
  }

  @Test
  void aDisconnectIsAnErrorAndTheNextRequestSucceeds() throws Exception {
    service
        .onRequest(1, Fault.Disconnect.AT_START)
        .onRequest(2, Fault.Disconnect.DURING_BODY)
        .onRequest(3, new Fault.Delay(Duration.ofMillis(1)));
    // POST, because the JDK's client repeats a GET by itself.
    assertThrows(IOException.class, () -> client.send(post(), BodyHandlers.ofByteArray()));
    assertThrows(IOException.class, () -> get(LIST + "?limit=100"));
    assertEquals(100, ids(get(LIST + "?limit=100")).size());
    assertEquals(3, service.requests().size());
  }

  private HttpRequest post() {
    return HttpRequest.newBuilder(URI.create(service.baseUrl() + LIST))
        .POST(HttpRequest.BodyPublishers.noBody())
        .build();
  }

  @Test
  void aHangingResponseComesWhenItIsReleased() throws Exception {
    for (Fault.Hang hang : List.of(Fault.Hang.beforeHeaders(), Fault.Hang.duringBody())) {
      service.forgetRequests();
      service.onRequest(1, hang);
      Future<HttpResponse<byte[]>> waiting = getAsync(LIST + "?limit=100");
      hang.awaitReached();
      assertEquals(5, ids(get(LIST + "?limit=5")).size());
      assertFalse(waiting.isDone());
      hang.release();
      assertEquals(100, ids(waiting.get()).size());
    }
  }

  @Test
  void closingLetsGoOfWhatHangsOrWaits() throws Exception {
    Fault.Hang head = Fault.Hang.beforeHeaders();
    Fault.Hang body = Fault.Hang.duringBody();
    service.onRequest(1, head).onRequest(2, body).onRequest(3, new Fault.Delay(Duration.ofDays(1)));
    List<CompletableFuture<HttpResponse<byte[]>>> waiting = new ArrayList<>();
    waiting.add(getAsync(LIST));
    head.awaitReached();
    waiting.add(getAsync(LIST));
    body.awaitReached();
    waiting.add(getAsync(LIST));
    service.close();
    service.close();
    for (CompletableFuture<HttpResponse<byte[]>> future : waiting) {
      future.handle((response, failure) -> response).get();
    }
    assertThrows(IOException.class, () -> get(LIST));
  }

  @Test
  void aListMayMoveBetweenRequests() throws Exception {
    AtomicInteger moves = new AtomicInteger();
    service.answeredBy(
        () ->
            Simulator.inOrder(
                List.of(SimulatedJob.builder("job-" + moves.incrementAndGet()).build())));
    assertEquals(List.of("job-1"), ids(get(LIST)));
    assertEquals(List.of("job-2"), ids(get(LIST)));
  }

  private HttpResponse<byte[]> get(String target) throws IOException, InterruptedException {
    return fetch(service.baseUrl() + target);
  }

  private HttpResponse<byte[]> fetch(String url) throws IOException, InterruptedException {
    return client.send(request(url), BodyHandlers.ofByteArray());
  }

  private CompletableFuture<HttpResponse<byte[]>> getAsync(String target) {
    return client.sendAsync(request(service.baseUrl() + target), BodyHandlers.ofByteArray());
  }

  private static HttpRequest request(String url) {
    return HttpRequest.newBuilder(URI.create(url))
        .header("Authorization", "Bearer " + SimulatedService.API_KEY)
        .header("X-Test", "yes")
        .build();
  }

  private static Map<String, Object> body(HttpResponse<byte[]> response) throws IOException {
    return JsonTree.object(JsonTree.parse(response.body()));
  }

  private static List<String> ids(HttpResponse<byte[]> response) throws IOException {
    return JsonTree.array(body(response).get("items")).stream()
        .map(row -> String.valueOf(JsonTree.object(row).get("id")))
        .toList();
  }
}
