package io.github.llamacloud.jdbc.fetch;

import static io.github.llamacloud.jdbc.fetch.Lists.all;
import static io.github.llamacloud.jdbc.fetch.Lists.any;
import static io.github.llamacloud.jdbc.fetch.Lists.equal;
import static io.github.llamacloud.jdbc.fetch.Lists.ids;
import static io.github.llamacloud.jdbc.fetch.Lists.in;
import static io.github.llamacloud.jdbc.fetch.Lists.range;
import static io.github.llamacloud.jdbc.fetch.Lists.read;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.llamacloud.jdbc.fetch.FakeList.Job;
import io.github.llamacloud.jdbc.jobs.Condition;
import io.github.llamacloud.jdbc.jobs.JobColumn;
import io.github.llamacloud.jdbc.jobs.ListRequest;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.TreeSet;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Conditions with alternatives, as lists that are read one after the other. */
class StreamsTest {
  private static final List<String> STATUSES =
      List.of("pending", "dispatched", "running", "completed", "failed", "cancelled", "archived");
  private static final List<String> TYPES = List.of("parse", "extract", "classify", "split");

  private final FakeList list = new FakeList();

  @Test
  void statusesAreReadInTheOrderOfAJobsLife() throws SQLException {
    fill(20);
    Condition condition = in(JobColumn.STATUS, "cancelled", "pending", "failed");
    assertSame(condition, job -> List.of("cancelled", "pending", "failed").contains(job.status()));
    assertEquals(
        List.of("pending", "failed", "cancelled"),
        list.targets.stream()
            .map(target -> target.replaceAll(".*status=([a-z]*).*", "$1"))
            .distinct()
            .toList());
  }

  @Test
  void aJobThatMovesOnMeanwhileIsMetOnce() throws SQLException {
    fill(30);
    list.jobs.set(3, new Job("mover", "running", "d"));
    list.churn =
        () -> {
          if (list.targets.size() == 1) {
            list.jobs.set(3, new Job("mover", "completed", "d"));
          }
        };
    List<Object> ids =
        read(source(10, 1), ids().withCondition(in(JobColumn.STATUS, "running", "completed")));
    assertEquals(1, ids.stream().filter("mover"::equals).count());
    assertEquals(ids.size(), new TreeSet<>(ids.stream().map(String::valueOf).toList()).size());
  }

  @Test
  void aLimitStopsBeforeTheNextList() throws SQLException {
    fill(70);
    ListRequest request =
        range(ids().withCondition(in(JobColumn.STATUS, "pending", "failed")), 0, 3);
    assertEquals(3, read(source(10, 4), request).size());
    assertEquals(List.of("status=pending&limit=3"), list.targets);
  }

  @Test
  void anOffsetOverSeveralListsIsSkippedHere() throws SQLException {
    fill(70);
    Condition condition = in(JobColumn.STATUS, "pending", "failed");
    List<Object> every = read(source(10, 4), ids().withCondition(condition));
    assertEquals(20, every.size());
    list.targets.clear();
    assertEquals(
        every.subList(14, 17), read(source(100, 4), range(ids().withCondition(condition), 14, 3)));
    assertTrue(list.targets.stream().noneMatch(target -> target.contains("offset=14")));
  }

  @Test
  void whatContainsTheOthersIsReadAlone() throws SQLException {
    fill(20);
    assertSame(
        any(
            all(equal(JobColumn.STATUS, "failed")),
            all(equal(JobColumn.STATUS, "failed"), equal(JobColumn.JOB_TYPE, "parse"))),
        job -> job.status().equals("failed"));
    assertEquals("status=failed&limit=50", list.targets.get(0));
    assertEquals(2, list.targets.size());
    list.targets.clear();
    assertSame(
        in(JobColumn.STATUS, "failed", "archived"),
        job -> job.status().equals("failed") || job.status().equals("archived"));
    assertEquals("limit=50", list.targets.get(0), "one value cannot be sent, so none is");
  }

  @Test
  void listsBetweenWhichNoJobMovesAreAskedForTogether() throws SQLException {
    fill(20);
    Condition condition =
        in(JobColumn.DIRECTORY_ID, "d0", "d1", "d2").and(in(JobColumn.STATUS, "failed", "running"));
    CyclicBarrier together = new CyclicBarrier(3);
    AtomicInteger answered = new AtomicInteger();
    list.delay =
        () -> {
          if (answered.incrementAndGet() <= 3) {
            await(together);
          }
        };
    assertEquals(
        list.jobs.stream().filter(job -> job.status().matches("failed|running")).count(),
        read(source(50, 3), ids().withCondition(condition)).size());
  }

  private static void await(CyclicBarrier barrier) {
    try {
      barrier.await(30, TimeUnit.SECONDS);
    } catch (Exception e) {
      throw new AssertionError("three requests were not under way together", e);
    }
  }

  @Test
  void tooManyListsAreMadeFewer() throws SQLException {
    fill(60);
    Condition condition =
        in(
                JobColumn.DIRECTORY_ID,
                IntStream.range(0, 25).mapToObj(i -> "d" + i).toArray(String[]::new))
            .and(all(equal(JobColumn.STATUS, "failed")));
    assertSame(condition, job -> job.status().equals("failed"));
    assertEquals("status=failed&limit=50", list.targets.get(0));
  }

  @Test
  void anIgnoredFilterCostsOneReadingOfTheList() throws SQLException {
    fill(40);
    list.ignored.add("status");
    assertSame(
        in(JobColumn.STATUS, "failed", "pending", "running"),
        job -> List.of("failed", "pending", "running").contains(job.status()));
    assertEquals(2, list.targets.size(), list.targets::toString);
  }

  @Test
  void noValueIsPossible() throws SQLException {
    assertEquals(
        List.of(), read(source(10, 1), ids().withCondition(in(JobColumn.STATUS, "FAILED", ""))));
    assertEquals(List.of(), list.targets);
  }

  @Test
  void randomConditionsAreAnsweredAsByTheListItself() throws SQLException {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    for (int round = 0; round < 500; round++) {
      list.jobs.clear();
      list.targets.clear();
      list.ignored.clear();
      fill(random.nextInt(90));
      list.clamp = random.nextBoolean() ? 1000 : 2 + random.nextInt(20);
      if (random.nextInt(3) == 0) {
        list.ignored.add(List.of("status", "job_type", "directory_id").get(random.nextInt(3)));
      }
      Condition condition = Condition.NONE;
      Predicate<Job> expected = job -> false;
      for (int i = random.nextInt(6); i >= 0; i--) {
        String status = STATUSES.get(random.nextInt(7));
        String type = TYPES.get(random.nextInt(4));
        String directory = "d" + random.nextInt(3);
        switch (random.nextInt(4)) {
          case 0 -> {
            condition = condition.or(all(equal(JobColumn.STATUS, status)));
            expected = expected.or(job -> job.status().equals(status));
          }
          case 1 -> {
            condition =
                condition.or(all(equal(JobColumn.STATUS, status), equal(JobColumn.JOB_TYPE, type)));
            expected = expected.or(job -> job.status().equals(status) && job.type().equals(type));
          }
          default -> {
            condition =
                condition.or(
                    all(equal(JobColumn.JOB_TYPE, type), equal(JobColumn.DIRECTORY_ID, directory)));
            expected =
                expected.or(job -> job.directory().equals(directory) && job.type().equals(type));
          }
        }
      }
      Predicate<Job> right = expected;
      List<String> matching = list.jobs.stream().filter(right).map(Job::id).sorted().toList();
      int pageSize = 1 + random.nextInt(30);
      List<String> found =
          read(source(pageSize, 1 + random.nextInt(4)), ids().withCondition(condition)).stream()
              .map(String::valueOf)
              .sorted()
              .toList();
      assertEquals(matching, found, "seed " + seed + ", " + condition + " " + list.targets);
      long limit = 1L + random.nextInt(30);
      long offset = random.nextInt(40);
      List<Object> some =
          read(source(pageSize, 2), range(ids().withCondition(condition), offset, limit));
      assertEquals(Math.max(0, Math.min(limit, matching.size() - offset)), some.size());
      assertTrue(matching.containsAll(some));
    }
  }

  private void assertSame(Condition condition, Predicate<Job> expected) throws SQLException {
    assertEquals(
        list.jobs.stream().filter(expected).map(Job::id).sorted().toList(),
        read(source(50, 4), ids().withCondition(condition)).stream()
            .map(String::valueOf)
            .sorted()
            .toList());
  }

  private void fill(int count) {
    List<Job> jobs = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      jobs.add(new Job("j" + i, TYPES.get(i / 7 % 4), STATUSES.get(i % 7), "d" + i % 3));
    }
    list.jobs.addAll(jobs);
  }

  private HttpJobSource source(int pageSize, int concurrency) throws SQLException {
    return new HttpJobSource(Lists.settings(pageSize, concurrency, 0), Optional.of(list));
  }
}
