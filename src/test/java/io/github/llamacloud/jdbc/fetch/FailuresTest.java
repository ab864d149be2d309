package io.github.llamacloud.jdbc.fetch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.llamacloud.jdbc.jobs.ExecutionContext;
import io.github.llamacloud.jdbc.jobs.Transport;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.security.cert.CertificateException;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FailuresTest {
  private final List<Duration> waits = new ArrayList<>();
  private int requests;

  @ParameterizedTest
  @CsvSource({
    "401, SQLInvalidAuthorizationSpecException, 28000, 1",
    "403, SQLInvalidAuthorizationSpecException, 28000, 1",
    "429, SQLTransientException, 53000, 3",
    "408, SQLTransientException, 58000, 3",
    "500, SQLTransientException, 58000, 3",
    "503, SQLTransientException, 58000, 3",
    "599, SQLTransientException, 58000, 3",
    "400, SQLNonTransientException, 58030, 1",
    "404, SQLNonTransientException, 58030, 1",
    "409, SQLNonTransientException, 58030, 3",
    "422, SQLNonTransientException, 58030, 1",
    "307, SQLNonTransientException, 58030, 1"
  })
  void everyStatusHasItsException(int status, String type, String state, int attempts) {
    SQLException e = fails(request -> FakeList.answer(status, "{\"detail\":\"Because.\"}"));
    assertEquals(type, e.getClass().getSimpleName());
    assertEquals(state, e.getSQLState());
    assertEquals(status, e.getErrorCode());
    assertEquals(attempts, requests);
    assertEquals(attempts - 1, waits.size());
    assertContains(e, "HTTP " + status + ": Because.");
    assertContains(e, "demo.invalid");
  }

  @ParameterizedTest
  @CsvSource({"500, false, 1", "400, true, 3", "422, TRUE, 3", "429, perhaps, 3"})
  void theServiceMaySayWhetherToRetry(int status, String said, int attempts) {
    fails(request -> FakeList.answer(status, "", "x-should-retry", said));
    assertEquals(attempts, requests);
  }

  @Test
  void aFailureThatPassesIsNotNoticed() throws SQLException {
    FakeList list = FakeList.of(25);
    Transport shaky =
        request ->
            ++requests % 2 == 1
                ? FakeList.answer(503, "", "retry-after", "2")
                : list.exchange(request);
    assertEquals(25, Lists.read(source(shaky), Lists.ids()).size());
    assertEquals(
        List.of(
            "limit=10", "limit=10&offset=9", "limit=10&offset=18", "limit=10&offset=24", "limit=2"),
        list.targets);
    assertEquals(Collections.nCopies(5, Duration.ofSeconds(2)), waits);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "`` | 2",
        "<html>Sign in</html> | 2",
        "{\"items\": [ | 2",
        "{\"items\": []}, | 2",
        "null | 1",
        "[] | 1",
        "{\"detail\": \"x\"} | 1",
        "{\"items\": null} | 1"
      })
  void anAnswerThatIsNoListIsNeverAnEmptyTable(String body, int attempts) {
    SQLException e = fails(request -> FakeList.answer(200, body));
    assertEquals("58030", e.getSQLState());
    assertEquals(200, e.getErrorCode());
    assertEquals(attempts, requests, "what is no JSON is asked for once more");
  }

  @Test
  void aBodyThatWasDamagedOnItsWayIsNotNoticed() throws SQLException {
    FakeList list = FakeList.of(25);
    Transport shaky =
        request ->
            ++requests == 3 ? FakeList.answer(200, "{\"items\": [{\"id") : list.exchange(request);
    assertEquals(25, Lists.read(source(shaky), Lists.ids()).size());
    assertEquals(6, requests);
  }

  @Test
  void withoutRetriesADamagedBodyFailsAtOnce() throws SQLException {
    Transport broken =
        request -> {
          requests++;
          return FakeList.answer(200, "{");
        };
    HttpJobSource source =
        new HttpJobSource(
            Lists.settings("http://demo.invalid", 10, Duration.ofSeconds(60), 0),
            Optional.of(broken));
    assertThrows(SQLException.class, () -> Lists.read(source, Lists.ids()));
    assertEquals(1, requests);
  }

  @Test
  void brokenConnectionsAreRepeatedAndThenNamed() {
    assertNoAnswer(new UnknownHostException("x"), "DNS", 3);
    assertNoAnswer(new ConnectException("x"), "refused", 3);
    assertNoAnswer(new IOException("reset"), "the connection broke: reset", 3);
    SSLHandshakeException certificate = new SSLHandshakeException("PKIX");
    certificate.initCause(new CertificateException("expired"));
    assertNoAnswer(certificate, "TLS failed: PKIX", 1);
  }

  @Test
  void theLastFailureKeepsTheEarlierOnes() {
    SQLException e =
        fails(
            request -> {
              throw new IOException("number " + requests);
            });
    assertEquals("number 3", String.valueOf(cause(e).getMessage()));
    assertEquals("number 2", cause(e).getSuppressed()[0].getMessage());
  }

  @Test
  void aFaultOfTheAnswerInProcessIsNoUncheckedException() {
    assertEquals(
        "08006",
        fails(
                request -> {
                  throw new IllegalStateException("bug");
                })
            .getSQLState());
  }

  @Test
  void theKeyIsNeverShownWhateverTheServiceSays() {
    String key = Lists.KEY;
    assertHidden(fails(request -> FakeList.answer(401, "{\"detail\":\"Bad key " + key + "\"}")));
    assertHidden(fails(request -> FakeList.answer(500, "x".repeat(190) + key)));
    assertHidden(fails(request -> FakeList.answer(200, key)));
    assertHidden(
        fails(
            request -> {
              throw new IOException("Unexpected status line: " + key);
            }));
    assertHidden(
        fails(request -> FakeList.answer(307, "", "location", "https://" + key + ".x/" + key)));
  }

  @Test
  void aRedirectNamesWhereItLeads() {
    SQLException e =
        fails(request -> FakeList.answer(302, "", "location", "https://other.example/a?b=c"));
    assertContains(e, "https://other.example:443.");
    assertContains(e, "Redirects are not followed");
  }

  @Test
  void theRequestCarriesTheKeyTheProductAndTheMediaType() throws SQLException {
    List<Transport.Request> sent = new ArrayList<>();
    Lists.read(
        source(
            request -> {
              sent.add(request);
              return FakeList.answer(200, "{\"items\":[]}");
            }),
        Lists.ids());
    assertEquals("GET", sent.get(0).method());
    assertEquals("/api/v1/beta/batch-processing?limit=10", sent.get(0).target());
    assertEquals("Bearer " + Lists.KEY, sent.get(0).headers().get("authorization"));
    assertEquals("application/json", sent.get(0).headers().get("accept"));
    assertEquals("llamacloud-jdbc/0.1.0 Metabase ?", sent.get(0).headers().get("user-agent"));
  }

  @Test
  void waitingForARetryEndsWithTheStatement() throws SQLException {
    ExecutionContext context = Lists.unlimited();
    HttpJobSource source =
        source(
            request -> {
              context.cancel();
              return FakeList.answer(503, "");
            });
    assertEquals(
        "57014",
        assertThrows(SQLException.class, () -> Lists.read(source, Lists.ids(), context))
            .getSQLState());
  }

  @ParameterizedTest
  @CsvSource({"503, 58000", "429, 53000", "409, 58030"})
  void aWaitThatIsTooLongIsNotWaitedFor(int status, String state) throws SQLException {
    assertAsksToWait(status, state, "301", Lists.unlimited(), 301);
    assertAsksToWait(status, state, "0.5", Lists.limited(Duration.ofMillis(400)), 1);
    assertAsksToWait(status, state, "3001", Lists.limited(Duration.ofMinutes(50)), 3001);
  }

  private void assertAsksToWait(
      int status, String state, String wait, ExecutionContext context, int said)
      throws SQLException {
    requests = 0;
    HttpJobSource source =
        source(
            request -> {
              requests++;
              return FakeList.answer(status, "", "retry-after", wait);
            });
    SQLException e =
        assertThrows(SQLException.class, () -> Lists.read(source, Lists.ids(), context));
    assertEquals(state, e.getSQLState());
    assertEquals(status, e.getErrorCode());
    assertContains(e, " It asks to wait " + said + " s: ");
    assertEquals(1, requests);
    assertEquals(List.of(), waits);
  }

  @Test
  void aLongWaitIsHeededAsFarAsTheTimeLimitAllows() throws SQLException {
    assertWaits(List.of(300L), 503, 300, Lists.unlimited());
    assertWaits(List.of(600L), 503, 600, Lists.limited(Duration.ofMinutes(11)));
    // The pause for everyone is never longer than what a statement without a time limit waits.
    assertWaits(List.of(299L), 429, 300, Lists.unlimited());
    assertWaits(List.of(600L, 299L), 429, 600, Lists.limited(Duration.ofMinutes(11)));
  }

  /**
   * @param seconds whole ones, of the first waits after one failure
   */
  private void assertWaits(List<Long> seconds, int status, int asked, ExecutionContext context)
      throws SQLException {
    waits.clear();
    requests = 0;
    FakeList list = FakeList.of(3);
    HttpJobSource source =
        source(
            request ->
                requests++ == 0
                    ? FakeList.answer(status, "", "retry-after", String.valueOf(asked))
                    : list.exchange(request));
    assertEquals(3, Lists.read(source, Lists.ids(), context).size());
    assertEquals(seconds, waits.stream().limit(seconds.size()).map(Duration::toSeconds).toList());
  }

  @Test
  void aPauseBeyondTheTimeLimitOfAnotherStatementIsNotWaitedForEither() throws SQLException {
    requests = 0;
    HttpJobSource source =
        source(
            request -> {
              requests++;
              return FakeList.answer(429, "", "retry-after", "200");
            });
    for (int i = 0; i < 2; i++) {
      SQLException e =
          assertThrows(
              SQLException.class,
              () -> Lists.read(source, Lists.ids(), Lists.limited(Duration.ofSeconds(100))));
      assertEquals("53000", e.getSQLState());
      assertContains(e, i == 0 ? "wait 200 s" : "another 200 s");
    }
    assertEquals(1, requests);
  }

  private void assertNoAnswer(IOException thrown, String reason, int attempts) {
    SQLException e =
        fails(
            request -> {
              throw thrown;
            });
    assertEquals("08006", e.getSQLState());
    assertEquals("SQLTransientConnectionException", e.getClass().getSimpleName());
    assertContains(e, reason);
    assertContains(e, "demo.invalid");
    assertEquals(attempts, requests, reason);
  }

  private static void assertHidden(SQLException e) {
    StringWriter trace = new StringWriter();
    e.printStackTrace(new PrintWriter(trace));
    assertFalse(trace.toString().contains("llx"), trace.toString());
  }

  private static void assertContains(SQLException e, String text) {
    assertTrue(String.valueOf(e.getMessage()).contains(text), e.getMessage());
  }

  private static Throwable cause(SQLException e) {
    return assertInstanceOf(IOException.class, e.getCause());
  }

  private SQLException fails(Transport answer) {
    requests = 0;
    waits.clear();
    Transport counted =
        request -> {
          requests++;
          return answer.exchange(request);
        };
    return assertThrows(SQLException.class, () -> Lists.read(source(counted), Lists.ids()));
  }

  private HttpJobSource source(Transport transport) throws SQLException {
    return new HttpJobSource(
        Lists.settings("http://demo.invalid", 10, Duration.ofSeconds(60), 2),
        Optional.of(transport),
        new RetryWait(Clock.systemUTC(), () -> 0),
        (context, duration) -> waits.add(duration));
  }
}
