package io.github.llamacloud.jdbc.simulator;

import static io.github.llamacloud.jdbc.simulator.Client.LIST;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ListTest {
  private final Simulator simulator = Simulator.demo(2345, 11);

  @Test
  void aPageLooksLikeTheServicesSample() {
    SimulatedJob job =
        SimulatedJob.builder("bjb-1")
            .jobType("extract")
            .projectId("proj-1")
            .status("failed")
            .totalItems(9)
            .completedAt(null)
            .createdAt("2026-01-02T03:04:05.123Z")
            .directoryId("d\"1\"")
            .effectiveAt("2026-01-02T03:04:05.123456Z")
            .errorMessage("é 文 💥\n\\")
            .failedItems(1L)
            .jobRecordId("r")
            .processedItems(2L)
            .skippedItems(3L)
            .startedAt("s")
            .updatedAt("u")
            .workflowId("w")
            .build();
    Simulator service = Simulator.inOrder(List.of(job, SimulatedJob.builder("bjb-2").build()));
    String bare =
        "{\"id\":\"bjb-2\",\"job_type\":\"parse\",\"project_id\":\"proj-%s\","
            + "\"status\":\"completed\",\"total_items\":0}";
    assertEquals(
        "{\"items\":[{\"id\":\"bjb-1\",\"job_type\":\"extract\",\"project_id\":\"proj-1\","
            + "\"status\":\"failed\",\"total_items\":9,\"completed_at\":null,"
            + "\"created_at\":\"2026-01-02T03:04:05.123Z\",\"directory_id\":\"d\\\"1\\\"\","
            + "\"effective_at\":\"2026-01-02T03:04:05.123456Z\","
            + "\"error_message\":\"é 文 💥\\n\\\\\",\"failed_items\":1,\"job_record_id\":\"r\","
            + "\"processed_items\":2,\"skipped_items\":3,\"started_at\":\"s\","
            + "\"updated_at\":\"u\",\"workflow_id\":\"w\"},"
            + bare.formatted(Simulator.PROJECT)
            + "],\"next_page_token\":null,\"total_size\":null}",
        new String(Client.get(service, LIST).body(), StandardCharsets.UTF_8));
  }

  @Test
  void pagesByOffsetYieldEveryJobOnce() throws IOException {
    List<String> all = simulator.jobs().stream().map(SimulatedJob::id).toList();
    for (int limit : List.of(1000, 77)) {
      List<String> read = new ArrayList<>();
      for (int offset = 0; offset < all.size() + limit; offset += limit) {
        read.addAll(Client.ids(simulator, LIST + "?limit=" + limit + "&offset=" + offset));
      }
      assertEquals(all, read);
    }
  }

  @Test
  void pagesAreFiftyRowsByDefault() throws IOException {
    assertEquals(50, Client.ids(simulator, LIST).size());
    assertEquals(45, Client.ids(simulator, LIST + "?offset=2300").size());
    assertEquals(0, Client.ids(simulator, LIST + "?offset=2345").size());
    assertEquals(0, Client.ids(simulator, LIST + "?offset=9223372036854775807").size());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "status=failed",
        "job_type=classify",
        "status=completed&job_type=extract",
        "directory_id=%s",
        "directory_id=%s&status=failed&job_type=parse",
      })
  void filtersKeepWhatMatchesInListOrder(String query) throws IOException {
    String directory = "dir-" + new Draw(11, 4, 1).uuid();
    String sent = query.formatted(directory);
    List<String> expected =
        simulator.jobs().stream()
            .filter(it -> !sent.contains("status=") || sent.contains("=" + it.status()))
            .filter(it -> !sent.contains("job_type=") || sent.contains("=" + it.jobType()))
            .filter(it -> !sent.contains("directory") || directory.equals(it.directoryId().value()))
            .map(SimulatedJob::id)
            .toList();
    assertFalse(expected.isEmpty());
    List<String> read = new ArrayList<>();
    for (int offset = 0; offset <= expected.size(); offset += 30) {
      read.addAll(Client.ids(simulator, LIST + "?" + sent + "&limit=30&offset=" + offset));
    }
    assertEquals(expected, read);
  }

  @Test
  void ofARepeatedParameterTheLastValueWins() throws IOException {
    assertEquals(
        Client.ids(simulator, LIST + "?status=failed&limit=7"),
        Client.ids(simulator, LIST + "?limit=3&status=running&st%61tus=failed&limit=7"));
  }

  @ParameterizedTest
  @CsvSource({
    "NULL,    null, 'status=failed'",
    "EXACT,   2345, ''",
    "EXACT,   2345, 'limit=1&offset=5000'",
    "ZERO,       0, ''",
    "LOW,     2111, ''",
    "HIGH,    2579, ''",
    "EXACT,      0, 'directory_id=none'",
    "LOW,        0, 'directory_id=none'",
    "HIGH,       1, 'directory_id=none'",
  })
  void totalSizeSaysWhatItsModeWants(TotalSize mode, String expected, String query)
      throws IOException {
    Map<String, Object> body = Client.body(simulator.withTotalSize(mode), LIST + "?" + query);
    assertEquals(List.of("items", "next_page_token", "total_size"), List.copyOf(body.keySet()));
    assertEquals(expected, String.valueOf(body.get("total_size")));
  }

  @Test
  void anExactTotalCountsWhatMatches() throws IOException {
    long failed = simulator.jobs().stream().filter(it -> it.status().equals("failed")).count();
    Map<String, Object> body =
        Client.body(simulator.withTotalSize(TotalSize.EXACT), LIST + "?status=failed&limit=1");
    assertEquals(failed, body.get("total_size"));
  }

  @Test
  void hintsMayBeAbsent() throws IOException {
    Simulator silent =
        simulator.withTotalSize(TotalSize.ABSENT).withNextPageToken(NextPageToken.ABSENT);
    assertEquals(List.of("items"), List.copyOf(Client.body(silent, LIST).keySet()));
  }

  @Test
  void aTokenHintsAtMoreRowsUntilTheEnd() throws IOException {
    Simulator hinting = simulator.withNextPageToken(NextPageToken.WHEN_MORE);
    assertEquals(String.class, typeOfToken(hinting, "limit=1000&offset=1000"));
    assertEquals(String.class, typeOfToken(hinting, "limit=1000&offset=1344"));
    assertEquals(Void.class, typeOfToken(hinting, "limit=1000&offset=1345"));
    assertEquals(Void.class, typeOfToken(hinting, "limit=1000&offset=9000&status=failed"));
    assertEquals(String.class, typeOfToken(hinting, "limit=1&status=failed"));
  }

  private static Class<?> typeOfToken(Simulator service, String query) throws IOException {
    Object token = Client.body(service, LIST + "?" + query).get("next_page_token");
    return token == null ? Void.class : token.getClass();
  }

  @Test
  void theSameSeedGivesTheSameBytes() {
    String target = LIST + "?limit=1000&offset=500";
    byte[] bytes = Client.get(simulator, target).body();
    assertArrayEquals(bytes, Client.get(Simulator.demo(2345, 11), target).body());
    assertNotEquals(
        new String(bytes, StandardCharsets.UTF_8),
        new String(Client.get(Simulator.demo(2345, 12), target).body(), StandardCharsets.UTF_8));
  }

  @Test
  void givenJobsAreListedAsGivenOrNewestFirst() throws IOException {
    SimulatedJob.Builder none = SimulatedJob.builder("none");
    List<SimulatedJob> jobs =
        List.of(
            none.build(),
            SimulatedJob.builder("old").createdAt("2026-01-01T01:30:00+02:00").build(),
            SimulatedJob.builder("null").createdAt(null).build(),
            SimulatedJob.builder("new").createdAt("2026-01-01T00:00:00.5Z").build(),
            SimulatedJob.builder("mid").createdAt("2026-01-01T00:00:00").build());
    assertEquals(
        List.of("none", "old", "null", "new", "mid"), Client.ids(Simulator.inOrder(jobs), LIST));
    Simulator sorted = Simulator.newestFirst(jobs);
    assertEquals(List.of("new", "mid", "old", "none", "null"), Client.ids(sorted, LIST));
    assertEquals(jobs.get(3), sorted.jobs().get(0));
  }

  @Test
  void unknownStatusesAndTypesAreServed() throws IOException {
    SimulatedJob job = SimulatedJob.builder("x").status("paused").jobType("split").build();
    Map<String, Object> row = Client.rows(Simulator.inOrder(List.of(job)), LIST).get(0);
    assertEquals("paused", row.get("status"));
    assertEquals("split", row.get("job_type"));
  }

  @Test
  void twoJobsCannotShareAnId() {
    List<SimulatedJob> twins =
        List.of(SimulatedJob.builder("x").build(), SimulatedJob.builder("x").build());
    assertThrows(IllegalArgumentException.class, () -> Simulator.inOrder(twins));
  }

  @Test
  void aMillionJobsAreServed() throws IOException {
    Simulator large = Simulator.demo(1_000_000, 5).withTotalSize(TotalSize.EXACT);
    String last = Client.ids(large, LIST + "?offset=999999").get(0);
    assertEquals(200, Client.get(large, LIST + "/" + last).status());
    long total = 0;
    for (String status :
        List.of("pending", "running", "dispatched", "completed", "failed", "cancelled")) {
      Object part = Client.body(large, LIST + "?limit=1&status=" + status).get("total_size");
      total += Long.parseLong(String.valueOf(part));
    }
    assertEquals(1_000_000, total);
  }

  @Test
  void anEmptyListIsServed() throws IOException {
    assertEquals(List.of(), Client.ids(Simulator.demo(0, 1), LIST));
    assertEquals(List.of(), Client.ids(Simulator.inOrder(List.of()), LIST + "?status=failed"));
  }
}
