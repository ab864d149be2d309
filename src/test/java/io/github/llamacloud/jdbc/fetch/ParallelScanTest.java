package io.github.llamacloud.jdbc.fetch;

import static io.github.llamacloud.jdbc.fetch.Lists.equal;
import static io.github.llamacloud.jdbc.fetch.Lists.ids;
import static io.github.llamacloud.jdbc.fetch.Lists.range;
import static io.github.llamacloud.jdbc.fetch.Lists.read;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.llamacloud.jdbc.fetch.MovingList.Order;
import io.github.llamacloud.jdbc.jobs.ExecutionContext;
import io.github.llamacloud.jdbc.jobs.JobColumn;
import io.github.llamacloud.jdbc.jobs.JobCursor;
import io.github.llamacloud.jdbc.jobs.ListRequest;
import io.github.llamacloud.jdbc.jobs.Transport;
import io.github.llamacloud.jdbc.testing.FreeSlots;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Pages that are asked for ahead of their reader. */
class ParallelScanTest {
  private static final int PATIENCE_SECONDS = 30;

  /**
   * Oldest update first: the tail is served, then a job moves there, then its old page is served.
   * All pages join; the job is in none of them. The last page is short, or all of it is known.
   */
  @ParameterizedTest
  @CsvSource({"9, 4", "10, 4", "11, 4", "12, 4", "191, 40", "192, 40", "193, 40"})
  void aTailThatWasServedFirstDoesNotEndTheList(int size, int pageSize) throws SQLException {
    for (int moved = 0; moved < size; moved++) {
      for (int answers = 2; answers < 9; answers++) {
        MovingList list = list(Order.UPDATED, size);
        String id = "j" + (10 + moved);
        int when = answers;
        list.script =
            () -> {
              if (list.requests.size() == when) {
                list.touch(id);
              }
            };
        list.begin();
        OutOfOrder pages = new OutOfOrder(list, new Random(0), 3);
        pages.latestFirst = true;
        List<String> read = scanned(pages, pageSize);
        assertTrue(read.containsAll(list.constant()), () -> id + " at " + when + list.requests);
        assertEquals(0, pages.slotsTaken());
      }
    }
  }

  /** Where nothing moves, a total makes parallel reading cost no request more. */
  @ParameterizedTest
  @CsvSource({"5, 2", "10, 3", "95, 13", "100, 13", "1000, 113"})
  void requestsOfAQuietListWithATotal(int size, int expected) throws SQLException {
    for (int slots = 0; slots <= 8; slots++) {
      assertEquals(expected, requests(size, true, slots));
    }
  }

  /**
   * Without one, those at the end are in vain, and the tail is asked for once more; fewer if a
   * short page is there in time.
   */
  @ParameterizedTest
  @CsvSource({"5, 2, 2", "10, 3, 3", "95, 13, 14", "100, 13, 15", "1000, 113, 114"})
  void requestsOfAQuietListWithoutATotal(int size, int sequential, int parallel)
      throws SQLException {
    assertEquals(sequential, requests(size, false, 0));
    assertEquals(parallel, requests(size, false, 3));
  }

  private static int requests(int size, boolean told, int slots) throws SQLException {
    MovingList list = list(Order.CREATED, size);
    list.script = () -> {};
    list.total = told ? OptionalLong.of(size) : OptionalLong.empty();
    OutOfOrder pages = new OutOfOrder(list, new Random(size), slots);
    assertEquals(size, scanned(pages, 10).size());
    assertEquals(0, pages.slotsTaken());
    assertTrue(pages.mostAtOnce <= slots + 1);
    assertTrue(size < 50 || slots == 0 || pages.mostAtOnce > 1, "nothing is ahead");
    return pages.requests;
  }

  /** A reader that is slower than the service asks for nothing behind a short page. */
  @ParameterizedTest
  @CsvSource({"95, 13", "100, 14", "109, 15", "1000, 114", "1001, 114"})
  void nothingIsAskedForBehindAShortPageThatIsThere(int size, int expected) throws SQLException {
    MovingList list = list(Order.CREATED, size);
    list.script = () -> {};
    OutOfOrder pages = new OutOfOrder(list, new Random(0), 7);
    pages.eager = true;
    assertEquals(size, scanned(pages, 10).size());
    assertEquals(expected, pages.requests);
  }

  @Test
  void aLimitIsReadAheadWithTheSameRequests() throws SQLException {
    for (int limit : new int[] {11, 19, 20, 28, 37, 55, 100}) {
      ListRequest request = range(ids(), 0, limit);
      FakeList one = FakeList.of(1000);
      assertEquals(limit, read(source(one, 1), request).size());
      FakeList several = FakeList.of(1000);
      several.total = total -> total;
      assertEquals(limit, read(source(several, 4), request).size());
      assertEquals(
          one.targets.stream().sorted().toList(), several.targets.stream().sorted().toList());
    }
  }

  @Test
  void nothingIsAskedForBeforeHalfOfThePageIsRead() throws SQLException {
    FakeList list = FakeList.of(1000);
    list.total = total -> total;
    CountDownLatch asked = new CountDownLatch(8);
    list.delay = asked::countDown;
    try (JobCursor cursor = source(list, 4).open(ids().bind(List.of()), Lists.unlimited())) {
      for (int row = 0; row < 5; row++) {
        assertTrue(cursor.next());
      }
      assertEquals(List.of("limit=10"), list.targets);
      assertTrue(cursor.next());
      await(asked);
      // Twice as many as may be under way; as long as the reader rests there are no more.
      List<String> targets = new ArrayList<>(List.of("limit=10"));
      for (int offset = 9; offset <= 63; offset += 9) {
        targets.add("limit=10&offset=" + offset);
      }
      awaitNoCall();
      assertEquals(targets.stream().sorted().toList(), list.targets.stream().sorted().toList());
    }
  }

  /** Without a total there are some in vain at the end. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void pagesAreUnderWayTogetherAndNoMoreThanTheConcurrency(boolean told) throws SQLException {
    FakeList list = FakeList.of(300);
    list.total = told ? total -> total : null;
    AtomicInteger running = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    CountDownLatch together = new CountDownLatch(3);
    // Here, since the list itself answers one request at a time.
    Transport meeting =
        request -> {
          most.accumulateAndGet(running.incrementAndGet(), Math::max);
          if (request.target().contains("offset=")) {
            together.countDown();
            await(together);
          }
          try {
            return list.exchange(request);
          } finally {
            running.decrementAndGet();
          }
        };
    HttpJobSource source = new HttpJobSource(Lists.settings(10, 3, 0), Optional.of(meeting));
    assertEquals(300, read(source, ids()).size());
    assertEquals(3, most.get());
  }

  private static void await(CountDownLatch latch) {
    try {
      assertTrue(latch.await(PATIENCE_SECONDS, TimeUnit.SECONDS), "requests are not together");
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void aRefusalForTooManyRequestsHalvesTheConcurrency() throws SQLException {
    FakeList list = FakeList.of(100);
    AtomicInteger answers = new AtomicInteger();
    Transport busy =
        request ->
            answers.incrementAndGet() == 3 ? FakeList.answer(429, "") : list.exchange(request);
    HttpJobSource source =
        new HttpJobSource(
            Lists.settings(10, 8, 0),
            Optional.of(busy),
            new RetryWait(Clock.fixed(Instant.EPOCH, ZoneOffset.UTC), () -> 0),
            (request, duration) -> {});
    ExecutionContext context = Lists.unlimited();
    assertEquals(100, read(source, ids(), context).size());
    assertEquals(1, context.slots().halvings());
    assertEquals(7, FreeSlots.of(context.slots(), 8), "of 15");
  }

  /** Six answers are what five retries come to; a service asked too often is left alone. */
  @ParameterizedTest
  @CsvSource({"503, 6, 7", "500, 6, 7", "0, 6, 7", "429, 1, 7", "404, 1, 1"})
  void aPageThatFailedBeforeItWasNeededIsAskedForOnceMore(int status, int ahead, int answers)
      throws SQLException {
    FakeList list = FakeList.of(100);
    list.total = total -> total;
    AtomicInteger failures = new AtomicInteger();
    Transport failing =
        request -> {
          if (!request.target().endsWith("offset=18") || failures.incrementAndGet() == 7) {
            return list.exchange(request);
          }
          if (status == 0) {
            throw new IOException("reset");
          }
          return FakeList.answer(status, "");
        };
    boolean heals = answers == 7;
    try (JobCursor cursor = impatient(failing).open(ids().bind(List.of()), Lists.unlimited())) {
      for (int row = 0; row < 6; row++) {
        assertTrue(cursor.next());
      }
      awaitNoCall();
      assertEquals(ahead, failures.get());
      for (int row = 6; row < 19; row++) {
        assertTrue(cursor.next(), "a failure ahead is not the reader's");
      }
      if (heals) {
        for (int row = 19; row < 100; row++) {
          assertTrue(cursor.next());
        }
        assertFalse(cursor.next());
      } else {
        assertEquals(status, assertThrows(SQLException.class, cursor::next).getErrorCode());
        assertEquals(answers, failures.get());
      }
    }
  }

  /** However many are asked for ahead, they do not use up the retries of the one that is needed. */
  @Test
  void aServiceThatAnswersNothingButWhatIsNeededNextIsReadToItsEnd() throws SQLException {
    FakeList list = FakeList.of(300);
    list.total = total -> total;
    AtomicInteger needed = new AtomicInteger();
    AtomicReference<CountDownLatch> refused = new AtomicReference<>();
    Transport busy =
        request -> {
          int offset = Integer.parseInt("0" + request.target().replaceFirst(".*offset=|.*", ""));
          if (offset > needed.get()) {
            refused.get().countDown();
            return FakeList.answer(429, "");
          }
          if (offset == 9) {
            await(refused.get());
          }
          needed.set(offset + 9);
          return list.exchange(request);
        };
    for (int concurrency : new int[] {2, 4, 32}) {
      needed.set(0);
      refused.set(new CountDownLatch(1));
      HttpJobSource source =
          new HttpJobSource(
              Lists.settings(10, concurrency, 0),
              Optional.of(busy),
              new RetryWait(Clock.fixed(Instant.EPOCH, ZoneOffset.UTC), () -> 0),
              (request, duration) -> {});
      assertEquals(300, read(source, ids()).size());
    }
  }

  @Test
  void aPageThatFailsAndIsNotNeededIsNoFailure() throws SQLException {
    FakeList list = FakeList.of(15);
    list.total = total -> 100;
    CountDownLatch failures = new CountDownLatch(2);
    Transport failing =
        request -> {
          if (request.target().matches(".*offset=(18|27)")) {
            failures.countDown();
            return FakeList.answer(400, "");
          }
          if (request.target().endsWith("offset=9")) {
            await(failures);
          }
          return list.exchange(request);
        };
    try (JobCursor cursor = impatient(failing).open(ids().bind(List.of()), Lists.unlimited())) {
      for (int row = 0; row < 6; row++) {
        assertTrue(cursor.next());
      }
      await(failures);
      for (int row = 6; row < 15; row++) {
        assertTrue(cursor.next());
      }
      assertFalse(cursor.next());
    }
  }

  private static HttpJobSource impatient(Transport transport) throws SQLException {
    return new HttpJobSource(
        Lists.settings(10, 4, 0),
        Optional.of(transport),
        new RetryWait(Clock.fixed(Instant.EPOCH, ZoneOffset.UTC), () -> 0),
        (request, duration) -> {});
  }

  private static void awaitNoCall() {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    while (SharedClients.plain().dispatcher().runningCallsCount() > 0) {
      assertTrue(System.nanoTime() < end, "calls go on");
      Thread.onSpinWait();
    }
  }

  /** Whatever there is room for, nothing is asked for beyond what is needed. */
  @Test
  void nothingBeyondALimitIsAskedFor() throws SQLException {
    String first = "limit=1000";
    assertAsked(List.of(first, "limit=1000&offset=995", "limit=510&offset=1990"), 1000, 0, 2500);
    assertAsked(List.of("limit=15"), 1000, 5, 10);
    assertAsked(List.of("limit=200"), 1000, 0, 200);
    assertAsked(List.of(first), 1000, 0, 1000);
    assertAsked(List.of(first, "limit=6&offset=995"), 1000, 0, 1001);
    assertAsked(List.of(first, first + "&offset=1000"), 1000, 0, 2000);
  }

  private static void assertAsked(List<String> targets, int pageSize, long offset, long limit)
      throws SQLException {
    for (boolean told : new boolean[] {true, false}) {
      FakeList list = FakeList.of(5000);
      list.total = told ? total -> total : null;
      HttpJobSource source = new HttpJobSource(Lists.settings(pageSize, 4, 0), Optional.of(list));
      assertEquals(limit, read(source, range(ids(), offset, limit)).size());
      awaitNoCall();
      assertEquals(targets.stream().sorted().toList(), list.targets.stream().sorted().toList());
    }
  }

  @Test
  void theAnswerIsTheSameWhateverIsAskedForAhead() throws SQLException {
    long seed = new Random().nextLong();
    System.out.println("ParallelScanTest seed " + seed);
    Random random = new Random(seed);
    for (int round = 0; round < 300; round++) {
      FakeList list = FakeList.of(random.nextInt(200));
      list.clamp = random.nextBoolean() ? 1000 : 2 + random.nextInt(30);
      long told = random.nextInt(250);
      list.total = random.nextBoolean() ? null : total -> random.nextBoolean() ? total : told;
      list.promisesMore = random.nextInt(4) == 0;
      long offset = random.nextInt(3) == 0 ? random.nextInt(60) : 0;
      long limit = random.nextBoolean() ? 1 + random.nextInt(150) : ExecutionContext.ALL_ROWS;
      boolean filtered = random.nextBoolean();
      ListRequest all = filtered ? ids().withFilter(equal(JobColumn.STATUS, "failed")) : ids();
      List<Object> expected =
          list.jobs.stream()
              .filter(job -> !filtered || job.status().equals("failed"))
              .map(job -> (Object) job.id())
              .skip(offset)
              .limit(limit)
              .toList();
      ExecutionContext context = Lists.unlimited();
      HttpJobSource source =
          new HttpJobSource(
              Lists.settings(1 + random.nextInt(30), 1 + random.nextInt(8), 0), Optional.of(list));
      assertEquals(
          expected,
          read(source, range(all, offset, limit), context),
          () -> "seed " + seed + ", asked " + list.targets);
      assertEquals(15, FreeSlots.of(context.slots(), 8), "all slots are given back");
    }
  }

  private static HttpJobSource source(FakeList list, int concurrency) throws SQLException {
    return new HttpJobSource(Lists.settings(10, concurrency, 0), Optional.of(list));
  }

  private static MovingList list(Order order, int size) {
    String[] ids = new String[size];
    for (int i = 0; i < size; i++) {
      ids[i] = "j" + (10 + i);
    }
    return MovingList.of(order, ids);
  }

  private static List<String> scanned(Pages pages, int pageSize) throws SQLException {
    Scan scan = new Scan(List.of(), 0, MovingList.LAYOUT, pages, pageSize, new Experience());
    List<String> read = new ArrayList<>();
    while (!scan.ended()) {
      scan.askAhead(Long.MAX_VALUE);
      scan.readPage(Long.MAX_VALUE).forEach(row -> read.add(String.valueOf(row[0])));
    }
    return read;
  }
}
