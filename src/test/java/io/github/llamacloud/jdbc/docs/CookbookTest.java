package io.github.llamacloud.jdbc.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.github.llamacloud.jdbc.agreement.Judge;
import io.github.llamacloud.jdbc.agreement.Rows;
import io.github.llamacloud.jdbc.shell.ShellRun;
import io.github.llamacloud.jdbc.simulator.Simulator;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;

/**
 * The answers and the requests of docs/cookbook.md are those of the demo, and H2 gives the same
 * answers. {@code -Ddocs.write=true} writes them instead of comparing them with the page.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CookbookTest {
  private static final Path PAGE = Path.of("docs/cookbook.md");

  /** One request after the other: how many are sent ahead in vain is a matter of moments. */
  private static final String DEMO = "jdbc:llamacloud:demo?concurrency=1";

  private static final int JOBS_OF_THE_DEMO = 10_000;
  private static final String NOW = "TIMESTAMP '2026-11-01 00:00:00'";
  private static final int FEW_REQUESTS = 6;

  private static final Pattern QUESTION =
      Pattern.compile(
          "### (\\d+)\\. ([^\n]*)\n(.*?)```sql\n(.*?)\n```\n\n```text\n(.*?)```\n\nRequests: [^\n]*\n",
          Pattern.DOTALL);

  /** A statement within the prose, with the requests that it costs. */
  private static final Pattern CHEAPER = Pattern.compile("`(SELECT [^`]*)` \\(\\d+ requests?\\)");

  private static final Pattern REQUEST =
      Pattern.compile("REQUEST 200: \\S*?/api/v1/beta/batch-processing(\\S*) \\(.*");

  private static final Pattern DIFFERENCE =
      Pattern.compile("TIMESTAMPDIFF\\((\\w+), ([^,]+), ((?:[^()]|\\([^()]*\\))+)\\)");

  /** Seconds in the units that the page measures in. */
  private static final Map<String, Integer> UNITS = Map.of("SECOND", 1, "MINUTE", 60, "HOUR", 3600);

  /** A section of the page. */
  private record Question(int number, String title, String sql) {
    @Override
    public String toString() {
      return number + ". " + title;
    }
  }

  private Judge judge;

  @BeforeAll
  void start() throws SQLException {
    judge = new Judge(Simulator.demo(JOBS_OF_THE_DEMO, 1).jobs());
    try (Statement index = judge.connection().createStatement()) {
      index.execute("CREATE INDEX by_directory ON batch_jobs (directory_id, created_at)");
      index.execute("CREATE INDEX by_creation ON batch_jobs (created_at)");
    }
  }

  @AfterAll
  void stop() throws SQLException {
    judge.close();
  }

  @Test
  void thereAreThirtyQuestions() throws IOException {
    List<Integer> numbers = questions().stream().map(Question::number).toList();
    assertEquals(IntStream.rangeClosed(1, 30).boxed().toList(), numbers);
    assertEquals(30, Pattern.compile("^### ", Pattern.MULTILINE).splitAsStream(page()).count() - 1);
  }

  @Test
  void theAnswersAndTheRequestsAreThoseOfTheDemo() throws IOException {
    String page = page();
    String answered = QUESTION.matcher(page).replaceAll(it -> Matcher.quoteReplacement(answer(it)));
    String real =
        CHEAPER.matcher(answered).replaceAll(it -> Matcher.quoteReplacement(cost(it.group(1))));
    if (Boolean.getBoolean("docs.write")) {
      Files.writeString(PAGE, real);
      return;
    }
    List<String> expected = sections(page);
    List<String> actual = sections(real);
    for (int i = 0; i < expected.size(); i++) {
      assertEquals(expected.get(i), actual.get(i));
    }
    assertEquals(expected.size(), actual.size());
  }

  private static List<String> sections(String page) {
    return List.of(page.split("(?=\n### )"));
  }

  private static String answer(MatchResult question) {
    ShellRun run = run(question.group(4));
    return "### "
        + question.group(1)
        + ". "
        + question.group(2)
        + "\n"
        + question.group(3)
        + "```sql\n"
        + question.group(4)
        + "\n```\n\n```text\n"
        + run.out()
        + "```\n\nRequests: "
        + told(requests(run))
        + "\n";
  }

  private static String cost(String sql) {
    int requests = requests(run(sql)).size();
    return "`" + sql + "` (" + requests + (requests == 1 ? " request)" : " requests)");
  }

  private static ShellRun run(String sql) {
    ShellRun run = ShellRun.of("-u", DEMO, "--requests", "-e", sql);
    assertEquals(0, run.exitCode(), () -> sql + "\n" + run.err());
    return run;
  }

  private static List<String> requests(ShellRun run) {
    List<String> requests =
        run.err()
            .lines()
            .map(
                line -> {
                  Matcher request = REQUEST.matcher(line);
                  assertTrue(request.matches(), line);
                  return request.group(1);
                })
            .toList();
    assertFalse(requests.isEmpty(), "the shell told of no request");
    return requests;
  }

  /** Few requests as they are, else how many there were of each list. */
  private static String told(List<String> requests) {
    if (requests.size() <= FEW_REQUESTS) {
      return requests.size()
          + requests.stream()
              .map(it -> "`" + it + "`")
              .collect(Collectors.joining(", ", " (", ")"));
    }
    Map<String, Long> lists =
        requests.stream()
            .map(it -> it.replaceAll("[?&](limit|offset)=\\d+", ""))
            .collect(Collectors.groupingBy(it -> it, TreeMap::new, Collectors.counting()));
    return requests.size()
        + lists.entrySet().stream()
            .map(it -> (lists.size() == 1 ? "" : it.getValue() + " for ") + named(it.getKey()))
            .collect(Collectors.joining(", ", " (", ")"));
  }

  private static String named(String list) {
    return list.isEmpty() ? "the whole list" : "`" + list + "`";
  }

  @TestFactory
  Stream<DynamicTest> h2Agrees() throws IOException {
    Map<String, String> ways = otherWays();
    List<Question> questions = questions();
    List<String> titles = questions.stream().map(Question::title).toList();
    ways.keySet().forEach(it -> assertTrue(titles.contains(it), it));
    Stream<DynamicTest> main =
        questions.stream()
            .map(it -> dynamicTest(it.toString(), () -> agree(it, ways.get(it.title()))));
    Stream<DynamicTest> cheaper =
        CHEAPER
            .matcher(page())
            .results()
            .map(it -> it.group(1))
            .map(
                sql ->
                    dynamicTest(sql, () -> assertEquals(judged(sql).sorted(), ours(sql).sorted())));
    return Stream.concat(main, cheaper);
  }

  private void agree(Question question, @Nullable String otherWay) throws SQLException {
    List<String> ours = ours(question.sql()).lines();
    // H2 has no ROLLUP: such a question needs its other way.
    boolean known = !question.sql().contains("ROLLUP");
    assertTrue(known || otherWay != null, "nothing to judge by");
    if (known) {
      assertEquals(judged(question.sql()).lines(), ours);
    }
    if (otherWay != null) {
      assertEquals(judged(otherWay).lines(), ours);
    }
  }

  /** The page tells people to write now() where the demo's end stands. */
  @TestFactory
  Stream<DynamicTest> theMomentMayBeNow() throws IOException {
    List<Question> questions = questions().stream().filter(it -> it.sql().contains(NOW)).toList();
    assertTrue(questions.size() > 4, questions::toString);
    return questions.stream()
        .map(it -> dynamicTest(it.toString(), () -> ours(it.sql().replace(NOW, "now()"))));
  }

  private static Rows ours(String sql) throws SQLException {
    try (Connection connection = DriverManager.getConnection(DEMO);
        Statement statement = connection.createStatement();
        ResultSet results = statement.executeQuery(sql)) {
      return Rows.read(results);
    }
  }

  private Rows judged(String sql) throws SQLException {
    try (Statement statement = judge.connection().createStatement();
        ResultSet results = statement.executeQuery(respelt(sql))) {
      return Rows.read(results);
    }
  }

  /**
   * H2's TIMESTAMPDIFF counts the full hours of a clock that lie between, and where its weeks begin
   * depends on the locale.
   */
  private static String respelt(String sql) {
    return DIFFERENCE
        .matcher(sql.replace("date_trunc('week',", "date_trunc('iso_week',"))
        .replaceAll(
            it ->
                Matcher.quoteReplacement(
                    "CAST(TRUNC((EXTRACT(EPOCH FROM "
                        + it.group(3)
                        + ") - EXTRACT(EPOCH FROM "
                        + it.group(2)
                        + ")) / "
                        + UNITS.get(it.group(1))
                        + ") AS BIGINT)"));
  }

  /** By title, other SQL that answers the same question. */
  private static Map<String, String> otherWays() throws IOException {
    Map<String, String> ways = new HashMap<>();
    try (InputStream in = CookbookTest.class.getResourceAsStream("/cookbook/other-ways.sql")) {
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      for (String way : text.split("\n\\s*\n")) {
        String[] parts = way.strip().split("\n", 2);
        ways.put(parts[0].substring("-- ".length()), parts[1]);
      }
    }
    return ways;
  }

  private static List<Question> questions() throws IOException {
    List<Question> questions = new ArrayList<>();
    Matcher matcher = QUESTION.matcher(page());
    while (matcher.find()) {
      questions.add(
          new Question(Integer.parseInt(matcher.group(1)), matcher.group(2), matcher.group(4)));
    }
    return questions;
  }

  private static String page() throws IOException {
    return Files.readString(PAGE);
  }
}
