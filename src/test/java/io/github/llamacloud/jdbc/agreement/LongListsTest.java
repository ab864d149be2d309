package io.github.llamacloud.jdbc.agreement;

import static java.util.stream.Collectors.joining;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.llamacloud.jdbc.simulator.SimulatedJob;
import io.github.llamacloud.jdbc.testing.Mood;
import io.github.llamacloud.jdbc.testing.SimulatedService;
import java.io.IOException;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** IN lists of more values than a request can ask for: H2 is the judge. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LongListsTest {
  private final List<SimulatedJob> jobs = AgreementJobs.some(400);
  private Judge judge;
  private SimulatedService service;
  private Connection ours;

  @BeforeAll
  void start() throws SQLException, IOException {
    judge = new Judge(jobs);
    service = Mood.QUIET.over(jobs);
    ours = Mood.QUIET.connect(service);
  }

  @AfterAll
  void stop() throws Exception {
    ours.close();
    service.close();
    judge.close();
  }

  /** Every third job's id, among others. */
  private String id(int i) {
    return i % 3 == 0 && i < jobs.size() ? jobs.get(i).id() : "bjb-x" + i;
  }

  private String directory(int i) {
    return i < AgreementJobs.DIRECTORIES.size() - 3
        ? AgreementJobs.DIRECTORIES.get(i)
        : "dir-invoices" + " ".repeat(i % 3) + i;
  }

  /** Of every second job when it was created, and times at which none was. */
  private String created(int i) {
    Instant created = Instant.parse(jobs.get(i % jobs.size()).createdAt().value());
    return created.plusSeconds(i % 2 == 0 ? i / jobs.size() : 1 + i).toString();
  }

  private static String literal(String text) {
    return "'" + text.replace("'", "''") + "'";
  }

  @ParameterizedTest
  @ValueSource(ints = {21, 1000, 5000})
  void textsAgree(int length) throws SQLException {
    assertAgree("id", length, i -> literal(id(i)));
    assertAgree("directory_id", length, i -> literal(directory(i)));
    assertAgree("status", length, i -> literal(i == 7 ? "failed" : "s" + i));
    assertAgree("UPPER(directory_id)", length, i -> literal(directory(i).toUpperCase(Locale.ROOT)));
    assertAgree("directory_id", length, i -> i == 3 ? "NULL" : literal(directory(i)));
  }

  @ParameterizedTest
  @ValueSource(ints = {21, 1000, 5000})
  void numbersAgree(int length) throws SQLException {
    assertAgree("total_items", length, i -> String.valueOf(2 * i));
    assertAgree("total_items", length, i -> i % 2 == 0 ? i + ".0" : i + ".5");
    assertAgree("total_items", length, i -> i % 2 == 0 ? String.valueOf(i) : i + ".00");
    assertAgree("total_items - 10", length, i -> String.valueOf(-i));
    assertAgree("total_items", length, i -> i == 3 ? "NULL" : String.valueOf(3 * i));
    assertAgree("total_items * 1.5", length, i -> 3 * i + "." + i % 10);
    assertAgree("CAST(total_items AS DOUBLE PRECISION) / 2", length, i -> i + ".5");
  }

  @ParameterizedTest
  @ValueSource(ints = {21, 1000, 5000})
  void dateTimesAgree(int length) throws SQLException {
    IntFunction<String> text = i -> created(i).replace('T', ' ').replace("Z", "");
    assertAgree("created_at", length, i -> "TIMESTAMP " + literal(text.apply(i)));
    assertAgree("created_at", length, i -> literal(text.apply(i)));
    assertAgree("completed_at", length, i -> i == 0 ? "NULL" : literal(text.apply(i)));
    assertAgree(
        "CAST(created_at AS DATE)", length, i -> "DATE " + literal(text.apply(i).substring(0, 10)));
  }

  @ParameterizedTest
  @ValueSource(ints = {21, 1000, 5000})
  void parametersAgree(int length) throws SQLException {
    assertAgreeOnParameters("id", length, this::id);
    assertAgreeOnParameters("directory_id", length, i -> i == 5 ? null : directory(i));
    assertAgreeOnParameters("total_items", length, i -> 2L * i);
    assertAgreeOnParameters("total_items", length, i -> i == 1 ? null : (Object) i);
    assertAgreeOnParameters(
        "created_at",
        length,
        i -> Instant.parse(created(i)).atOffset(ZoneOffset.UTC).toLocalDateTime());
  }

  /** Each value needs a type of its own. */
  @Test
  void parametersWithFractionsAgree() throws SQLException {
    assertAgreeOnParameters(
        "total_items", 300, i -> new BigDecimal(i + (i % 2 == 0 ? ".0" : ".5")));
  }

  @Test
  void aListIsKnownWhereverItStands() throws SQLException {
    String ids = list(1000, i -> literal(id(i)));
    String other = list(1000, i -> literal(id(i + 1)));
    for (String sql :
        List.of(
            "SELECT COUNT(*), COUNT(CASE WHEN id IN (" + ids + ") THEN 1 END) FROM batch_jobs",
            "SELECT id, id IN (" + ids + "), directory_id IN (" + other + ") FROM batch_jobs",
            "SELECT id FROM batch_jobs WHERE id IN (" + ids + ") OR id IN (" + other + ")",
            "SELECT id FROM batch_jobs WHERE id IN (" + ids + ") AND id NOT IN (" + other + ")",
            "SELECT id FROM batch_jobs WHERE status = 'failed' AND NOT id IN (" + ids + ")",
            "SELECT status FROM batch_jobs GROUP BY status HAVING MAX(id) IN (" + ids + ")",
            "SELECT a.id FROM batch_jobs a LEFT JOIN batch_jobs b ON a.id = b.id AND b.id IN ("
                + ids
                + ") WHERE b.id IS NULL",
            "SELECT id FROM batch_jobs a WHERE EXISTS (SELECT 1 FROM batch_jobs b WHERE b.id = a.id"
                + " AND b.id IN ("
                + ids
                + "))")) {
      assertEquals(
          rows(judge.connection(), sql, List.of()), rows(ours, sql, List.of()), () -> shown(sql));
    }
  }

  /** A value that is there many times is one; as few as can be asked for are. */
  @Test
  void aValueThatIsRepeatedIsOne() throws SQLException {
    String sql = "SELECT id FROM batch_jobs WHERE status IN (" + list(100, i -> "'failed'") + ")";
    assertEquals(rows(judge.connection(), sql, List.of()), rows(ours, sql, List.of()));
    assertTrue(plan(sql).contains("filters=[[status = 'failed']]"), plan(sql));
  }

  @Test
  void whatStandsBesideALongListIsSent() throws SQLException {
    String plan =
        plan(
            "SELECT id FROM batch_jobs WHERE status = 'failed' AND id IN ("
                + list(5000, i -> literal(id(i)))
                + ")");
    assertTrue(plan.contains("filters=[[status = 'failed']]"), plan);
    assertTrue(plan.contains("not sent: id IN (5000 values): for more than 20 values"), plan);
    assertFalse(plan.contains("Join"), plan);
  }

  @Test
  void whatIsTooComplexIsSaidToBe() {
    String sql =
        "SELECT id FROM batch_jobs WHERE " + "(".repeat(20_000) + "1 = 1" + ")".repeat(20_000);
    assertEquals(
        "54001", assertThrows(SQLException.class, () -> rows(ours, sql, List.of())).getSQLState());
  }

  private void assertAgree(String subject, int length, IntFunction<String> value)
      throws SQLException {
    String values = list(length, value);
    for (String operator : List.of(" IN (", " NOT IN (")) {
      String sql = "SELECT id FROM batch_jobs WHERE " + subject + operator + values + ")";
      List<String> expected = rows(judge.connection(), sql, List.of());
      assertEquals(expected, rows(ours, sql, List.of()), () -> shown(sql));
    }
  }

  private void assertAgreeOnParameters(String subject, int length, IntFunction<Object> value)
      throws SQLException {
    List<Object> parameters = new ArrayList<>();
    IntStream.range(0, length).forEach(i -> parameters.add(value.apply(i)));
    for (String operator : List.of(" IN (", " NOT IN (")) {
      String sql =
          "SELECT id FROM batch_jobs WHERE " + subject + operator + list(length, i -> "?") + ")";
      List<String> expected = rows(judge.connection(), sql, parameters);
      assertEquals(expected, rows(ours, sql, parameters), () -> shown(sql));
    }
  }

  private static String list(int length, IntFunction<String> value) {
    return IntStream.range(0, length).mapToObj(value).collect(joining(", "));
  }

  private static String shown(String sql) {
    return sql.substring(0, Math.min(200, sql.length()));
  }

  private String plan(String sql) throws SQLException {
    try (Statement statement = ours.createStatement();
        ResultSet lines = statement.executeQuery("EXPLAIN PLAN FOR " + sql)) {
      return String.join("\n", Rows.read(lines).lines());
    }
  }

  private static List<String> rows(Connection connection, String sql, List<Object> parameters)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < parameters.size(); i++) {
        statement.setObject(i + 1, parameters.get(i));
      }
      try (ResultSet results = statement.executeQuery()) {
        List<String> lines = new ArrayList<>(Rows.read(results).lines());
        Collections.sort(lines);
        return lines;
      }
    }
  }
}
