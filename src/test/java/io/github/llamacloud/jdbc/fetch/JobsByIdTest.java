package io.github.llamacloud.jdbc.fetch;

import static io.github.llamacloud.jdbc.fetch.Lists.all;
import static io.github.llamacloud.jdbc.fetch.Lists.equal;
import static io.github.llamacloud.jdbc.fetch.Lists.ids;
import static io.github.llamacloud.jdbc.fetch.Lists.in;
import static io.github.llamacloud.jdbc.fetch.Lists.range;
import static io.github.llamacloud.jdbc.fetch.Lists.read;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.llamacloud.jdbc.fetch.FakeList.Job;
import io.github.llamacloud.jdbc.jobs.Condition;
import io.github.llamacloud.jdbc.jobs.JobColumn;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JobsByIdTest {
  private final FakeList list = FakeList.of(30);

  @Test
  void aJobIsReadFromItsOwnAddress() throws SQLException {
    assertEquals(List.of("j3"), byIds("j3"));
    assertEquals(List.of("j3"), list.targets);
  }

  @Test
  void fewIdsAreOneRequestEach() throws SQLException {
    assertEquals(List.of("j3", "j5", "j7"), byIds("j3", "j5", "j3", "j7"));
    assertEquals(List.of("j3", "j5", "j7"), list.targets.stream().sorted().toList());
  }

  @Test
  void otherConditionsAreCompared() throws SQLException {
    Condition failed = all(equal(JobColumn.STATUS, "failed"));
    assertEquals(
        List.of("j3"),
        read(source(), ids().withCondition(in(JobColumn.ID, "j3", "j4").and(failed))));
  }

  @Test
  void aRangeIsCutHere() throws SQLException {
    assertEquals(
        List.of("j5"),
        read(source(), range(ids().withCondition(in(JobColumn.ID, "j3", "j5", "j7")), 1, 1)));
  }

  @Test
  void aJobThatIsNotFoundIsNoRowOnceThereIsAList() throws SQLException {
    HttpJobSource source = source();
    Condition condition = in(JobColumn.ID, "none", "j4");
    assertEquals(List.of("j4"), read(source, ids().withCondition(condition)));
    assertEquals(List.of("j4", "limit=1", "none"), list.targets.stream().sorted().toList());
    list.targets.clear();
    assertEquals(List.of("j4"), read(source, ids().withCondition(condition)));
    assertEquals(List.of("j4", "none"), list.targets.stream().sorted().toList());
  }

  @Test
  void nothingIsNotTakenForNoJob() {
    list.missing = true;
    assertEquals(404, assertThrows(SQLException.class, () -> byIds("j4")).getErrorCode());
  }

  @ParameterizedTest
  @ValueSource(ints = {403, 422})
  void whatIsRefusedIsLookedForInTheList(int status) throws SQLException {
    list.singleJobs = status;
    assertEquals(List.of("j3", "j4"), byIds("j4", "j3"));
    assertEquals(
        List.of("limit=1000", "limit=1000&offset=29"),
        list.targets.stream().filter(target -> target.startsWith("limit=1000")).toList());
  }

  @Test
  void whatFailsFails() {
    list.singleJobs = 401;
    assertEquals("28000", assertThrows(SQLException.class, () -> byIds("j4")).getSQLState());
  }

  @Test
  void anotherJobThanTheOneAskedForIsNotTaken() throws SQLException {
    list.jobs.set(4, new Job("j4", "failed", "d"));
    HttpJobSource source =
        new HttpJobSource(
            Lists.settings("http://demo.invalid", 1000),
            Optional.of(
                request ->
                    request.target().endsWith("/j4")
                        ? FakeList.answer(200, "{\"job\":" + FakeList.json(list.jobs.get(5)) + "}")
                        : list.exchange(request)));
    assertEquals(List.of("j4"), read(source, ids().withCondition(in(JobColumn.ID, "j4"))));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "..", "a/b", "a?b", "目", "a b", "a%2e"})
  void oddIdsGoIntoNoPath(String id) throws SQLException {
    list.jobs.set(4, new Job(id, "failed", "d"));
    assertEquals(List.of(id), byIds(id));
    assertEquals(List.of("limit=1000", "limit=1000&offset=29"), list.targets);
  }

  @Test
  void manyIdsAreLookedForInTheList() throws SQLException {
    String[] many = IntStream.range(0, 21).mapToObj(i -> "j" + i).toArray(String[]::new);
    assertEquals(21, byIds(many).size());
    assertEquals(List.of("limit=1000", "limit=1000&offset=29"), list.targets);
  }

  private List<Object> byIds(String... wanted) throws SQLException {
    return read(source(), ids().withCondition(in(JobColumn.ID, wanted))).stream().sorted().toList();
  }

  private HttpJobSource source() throws SQLException {
    return new HttpJobSource(Lists.settings("http://demo.invalid", 1000), Optional.of(list));
  }
}
