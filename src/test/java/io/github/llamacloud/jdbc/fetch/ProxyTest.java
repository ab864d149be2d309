package io.github.llamacloud.jdbc.fetch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.llamacloud.jdbc.config.Settings;
import io.github.llamacloud.jdbc.simulator.Simulator;
import io.github.llamacloud.jdbc.testing.SimulatedService;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;

/** Who is asked when there is a proxy, and what the proxy gets to see. */
@ResourceLock("java.net.ProxySelector")
class ProxyTest {
  private final MockWebServer proxy = new MockWebServer();
  private final Map<String, String> environment = new HashMap<>();
  private SimulatedService service;
  private Optional<String> login = Optional.empty();

  /** A proxy that asks for a login, and answers by itself with an empty list. */
  @BeforeEach
  void start() throws IOException {
    service = SimulatedService.start(Simulator.demo(25, 1));
    proxy.setDispatcher(
        new Dispatcher() {
          @Override
          public MockResponse dispatch(RecordedRequest request) {
            String given = request.getHeaders().get("Proxy-Authorization");
            boolean welcome = login.map(wanted -> wanted.equals(given)).orElse(true);
            return welcome
                ? new MockResponse.Builder().body("{\"items\":[]}").build()
                : new MockResponse.Builder()
                    .code(407)
                    .setHeader("Proxy-Authenticate", "Basic realm=\"x\"")
                    .build();
          }
        });
    proxy.start(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), 0);
  }

  @AfterEach
  void stop() {
    service.close();
    proxy.close();
  }

  @Test
  void theProxyOfThePropertyIsAsked() throws Exception {
    assertEquals(0, read(service.baseUrl(), "127.0.0.1:" + proxy.getPort()));
    assertEquals(List.of(), service.requests());
    assertNull(proxy.takeRequest().getHeaders().get("Proxy-Authorization"));
  }

  @Test
  void theLoginIsSentWhenAskedFor() throws Exception {
    login = Optional.of(basic("us er:hunter2"));
    assertEquals(0, read(service.baseUrl(), "http://us%20er:hunter2@127.0.0.1:" + proxy.getPort()));
    proxy.takeRequest();
    assertEquals(login.get(), proxy.takeRequest().getHeaders().get("Proxy-Authorization"));
  }

  @Test
  void aLoginThatIsRefusedIsAFailureWithoutThePassword() {
    login = Optional.of(basic("user:other"));
    SQLException e =
        assertThrows(
            SQLException.class,
            () -> read(service.baseUrl(), "http://user:hunter2@127.0.0.1:" + proxy.getPort()));
    assertEquals(407, e.getErrorCode());
    assertEquals("58030", e.getSQLState());
    assertFalse(e.getMessage().contains("hunter2"), e.getMessage());
    assertEquals(2, proxy.getRequestCount());
  }

  @Test
  void aProxyThatDoesNotAnswerIsNamed() {
    int port = proxy.getPort();
    proxy.close();
    SQLException e =
        assertThrows(
            SQLException.class,
            () -> read(service.baseUrl(), "http://user:hunter2@127.0.0.1:" + port));
    assertEquals("08006", e.getSQLState());
    assertTrue(e.getMessage().contains("through the proxy 127.0.0.1:" + port), e.getMessage());
    assertFalse(e.getMessage().contains("hunter2"), e.getMessage());
  }

  /** What goes to https goes through a tunnel, of which the proxy learns the host alone. */
  @Test
  void theProxyOfATunnelNeverSeesTheKey() throws Exception {
    login = Optional.of(basic("user:other"));
    SQLException e =
        assertThrows(
            SQLException.class,
            () ->
                read(
                    "https://llama.example.org",
                    "http://user:hunter2@127.0.0.1:" + proxy.getPort()));
    assertEquals("08006", e.getSQLState());
    RecordedRequest connect = proxy.takeRequest();
    assertEquals("CONNECT", connect.getMethod());
    assertEquals("llama.example.org:443", connect.getTarget());
    assertEquals(basic("user:hunter2"), connect.getHeaders().get("Proxy-Authorization"));
    assertFalse(connect.getHeaders().toString().contains(Lists.KEY));
    assertNull(connect.getHeaders().get("Authorization"));
  }

  @Test
  void theJvmsProxyIsUsedUnlessThePropertySaysOtherwise() throws Exception {
    ProxySelector before = ProxySelector.getDefault();
    ProxySelector.setDefault(new Always(address()));
    try {
      assertEquals(0, read(service.baseUrl(), ""));
      assertEquals(1, proxy.getRequestCount());
      assertEquals(25, read(service.baseUrl(), "none"));
      assertEquals(1, proxy.getRequestCount());
    } finally {
      ProxySelector.setDefault(before);
    }
  }

  @Test
  void theEnvironmentsProxyIsUsedUnlessTheJvmHasItsOwn() throws Exception {
    environment.put("https_proxy", "http://127.0.0.1:" + proxy.getPort());
    assertThrows(SQLException.class, () -> read("https://llama.example.org", ""));
    assertEquals("CONNECT", proxy.takeRequest().getMethod());
    ProxySelector usual = ProxySelector.getDefault();
    ProxySelector.setDefault(
        new Always(new InetSocketAddress(InetAddress.getLoopbackAddress(), 1)));
    try {
      int before = proxy.getRequestCount();
      assertThrows(SQLException.class, () -> read("https://llama.example.org", ""));
      assertEquals(before, proxy.getRequestCount());
    } finally {
      ProxySelector.setDefault(usual);
    }
  }

  @Test
  void aJvmThatWasToldOfProxiesKnowsWhatNeedsNone() {
    environment.put("https_proxy", "http://127.0.0.1:" + proxy.getPort());
    System.setProperty("https.proxyHost", "127.0.0.1");
    System.setProperty("https.proxyPort", "1");
    System.setProperty("http.nonProxyHosts", "llama.invalid");
    try {
      SQLException e = assertThrows(SQLException.class, () -> read("https://llama.invalid", ""));
      assertEquals("08006", e.getSQLState());
      assertEquals(0, proxy.getRequestCount());
    } finally {
      System.clearProperty("https.proxyHost");
      System.clearProperty("https.proxyPort");
      System.clearProperty("http.nonProxyHosts");
    }
  }

  private static final class Always extends ProxySelector {
    private final InetSocketAddress address;

    Always(InetSocketAddress address) {
      this.address = address;
    }

    @Override
    public List<Proxy> select(URI uri) {
      return List.of(new Proxy(Proxy.Type.HTTP, address));
    }

    @Override
    public void connectFailed(URI uri, SocketAddress failed, IOException e) {}
  }

  private InetSocketAddress address() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), proxy.getPort());
  }

  private static String basic(String login) {
    return "Basic " + Base64.getEncoder().encodeToString(login.getBytes(StandardCharsets.UTF_8));
  }

  private int read(String baseUrl, String proxyProperty) throws SQLException {
    Properties properties = new Properties();
    properties.setProperty("apiKey", Lists.KEY);
    properties.setProperty("maxRetries", "0");
    properties.setProperty("proxy", proxyProperty);
    Settings settings = Settings.read("jdbc:llamacloud:" + baseUrl, properties, environment::get);
    return Lists.read(new HttpJobSource(settings, Optional.empty()), Lists.ids()).size();
  }
}
