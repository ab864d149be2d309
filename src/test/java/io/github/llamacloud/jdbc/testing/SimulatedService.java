package io.github.llamacloud.jdbc.testing;

import io.github.llamacloud.jdbc.jobs.Transport;
import io.github.llamacloud.jdbc.simulator.NextPageToken;
import io.github.llamacloud.jdbc.simulator.Simulator;
import io.github.llamacloud.jdbc.simulator.TotalSize;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;

/**
 * The simulator behind a real HTTP server on a free loopback port, with a log of what was asked and
 * with the faults and bad habits that a service may have. Threads may share it; habits may change
 * between requests. Closing it lets go of every request that still waits.
 */
public final class SimulatedService implements AutoCloseable {
  /** The only key that the service accepts. */
  public static final String API_KEY = "llx-simulated-4c7d19e2";

  /** Held, or the level would be forgotten with the logger. */
  private static final Logger SERVER_LOGGER = Logger.getLogger(MockWebServer.class.getName());

  static {
    SERVER_LOGGER.setLevel(Level.WARNING);
  }

  private final MockWebServer server = new MockWebServer();
  private final PromptSockets sockets = new PromptSockets();
  private final CountDownLatch closing = new CountDownLatch(1);
  private final List<RecordedRequest> log = new ArrayList<>();
  private final Map<Integer, Fault> faults = new LinkedHashMap<>();
  private final TreeMap<Integer, Fault> lastingFaults = new TreeMap<>();
  private final Map<String, Fault> faultsOfTargets = new LinkedHashMap<>();
  private final Map<String, Integer> timesLeft = new LinkedHashMap<>();
  private final Set<Fault.Hang> hangs = new HashSet<>();
  private final Set<String> ignoredParameters = new HashSet<>();
  private Supplier<Simulator> source;
  private Optional<TotalSize> totalSize = Optional.empty();
  private OptionalLong toldTotal = OptionalLong.empty();
  private Optional<NextPageToken> nextPageToken = Optional.empty();
  private int limitClamp = Integer.MAX_VALUE;
  private String basePath = "";

  private SimulatedService(Supplier<Simulator> source) {
    this.source = source;
  }

  /** Serves this simulator's jobs until closed. */
  public static SimulatedService start(Simulator simulator) throws IOException {
    SimulatedService service = new SimulatedService(() -> simulator);
    service.server.setServerSocketFactory(service.sockets);
    service.server.setDispatcher(
        new Dispatcher() {
          @Override
          public MockResponse dispatch(RecordedRequest request) throws InterruptedException {
            return service.respond(request);
          }
        });
    service.server.start(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), 0);
    return service;
  }

  /** {@code jdbc:llamacloud:http://127.0.0.1:<port>}, and the base path if there is one. */
  public String jdbcUrl() {
    return "jdbc:llamacloud:" + baseUrl();
  }

  /** {@code http://127.0.0.1:<port>}, and the base path if there is one. */
  public synchronized String baseUrl() {
    return "http://127.0.0.1:" + server.getPort() + basePath;
  }

  /**
   * Asks here, once for each request and one request at a time, for what the service is like at
   * that moment. Where the list moves, it moves here.
   */
  public synchronized SimulatedService answeredBy(Supplier<Simulator> moving) {
    source = moving;
    return this;
  }

  /** Overrules what the simulator's {@code total_size} says. */
  public synchronized SimulatedService totalSize(TotalSize mode) {
    totalSize = Optional.of(mode);
    return this;
  }

  /** Says so in every {@code total_size}, whatever the list holds. */
  public synchronized SimulatedService tellTotal(long rows) {
    toldTotal = OptionalLong.of(rows);
    return totalSize(TotalSize.ABSENT);
  }

  /** Overrules what the simulator's {@code next_page_token} says. */
  public synchronized SimulatedService nextPageToken(NextPageToken mode) {
    nextPageToken = Optional.of(mode);
    return this;
  }

  /** Serves at most so many rows a page, silently, whatever limit is asked for. */
  public synchronized SimulatedService clampLimit(int rows) {
    limitClamp = rows;
    return this;
  }

  /** Behaves as if this parameter were unknown. */
  public synchronized SimulatedService ignoreParameter(String name) {
    ignoredParameters.add(name);
    return this;
  }

  /** Serves below this path only, e.g. {@code /base}; elsewhere is nothing. */
  public synchronized SimulatedService basePath(String path) {
    basePath = path;
    return this;
  }

  /** Lets this befall one request, counted from 1 since the start or {@link #forgetRequests}. */
  public synchronized SimulatedService onRequest(int number, Fault fault) {
    faults.put(number, registered(fault));
    return this;
  }

  /** Lets this befall every request from this one on, until another fault says otherwise. */
  public synchronized SimulatedService fromRequest(int number, Fault fault) {
    lastingFaults.put(number, registered(fault));
    return this;
  }

  /** Lets this befall the next requests whose targets contain this text, so many of them. */
  public synchronized SimulatedService onTarget(String text, Fault fault, int times) {
    faultsOfTargets.put(text, registered(fault));
    timesLeft.put(text, times);
    return this;
  }

  private Fault registered(Fault fault) {
    if (fault instanceof Fault.Hang hang) {
      hangs.add(hang);
    }
    return fault;
  }

  /**
   * What was asked since the start or {@link #forgetRequests}, in the order of arrival, decoded,
   * parameters as sent: {@code GET /api/v1/beta/batch-processing?status=failed&limit=10}.
   */
  public synchronized List<String> requests() {
    return log.stream()
        .map(it -> it.getMethod() + " " + SentTarget.parse(it.getTarget()).decoded())
        .toList();
  }

  /** The values of one header, a list for each request of {@link #requests}. */
  public synchronized List<List<String>> requestHeaders(String name) {
    return log.stream().map(it -> it.getHeaders().values(name)).toList();
  }

  /** Refuses every further connection; those that are open stay so. For good. */
  public void refuseConnections() throws IOException {
    sockets.refuse();
  }

  /** Empties the log, forgets faults, and counts the next request as the first. */
  public synchronized void forgetRequests() {
    log.clear();
    faults.clear();
    lastingFaults.clear();
    faultsOfTargets.clear();
    timesLeft.clear();
  }

  @Override
  public void close() {
    closing.countDown();
    synchronized (this) {
      hangs.forEach(Fault.Hang::release);
    }
    server.close();
  }

  private MockResponse respond(RecordedRequest request) throws InterruptedException {
    // The server keeps requests until they are taken, which a thousand scans would feel.
    server.takeRequest(0, TimeUnit.SECONDS);
    Transport.Response answer;
    Optional<Fault> fault;
    // One at a time, so that the log, the count and a moving list agree about the order.
    synchronized (this) {
      log.add(request);
      fault = faultOf(request.getTarget()).or(() -> faultOf(log.size()));
      answer = answer(request);
    }
    return fault.isPresent() ? fault.get().befall(answer, closing) : Fault.response(answer).build();
  }

  private Optional<Fault> faultOf(String target) {
    return faultsOfTargets.entrySet().stream()
        .filter(entry -> target.contains(entry.getKey()))
        .filter(entry -> timesLeft.merge(entry.getKey(), -1, Integer::sum) >= 0)
        .findFirst()
        .map(Map.Entry::getValue);
  }

  private Optional<Fault> faultOf(int number) {
    Fault once = faults.get(number);
    Map.Entry<Integer, Fault> lasting = lastingFaults.floorEntry(number);
    return Optional.ofNullable(once)
        .or(() -> Optional.ofNullable(lasting).map(Map.Entry::getValue));
  }

  private Transport.Response answer(RecordedRequest request) {
    Simulator simulator = source.get().requiringKey(API_KEY);
    simulator = totalSize.map(simulator::withTotalSize).orElse(simulator);
    simulator = nextPageToken.map(simulator::withNextPageToken).orElse(simulator);
    Map<String, String> headers = new LinkedHashMap<>();
    request
        .getHeaders()
        .forEach(pair -> headers.put(pair.getFirst().toLowerCase(Locale.ROOT), pair.getSecond()));
    return told(
        simulator.exchange(
            new Transport.Request(request.getMethod(), understood(request.getTarget()), headers)));
  }

  private Transport.Response told(Transport.Response answer) {
    String body = new String(answer.body(), StandardCharsets.UTF_8);
    if (toldTotal.isEmpty() || !body.startsWith("{\"items\":")) {
      return answer;
    }
    String told = body.substring(0, body.length() - 1) + ",\"total_size\":" + toldTotal.getAsLong();
    return new Transport.Response(
        answer.status(), answer.headers(), (told + "}").getBytes(StandardCharsets.UTF_8));
  }

  /** What the simulator gets to see of a target. */
  private String understood(String target) {
    if (!target.startsWith(basePath)) {
      return "/outside";
    }
    return SentTarget.parse(target.substring(basePath.length()))
        .without(ignoredParameters)
        .clampedTo(limitClamp)
        .encoded();
  }
}
