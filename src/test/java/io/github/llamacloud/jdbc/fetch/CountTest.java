package io.github.llamacloud.jdbc.fetch;

import static io.github.llamacloud.jdbc.fetch.Lists.all;
import static io.github.llamacloud.jdbc.fetch.Lists.equal;
import static io.github.llamacloud.jdbc.fetch.Lists.in;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.llamacloud.jdbc.fetch.FakeList.Job;
import io.github.llamacloud.jdbc.jobs.Condition;
import io.github.llamacloud.jdbc.jobs.CountRequest;
import io.github.llamacloud.jdbc.jobs.JobColumn;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.LongUnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CountTest {
  private static final Condition FAILED = all(equal(JobColumn.STATUS, "failed"));
  private static final List<String> STATUSES = JobColumn.STATUS.documentedValues();

  private final FakeList list = new FakeList();

  @Test
  void aTotalIsVerifiedByTheLastJob() throws SQLException {
    fill(2345);
    list.total = total -> total;
    assertEquals(2345, count(Condition.ALL));
    assertEquals(List.of("limit=2", "limit=2&offset=2344"), list.targets);
  }

  @Test
  void aFilterIsProvedOnce() throws SQLException {
    fill(2345);
    list.total = total -> total;
    HttpJobSource source = source(1000);
    assertEquals(391, count(source, FAILED));
    assertEquals(
        List.of(
            "status=failed&limit=2",
            "status=pending&limit=100",
            "status=failed&limit=2&offset=390"),
        list.targets);
    list.targets.clear();
    assertEquals(391, count(source, FAILED));
    assertEquals(
        List.of("status=failed&limit=2", "status=failed&limit=2&offset=390"), list.targets);
  }

  @Test
  void noJobsAreOneRequestAndImpossibleOnesNone() throws SQLException {
    assertEquals(0, count(Condition.ALL));
    assertEquals(1, list.targets.size());
    fill(10);
    list.targets.clear();
    assertEquals(0, count(Condition.NONE));
    assertEquals(0, count(all(equal(JobColumn.STATUS, "FAILED"))));
    assertEquals(List.of(), list.targets);
  }

  @Test
  void whateverIsToldTheCountIsTheSame() throws SQLException {
    List<@Nullable LongUnaryOperator> totals =
        Arrays.asList(
            null,
            total -> total,
            total -> 0,
            total -> 7,
            total -> total * 9 / 10,
            total -> total * 11 / 10 + 1,
            total -> total - 1,
            total -> total + 1,
            total -> -1,
            total -> Long.MAX_VALUE);
    for (int size : new int[] {0, 1, 2, 3, 7, 8, 49, 50, 51, 299, 2001}) {
      list.jobs.clear();
      fill(size);
      for (LongUnaryOperator total : totals) {
        for (int clamp : new int[] {2, 7, 50, 1000}) {
          for (int pageSize : new int[] {1, 2, 100, 1000}) {
            if (size > 60 && Math.min(clamp, pageSize) < 7) {
              continue;
            }
            list.total = total;
            list.clamp = clamp;
            HttpJobSource source = source(pageSize);
            String what = size + " jobs, cut to " + clamp + ", pages of " + pageSize;
            assertEquals(size, count(source, Condition.ALL), what);
            assertEquals(list.idsOf("failed").size(), count(source, FAILED), what);
          }
        }
      }
    }
  }

  @Test
  void aMillionIsFoundWithFewRequests() throws SQLException {
    fill(1_000_000);
    assertEquals(1_000_000, count(Condition.ALL));
    assertTrue(list.targets.size() <= 30, list.targets::toString);
    for (LongUnaryOperator total :
        List.<LongUnaryOperator>of(t -> t / 2, t -> 2 * t, t -> 9, t -> 0)) {
      list.total = total;
      list.targets.clear();
      assertEquals(1_000_000, count(Condition.ALL));
      assertTrue(list.targets.size() <= 30, list.targets::toString);
    }
  }

  @Test
  void anIgnoredFilterMakesItRead() throws SQLException {
    fill(200);
    list.total = total -> total;
    list.ignored.add("status");
    assertEquals(list.idsOf("failed").size(), count(FAILED));
    list.jobs.replaceAll(job -> new Job(job.id(), "failed", "d"));
    list.jobs.set(100, new Job("other", "completed", "d"));
    assertEquals(199, count(FAILED), "nothing shows it but another value");
  }

  @Test
  void aListThatBecomesEmptyMeanwhileIsCountedAsEmpty() throws SQLException {
    for (long total : new long[] {-1, 0, 1, 3}) {
      fill(3);
      list.total = total < 0 ? null : jobs -> total;
      list.churn = list.jobs::clear;
      assertEquals(0, count(Condition.ALL), "told " + total);
    }
  }

  @Test
  void alternativesAndUnknownValuesAreRead() throws SQLException {
    fill(60);
    list.jobs.set(5, new Job("x", "archived", "d"));
    assertEquals(20, count(in(JobColumn.STATUS, "failed", "completed")));
    assertEquals(1, count(in(JobColumn.STATUS, "archived")));
    assertEquals(2, count(in(JobColumn.ID, "j3", "j4")));
  }

  @Test
  void aMovingListIsCountedAsItWasInBetween() throws SQLException {
    for (int step : new int[] {1, -1}) {
      list.jobs.clear();
      fill(3000);
      list.targets.clear();
      list.total = total -> total;
      list.churn =
          () -> {
            if (step > 0) {
              list.jobs.add(0, new Job("new" + list.targets.size(), "failed", "d"));
            } else {
              list.jobs.remove(0);
            }
          };
      long counted = count(Condition.ALL);
      long end = list.jobs.size();
      assertTrue(
          Math.min(3000, end) <= counted && counted <= Math.max(3000, end),
          counted + " of 3000 to " + end);
    }
  }

  /**
   * Between any two answers jobs come, go and move on. What is counted lies between the jobs that
   * were there all the time and those that were there at any time; and what small requests counted
   * is what there was at a moment.
   */
  @ParameterizedTest
  @ValueSource(ints = {1, 4})
  void whatMovesIsCountedAsItWasAtAMoment(int concurrency) throws SQLException {
    long seed = new Random().nextLong();
    System.out.println("CountTest seed " + seed);
    Random random = new Random(seed);
    int counted = 0;
    int moved = 0;
    for (int round = 0; round < 150; round++) {
      fillTypes(200 + random.nextInt(400));
      list.total = random.nextInt(4) == 0 ? null : total -> total;
      double rate = random.nextDouble();
      Function<Job, String> key =
          List.<Function<Job, String>>of(job -> "", Job::status, Job::status, Job::type)
              .get(round % 4);
      boolean filtered = round % 4 == 1;
      Moments moments = new Moments(key);
      moments.note(list.jobs);
      list.churn =
          () -> {
            if (random.nextDouble() < rate) {
              change(random);
              moments.note(list.jobs);
            }
          };
      List<JobColumn> columns =
          round % 4 < 2
              ? List.of()
              : List.of(round % 4 == 2 ? JobColumn.STATUS : JobColumn.JOB_TYPE);
      String what = "seed " + seed + ", round " + round;
      Map<String, Long> answer = new TreeMap<>();
      try {
        for (List<@Nullable Object> row :
            Lists.rows(
                source(10, concurrency),
                new CountRequest(filtered ? FAILED : Condition.ALL, columns, true),
                Lists.unlimited())) {
          String group = filtered ? "failed" : columns.isEmpty() ? "" : (String) row.get(0);
          answer.put(group, (Long) row.get(columns.size()));
        }
      } catch (SQLException e) {
        assertEquals("40001", e.getSQLState(), what);
        continue;
      } finally {
        list.churn = () -> {};
      }
      boolean small = list.targets.stream().noneMatch(target -> target.contains("limit=10"));
      Set<String> groups = filtered ? Set.of("failed") : moments.groups();
      for (String group : groups) {
        long n = answer.getOrDefault(group, 0L);
        assertTrue(moments.least(group) <= n && n <= moments.most(group), what + " " + group + n);
        assertTrue(!small || moments.counts(group).contains(n), what + " " + group + n);
      }
      assertTrue(groups.containsAll(answer.keySet()), what);
      counted += small ? 1 : 0;
      moved += moments.notes > 1 ? 1 : 0;
    }
    assertTrue(counted > 10, "counted " + counted);
    assertTrue(moved > 100, "moved " + moved);
  }

  private void change(Random random) {
    int place = random.nextInt(list.jobs.size());
    Job job = list.jobs.get(place);
    switch (random.nextInt(4)) {
      case 0 -> list.jobs.remove(place);
      case 1 -> {
        int later = Math.min(5, STATUSES.indexOf(job.status()) + 1);
        list.jobs.set(place, new Job(job.id(), job.type(), STATUSES.get(later), "d"));
      }
      default ->
          list.jobs.add(
              random.nextBoolean() ? 0 : list.jobs.size(),
              new Job("n" + random.nextLong(), job.type(), job.status(), "d"));
    }
  }

  /** What a moving list held, from one moment to another. */
  private static final class Moments {
    private final Function<Job, String> key;
    private final Map<String, Set<String>> always = new TreeMap<>();
    private final Map<String, Set<String>> ever = new TreeMap<>();
    private final Map<String, Set<Long>> counts = new TreeMap<>();
    private int notes;

    Moments(Function<Job, String> key) {
      this.key = key;
    }

    void note(List<Job> jobs) {
      Map<String, Set<String>> now =
          jobs.stream()
              .collect(Collectors.groupingBy(key, Collectors.mapping(Job::id, Collectors.toSet())));
      if (notes++ == 0) {
        now.forEach((group, ids) -> always.put(group, new HashSet<>(ids)));
      }
      always.forEach((group, ids) -> ids.retainAll(now.getOrDefault(group, Set.of())));
      now.forEach((group, ids) -> ever.computeIfAbsent(group, g -> new HashSet<>()).addAll(ids));
      now.forEach(
          (group, ids) ->
              counts.computeIfAbsent(group, g -> new HashSet<>()).add((long) ids.size()));
    }

    Set<String> groups() {
      return ever.keySet();
    }

    long least(String group) {
      return always.getOrDefault(group, Set.of()).size();
    }

    long most(String group) {
      return ever.getOrDefault(group, Set.of()).size();
    }

    Set<Long> counts(String group) {
      return counts.getOrDefault(group, Set.of());
    }
  }

  @Test
  void groupsAreCountedOneByOneWhereTheListIsLong() throws SQLException {
    fill(16_500);
    list.total = total -> total;
    assertGroups(JobColumn.STATUS);
    // the whole, six statuses, one proof, the whole again
    assertEquals(2 + 6 * 2 + 1 + 1, list.targets.size(), list.targets::toString);
    assertTrue(list.targets.stream().noneMatch(target -> target.contains("limit=1000")));
  }

  @Test
  void groupsAreReadWhereTheListIsShort() throws SQLException {
    fill(5000);
    list.total = total -> total;
    assertGroups(JobColumn.STATUS);
    assertEquals(1 + ReadingCost.requests(5000, 1000), list.targets.size(), list.targets::toString);
  }

  /** Counting costs 15 requests of two rows. */
  @Test
  void theCrossoverIsWhereCostsAreEqual() throws SQLException {
    list.total = total -> total;
    fill(6030);
    assertGroups(JobColumn.STATUS);
    assertEquals(1 + 9, list.targets.size());
    list.targets.clear();
    fill(1);
    assertGroups(JobColumn.STATUS);
    assertEquals(1 + 15, list.targets.size());
  }

  @Test
  void whatTheBudgetAllowsIsDone() throws SQLException {
    list.total = total -> total;
    fill(6031);
    HttpJobSource source = new HttpJobSource(Lists.settings(1000, 4, 12), Optional.of(list));
    assertEquals(expected(), groups(source, JobColumn.STATUS));
    assertEquals(1 + 9, list.targets.size());
  }

  @Test
  void theCostOfReadingIsWhatIsSent() throws SQLException {
    for (int size : new int[] {0, 1, 2, 9, 10, 11, 18, 19, 20, 27, 28, 29, 100, 101}) {
      list.jobs.clear();
      list.targets.clear();
      fill(size);
      assertEquals(size, Lists.read(source(10, 1), Lists.ids()).size());
      assertEquals(
          ReadingCost.requests(size, 10), list.targets.size(), size + " jobs: " + list.targets);
    }
  }

  @Test
  void withoutATotalALongListIsCountedAllTheSame() throws SQLException {
    fill(80_000);
    assertEquals(expected(), groups(source(1000, 1), JobColumn.STATUS));
    assertTrue(list.targets.size() < 140, list.targets.size() + " requests");
    assertEquals("limit=1&offset=68661", list.targets.get(1));
    list.targets.clear();
    list.jobs.subList(68_661, 80_000).clear();
    assertEquals(expected(), groups(source(1000, 1), JobColumn.STATUS));
    assertEquals(
        2 + ReadingCost.requests(68_661, 1000), list.targets.size(), "a probe, then a scan");
    list.targets.clear();
    list.jobs.subList(700, 68_661).clear();
    HttpJobSource source = source(1000, 1);
    assertEquals(expected(), groups(source, JobColumn.STATUS));
    list.targets.clear();
    assertEquals(expected(), groups(source, JobColumn.STATUS));
    assertEquals(3, list.targets.size(), "no probe where the first page is short");
  }

  @Test
  void jobTypesAreCountedAtTheSameTime() throws SQLException {
    for (int concurrency : new int[] {1, 2, 4}) {
      fillTypes(9000);
      assertEquals(
          Map.of("parse", 3000L, "extract", 3000L, "classify", 3000L),
          groups(source(1000, concurrency), JobColumn.JOB_TYPE));
      assertEquals(9 + 1, list.targets.size(), list.targets::toString);
      List<String> asked = list.targets.subList(2, 9);
      String proof = "job_type=extract&limit=100";
      if (concurrency == 1) {
        assertEquals(
            List.of(begin("parse"), proof, end("parse"), begin("extract"), end("extract")),
            asked.subList(0, 5));
      } else {
        // Those under way together come in any order.
        assertEquals(proof, asked.get(Math.min(concurrency, 3)), asked::toString);
        assertEquals(
            Stream.of("parse", "extract", "classify")
                .limit(concurrency)
                .map(CountTest::begin)
                .collect(Collectors.toSet()),
            Set.copyOf(asked.subList(0, Math.min(concurrency, 3))));
      }
    }
  }

  private static String begin(String type) {
    return "job_type=" + type + "&limit=2";
  }

  private static String end(String type) {
    return begin(type) + "&offset=2999";
  }

  /** A job that moves on from one status to another must not be missed by the later count. */
  @Test
  void statusesAreCountedInTheOrderOfAJobsLife() throws SQLException {
    fillTypes(19_800);
    for (List<JobColumn> columns :
        List.of(
            List.of(JobColumn.STATUS, JobColumn.JOB_TYPE),
            List.of(JobColumn.JOB_TYPE, JobColumn.STATUS))) {
      list.targets.clear();
      List<List<@Nullable Object>> rows =
          Lists.rows(
              source(1000), new CountRequest(Condition.ALL, columns, true), Lists.unlimited());
      assertEquals(18, rows.size());
      assertTrue(rows.stream().allMatch(row -> Long.valueOf(1100).equals(row.get(2))));
      List<String> statuses =
          list.targets.stream()
              .filter(target -> target.endsWith("limit=2"))
              .map(target -> target.replaceAll(".*status=([a-z]+).*|.*", "$1"))
              .filter(status -> !status.isEmpty())
              .toList();
      assertEquals(
          STATUSES.stream().flatMap(status -> Collections.nCopies(3, status).stream()).toList(),
          statuses);
      for (String status : STATUSES.subList(0, 5)) {
        String next = STATUSES.get(STATUSES.indexOf(status) + 1);
        assertTrue(last(status) < first(next), list.targets::toString);
      }
    }
  }

  private int first(String status) {
    return (int) list.targets.stream().takeWhile(t -> !isPairOf(t, status)).count();
  }

  private int last(String status) {
    int last = -1;
    for (int i = 0; i < list.targets.size(); i++) {
      last = isPairOf(list.targets.get(i), status) ? i : last;
    }
    return last;
  }

  private static boolean isPairOf(String target, String status) {
    return target.contains("status=" + status) && target.contains("limit=2");
  }

  /** A list that loses jobs between the two requests of a count. */
  @Test
  void aGroupThatMovesWhileAllAreCountedIsSearchedAgain() throws SQLException {
    fillTypes(9000);
    list.churn =
        () -> {
          if (list.targets.size() == 5) {
            list.jobs.remove(list.jobs.size() - 1);
            list.jobs.add(new Job("late", "extract", "pending", "d"));
          }
        };
    Map<String, Long> counted = groups(source(1000), JobColumn.JOB_TYPE);
    assertEquals(
        list.jobs.stream().collect(Collectors.groupingBy(Job::type, Collectors.counting())),
        counted);
  }

  private void fillTypes(int count) {
    list.jobs.clear();
    list.targets.clear();
    list.total = total -> total;
    for (int i = 0; i < count; i++) {
      String type = JobColumn.JOB_TYPE.documentedValues().get(i % 3);
      list.jobs.add(new Job("j" + i, type, STATUSES.get(i / 3 % 6), "d"));
    }
  }

  /** A scan returns it once, so it counts once. */
  @Test
  void aJobInTwoPlacesOfTheEndMakesTheListRead() throws SQLException {
    fill(30);
    list.jobs.add(list.jobs.get(29));
    list.total = total -> total - 1;
    assertEquals(30, count(Condition.ALL));
  }

  @Test
  void anUnknownValueOfAGroupIsNotLost() throws SQLException {
    fill(16_500);
    list.total = total -> total;
    list.jobs.set(9000, new Job("x", "archived", "d"));
    assertGroups(JobColumn.STATUS);
  }

  @Test
  void groupsOfOneValueAreACount() throws SQLException {
    fill(600);
    list.total = total -> total;
    assertEquals(
        List.of(List.of("failed", 100L)),
        Lists.rows(
            source(1000),
            new CountRequest(FAILED, List.of(JobColumn.STATUS), true),
            Lists.unlimited()));
    assertEquals(3, list.targets.size());
    assertEquals(
        List.of(),
        Lists.rows(
            source(1000),
            new CountRequest(
                all(equal(JobColumn.DIRECTORY_ID, "none")), List.of(JobColumn.STATUS), true),
            Lists.unlimited()));
  }

  @Test
  void groupsWithoutTheirCountsAreTheirValues() throws SQLException {
    fill(700);
    list.jobs.replaceAll(
        job -> job.status().equals("running") ? new Job(job.id(), "odd", "d") : job);
    assertEquals(
        List.of("cancelled", "completed", "dispatched", "failed", "odd", "pending"),
        Lists.rows(
                source(1000),
                new CountRequest(Condition.ALL, List.of(JobColumn.STATUS), false),
                Lists.unlimited())
            .stream()
            .map(row -> String.valueOf(row.get(0)))
            .sorted()
            .toList());
  }

  @Test
  void groupsThatMoveAreNeverDoubledUnnoticed() throws SQLException {
    fill(16_500);
    list.total = total -> total;
    list.churn =
        () -> {
          if (list.targets.size() == 7) {
            Job first = list.jobs.get(0);
            assertEquals("pending", first.status());
            list.jobs.set(0, new Job(first.id(), "cancelled", "d"));
          }
        };
    Map<String, Long> groups = groups(JobColumn.STATUS);
    assertEquals(16_500, groups.values().stream().mapToLong(Long::longValue).sum());
  }

  /** One job is missed and another one comes: the sum agrees, but the whole has grown. */
  @Test
  void groupsThatAddUpByChanceAreFoundOut() throws SQLException {
    fill(16_500);
    list.total = total -> total;
    list.churn =
        () -> {
          if (list.targets.size() == 6) {
            Job completed = list.jobs.get(3);
            assertEquals("completed", completed.status());
            list.jobs.set(3, new Job(completed.id(), "pending", "d"));
            list.jobs.add(0, new Job("new", "cancelled", "d"));
          }
        };
    assertEquals(groups(source(1000), JobColumn.STATUS), expected());
  }

  @Test
  void randomListsAreCountedAsTheyAre() throws SQLException {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    for (int round = 0; round < 150; round++) {
      list.jobs.clear();
      list.ignored.clear();
      fill(random.nextInt(400));
      for (int i = random.nextInt(30); i < list.jobs.size(); i += 1 + random.nextInt(100)) {
        list.jobs.set(i, new Job("j" + i, "archived", "d"));
      }
      list.clamp = random.nextBoolean() ? 1000 : 2 + random.nextInt(30);
      long told = random.nextInt(400);
      list.total = random.nextBoolean() ? null : random.nextBoolean() ? t -> t : t -> told;
      if (random.nextInt(3) == 0) {
        list.ignored.add(random.nextBoolean() ? "status" : "directory_id");
      }
      HttpJobSource source = source(1 + random.nextInt(20));
      String what = "seed " + seed + ", round " + round;
      assertEquals(list.jobs.size(), count(source, Condition.ALL), what);
      assertEquals(list.idsOf("failed").size(), count(source, FAILED), what);
      assertEquals(
          list.jobs.stream().filter(job -> job.directory().equals("d1")).count(),
          count(source, all(equal(JobColumn.DIRECTORY_ID, "d1"))),
          what);
      assertEquals(expected(), groups(source, JobColumn.STATUS), what);
    }
  }

  private void assertGroups(JobColumn column) throws SQLException {
    assertEquals(expected(), groups(column));
  }

  private Map<String, Long> expected() {
    return new TreeMap<>(
        list.jobs.stream()
            .map(Job::status)
            .collect(Collectors.groupingBy(Function.identity(), Collectors.counting())));
  }

  private Map<String, Long> groups(JobColumn column) throws SQLException {
    return groups(source(1000), column);
  }

  private static Map<String, Long> groups(HttpJobSource source, JobColumn column)
      throws SQLException {
    Map<String, Long> groups = new TreeMap<>();
    for (List<@Nullable Object> row :
        Lists.rows(
            source, new CountRequest(Condition.ALL, List.of(column), true), Lists.unlimited())) {
      groups.put(String.valueOf(row.get(0)), (Long) row.get(1));
    }
    return groups;
  }

  private long count(Condition condition) throws SQLException {
    return count(source(1000), condition);
  }

  private static long count(HttpJobSource source, Condition condition) throws SQLException {
    List<List<@Nullable Object>> rows =
        Lists.rows(source, new CountRequest(condition, List.of(), true), Lists.unlimited());
    assertEquals(1, rows.size());
    return (Long) rows.get(0).get(0);
  }

  private void fill(int count) {
    for (int i = 0; i < count; i++) {
      list.jobs.add(new Job("j" + i, STATUSES.get(i % 6), "d" + i % 2));
    }
  }

  private HttpJobSource source(int pageSize) throws SQLException {
    return source(pageSize, 4);
  }

  private HttpJobSource source(int pageSize, int concurrency) throws SQLException {
    return new HttpJobSource(Lists.settings(pageSize, concurrency, 0), Optional.of(list));
  }
}
