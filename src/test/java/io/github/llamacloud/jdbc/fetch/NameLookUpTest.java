package io.github.llamacloud.jdbc.fetch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.llamacloud.jdbc.config.Settings;
import io.github.llamacloud.jdbc.jobs.ExecutionContext;
import io.github.llamacloud.jdbc.jobs.RequestSlots;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import okhttp3.Dns;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class NameLookUpTest {
  private static final HttpUrl ENDPOINT = HttpUrl.get("https://service.invalid/");

  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final CountDownLatch asked = new CountDownLatch(1);
  private final CountDownLatch answering = new CountDownLatch(1);
  private final ExecutionContext context =
      new ExecutionContext(Instant.EPOCH, Duration.ZERO, ExecutionContext.ALL_ROWS);

  @AfterEach
  void stop() {
    answering.countDown();
    threads.shutdown();
  }

  @Test
  void aCallerLeavesALookUpThatHangs() throws Exception {
    Exchange<Object> exchange = exchange(this::hanging);
    CompletableFuture<SQLException> failure = new CompletableFuture<>();
    threads.execute(() -> failure.complete(failureOf(exchange)));
    asked.await();
    context.cancel();
    assertEquals("57014", failure.get(10, TimeUnit.SECONDS).getSQLState());
  }

  @Test
  void anInterruptedCallerLeavesALookUpThatHangs() throws Exception {
    Exchange<Object> exchange = exchange(this::hanging);
    CompletableFuture<SQLException> failure = new CompletableFuture<>();
    Thread caller = new Thread(() -> failure.complete(failureOf(exchange)));
    caller.start();
    asked.await();
    caller.interrupt();
    assertEquals("57014", failure.get(10, TimeUnit.SECONDS).getSQLState());
  }

  @Test
  void aNameThatIsUnknownFailsTheCall() throws Exception {
    Exchange<Object> exchange =
        exchange(
            host -> {
              throw new UnknownHostException(host);
            });
    SQLException failure = failureOf(exchange);
    assertEquals("08006", failure.getSQLState());
    assertTrue(failure.getMessage().contains("service.invalid"), failure.getMessage());
  }

  @Test
  void aNameThatMayNotBeLookedUpFailsTheCall() throws Exception {
    Exchange<Object> exchange =
        exchange(
            host -> {
              throw new SecurityException("no names");
            });
    assertEquals("08006", failureOf(exchange).getSQLState());
  }

  @Test
  void outsideOfACallItIsNoDetour() throws Exception {
    List<InetAddress> local = List.of(InetAddress.getLoopbackAddress());
    assertEquals(local, new NameLookUp(host -> local, Runnable::run).lookup("any"));
  }

  private List<InetAddress> hanging(String host) throws UnknownHostException {
    asked.countDown();
    try {
      assertTrue(answering.await(1, TimeUnit.MINUTES));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    throw new UnknownHostException(host);
  }

  /** One that runs where it is waited for. */
  private Exchange<Object> exchange(Dns names) throws SQLException {
    OkHttpClient client =
        SharedClients.tls().newBuilder().dns(new NameLookUp(names, threads)).build();
    Request request =
        new Request.Builder().url(ENDPOINT).tag(Demand.class, new Demand(false)).build();
    Properties properties = new Properties();
    properties.setProperty("apiKey", "llx-test");
    Settings settings = Settings.read("jdbc:llamacloud:" + ENDPOINT, properties, name -> null);
    return new Exchange<>(
        client.newCall(request),
        context,
        new ServiceFailures(ENDPOINT, settings),
        response -> response,
        true,
        new RequestSlots().turn(1));
  }

  private static SQLException failureOf(Exchange<?> exchange) {
    return assertThrows(
        SQLException.class,
        () -> {
          exchange.start(false);
          assertFalse(exchange.hasEnded());
          exchange.await();
        });
  }
}
