package io.github.llamacloud.jdbc.simulator;

import static io.github.llamacloud.jdbc.simulator.Client.LIST;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.llamacloud.jdbc.jobs.Transport.Request;
import io.github.llamacloud.jdbc.jobs.Transport.Response;
import io.github.llamacloud.jdbc.testing.JsonTree;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EndpointsTest {
  private final Simulator simulator = Simulator.demo(2000, 3);

  @Test
  void aMissingOrWrongKeyIsAnswered401() {
    Simulator locked = simulator.requiringKey("llx-right");
    for (String value : List.of("Bearer llx-wrong", "Bearer ", "llx-right", "Basic llx-right")) {
      Response response = locked.exchange(new Request("GET", LIST, Map.of("authorization", value)));
      assertEquals(401, response.status(), value);
      assertEquals("{\"detail\":\"Invalid API Key\"}", text(response));
    }
    assertEquals(401, Client.get(locked, LIST + "?limit=0").status());
    assertEquals(404, Client.get(locked, "/").status());
    Request right = new Request("GET", LIST, Map.of("authorization", "Bearer llx-right"));
    assertEquals(200, locked.exchange(right).status());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/",
        "",
        "/api/v1/beta/batch-processin",
        "/api/v1/beta/batch-processing/",
        "/api/v1/beta/batch-processing//items",
        "/api/v1/beta/batch-processing/x/other",
        "/api/v1/beta/batch-processing/x%2Fother",
        "/api/v2/batches",
      })
  void otherPathsLeadNowhere(String path) {
    Response response = Client.get(simulator, path);
    assertEquals(404, response.status());
    assertEquals("{\"detail\":\"Not Found\"}", text(response));
    assertEquals("application/json", response.headers().get("content-type"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"POST", "PUT", "DELETE", "HEAD", "PATCH"})
  void otherMethodsAreNotAllowed(String method) {
    Response response = simulator.exchange(new Request(method, LIST, Map.of()));
    assertEquals(405, response.status());
    assertEquals("GET", response.headers().get("allow"));
    assertEquals("{\"detail\":\"Method Not Allowed\"}", text(response));
  }

  @Test
  void aJobIsFoundByItsIdAsItIsListed() throws IOException {
    for (int position : List.of(0, 1234, 1999)) {
      Map<String, Object> listed =
          Client.rows(simulator, LIST + "?limit=1&offset=" + position).get(0);
      Map<String, Object> body = Client.body(simulator, LIST + "/" + listed.get("id"));
      assertEquals(listed, body.get("job"));
      assertEquals(List.of("job", "progress_percentage"), List.copyOf(body.keySet()));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "bjb-00000000-0000-4000-8000-000000000000",
        "bjb-zzzzzzzz-zzzz-zzzz-zzzz-zzzzzzzzzzzz",
        "x",
        "..",
        "%20",
      })
  void anUnknownIdIsAnswered404(String id) {
    Response response = Client.get(simulator, LIST + "/" + id);
    assertEquals(404, response.status());
    assertEquals("{\"detail\":\"Batch processing job not found\"}", text(response));
    assertEquals(404, Client.get(simulator, LIST + "/" + id + "/items").status());
  }

  @Test
  void anIdIsTakenLiterally() {
    String id = simulator.jobs().get(5).id();
    assertEquals(200, Client.get(simulator, LIST + "/" + id).status());
    assertEquals(404, Client.get(simulator, LIST + "/" + id.replace("bjb", "BJB")).status());
    assertEquals(404, Client.get(simulator, LIST + "/" + id + "0").status());
    assertEquals(422, Client.get(simulator, LIST + "/" + id + "?project_id=x").status());
  }

  @Test
  void progressIsAPercentage() throws IOException {
    SimulatedJob half =
        SimulatedJob.builder("half")
            .status("running")
            .totalItems(8)
            .processedItems(1L)
            .failedItems(2L)
            .skippedItems(1L)
            .build();
    SimulatedJob none = SimulatedJob.builder("none").status("pending").build();
    SimulatedJob over = half.toBuilder().processedItems(Long.MAX_VALUE).build();
    assertEquals(50.0, progress(half));
    assertEquals(0.0, progress(none));
    assertEquals(100.0, progress(over));
  }

  private static @Nullable Object progress(SimulatedJob job) throws IOException {
    Simulator service = Simulator.inOrder(List.of(job));
    return Client.body(service, LIST + "/" + job.id()).get("progress_percentage");
  }

  @Test
  void itemsAddUpToTheJobsCounters() throws IOException {
    SimulatedJob job =
        SimulatedJob.builder("j")
            .status("running")
            .totalItems(2500)
            .processedItems(1200L)
            .failedItems(30L)
            .skippedItems(70L)
            .build();
    Simulator service = Simulator.inOrder(List.of(job)).withTotalSize(TotalSize.EXACT);
    Set<Object> ids = new HashSet<>();
    for (int offset = 0; offset < 2500; offset += 1000) {
      for (Map<String, Object> item :
          Client.rows(service, LIST + "/j/items?limit=1000&offset=" + offset)) {
        assertTrue(ids.add(item.get("item_id")));
      }
    }
    assertEquals(2500, ids.size());
    assertEquals(100, Client.rows(service, LIST + "/j/items").size());
    Map<String, Long> counts =
        Map.of(
            "completed",
            1200L,
            "failed",
            30L,
            "skipped",
            70L,
            "processing",
            4L,
            "pending",
            1196L,
            "cancelled",
            0L);
    for (Map.Entry<String, Long> count : counts.entrySet()) {
      String target = LIST + "/j/items?limit=1&status=" + count.getKey();
      assertEquals(count.getValue(), Client.body(service, target).get("total_size"));
    }
    Map<String, Object> skipped = Client.rows(service, LIST + "/j/items?status=skipped").get(0);
    assertTrue(ids.contains(skipped.get("item_id")));
    assertFalse(String.valueOf(skipped.get("skip_reason")).isEmpty());
  }

  @Test
  void itemsAreValidatedLikeTheService() {
    String items = LIST + "/" + simulator.jobs().get(0).id() + "/items";
    for (String query : List.of("limit=0", "limit=1001", "offset=-1", "status=running")) {
      assertEquals(422, Client.get(simulator, items + "?" + query).status(), query);
    }
    assertEquals(200, Client.get(simulator, items + "?status=processing").status());
  }

  @Test
  void countersBeyondTheTotalMakeNoMoreItems() throws IOException {
    SimulatedJob job =
        SimulatedJob.builder("j").totalItems(3).processedItems(2L).failedItems(9L).build();
    Simulator service = Simulator.inOrder(List.of(job));
    assertEquals(
        List.of("completed", "completed", "failed"),
        Client.rows(service, LIST + "/j/items").stream().map(it -> it.get("status")).toList());
    assertEquals(
        List.of(), JsonTree.array(Client.body(service, LIST + "/j/items?offset=3").get("items")));
  }

  private static String text(Response response) {
    return new String(response.body(), StandardCharsets.UTF_8);
  }
}
