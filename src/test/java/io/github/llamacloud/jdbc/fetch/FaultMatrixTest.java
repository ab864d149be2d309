package io.github.llamacloud.jdbc.fetch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.llamacloud.jdbc.config.Settings;
import io.github.llamacloud.jdbc.jdbc.LlamaCloudConnection;
import io.github.llamacloud.jdbc.jdbc.LlamaCloudStatement;
import io.github.llamacloud.jdbc.jobs.SentRequest;
import io.github.llamacloud.jdbc.jobs.Transport;
import io.github.llamacloud.jdbc.simulator.Simulator;
import io.github.llamacloud.jdbc.sql.SqlEngine;
import io.github.llamacloud.jdbc.testing.Fault;
import io.github.llamacloud.jdbc.testing.SimulatedService;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Everything that may befall a request, wherever it is sent. What follows is in docs/faults.md,
 * which {@code -Ddocs.write=true} writes instead of comparing.
 */
class FaultMatrixTest {
  private static final Path PAGE = Path.of("docs/faults.md");
  private static final SqlEngine ENGINE = new SqlEngine();
  private static final Simulator JOBS = Simulator.demo(45, 1);

  /** Of the page that is asked for together with those before and behind it. */
  private static final String PARALLEL = "offset=18";

  private static final String DETAIL = "Because of this.";
  private static final String SAME = firstPage();
  private static final AtomicLong MADE_UP = new AtomicLong();
  private static final Map<Trouble, List<String>> LINES = new ConcurrentHashMap<>();

  private SimulatedService service;
  private List<SentRequest> sent = List.of();

  /** Where a request belongs. */
  private enum Place {
    FIRST_PAGE("SELECT * FROM batch_jobs", 1),
    THIRD_PAGE("SELECT * FROM batch_jobs", 3),
    PARALLEL_PAGE("SELECT * FROM batch_jobs", 3),
    COUNT_PROBE("SELECT COUNT(*) FROM batch_jobs", 2),
    BY_ID("SELECT * FROM batch_jobs WHERE id = '" + JOBS.jobs().get(0).id() + "'", 1);

    private final String sql;
    private final int request;

    Place(String sql, int request) {
      this.sql = sql;
      this.request = request;
    }
  }

  /** What the service does from one request on. */
  private enum Trouble {
    REFUSED("connection refused", () -> Fault.Disconnect.AT_START),
    RESET_BEFORE_HEADERS("connection reset before the headers", () -> Fault.Disconnect.AT_START),
    RESET_IN_BODY("connection reset in the body", () -> Fault.Disconnect.DURING_BODY),
    TRUNCATED("body cut off", body -> body.substring(0, body.length() / 2)),
    EMPTY("empty body", body -> ""),
    HANG("no answer", Fault.Hang::beforeHeaders),
    HANG_IN_BODY("half an answer", Fault.Hang::duringBody),
    DRIP("a byte in a while", () -> new Fault.Drip(Duration.ofMillis(50))),
    HTML("200 with HTML", body -> "<html><title>Sign in</title></html>"),
    OTHER_SHAPE("200 with another JSON value", body -> "[" + body + "]"),
    NO_ITEMS("`items`, `job` missing", body -> "{\"total_size\": 45}"),
    NO_ID("`id` missing", body -> body.replace("\"id\":", "\"key\":")),
    WRONG_TYPE("a number where a text belongs", body -> replaced(body, "status", "7")),
    NULL_STATUS("a required field null", body -> replaced(body, "status", "null")),
    HUGE_NUMBER(
        "a number beyond 64 bit", body -> replaced(body, "total_items", "1" + "0".repeat(30))),
    FRACTION("a fraction where an integer belongs", body -> replaced(body, "total_items", "1.5")),
    BAD_DATE(
        "a date-time that is none",
        body -> replaced(body, "created_at", "\"2026-02-30T00:00:00Z\"")),
    MORE_ROWS(
        "more rows than asked for",
        body -> body.replaceFirst("\\[(\\{\"id\".*?\\}),", "[" + "$1,".repeat(12))),
    TWICE("a job twice in an answer", body -> withTwice(body, "$1,$1")),
    TWO_STATES(
        "a job in two states in an answer",
        body -> withTwice(body, "$1,$1").replaceFirst("\"total_items\":", "$0 1")),
    SAME_PAGE("the same page at every offset", body -> SAME),
    NO_END(
        "other jobs in every answer, without end",
        body ->
            Pattern.compile("\"id\":\"")
                .matcher(SAME)
                .replaceAll(id -> id.group() + MADE_UP.incrementAndGet())),
    UNKNOWN_FIELD("unknown fields", body -> body.replace("\"id\":", "\"new\":{\"a\":[1]},\"id\":")),
    UNKNOWN_STATUS("an unknown status", body -> replaced(body, "status", "\"archived\"")),
    MISSING_OPTIONAL(
        "optional fields missing", body -> body.replace("\"error_message\":", "\"x\":")),
    NO_CONTENT("204", 204),
    MOVED_HERE("301 to the same host", () -> redirect(301, "/elsewhere")),
    MOVED_AWAY("302 to another host", () -> redirect(302, "https://other.example/x")),
    BAD_REQUEST("400", 400),
    WRONG_KEY("401", 401),
    FORBIDDEN("403", 403),
    NOT_FOUND("404", 404),
    TIMED_OUT("408", 408),
    CONFLICT("409", 409),
    UNPROCESSABLE("422", 422),
    TOO_MANY("429", 429),
    TOO_MANY_SILENT("429 without a body", () -> Fault.answer(429, "")),
    SERVER_ERROR("500", 500),
    NOT_RETRIED(
        "500 with `x-should-retry: false`", () -> answer(500).header("x-should-retry", "false")),
    BAD_GATEWAY(
        "502 with HTML", () -> Fault.answer(502, "<html><title>Bad Gateway</title></html>")),
    UNAVAILABLE("503", 503),
    GATEWAY_TIMEOUT("504", 504);

    private final String text;
    private final Supplier<Fault> fault;
    private final boolean detailed;

    Trouble(String text, Supplier<Fault> fault) {
      this.text = text;
      this.fault = fault;
      this.detailed = false;
    }

    Trouble(String text, UnaryOperator<String> change) {
      this(text, () -> new Fault.Rewritten(change));
    }

    Trouble(String text, int status) {
      this.text = text;
      this.fault = () -> status == 204 ? Fault.answer(204, "") : answer(status);
      this.detailed = status != 204;
    }

    private static Fault.Answer answer(int status) {
      return Fault.answer(
          status, "{\"detail\": \"" + DETAIL + " " + SimulatedService.API_KEY + "\"}");
    }

    private static Fault redirect(int status, String target) {
      return answer(status).header("Location", target);
    }

    /** The first value of a field, another one. */
    private static String replaced(String body, String field, String value) {
      return body.replaceFirst(
          "\"" + field + "\":(\"[^\"]*\"|[^,}]*)", "\"" + field + "\":" + value);
    }

    /** The first job of a longer page replaced by more; one that is full loses its last job. */
    private static String withTwice(String body, String first) {
      int jobs = body.split("\\},\\{", -1).length;
      String more = body.replaceFirst("(\\{\"id\"[^{}]*\\})", first);
      return jobs < 3 ? body : jobs < 10 ? more : more.replaceFirst(",\\{[^{}]*\\}\\]", "]");
    }

    /** Whether the list is read on and back, which is no repetition. */
    private boolean isEndless() {
      return this == SAME_PAGE || this == NO_END;
    }

    private boolean takesTime() {
      return this == HANG || this == HANG_IN_BODY || this == DRIP;
    }
  }

  @BeforeEach
  void start() throws IOException {
    service = SimulatedService.start(JOBS);
  }

  @AfterEach
  void stop() {
    service.close();
  }

  @ParameterizedTest
  @EnumSource
  void whatFollows(Trouble trouble) throws SQLException, IOException {
    EnumMap<Place, String> cells = new EnumMap<>(Place.class);
    List<String> again = new ArrayList<>();
    for (Place place : Place.values()) {
      service.forgetRequests();
      List<String> healthy;
      try (Connection connection = connect("60", place)) {
        healthy = rows(connection, place.sql);
      }
      service.forgetRequests();
      if (place == Place.PARALLEL_PAGE) {
        service.onTarget(
            trouble.isEndless() ? "offset=" : PARALLEL, fault(trouble), Integer.MAX_VALUE);
      } else {
        service.fromRequest(place.request, fault(trouble));
      }
      try (Connection connection = connect(trouble.takesTime() ? "0.2" : "60", place)) {
        try {
          List<String> rows = rows(connection, place.sql);
          // Rows of a page that did not join may come before those of the pages asked for again.
          assertEquals(healthy.stream().sorted().toList(), rows.stream().sorted().toList());
          cells.put(place, "answered");
        } catch (SQLException e) {
          assertClean(e, trouble);
          cells.put(place, said(e));
          if (place != Place.PARALLEL_PAGE) {
            // There a page that failed before it was needed is asked for once more: in time or not.
            again.add(String.valueOf(repetitions(trouble, place)));
          }
        }
        if (trouble != Trouble.REFUSED) {
          service.forgetRequests();
          assertEquals(healthy, rows(connection, place.sql), "usable again");
        }
      }
      if (trouble == Trouble.REFUSED) {
        service.close();
        service = SimulatedService.start(JOBS);
        continue;
      }
      assertPasses(trouble, place, healthy, again);
    }
    List<String> line = new ArrayList<>(List.of(trouble.text));
    line.addAll(cells.values());
    line.add(String.join(", ", again.stream().distinct().toList()));
    LINES.put(trouble, line);
  }

  private Fault fault(Trouble trouble) {
    return trouble == Trouble.REFUSED ? new Fault.Refusal(service) : trouble.fault.get();
  }

  private long repetitions(Trouble trouble, Place place) {
    if (trouble == Trouble.REFUSED) {
      return sent.stream()
              .filter(it -> it.status() == 0)
              .mapToInt(SentRequest::attempt)
              .max()
              .orElse(0)
          - 1L;
    }
    if (trouble.isEndless()) {
      return 0;
    }
    List<String> requests = service.requests();
    String failed =
        place == Place.PARALLEL_PAGE
            ? requests.stream()
                .filter(request -> request.endsWith(PARALLEL))
                .findAny()
                .orElseThrow()
            : requests.get(place.request - 1);
    return requests.stream().filter(failed::equals).count() - 1;
  }

  /** What is asked for again heals, if the failure passes. */
  private void assertPasses(Trouble trouble, Place place, List<String> healthy, List<String> again)
      throws SQLException {
    if (again.isEmpty() || !again.get(again.size() - 1).matches("[12]")) {
      return;
    }
    service.forgetRequests();
    if (place == Place.PARALLEL_PAGE) {
      service.onTarget(PARALLEL, trouble.fault.get(), 1);
    } else {
      service.onRequest(place.request, trouble.fault.get());
    }
    try (Connection connection = connect("60", place)) {
      assertEquals(healthy, rows(connection, place.sql), "repeated where it failed");
    }
  }

  private static String said(SQLException e) {
    return "`" + e.getSQLState() + "` " + e.getClass().getSimpleName() + " " + e.getErrorCode();
  }

  private static void assertClean(SQLException failure, Trouble trouble) {
    for (Throwable link : failure) {
      StringWriter trace = new StringWriter();
      link.printStackTrace(new PrintWriter(trace));
      assertFalse(trace.toString().contains("4c7d19e2"), trace.toString());
    }
    String message = failure.getMessage();
    assertTrue(message.matches("(?s).*[.?]"), message);
    assertFalse(message.contains("<html>"), message);
    assertTrue(!trouble.detailed || message.contains(DETAIL), message);
  }

  private Connection connect(String requestTimeout, Place place) throws SQLException {
    Properties properties = new Properties();
    properties.setProperty("apiKey", SimulatedService.API_KEY);
    properties.setProperty("pageSize", "10");
    properties.setProperty("maxRetries", "2");
    properties.setProperty("concurrency", place == Place.PARALLEL_PAGE ? "4" : "1");
    properties.setProperty("requestTimeout", requestTimeout);
    Settings settings = Settings.read(service.jdbcUrl(), properties, name -> null);
    return LlamaCloudConnection.open(
        service.jdbcUrl(),
        settings,
        ENGINE,
        new HttpJobSource(
            settings,
            Optional.empty(),
            new RetryWait(Clock.systemUTC(), () -> 0),
            (request, duration) -> {}));
  }

  private List<String> rows(Connection connection, String sql) throws SQLException {
    List<String> rows = new ArrayList<>();
    try (Statement statement = connection.createStatement()) {
      try (ResultSet result = statement.executeQuery(sql)) {
        while (result.next()) {
          rows.add(result.getString(1));
        }
      } finally {
        sent = statement.unwrap(LlamaCloudStatement.class).requests();
        assertTrue(sent.size() < 100, () -> "too many requests: " + sent);
      }
    }
    return rows;
  }

  private static String firstPage() {
    return new String(
        JOBS.exchange(
                new Transport.Request("GET", "/api/v1/beta/batch-processing?limit=10", Map.of()))
            .body(),
        StandardCharsets.UTF_8);
  }

  @AfterAll
  static void thePageSaysSo() throws IOException {
    if (LINES.size() < Trouble.values().length) {
      return;
    }
    List<String> lines =
        new ArrayList<>(
            List.of(
                "# What follows from a fault",
                "",
                "What the service does from one request on, and what the statement that sent it fails"
                    + " with: SQLState, exception, vendor code.",
                "\"Sent again\" counts how often the request is repeated with `maxRetries=2`; whatever"
                    + " is sent again is answered well if the",
                "fault passes. No failure loses, repeats or invents a row, and none shows the key. This"
                    + " page is written by a test.",
                "",
                "| fault | at the first page | at the third page | at one of several pages | at a count's second probe | at a"
                    + " job's own address | sent again |",
                "|---|---|---|---|---|---|---|"));
    for (Trouble trouble : Trouble.values()) {
      lines.add("| " + String.join(" | ", LINES.get(trouble)) + " |");
    }
    String page = String.join("\n", lines) + "\n";
    if (Boolean.getBoolean("docs.write")) {
      Files.createDirectories(PAGE.getParent());
      Files.writeString(PAGE, page);
    } else {
      assertEquals(page, Files.readString(PAGE));
    }
  }
}
