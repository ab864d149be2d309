package io.github.llamacloud.jdbc.fetch;

import static io.github.llamacloud.jdbc.fetch.Lists.equal;
import static io.github.llamacloud.jdbc.fetch.Lists.ids;
import static io.github.llamacloud.jdbc.fetch.Lists.range;
import static io.github.llamacloud.jdbc.fetch.Lists.startingAt;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.llamacloud.jdbc.jobs.Condition;
import io.github.llamacloud.jdbc.jobs.CountRequest;
import io.github.llamacloud.jdbc.jobs.Filter;
import io.github.llamacloud.jdbc.jobs.JobColumn;
import io.github.llamacloud.jdbc.jobs.JobRequest;
import io.github.llamacloud.jdbc.jobs.JobSource;
import io.github.llamacloud.jdbc.jobs.ListRequest;
import io.github.llamacloud.jdbc.jobs.Operand;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ExplanationTest {
  private static final String GET = "GET /api/v1/beta/batch-processing?";

  @Test
  void aWholeListHasAnUnknownNumberOfPages() throws SQLException {
    String then = ", then &offset=… until the list ends (pages unknown)";
    assertExplained(ids(), GET + "limit=1000" + then);
    assertExplained(
        startingAt(ids(), 5),
        GET + "limit=1000" + then,
        "the first 5 rows are read and skipped here");
    assertExplained(
        startingAt(ids(), 5000),
        GET + "limit=1000&offset=5000" + then,
        "and, once, small requests that prove that the service heeds offset");
  }

  @Test
  void aLimitIsListedPageByPageExactlyAsItIsSent() throws SQLException {
    assertExplained(range(ids(), 0, 10), GET + "limit=10");
    ListRequest request = range(ids(), 3, 2500);
    assertExplained(
        request,
        GET + "limit=1000",
        GET + "limit=1000&offset=995",
        GET + "limit=513&offset=1990",
        "the first 3 rows are read and skipped here");
    FakeList list = FakeList.of(5000);
    HttpJobSource source =
        new HttpJobSource(Lists.settings("http://demo.invalid", 1000), Optional.of(list));
    List<String> explained = source.explain(request);
    Lists.read(source, request);
    assertEquals(
        explained.subList(0, 3), list.targets.stream().map(target -> GET + target).toList());
    list.targets.clear();
    Lists.read(source, request);
    assertEquals(
        source.explain(request).subList(0, 3),
        list.targets.stream().map(target -> GET + target).toList());
    assertEquals(GET + "limit=1000&offset=3", source.explain(request).get(0), "proved by now");
  }

  @Test
  void manyPagesAreCounted() throws SQLException {
    assertExplained(
        range(ids(), 0, 10_500),
        GET
            + "limit=1000, then &offset=…, 11 requests, the last with limit=550, or fewer if the"
            + " list ends");
  }

  @Test
  void valuesAreEncodedAsSent() throws SQLException {
    assertExplained(
        range(ids().withFilter(equal(JobColumn.DIRECTORY_ID, "a&b 目")), 0, 1),
        GET + "directory_id=a%26b%20%E7%9B%AE&limit=1");
  }

  @Test
  void parametersAreShownByNumber() throws SQLException {
    ListRequest request =
        ids()
            .withFilter(new Filter(JobColumn.STATUS, new Operand.Parameter(0)))
            .withRange(new Operand.Parameter(2), Optional.of(new Operand.Parameter(1)));
    assertExplained(
        request,
        GET + "status=?1&limit=?2&offset=?3",
        "or, while it is not known whether the service heeds all of it, without offset: then ?3"
            + " more rows are read and skipped here");
  }

  @Test
  void aParameterBesideAValueIsACondition() throws SQLException {
    ListRequest request =
        ids()
            .withFilter(new Filter(JobColumn.STATUS, new Operand.Parameter(0)))
            .withFilter(equal(JobColumn.STATUS, "failed"));
    assertExplained(
        range(request, 0, 1), GET + "status=failed&limit=1", "only if status = ?1; else none");
  }

  @Test
  void whatCannotBeSentIsSaidToBeComparedHere() throws SQLException {
    ListRequest archived = ids().withFilter(equal(JobColumn.STATUS, "archived"));
    String compared = "compared here, since the service would refuse it: status = 'archived'";
    assertExplained(
        archived, GET + "limit=1000, then &offset=… until the list ends (pages unknown)", compared);
    assertExplained(
        range(archived, 5, 10),
        GET + "limit=1000, then &offset=… until 10 + 5 rows match or the list ends (pages unknown)",
        compared);
  }

  @Test
  void theImpossibleSendsNothing() throws SQLException {
    assertExplained(range(ids(), 0, 0), "none");
    assertExplained(ids().withFilter(equal(JobColumn.STATUS, null)), "none");
    assertExplained(ids().withFilter(equal(JobColumn.STATUS, "FAILED")), "none");
    assertExplained(range(ids(), 0, -1), "none: LIMIT must not be negative, but is -1.");
  }

  @Test
  void alternativesAreListsOneAfterTheOther() throws SQLException {
    String then = "&limit=1000, then &offset=… until the list ends (pages unknown)";
    assertExplained(
        ids().withCondition(Lists.in(JobColumn.STATUS, "failed", "pending", "FAILED")),
        GET + "status=pending" + then,
        GET + "status=failed" + then);
    assertExplained(
        ids().withCondition(Lists.in(JobColumn.STATUS, "failed", "archived")),
        GET + "limit=1000, then &offset=… until the list ends (pages unknown)",
        "compared here: [status = 'failed'] or [status = 'archived']");
    assertExplained(
        ids()
            .withCondition(
                Lists.in(JobColumn.STATUS, "failed")
                    .or(Condition.of(new Filter(JobColumn.STATUS, new Operand.Parameter(0))))),
        GET + "status=failed" + then,
        GET + "status=?1" + then);
  }

  @Test
  void jobsByIdHaveTheirOwnAddresses() throws SQLException {
    String single = "GET /api/v1/beta/batch-processing/";
    assertExplained(
        ids().withCondition(Lists.in(JobColumn.ID, "bjb-1", "bjb-2")),
        single + "bjb-1",
        single + "bjb-2");
    assertExplained(
        ids().withFilter(new Filter(JobColumn.ID, new Operand.Parameter(0))), single + "?1");
    assertExplained(
        ids().withCondition(Lists.in(JobColumn.ID, "../x")),
        GET + "limit=1000, then &offset=… until the list ends (pages unknown)",
        "compared here, since the service would refuse it: id = '../x'");
  }

  @Test
  void countsAreSmallRequests() throws SQLException {
    HttpJobSource source =
        new HttpJobSource(Lists.settings("http://demo.invalid", 1000), Optional.empty());
    assertEquals(
        List.of(
            GET + "status=failed&limit=2, for the total",
            GET + "status=failed&limit=2&offset=<total - 1>, which must be the last job",
            "or, if the total is missing or wrong, up to 60 small requests that find the end"),
        source.explain(new CountRequest(Lists.in(JobColumn.STATUS, "failed"), List.of(), true)));
    assertEquals(
        List.of("none"), source.explain(new CountRequest(Condition.NONE, List.of(), true)));
    assertEquals(
        GET + "limit=1000, then &offset=… until the list ends (pages unknown)",
        source
            .explain(new CountRequest(Lists.in(JobColumn.STATUS, "archived"), List.of(), true))
            .get(0));
  }

  @Test
  void theFirstPageIsAloneAndFurtherOnesAreTogether() throws SQLException {
    assertParallel(ids(), "pages after the first");
    assertParallel(startingAt(ids(), 5), "pages after the first");
    assertParallel(range(ids(), 0, 3000), "pages after the first");
    assertParallel(range(ids(), 0, 1995));
    assertParallel(range(ids(), 0, 10));
    assertParallel(range(ids(), 900, 1900), "pages after the first");
    assertParallel(range(ids(), 1001, 1900));
    ListRequest archived = ids().withFilter(equal(JobColumn.STATUS, "archived"));
    assertParallel(archived, "pages after the first");
    assertParallel(range(archived, 0, 5000));
    assertParallel(range(ids(), 0, 0));
    assertParallel(
        ids().withRange(new Operand.Literal(0L), Optional.of(new Operand.Parameter(0))),
        "pages after the first");
  }

  @Test
  void listsOfOneStatusAreTogetherAndStatusesOneAfterTheOther() throws SQLException {
    String pages = "pages of a list after its first";
    Condition directories = Lists.in(JobColumn.DIRECTORY_ID, "a", "b");
    Condition statuses = Lists.in(JobColumn.STATUS, "failed", "pending");
    assertParallel(ids().withCondition(statuses), pages);
    assertParallel(ids().withCondition(directories), "the lists; " + pages);
    assertParallel(
        ids().withCondition(directories.and(statuses)), "lists of the same status; " + pages);
    assertParallel(range(ids().withCondition(directories), 0, 10));
    assertParallel(range(ids().withCondition(directories), 0, 5000), pages);
    Condition unknown = Condition.of(new Filter(JobColumn.STATUS, new Operand.Parameter(0)));
    assertParallel(ids().withCondition(Lists.in(JobColumn.STATUS, "failed").or(unknown)), pages);
    assertParallel(ids().withCondition(unknown.and(directories)), "the lists; " + pages);
  }

  @Test
  void jobsByIdAndCountsOfJobTypesAreTogether() throws SQLException {
    assertParallel(ids().withCondition(Lists.in(JobColumn.ID, "a", "b")), "the jobs");
    assertParallel(ids().withCondition(Lists.in(JobColumn.ID, "a")));
    String pages = "pages after the first, if the list is read";
    assertParallel(new CountRequest(Condition.ALL, List.of(), true));
    assertParallel(new CountRequest(Condition.ALL, List.of(JobColumn.STATUS), true), pages);
    assertParallel(
        new CountRequest(Condition.ALL, List.of(JobColumn.JOB_TYPE), true),
        "the counts of job types; " + pages);
  }

  @Test
  void oneRequestAtATimeIsNeverTogetherWithAnother() throws SQLException {
    HttpJobSource source =
        new HttpJobSource(Lists.settings(1000, 1, 0), Optional.of(FakeList.of(0)));
    assertEquals(1, source.explain(ids()).size());
  }

  /** The part of the line that tells it; none if nothing is in parallel. */
  private static void assertParallel(JobRequest request, String... parts) throws SQLException {
    HttpJobSource source = new HttpJobSource(Lists.settings(1000, 4, 0), Optional.empty());
    assertEquals(
        Stream.of(parts).map(part -> "in parallel, up to 4 requests at a time: " + part).toList(),
        source.explain(request).stream()
            .filter(line -> line.startsWith(JobSource.IN_PARALLEL))
            .toList());
  }

  private static void assertExplained(ListRequest request, String... lines) throws SQLException {
    HttpJobSource source =
        new HttpJobSource(Lists.settings("http://demo.invalid", 1000), Optional.empty());
    assertEquals(
        List.of(lines),
        source.explain(request).stream()
            .filter(line -> !line.startsWith(JobSource.IN_PARALLEL))
            .toList());
  }
}
