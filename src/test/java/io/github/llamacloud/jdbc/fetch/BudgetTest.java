package io.github.llamacloud.jdbc.fetch;

import static io.github.llamacloud.jdbc.fetch.Lists.ids;
import static io.github.llamacloud.jdbc.fetch.Lists.in;
import static io.github.llamacloud.jdbc.fetch.Lists.range;
import static io.github.llamacloud.jdbc.fetch.Lists.read;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.llamacloud.jdbc.jobs.ExecutionContext;
import io.github.llamacloud.jdbc.jobs.JobColumn;
import io.github.llamacloud.jdbc.jobs.SentRequest;
import io.github.llamacloud.jdbc.jobs.Transport;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** What a statement has sent, and how much it may send. */
class BudgetTest {
  private final FakeList list = FakeList.of(45);

  @Test
  void whatFitsIsRead() throws SQLException {
    assertEquals(45, read(source(7), ids()).size());
    assertEquals(7, list.targets.size());
  }

  @Test
  void oneRequestTooManyIsNotSent() throws SQLException {
    HttpJobSource source = source(5);
    ExecutionContext context = Lists.unlimited();
    SQLException e = assertThrows(SQLException.class, () -> read(source, ids(), context));
    assertEquals("54000", e.getSQLState());
    assertTrue(String.valueOf(e.getMessage()).contains("the 5 requests"), e.getMessage());
    assertEquals(5, list.targets.size());
    assertEquals(5, context.requestsSent());
    assertEquals(20, read(source, range(ids(), 0, 20)).size(), "each statement has its own");
  }

  @Test
  void aTotalOutOfReachIsLookedAtAndFailsEarly() throws SQLException {
    list.total = total -> total;
    SQLException e = assertThrows(SQLException.class, () -> read(source(3), ids()));
    assertEquals("54000", e.getSQLState());
    assertEquals(List.of("limit=10", "limit=1&offset=28"), list.targets);
  }

  @Test
  void aTotalThatIsTooHighFailsNothing() throws SQLException {
    list.jobs.subList(15, 45).clear();
    list.total = total -> 1000;
    assertEquals(15, read(source(6), ids()).size());
    assertEquals(
        List.of(
            "limit=10",
            "limit=1&offset=55",
            "limit=10&offset=9",
            "limit=10&offset=14",
            "limit=10&offset=14",
            "limit=2"),
        list.targets);
  }

  @Test
  void aLimitWithinReachIsNotLookedAt() throws SQLException {
    list.total = total -> total;
    assertEquals(25, read(source(3), range(ids(), 0, 25)).size());
    assertEquals(3, list.targets.size());
  }

  @Test
  void repetitionsCount() throws SQLException {
    Transport down = request -> FakeList.answer(503, "");
    HttpJobSource source =
        new HttpJobSource(
            Lists.settings(10, 4, 3),
            Optional.of(down),
            new RetryWait(Clock.fixed(Instant.EPOCH, ZoneOffset.UTC), () -> 0),
            (context, duration) -> {});
    ExecutionContext context = Lists.unlimited();
    assertEquals(
        "54000",
        assertThrows(SQLException.class, () -> read(source, ids(), context)).getSQLState());
    assertEquals(List.of(1, 2, 3), context.requests().stream().map(SentRequest::attempt).toList());
    assertEquals(503, context.requests().get(0).status());
    assertEquals(OptionalInt.empty(), context.requests().get(0).rows());
  }

  @Test
  void whatWasSentIsKept() throws SQLException {
    ExecutionContext context = Lists.limited(Duration.ZERO);
    read(new HttpJobSource(Lists.settings(10, 1, 0), Optional.of(list)), ids(), context);
    List<SentRequest> requests = context.requests();
    assertEquals(
        List.of("?limit=10", "?limit=10&offset=9", "?limit=10&offset=18", "?limit=10&offset=27"),
        requests.subList(0, 4).stream()
            .map(request -> request.url().substring(request.url().indexOf('?')))
            .toList());
    assertEquals(
        List.of(10, 10, 10, 10, 9, 1, 2),
        requests.stream().map(request -> request.rows().getAsInt()).toList());
    SentRequest first = requests.get(0);
    assertEquals(200, first.status());
    assertEquals(1, first.attempt());
    assertTrue(first.bytes() > 100 && first.millis() >= 0, first::toString);
    assertTrue(requests.stream().noneMatch(request -> request.url().contains(Lists.KEY)));
  }

  @Test
  void singleJobsAreKeptToo() throws SQLException {
    ExecutionContext context = Lists.unlimited();
    read(source(0), ids().withCondition(in(JobColumn.ID, "j1")), context);
    assertEquals(
        List.of("http://demo.invalid/api/v1/beta/batch-processing/j1"),
        context.requests().stream().map(SentRequest::url).toList());
    assertEquals(1, context.requests().get(0).rows().getAsInt());
  }

  private HttpJobSource source(int maxRequests) throws SQLException {
    return new HttpJobSource(Lists.settings(10, 4, maxRequests), Optional.of(list));
  }
}
