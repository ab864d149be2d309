package io.github.llamacloud.jdbc.simulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DemoDataTest {
  private static final List<SimulatedJob> JOBS = List.copyOf(Simulator.demo(10_000, 1).jobs());

  @ParameterizedTest
  @CsvSource({"1,1", "2,9", "10,3", "10000,1", "10000,2", "300000,4"})
  void newestComeFirstWithinOneYear(int count, long seed) {
    List<SimulatedJob> jobs = Simulator.demo(count, seed).jobs();
    Instant newer = Simulator.END;
    for (SimulatedJob job : jobs) {
      Instant created = instant(job.createdAt());
      assertTrue(created.isBefore(newer), job::toString);
      newer = created;
    }
    assertTrue(!newer.isBefore(Simulator.END.minus(Duration.ofDays(365))), newer::toString);
  }

  @Test
  void theListSpansItsYear() {
    Instant oldest = instant(JOBS.get(9_999).createdAt());
    assertTrue(oldest.isBefore(Simulator.END.minus(Duration.ofDays(364))), oldest::toString);
    Instant newest = instant(JOBS.get(0).createdAt());
    assertTrue(newest.isAfter(Simulator.END.minus(Duration.ofHours(1))), newest::toString);
  }

  @Test
  void idsAreUnique() {
    Set<String> ids = new HashSet<>();
    JOBS.forEach(job -> assertTrue(ids.add(job.id()), job::id));
    assertTrue(JOBS.stream().allMatch(job -> job.id().matches("bjb-[0-9a-f-]{36}")));
  }

  @Test
  void dateTimesOfAJobFollowEachOther() {
    for (SimulatedJob job : JOBS) {
      Instant earlier = instant(job.createdAt());
      for (Field<String> next : List.of(job.startedAt(), job.completedAt(), job.updatedAt())) {
        if (next.value() != null) {
          Instant at = instant(next);
          assertFalse(at.isBefore(earlier), job::toString);
          earlier = at;
        }
      }
      assertFalse(earlier.isAfter(Simulator.END), job::toString);
    }
  }

  @Test
  void fieldsAgreeWithTheStatus() {
    for (SimulatedJob job : JOBS) {
      boolean ended = Set.of("completed", "failed").contains(job.status());
      boolean waiting = Set.of("pending", "dispatched").contains(job.status());
      boolean running = job.status().equals("running");
      assertTrue(!ended || has(job.completedAt()), job::toString);
      assertTrue(!(waiting || running) || !has(job.completedAt()), job::toString);
      assertTrue(!(ended || running) || has(job.startedAt()), job::toString);
      assertTrue(!waiting || !has(job.startedAt()), job::toString);
      assertTrue(!waiting || sum(job) == 0, job::toString);
      assertTrue(!job.status().equals("completed") || sum(job) == job.totalItems(), job::toString);
      assertTrue(
          !has(job.errorMessage()) || running || job.status().equals("failed"), job::toString);
    }
  }

  @Test
  void countersNeverExceedTheTotal() {
    for (SimulatedJob job : JOBS) {
      assertTrue(sum(job) <= job.totalItems(), job::toString);
      for (Field<Long> counter :
          List.of(job.failedItems(), job.processedItems(), job.skippedItems())) {
        assertTrue(!counter.present() || Objects.requireNonNull(counter.value()) >= 0);
      }
      assertTrue(
          !job.status().equals("failed") || job.totalItems() == 0 || count(job.failedItems()) > 0);
    }
    assertTrue(JOBS.stream().anyMatch(job -> job.totalItems() == 0));
    assertTrue(JOBS.stream().anyMatch(job -> job.totalItems() > 3000));
  }

  @Test
  void statusesAndTypesAreSkewed() {
    Map<String, Long> statuses = countBy(SimulatedJob::status);
    assertEquals(
        Set.of("pending", "running", "dispatched", "completed", "failed", "cancelled"),
        statuses.keySet());
    assertTrue(share(statuses, "completed") > 8_000, statuses::toString);
    assertTrue(share(statuses, "failed") > 500, statuses::toString);
    for (String few : List.of("pending", "running", "dispatched")) {
      assertTrue(share(statuses, few) < 150, statuses::toString);
    }
    Map<String, Long> types = countBy(SimulatedJob::jobType);
    assertTrue(share(types, "parse") > 2 * share(types, "extract"), types::toString);
    assertTrue(share(types, "extract") > share(types, "classify"), types::toString);
    assertEquals(3, types.size());
  }

  @Test
  void eightDirectoriesDifferInSizeAndSomeJobsHaveNone() {
    Map<String, Long> directories = countBy(job -> String.valueOf(job.directoryId().value()));
    assertEquals(9, directories.size());
    assertTrue(share(directories, "null") > 500);
    List<Long> sizes = directories.values().stream().sorted().toList();
    assertTrue(sizes.get(8) > 10 * sizes.get(0), directories::toString);
  }

  @Test
  void errorMessagesComeInSeveralScripts() {
    String all =
        JOBS.stream()
            .map(job -> String.valueOf(job.errorMessage().value()))
            .collect(Collectors.joining());
    for (String script : List.of("Han", "Hiragana", "Hangul", "Arabic", "Cyrillic", "Latin")) {
      assertTrue(
          all.codePoints()
              .anyMatch(it -> Character.UnicodeScript.of(it).name().equalsIgnoreCase(script)),
          script);
    }
    for (String awkward : List.of("É", "💥", "\"", "'", "\n", "\r", "\t", "\\", "%", "_")) {
      assertTrue(all.contains(awkward), awkward);
    }
  }

  @Test
  void optionalFieldsAreSometimesMissingAndSometimesNull() {
    List<Function<SimulatedJob, Field<String>>> nullable =
        List.of(
            SimulatedJob::completedAt,
            SimulatedJob::directoryId,
            SimulatedJob::errorMessage,
            SimulatedJob::jobRecordId,
            SimulatedJob::startedAt,
            SimulatedJob::workflowId);
    for (Function<SimulatedJob, Field<String>> field : nullable) {
      Set<String> states =
          JOBS.stream().map(field).map(DemoDataTest::state).collect(Collectors.toSet());
      assertEquals(Set.of("missing", "null", "value"), states);
    }
    List<Function<SimulatedJob, Field<?>>> notNullable =
        List.of(
            SimulatedJob::effectiveAt,
            SimulatedJob::failedItems,
            SimulatedJob::processedItems,
            SimulatedJob::skippedItems);
    for (Function<SimulatedJob, Field<?>> field : notNullable) {
      Set<String> states =
          JOBS.stream().map(field).map(DemoDataTest::state).collect(Collectors.toSet());
      assertEquals(Set.of("missing", "value"), states);
    }
  }

  @Test
  void fractionsHaveThreeOrSixDigits() {
    Set<Integer> lengths =
        JOBS.stream()
            .map(job -> String.valueOf(job.createdAt().value()))
            .map(text -> text.length() - text.indexOf('.') - 2)
            .collect(Collectors.toSet());
    assertEquals(Set.of(3, 6), lengths);
    assertTrue(
        JOBS.stream().allMatch(job -> String.valueOf(job.createdAt().value()).endsWith("Z")));
  }

  @Test
  void momentsAreSpelledWithEveryDigit() {
    assertEquals("1970-01-01T00:00:00.000Z", Moment.text(0, 3));
    assertEquals("1969-12-31T23:59:59.999999Z", Moment.text(-1, 6));
    assertEquals("2026-11-01T00:00:00.001Z", Moment.text(Simulator.END_MICROS + 1_999, 3));
    assertEquals(Instant.parse("2026-11-01T00:00:00Z"), Simulator.END);
  }

  private static Instant instant(Field<String> field) {
    return Instant.parse(Objects.requireNonNull(field.value()));
  }

  private static boolean has(Field<?> field) {
    return field.value() != null;
  }

  private static String state(Field<?> field) {
    return has(field) ? "value" : field.present() ? "null" : "missing";
  }

  private static long sum(SimulatedJob job) {
    return count(job.failedItems()) + count(job.processedItems()) + count(job.skippedItems());
  }

  private static long count(Field<Long> counter) {
    Long value = counter.value();
    return value == null ? 0 : value;
  }

  private static long share(Map<String, Long> counts, String of) {
    return counts.getOrDefault(of, 0L);
  }

  private static Map<String, Long> countBy(Function<SimulatedJob, String> key) {
    return JOBS.stream().collect(Collectors.groupingBy(key, Collectors.counting()));
  }
}
