package io.github.llamacloud.jdbc.fetch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.llamacloud.jdbc.config.Settings;
import io.github.llamacloud.jdbc.jobs.Transport;
import io.github.llamacloud.jdbc.simulator.Simulator;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import mockwebserver3.SocketEffect;
import okhttp3.Protocol;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;
import okio.Buffer;
import okio.GzipSink;
import okio.Okio;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What only a TLS server can show: trust, HTTP/2, compressed answers. */
class TlsTest {
  private static final String PASSWORD = "changeit-hunter2";

  @TempDir private Path folder;

  private final MockWebServer server = new MockWebServer();
  private final Simulator simulator = Simulator.demo(25, 1).requiringKey(Lists.KEY);
  private final HeldCertificate certificate = certificate();
  private boolean compressed;
  private int breakAt = Integer.MAX_VALUE;

  private static HeldCertificate certificate() {
    return new HeldCertificate.Builder().addSubjectAlternativeName("127.0.0.1").build();
  }

  @BeforeEach
  void start() throws IOException {
    server.useHttps(
        new HandshakeCertificates.Builder()
            .heldCertificate(certificate)
            .build()
            .sslSocketFactory());
    server.setDispatcher(
        new Dispatcher() {
          @Override
          public MockResponse dispatch(RecordedRequest request) {
            return answer(request);
          }
        });
    server.start(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), 0);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private MockResponse answer(RecordedRequest request) {
    if (server.getRequestCount() == breakAt) {
      return new MockResponse.Builder().onResponseStart(new SocketEffect.CloseSocket()).build();
    }
    Transport.Response answer =
        simulator.exchange(
            new Transport.Request(
                "GET",
                request.getTarget(),
                Map.of(
                    "authorization", String.valueOf(request.getHeaders().get("authorization")))));
    MockResponse.Builder response = new MockResponse.Builder().code(answer.status());
    answer.headers().forEach(response::setHeader);
    if (!compressed) {
      return response.body(new Buffer().write(answer.body())).build();
    }
    Buffer zipped = new Buffer();
    try (okio.BufferedSink sink = Okio.buffer(new GzipSink(zipped))) {
      sink.write(answer.body());
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return response.setHeader("content-encoding", "gzip").body(zipped).build();
  }

  @ParameterizedTest
  @EnumSource(
      value = Protocol.class,
      names = {"HTTP_1_1", "HTTP_2"})
  void aTrustedServerIsReadInEitherProtocol(Protocol protocol) throws Exception {
    if (protocol == Protocol.HTTP_1_1) {
      server.setProtocols(List.of(protocol));
    }
    assertEquals(25, read(source(store("PKCS12", certificate), PASSWORD, "PKCS12")));
    RecordedRequest request = server.takeRequest();
    assertEquals(protocol == Protocol.HTTP_2 ? "HTTP/2" : "HTTP/1.1", request.getVersion());
    assertEquals("Bearer " + Lists.KEY, request.getHeaders().get("Authorization"));
    assertEquals("gzip", request.getHeaders().get("Accept-Encoding"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"JKS", "PKCS12", ""})
  void theTypeOfTheStoreMayBeGiven(String type) throws Exception {
    Path store = store(type.isEmpty() ? KeyStore.getDefaultType() : type, certificate);
    assertEquals(25, read(source(store, PASSWORD, type)));
  }

  @Test
  void compressedAnswersAreRead() throws Exception {
    compressed = true;
    assertEquals(25, read(source(store("PKCS12", certificate), PASSWORD, "PKCS12")));
  }

  /** Over HTTP/2 all calls share the connection that breaks. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void aConnectionThatBreaksIsRepeatedWhereItBroke(int request) throws Exception {
    breakAt = request;
    assertEquals(25, read(source(store("PKCS12", certificate), PASSWORD, "PKCS12")));
    assertEquals(6, server.getRequestCount());
  }

  @Test
  void aServerThatIsNotTrustedGetsNoRequest() throws Exception {
    for (HttpJobSource source :
        List.of(
            source(store("PKCS12", certificate()), PASSWORD, "PKCS12"),
            new HttpJobSource(settings(new Properties()), Optional.empty()))) {
      SQLException e = assertThrows(SQLException.class, () -> Lists.read(source, Lists.ids()));
      assertEquals("08006", e.getSQLState());
      assertTrue(e.getMessage().contains("TLS failed"), e.getMessage());
    }
    assertEquals(0, server.getRequestCount());
  }

  @Test
  void aCertificateForAnotherHostIsNotTrusted() throws Exception {
    Properties properties = trusting(store("PKCS12", certificate), PASSWORD, "PKCS12");
    Settings settings =
        Settings.read(
            "jdbc:llamacloud:https://localhost:" + server.getPort() + "?maxRetries=0",
            properties,
            name -> null);
    HttpJobSource source = new HttpJobSource(settings, Optional.empty());
    SQLException e = assertThrows(SQLException.class, () -> Lists.read(source, Lists.ids()));
    assertEquals("08006", e.getSQLState());
    assertEquals(0, server.getRequestCount());
  }

  @Test
  void aStoreThatCannotBeReadIsABadSettingAndNotShown() throws Exception {
    Path store = store("PKCS12", certificate);
    assertRefused(() -> source(store, "wrong-hunter2", "PKCS12"));
    assertRefused(() -> source(store, PASSWORD, "NO-SUCH-TYPE"));
    assertRefused(() -> source(folder.resolve("hunter2"), PASSWORD, "PKCS12"));
    assertRefused(
        () ->
            source(
                Files.writeString(folder.resolve("hunter2.txt"), "no store"), PASSWORD, "PKCS12"));
    assertRefused(() -> source(store("PKCS12"), PASSWORD, "PKCS12"));
  }

  private interface Opening {
    HttpJobSource open() throws Exception;
  }

  private static void assertRefused(Opening opening) {
    SQLException e = assertThrows(SQLException.class, opening::open);
    assertEquals("08001", e.getSQLState());
    assertTrue(e.getMessage().contains("trust store"), e.getMessage());
    assertTrue(!e.getMessage().contains("hunter2"), e.getMessage());
  }

  private static int read(HttpJobSource source) throws SQLException {
    return Lists.read(source, Lists.ids()).size();
  }

  private HttpJobSource source(Path store, String password, String type) throws SQLException {
    return new HttpJobSource(settings(trusting(store, password, type)), Optional.empty());
  }

  private static Properties trusting(Path store, String password, String type) {
    Properties properties = new Properties();
    properties.setProperty("apiKey", Lists.KEY);
    properties.setProperty("trustStore", store.toString());
    properties.setProperty("trustStorePassword", password);
    properties.setProperty("trustStoreType", type);
    return properties;
  }

  private Settings settings(Properties properties) throws SQLException {
    properties.setProperty("concurrency", "1");
    properties.setProperty("apiKey", Lists.KEY);
    return Settings.read(
        "jdbc:llamacloud:https://127.0.0.1:" + server.getPort() + "?pageSize=10&maxRetries=2",
        properties,
        name -> null);
  }

  private Path store(String type, HeldCertificate... certificates)
      throws IOException, GeneralSecurityException {
    KeyStore store = KeyStore.getInstance(type);
    store.load(null, null);
    for (HeldCertificate each : certificates) {
      store.setCertificateEntry("service", each.certificate());
    }
    Path file = Files.createTempFile(folder, "trust", ".store");
    try (OutputStream out = Files.newOutputStream(file)) {
      store.store(out, PASSWORD.toCharArray());
    }
    return file;
  }
}
