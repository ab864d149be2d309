package io.github.llamacloud.jdbc.fetch;

import static io.github.llamacloud.jdbc.fetch.Lists.equal;
import static io.github.llamacloud.jdbc.fetch.Lists.ids;
import static io.github.llamacloud.jdbc.fetch.Lists.range;
import static io.github.llamacloud.jdbc.fetch.Lists.read;
import static io.github.llamacloud.jdbc.fetch.Lists.startingAt;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.llamacloud.jdbc.fetch.FakeList.Job;
import io.github.llamacloud.jdbc.jobs.BoundRequest;
import io.github.llamacloud.jdbc.jobs.ExecutionContext;
import io.github.llamacloud.jdbc.jobs.JobColumn;
import io.github.llamacloud.jdbc.jobs.JobCursor;
import io.github.llamacloud.jdbc.jobs.ListRequest;
import io.github.llamacloud.jdbc.jobs.Transport;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.LongUnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ScanTest {
  private static final ListRequest FAILED = ids().withFilter(equal(JobColumn.STATUS, "failed"));

  @Test
  void nothingIsSentBeforeTheFirstRowIsAskedFor() throws SQLException {
    FakeList list = FakeList.of(3);
    JobCursor cursor = source(list, 10).open(bound(ids()), Lists.unlimited());
    assertEquals(List.of(), list.targets);
    assertTrue(cursor.next());
    assertEquals(List.of("limit=10"), list.targets);
    cursor.close();
    cursor.close();
    assertThrows(SQLException.class, cursor::next);
  }

  @Test
  void aLimitIsAskedForAndNoMore() throws SQLException {
    FakeList list = FakeList.of(100);
    assertEquals(10, read(source(list, 1000), range(ids(), 0, 10)).size());
    assertEquals(List.of("limit=10"), list.targets);
  }

  @Test
  void aLimitOfSeveralPagesAsksForTheRestOnTheLast() throws SQLException {
    FakeList list = FakeList.of(5000);
    assertEquals(names(7, 2507), read(source(list, 1000), range(ids(), 7, 2500)));
    assertEquals(
        List.of("limit=1000", "limit=1000&offset=995", "limit=517&offset=1990"), list.targets);
  }

  @Test
  void aLimitOfWholePagesNeedsNoMoreOfThem() throws SQLException {
    FakeList list = FakeList.of(5000);
    assertEquals(names(0, 2000), read(source(list, 1000), range(ids(), 0, 2000)));
    assertEquals(List.of("limit=1000", "limit=1000&offset=1000"), list.targets);
  }

  @Test
  void aLimitThatTheListDoesNotReachIsReadAsExactlyAsAll() throws SQLException {
    FakeList list = FakeList.of(1000);
    assertEquals(names(0, 1000), read(source(list, 1000), range(ids(), 0, 2000)));
    assertEquals(
        List.of(
            "limit=1000",
            "limit=1000&offset=1000",
            "limit=1000&offset=995",
            "limit=1&offset=1000000000",
            "limit=1000&offset=999",
            "limit=10"),
        list.targets);
  }

  @Test
  void rowsHoldTheColumnsAskedForEvenTwice() throws SQLException {
    ListRequest request =
        FAILED.withColumns(
            List.of(JobColumn.DIRECTORY_ID, JobColumn.STATUS, JobColumn.DIRECTORY_ID));
    try (JobCursor cursor = source(FakeList.of(2), 10).open(bound(request), Lists.unlimited())) {
      assertTrue(cursor.next());
      assertArrayEquals(new Object[] {"d0", "failed", "d0"}, cursor.row());
      assertFalse(cursor.next());
      assertFalse(cursor.next());
    }
    try (JobCursor cursor =
        source(FakeList.of(2), 10).open(bound(ids().withColumns(List.of())), Lists.unlimited())) {
      assertTrue(cursor.next());
      assertArrayEquals(new Object[] {}, cursor.row());
    }
  }

  @Test
  void aPageOfKnownJobsEndsTheList() throws SQLException {
    FakeList list = FakeList.of(7);
    list.total = total -> total;
    HttpJobSource source = source(list, 5);
    assertEquals(names(0, 7), read(source, ids()));
    assertEquals(
        List.of("limit=5", "limit=5&offset=4", "limit=5&offset=6", "limit=2"), list.targets);
    list.targets.clear();
    assertEquals(list.idsOf("failed"), read(source, FAILED), "a page of five proves nothing here");
    assertEquals(List.of("status=failed&limit=5", "status=failed&limit=5&offset=2"), list.targets);
  }

  @Test
  void aServiceThatCutsSomeAnswersLosesNothing() throws SQLException {
    FakeList list = FakeList.of(100);
    list.clampOf = request -> request.contains("status") ? 7 : 1000;
    HttpJobSource source = source(list, 20);
    assertEquals(names(0, 100), read(source, ids()));
    assertEquals(list.idsOf("failed"), read(source, FAILED));
    list.clampOf = request -> list.targets.size() % 2 == 0 ? 7 : 1000;
    assertEquals(names(0, 100), read(source, ids()));
    assertEquals(list.idsOf("failed"), read(source, FAILED));
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 5, 6, 10, 50, 100})
  void aServiceThatCutsAllButTheFirstPagesIsReadToTheEnd(int cut) throws SQLException {
    for (boolean told : new boolean[] {true, false}) {
      if (!told && cut == 5) {
        // Just the rows that are asked for twice: nothing but the total tells it from an end.
        continue;
      }
      for (int size = 1200; size <= 1200 + cut; size += 1 + cut / 10) {
        FakeList list = FakeList.of(size);
        list.total = told ? total -> total : null;
        list.clampOf = request -> request.contains("offset=") ? cut : 1000;
        assertEquals(names(0, size), read(source(list, 1000), ids()), size + ", " + told);
      }
    }
  }

  @Test
  void aServiceThatCutsPagesToChangingLengthsIsReadToTheEnd() throws SQLException {
    int[] cuts = {90, 80, 70, 60, 65};
    for (int size = 3000; size < 3090; size += 7) {
      FakeList list = FakeList.of(size);
      list.clampOf =
          request -> request.contains("offset=") ? cuts[list.targets.size() % cuts.length] : 100;
      assertEquals(names(0, size), read(source(list, 100), ids()), "of " + size);
    }
  }

  @Test
  void anEndInDoubtIsLookedBehindOnce() throws SQLException {
    FakeList list = FakeList.of(24);
    list.clampOf = request -> request.endsWith("offset=9") ? 8 : 10;
    assertEquals(names(0, 24), read(source(list, 10), ids()));
    assertEquals(
        List.of(
            "limit=10",
            "limit=10&offset=9",
            "limit=10&offset=16",
            "limit=10&offset=22",
            "limit=10&offset=23",
            "limit=2"),
        list.targets);
  }

  @Test
  void hintsOfMoreRowsCostOneLookBehindTheEndAtMost() throws SQLException {
    FakeList list = FakeList.of(7);
    list.promisesMore = true;
    assertEquals(names(0, 7), read(source(list, 5), ids()));
    assertEquals(
        List.of("limit=5", "limit=5&offset=4", "limit=5&offset=6", "limit=2"), list.targets);
    list.promisesMore = false;
    list.total = total -> total + 2;
    list.targets.clear();
    assertEquals(names(0, 7), read(source(list, 5), ids()));
    assertEquals(
        List.of("limit=5", "limit=5&offset=4", "limit=5&offset=6", "limit=5&offset=6", "limit=2"),
        list.targets);
  }

  /** A page that was not asked to be longer says nothing about where the list ends. */
  @Test
  void aSingleRowThatWasAskedForIsNotTheEnd() throws SQLException {
    FakeList list = new FakeList();
    list.jobs.add(new Job("a", "completed", "d"));
    list.jobs.add(new Job("b", "failed", "d"));
    list.ignored.add("status");
    list.churn = () -> list.jobs.removeIf(job -> job.id().equals("a"));
    assertEquals(List.of("b"), read(source(list, 10), range(FAILED, 0, 1)));
  }

  @Test
  void aTotalThatAgreesByChanceWhereTheServiceCutsPagesEndsNothing() throws SQLException {
    FakeList list = FakeList.of(55);
    list.clamp = 50;
    list.total = total -> 50;
    assertEquals(names(0, 55), read(source(list, 1000), ids()));
    list = FakeList.of(1000);
    list.clamp = 90;
    list.total = total -> 900;
    assertEquals(names(0, 1000), read(source(list, 1000), ids()));
  }

  @Test
  void whateverTotalAndPageCutTheAnswerIsTheSame() throws SQLException {
    List<@Nullable LongUnaryOperator> totals =
        Arrays.asList(
            null,
            total -> total,
            total -> 0,
            total -> total * 9 / 10,
            total -> total + 13,
            total -> -1);
    for (int size : new int[] {0, 1, 49, 50, 51, 99, 100, 101, 250}) {
      for (LongUnaryOperator total : totals) {
        for (int clamp : new int[] {50, 100, 1000}) {
          for (int pageSize : new int[] {20, 50, 100, 1000}) {
            FakeList list = FakeList.of(size);
            list.total = total;
            list.clamp = clamp;
            HttpJobSource source = source(list, pageSize);
            String what = size + " jobs, cut to " + clamp + ", pages of " + pageSize;
            assertEquals(names(0, size), read(source, ids()), what);
            assertEquals(list.idsOf("failed"), read(source, FAILED), what);
            assertEquals(
                names(Math.min(45, size), Math.min(165, size)),
                read(source, range(ids(), 45, 120)),
                what);
          }
        }
      }
    }
  }

  @Test
  void aJobIsReturnedOnceThoughNewJobsPushItDown() throws SQLException {
    FakeList list = FakeList.of(25);
    list.churn = () -> list.jobs.add(0, new Job("new" + list.targets.size(), "running", "d"));
    assertSameOldJobs(25, read(source(list, 10), ids()));
    assertEquals(
        List.of(
            "limit=10",
            "limit=10&offset=9",
            "limit=1&offset=1000000000",
            "limit=10&offset=18",
            "limit=10&offset=27"),
        list.targets.subList(0, 5));
  }

  @Test
  void aShortTailOfKnownJobsIsNotTakenForALoop() throws SQLException {
    FakeList list = FakeList.of(10);
    list.churn =
        () -> {
          if (list.targets.size() <= 2) {
            list.jobs.add(0, new Job("new" + list.targets.size(), "running", "d"));
          }
        };
    assertSameOldJobs(10, read(source(list, 10), ids()));
  }

  /** New jobs may come or not. */
  private static void assertSameOldJobs(int count, List<Object> ids) {
    assertEquals(
        names(0, count), ids.stream().filter(id -> ((String) id).startsWith("j")).toList());
    assertEquals(ids.size(), Set.copyOf(ids).size());
  }

  @Test
  void aListThatChangesAllTheTimeButFitsOnAPageIsReadInTwoRequests() throws SQLException {
    FakeList list = FakeList.of(3);
    list.churn =
        () -> list.jobs.replaceAll(job -> new Job(job.id(), job.status(), job.directory() + "x"));
    assertEquals(names(0, 3), read(source(list, 10), ids()));
    assertEquals(List.of("limit=10", "limit=10&offset=2"), list.targets);
  }

  @Test
  void aServiceThatCutsPagesToOneRowIsRefused() throws SQLException {
    FakeList list = FakeList.of(3);
    list.clamp = 1;
    assertBroken("one job, however many", () -> read(source(list, 10), ids()));
    assertEquals(names(0, 1), read(source(list, 10), range(ids(), 0, 1)));
  }

  @Test
  void aJobThatIsTwiceInAPageIsReturnedOnceAndCountsOnce() throws SQLException {
    FakeList list = FakeList.of(6);
    list.jobs.add(1, list.jobs.get(0));
    assertEquals(names(0, 4), read(source(list, 1000), range(ids(), 0, 4)));
    assertEquals(List.of("limit=4", "limit=2&offset=3"), list.targets);
  }

  @Test
  void aJobInTwoStatesInAnAnswerIsAskedForAgainAndThenRefused() throws SQLException {
    FakeList list = FakeList.of(6);
    Job first = list.jobs.get(0);
    list.jobs.add(3, new Job(first.id(), "running", first.directory()));
    list.churn =
        () -> {
          if (list.jobs.size() == 7) {
            list.jobs.remove(3);
          }
        };
    assertEquals(names(0, 6), read(source(list, 1000), ids()));
    assertEquals(List.of("limit=1000", "limit=1000", "limit=1000&offset=5"), list.targets);
    list.churn = () -> {};
    list.targets.clear();
    list.jobs.add(3, new Job(first.id(), "running", first.directory()));
    assertBroken("in another state", () -> read(source(list, 1000), ids()));
    assertEquals(2, list.targets.size());
  }

  @Test
  void aServiceThatMakesUpJobsForEveryOffsetIsFoundOut() {
    List<String> targets = new ArrayList<>();
    Transport endless =
        request -> {
          String target = request.target();
          targets.add(target);
          long offset =
              target.contains("offset=") ? Long.parseLong(target.replaceAll(".*=", "")) : 0;
          String items =
              LongStream.range(offset, offset + 2)
                  .mapToObj(i -> FakeList.json(new Job("j" + i, "failed", "d")))
                  .limit(target.contains("limit=1&") ? 1 : 2)
                  .collect(Collectors.joining(","));
          return FakeList.answer(200, "{\"items\":[" + items + "]}");
        };
    assertBroken(
        "no end",
        () -> read(new HttpJobSource(Lists.settings(2, 1, 0), Optional.of(endless)), ids()));
    assertEquals(2001, targets.size());
  }

  @ParameterizedTest
  @ValueSource(ints = {3, 10, 15})
  void aServiceThatIgnoresTheOffsetIsFoundOut(int size) {
    FakeList list = FakeList.of(size);
    list.ignored.add("offset");
    assertBroken("no progress", () -> read(source(list, 10), ids()));
    assertEquals(3, list.targets.size());
    assertEquals("limit=1&offset=1000000000", list.targets.get(2));
    list.churn = () -> list.jobs.add(0, new Job("new" + list.targets.size(), "running", "d"));
    assertBroken("no progress", () -> read(source(list, 10), ids()));
  }

  @Test
  void jobsThatPushAWholeShortListDownAreNotTakenForABrokenService() throws SQLException {
    FakeList list = FakeList.of(1);
    list.churn =
        () -> {
          if (list.targets.size() == 1) {
            list.jobs.add(0, new Job("new", "running", "d"));
          }
        };
    assertSameOldJobs(1, read(source(list, 10), ids()));
  }

  @Test
  void aServiceThatRepeatsPagesIsFoundOut() {
    FakeList list = FakeList.of(30);
    list.churn = () -> list.jobs.addAll(list.jobs.subList(1, 11));
    assertBroken("no progress", () -> read(source(list, 10), ids()));
  }

  @Test
  void aCursorThatFailedFailsAgain() throws SQLException {
    FakeList list = FakeList.of(10);
    list.ignored.add("offset");
    JobCursor cursor = source(list, 10).open(bound(ids()), Lists.unlimited());
    for (int i = 0; i < 10; i++) {
      assertTrue(cursor.next());
    }
    SQLException first = assertThrows(SQLException.class, cursor::next);
    list.ignored.clear();
    assertSame(first, assertThrows(SQLException.class, cursor::next));
  }

  @Test
  void filtersAreSentInTheOrderOfTheColumnsAndEncoded() throws SQLException {
    FakeList list = new FakeList();
    for (String directory : List.of("目录 ✓", "a&b=c", "1+1", "100%", "#/?", "\"<>'", "é\n", "%41")) {
      list.jobs.clear();
      list.jobs.addAll(
          List.of(
              new Job("x", "failed", "other"),
              new Job("y", "failed", directory.replace("\"", "\\\"").replace("\n", "\\n"))));
      ListRequest request =
          ids()
              .withFilter(equal(JobColumn.DIRECTORY_ID, directory))
              .withFilter(equal(JobColumn.STATUS, "failed"));
      list.ignored.add("directory_id");
      assertEquals(List.of("y"), read(source(list, 10), request), directory);
    }
    assertEquals(
        List.of(
            "status=failed&directory_id=%E7%9B%AE%E5%BD%95%20%E2%9C%93&limit=10",
            "status=failed&directory_id=a%26b%3Dc&limit=10",
            "status=failed&directory_id=1%2B1&limit=10",
            "status=failed&directory_id=100%25&limit=10",
            "status=failed&directory_id=%23%2F%3F&limit=10",
            "status=failed&directory_id=%22%3C%3E%27&limit=10",
            "status=failed&directory_id=%C3%A9%0A&limit=10",
            "status=failed&directory_id=%2541&limit=10"),
        list.targets.stream().filter(target -> !target.contains("offset")).toList());
  }

  @Test
  void aFilterThatCannotBeSentIsComparedHereAndSoIsTheRange() throws SQLException {
    FakeList list = FakeList.of(40);
    IntStream.of(5, 15, 25, 35).forEach(i -> list.jobs.set(i, new Job("j" + i, "archived", "d1")));
    ListRequest archived =
        ids()
            .withFilter(equal(JobColumn.STATUS, "archived"))
            .withFilter(equal(JobColumn.DIRECTORY_ID, "d1"));
    assertEquals(List.of("j15", "j25"), read(source(list, 8), range(archived, 1, 2)));
    assertEquals(
        List.of("directory_id=d1&limit=8", "directory_id=d1&limit=8&offset=7"), list.targets);
  }

  @Test
  void rowsThatViolateASentFilterAreDropped() throws SQLException {
    FakeList list = FakeList.of(30);
    list.ignored.add("status");
    assertEquals(list.idsOf("failed"), read(source(list, 10), FAILED));
  }

  @Test
  void anIgnoredFilterUnderALimitReadsOnInFullPages() throws SQLException {
    FakeList list = FakeList.of(30);
    list.ignored.add("status");
    assertEquals(list.idsOf("failed").subList(0, 3), read(source(list, 10), range(FAILED, 0, 3)));
    assertEquals(List.of("status=failed&limit=3", "status=failed&limit=10&offset=2"), list.targets);
  }

  @Test
  void rowsOfOnePageAreSkippedHere() throws SQLException {
    FakeList list = FakeList.of(90);
    assertEquals(
        list.idsOf("failed").subList(10, 14), read(source(list, 20), range(FAILED, 10, 4)));
    assertEquals(List.of("status=failed&limit=14"), list.targets);
    list.targets.clear();
    list.ignored.add("status");
    assertEquals(
        list.idsOf("failed").subList(10, 14), read(source(list, 20), range(FAILED, 10, 4)));
    assertEquals(
        List.of(
            "status=failed&limit=14",
            "status=failed&limit=20&offset=13",
            "status=failed&limit=20&offset=32"),
        list.targets);
  }

  @Test
  void anOffsetOfMoreThanAPageIsProvedOnceThenSent() throws SQLException {
    FakeList list = FakeList.of(90);
    HttpJobSource source = source(list, 10);
    assertEquals(list.idsOf("failed").subList(15, 19), read(source, range(FAILED, 15, 4)));
    assertEquals(
        List.of(
            "status=failed&limit=4&offset=15",
            "status=failed&limit=1&offset=1000000000",
            "status=pending&limit=10&offset=15"),
        list.targets);
    list.targets.clear();
    assertEquals(list.idsOf("failed").subList(3, 7), read(source, range(FAILED, 3, 4)));
    assertEquals(List.of("status=failed&limit=4&offset=3"), list.targets);
    list.targets.clear();
    ListRequest inDirectory = FAILED.withFilter(equal(JobColumn.DIRECTORY_ID, "d0"));
    assertEquals(
        List.of("j72", "j78"), read(source, range(inDirectory, 12, 2)), "one more filter to prove");
    assertEquals(
        List.of(
            "status=failed&directory_id=d0&limit=2&offset=12",
            "status=failed&directory_id=00000000-0000-0000-0000-000000000000&limit=10&offset=12"),
        list.targets);
  }

  @Test
  void anEmptyPageAtAnOffsetNeedsNoProof() throws SQLException {
    FakeList list = FakeList.of(20);
    assertEquals(List.of(), read(source(list, 10), range(FAILED, 50, 4)));
    assertEquals(List.of("status=failed&limit=4&offset=50"), list.targets);
  }

  /** All rows behind the offset match, but the service has skipped others than the first ones. */
  @Test
  void anIgnoredFilterThatNoRowShowsIsFoundOutUnderAnOffset() throws SQLException {
    FakeList list = new FakeList();
    for (int i = 0; i < 60; i++) {
      list.jobs.add(new Job("j" + i, i >= 20 || i % 2 == 0 ? "failed" : "completed", "d"));
    }
    list.ignored.add("status");
    assertEquals(
        list.idsOf("failed").subList(25, 30), read(source(list, 10), range(FAILED, 25, 5)));
    assertEquals(list.idsOf("failed").subList(5, 10), read(source(list, 20), range(FAILED, 5, 5)));
    assertEquals(
        list.idsOf("failed").subList(25, 50), read(source(list, 10), startingAt(FAILED, 25)));
  }

  @Test
  void anIgnoredFilterUnderAnOffsetReadsTheListFromItsBeginning() throws SQLException {
    FakeList list = FakeList.of(60);
    list.ignored.add("status");
    HttpJobSource source = source(list, 5);
    assertEquals(list.idsOf("failed").subList(6, 7), read(source, range(FAILED, 6, 1)));
    assertEquals(
        List.of("status=failed&limit=1&offset=6", "status=failed&limit=10&offset=6"),
        List.of(list.targets.get(0), "status=failed&limit=10&offset=6"));
    list.targets.clear();
    assertEquals(list.idsOf("failed").subList(6, 7), read(source, range(FAILED, 6, 1)));
    assertEquals("status=failed&limit=5", list.targets.get(0), "remembered");
  }

  @Test
  void anOffsetThatIsIgnoredIsFoundOutBeforeARowIsReturned() throws SQLException {
    FakeList list = FakeList.of(60);
    list.ignored.add("offset");
    assertEquals(names(5, 10), read(source(list, 10), range(ids(), 5, 5)), "read through");
    assertBroken("no progress", () -> read(source(list, 10), range(ids(), 25, 5)));
    assertBroken("no progress", () -> read(source(list, 10), range(ids(), 5, 6)));
    list.churn = () -> list.jobs.add(0, new Job("new" + list.targets.size(), "running", "d"));
    assertBroken("no progress", () -> read(source(list, 10), range(ids(), 25, 5)));
  }

  @Test
  void aFilterThatIsIgnoredLaterFailsOnceRowsWereReturned() throws SQLException {
    FakeList list = FakeList.of(90);
    JobCursor cursor = source(list, 5).open(bound(startingAt(FAILED, 6)), Lists.unlimited());
    for (int i = 0; i < 5; i++) {
      assertTrue(cursor.next());
    }
    list.ignored.add("status");
    SQLException e = assertThrows(SQLException.class, cursor::next);
    assertEquals("58030", e.getSQLState());
    assertTrue(String.valueOf(e.getMessage()).contains("OFFSET"), e.getMessage());
  }

  @ParameterizedTest
  @CsvSource({"true, 57014", "false, HYT00"})
  void everyRowChecksTheContext(boolean cancel, String state) throws SQLException {
    ExecutionContext context = Lists.limited(Duration.ofNanos(cancel ? Long.MAX_VALUE : 1));
    JobCursor cursor = source(FakeList.of(10), 10).open(bound(ids()), context);
    if (cancel) {
      assertTrue(cursor.next());
      context.cancel();
    }
    assertEquals(state, assertThrows(SQLException.class, cursor::next).getSQLState());
  }

  @Test
  void randomRequestsAreAnsweredAsByTheListItself() throws SQLException {
    long seed = new Random().nextLong();
    System.out.println("ScanTest seed " + seed);
    Random random = new Random(seed);
    for (int round = 0; round < 2000; round++) {
      FakeList list = randomList(random);
      String status = List.of("failed", "completed", "archived").get(random.nextInt(3));
      boolean filtered = random.nextBoolean();
      long offset = random.nextInt(3) == 0 ? random.nextInt(60) : 0;
      long limit = random.nextBoolean() ? 1 + random.nextInt(60) : ExecutionContext.ALL_ROWS;
      ListRequest request =
          range(
              filtered ? ids().withFilter(equal(JobColumn.STATUS, status)) : ids(), offset, limit);
      List<Object> expected =
          (filtered
                  ? list.idsOf(status)
                  : list.jobs.stream().map(job -> (Object) job.id()).toList())
              .stream().skip(offset).limit(limit).toList();
      int pageSize = 1 + random.nextInt(40);
      assertEquals(
          expected,
          read(source(list, pageSize), request),
          () -> "seed " + seed + ", " + request + ", asked " + list.targets);
    }
  }

  private static FakeList randomList(Random random) {
    FakeList list = FakeList.of(random.nextInt(120));
    for (int i = random.nextInt(5); i < list.jobs.size(); i += 1 + random.nextInt(30)) {
      list.jobs.set(i, new Job("j" + i, "archived", "d"));
    }
    list.clamp = random.nextBoolean() ? 1000 : 2 + random.nextInt(30);
    long told = random.nextInt(60);
    list.total = random.nextBoolean() ? null : total -> told;
    return list;
  }

  private static List<Object> names(int from, int to) {
    return IntStream.range(from, to).mapToObj(i -> (Object) ("j" + i)).toList();
  }

  private static BoundRequest bound(ListRequest request) throws SQLException {
    return request.bind(List.of());
  }

  private static HttpJobSource source(FakeList list, int pageSize) throws SQLException {
    return new HttpJobSource(Lists.settings("http://demo.invalid", pageSize), Optional.of(list));
  }

  private static void assertBroken(String complaint, Executable executable) {
    SQLException e = assertThrows(SQLException.class, executable);
    assertEquals("58030", e.getSQLState());
    assertTrue(String.valueOf(e.getMessage()).contains(complaint), e.getMessage());
  }
}
