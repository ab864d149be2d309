package io.github.llamacloud.jdbc.fetch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.llamacloud.jdbc.config.Settings;
import io.github.llamacloud.jdbc.simulator.Simulator;
import io.github.llamacloud.jdbc.testing.Fault;
import io.github.llamacloud.jdbc.testing.SimulatedService;
import io.github.llamacloud.jdbc.testing.TestKeys;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What all connections to one account share, and the key that they send. */
class AccountTest {
  private final Properties properties = new Properties();
  private final List<Duration> waits = new ArrayList<>();
  private SimulatedService service;

  @BeforeEach
  void start() throws IOException {
    service = SimulatedService.start(Simulator.demo(25, 1));
    properties.setProperty("apiKey", Lists.KEY);
    properties.setProperty("pageSize", "10");
    properties.setProperty("concurrency", "1");
  }

  @AfterEach
  void stop() {
    service.close();
    TestKeys.forget();
  }

  @Test
  void aPauseThatIsAskedForHoldsForEveryConnectionWithTheKey() throws SQLException {
    properties.setProperty("maxRetries", "0");
    service.onRequest(1, Fault.answer(429, "").header("Retry-After", "30"));
    assertThrows(SQLException.class, () -> read(source()));
    assertEquals(List.of(), waits, "who gives up waits for nobody");
    assertEquals(25, read(source()));
    assertEquals(5, waits.size(), "each request waits, as the waiting takes no time here");
    assertTrue(waits.get(0).compareTo(Duration.ofSeconds(20)) > 0, waits::toString);
    assertTrue(waits.get(0).compareTo(Duration.ofSeconds(30)) <= 0, waits::toString);
    waits.clear();
    properties.setProperty("apiKey", "llx-other");
    assertThrows(SQLException.class, () -> read(source()));
    assertEquals(List.of(), waits, "another account is not paused");
  }

  @Test
  void requestsPerSecondSpreadsTheRequestsOfAllConnections() throws SQLException {
    properties.setProperty("requestsPerSecond", "0.1");
    read(source());
    read(source());
    assertEquals(9, waits.size());
    for (int i = 0; i < waits.size(); i++) {
      long late = waits.get(i).toMillis() - 10_000L * (i + 1);
      assertTrue(late <= 0 && late > -2000, waits::toString);
    }
  }

  @Test
  void aKeyFileThatWasReplacedIsReadOnce(@TempDir Path folder) throws Exception {
    Path file = Files.writeString(folder.resolve("key"), "llx-old");
    properties.remove("apiKey");
    properties.setProperty("apiKeyFile", file.toString());
    HttpJobSource source = source();
    SQLException e = assertThrows(SQLException.class, () -> read(source));
    assertEquals("28000", e.getSQLState());
    assertEquals(1, service.requests().size(), "the same key again is not sent again");
    Files.writeString(file, Lists.KEY);
    service.forgetRequests();
    assertEquals(25, read(source));
    assertEquals(6, service.requests().size());
    Files.writeString(file, "llx-never");
    service.forgetRequests();
    assertEquals(25, read(source), "what is accepted is not read again");
    service.fromRequest(1, Fault.answer(401, ""));
    service.forgetRequests();
    service.fromRequest(1, Fault.answer(401, ""));
    assertThrows(SQLException.class, () -> read(source));
    assertEquals(2, service.requests().size(), "a second refusal stands");
    assertEquals(List.of(), waits);
  }

  @Test
  void aProviderOfTheClassPathTellsTheKey() throws SQLException {
    properties.remove("apiKey");
    TestKeys.tell(service.baseUrl(), "llx-old", Lists.KEY);
    HttpJobSource source = source();
    assertEquals(25, read(source));
    assertEquals(6, service.requests().size());
    assertEquals(
        List.of("Bearer llx-old", "Bearer " + Lists.KEY),
        service.requestHeaders("Authorization").subList(0, 2).stream()
            .map(each -> each.get(0))
            .toList());
  }

  private HttpJobSource source() throws SQLException {
    return new HttpJobSource(
        Settings.read("jdbc:llamacloud:" + service.baseUrl(), properties, name -> null),
        Optional.empty(),
        new RetryWait(Clock.systemUTC(), () -> 0),
        (request, duration) -> waits.add(duration));
  }

  private static int read(HttpJobSource source) throws SQLException {
    return Lists.read(source, Lists.ids()).size();
  }
}
