package io.github.llamacloud.jdbc.agreement;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.github.llamacloud.jdbc.simulator.SimulatedJob;
import io.github.llamacloud.jdbc.testing.Mood;
import io.github.llamacloud.jdbc.testing.SimulatedService;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;

/**
 * Every answer is what a database holding those rows would answer: H2 is the judge, over a corpus
 * and over random queries, and the service is seen in its moods as well as in its manners.
 *
 * <p>A build runs the same queries every time. {@code -Dagreement.queries=N} runs N others a mood,
 * {@code -Dagreement.seed=S} repeats a run.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AgreementTest {
  private static final int QUERIES_OF_A_BUILD = 200;
  private static final int QUERIES = Integer.getInteger("agreement.queries", QUERIES_OF_A_BUILD);

  private final List<SimulatedJob> jobs = AgreementJobs.some(400);
  private final Map<Mood, SimulatedService> services = new EnumMap<>(Mood.class);
  private final Map<Mood, Connection> connections = new EnumMap<>(Mood.class);
  private Judge judge;

  @BeforeAll
  void start() throws SQLException, IOException {
    judge = new Judge(jobs);
    for (Mood mood : Mood.values()) {
      SimulatedService service = mood.over(jobs);
      services.put(mood, service);
      connections.put(mood, mood.connect(service));
    }
  }

  @AfterAll
  void stop() throws Exception {
    judge.close();
    for (Connection connection : connections.values()) {
      connection.close();
    }
    for (SimulatedService service : services.values()) {
      service.close();
    }
  }

  @TestFactory
  Stream<DynamicTest> everyMoodAgreesOnTheCorpus() throws IOException {
    List<CorpusQuery> corpus = corpus("corpus");
    corpus.addAll(corpus("requests"));
    assertTrue(corpus.size() >= 150, "the corpus has " + corpus.size() + " queries");
    return Stream.of(Mood.values()).flatMap(mood -> tests(mood, corpus));
  }

  /** What is computed above the rows does not depend on how they were fetched. */
  @TestFactory
  Stream<DynamicTest> windowsAndSubQueriesAgree() throws IOException {
    List<CorpusQuery> corpus = corpus("windows");
    corpus.addAll(corpus("sub-queries"));
    assertTrue(corpus.size() >= 140, "the corpus has " + corpus.size() + " queries");
    return Stream.of(Mood.QUIET, Mood.SMALL_PAGES).flatMap(mood -> tests(mood, corpus));
  }

  private Stream<DynamicTest> tests(Mood mood, List<CorpusQuery> corpus) {
    return corpus.stream()
        .map(query -> dynamicTest(mood + ": " + query.sql(), () -> run(mood, query)));
  }

  private void run(Mood mood, CorpusQuery query) throws Exception {
    try (Statement statement = connections.get(mood).createStatement();
        Statement judging = judge.connection().createStatement()) {
      Rows expected = Rows.read(judging.executeQuery(query.judged()));
      Rows actual;
      try {
        actual = Rows.read(statement.executeQuery(query.sql()));
      } catch (SQLException e) {
        throwUnlessAllowed(mood, e);
        return;
      }
      if (query.ordered()) {
        assertEquals(expected.lines(), actual.lines());
      } else {
        assertEquals(expected.sorted().lines(), actual.sorted().lines());
      }
    }
  }

  private static void throwUnlessAllowed(Mood mood, SQLException e) throws SQLException {
    if (!mood.mayFail() || !"58030".equals(e.getSQLState())) {
      throw e;
    }
  }

  @TestFactory
  Stream<DynamicTest> everyMoodAgreesOnRandomQueries() {
    long seed = seed();
    return Stream.of(Mood.values())
        .map(mood -> dynamicTest(mood + ", seed " + seed, () -> runRandom(mood, seed)));
  }

  private void runRandom(Mood mood, long seed) throws Exception {
    RandomQueries queries = new RandomQueries(seed ^ mood.ordinal(), AgreementJobs.DIRECTORIES);
    Connection ours = connections.get(mood);
    for (int i = 0; i < QUERIES; i++) {
      RandomQueries.Query query = queries.next(mood == Mood.QUIET);
      try {
        compare(mood, ours, query);
      } catch (SQLException | AssertionError e) {
        throw new AssertionError(
            mood + ", seed " + seed + ", query " + i + ": " + query + "\n" + plan(ours, query), e);
      }
    }
  }

  /** What a number is does not depend on the service: one mood is enough. */
  @TestFactory
  Stream<DynamicTest> randomNumbersAgree() {
    long seed = seed();
    return Stream.of(dynamicTest("seed " + seed, () -> runNumbers(seed)));
  }

  private void runNumbers(long seed) throws SQLException {
    RandomNumbers numbers = new RandomNumbers(seed);
    Connection ours = connections.get(Mood.values()[0]);
    for (int i = 0; i < 2 * QUERIES; i++) {
      RandomNumbers.Query query = numbers.next();
      try {
        Rows expected = rows(judge.connection(), query.judged(), List.of());
        Rows actual = rows(ours, query.sql(), List.of());
        assertEquals(expected.sorted().lines(), actual.sorted().lines());
      } catch (SQLException | AssertionError e) {
        throw new AssertionError("seed " + seed + ", query " + i + ": " + query, e);
      }
    }
  }

  private static long seed() {
    return Long.getLong(
        "agreement.seed", QUERIES == QUERIES_OF_A_BUILD ? 20_260_101 : new Random().nextLong());
  }

  private void compare(Mood mood, Connection ours, RandomQueries.Query query) throws SQLException {
    Rows actual;
    try {
      actual = rows(ours, query.sql(), query.parameters());
    } catch (SQLException e) {
      throwUnlessAllowed(mood, e);
      return;
    }
    if (query.unlimited() != null) {
      Rows all = rows(judge.connection(), query.unlimited(), query.unlimitedParameters());
      long expected = Math.max(0, Math.min(query.limit(), all.lines().size() - query.offset()));
      assertEquals(expected, actual.lines().size(), "number of rows");
      assertTrue(actual.isPartOf(all), () -> "rows that are not in the list: " + actual);
      return;
    }
    Rows expected = rows(judge.connection(), query.judged(), query.parameters());
    if (query.ordered()) {
      assertEquals(expected.lines(), actual.lines());
    } else {
      assertEquals(expected.sorted().lines(), actual.sorted().lines());
    }
  }

  private static Rows rows(Connection connection, String sql, List<Object> parameters)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < parameters.size(); i++) {
        statement.setObject(i + 1, parameters.get(i));
      }
      try (ResultSet results = statement.executeQuery()) {
        return Rows.read(results);
      }
    }
  }

  private static String plan(Connection ours, RandomQueries.Query query) {
    try (Statement statement = ours.createStatement();
        ResultSet lines = statement.executeQuery("EXPLAIN PLAN FOR " + query.sql())) {
      return String.join("\n", Rows.read(lines).lines());
    } catch (SQLException e) {
      return "no plan: " + e.getMessage();
    }
  }

  @Test
  void theJudgeIsNotOurselves() throws SQLException {
    assertEquals("H2", judge.connection().getMetaData().getDatabaseProductName());
  }

  /** A query of the corpus, and the text that H2 runs instead if it spells it otherwise. */
  private record CorpusQuery(String sql, String judged, boolean ordered) {}

  private static List<CorpusQuery> corpus(String name) throws IOException {
    List<CorpusQuery> queries = new ArrayList<>();
    try (InputStream in = AgreementTest.class.getResourceAsStream("/agreement/" + name + ".sql")) {
      addQueries(new String(in.readAllBytes(), StandardCharsets.UTF_8), queries);
    }
    return queries;
  }

  private static void addQueries(String text, List<CorpusQuery> queries) {
    for (String paragraph : text.split("\n\\s*\n")) {
      boolean ordered = paragraph.startsWith("--ordered\n");
      String body = ordered ? paragraph.substring("--ordered\n".length()) : paragraph;
      if (body.lines().allMatch(line -> line.startsWith("--") || line.isBlank())) {
        continue;
      }
      String[] spellings = body.split("\n--h2\n");
      queries.add(
          new CorpusQuery(spellings[0].strip(), spellings[spellings.length - 1].strip(), ordered));
    }
  }
}
