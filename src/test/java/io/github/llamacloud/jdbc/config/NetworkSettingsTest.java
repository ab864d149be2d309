package io.github.llamacloud.jdbc.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.security.KeyStore;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The pace, the proxy and the trust store. */
class NetworkSettingsTest {
  private static final String URL = "jdbc:llamacloud:https://llama.example.org";

  private final Properties properties = new Properties();
  private final Map<String, String> environment = new HashMap<>();

  @BeforeEach
  void key() {
    properties.setProperty("apiKey", "llx-1");
  }

  @Test
  void thePaceIsUnlimitedUnlessGiven() throws SQLException {
    assertEquals(0, read(URL).requestsPerSecond());
    assertEquals(0.5, read(URL + "?requestsPerSecond=0.5").requestsPerSecond());
  }

  @Test
  void aProxyHasHostPortUserAndPassword() throws SQLException {
    ProxyRule rule = read(URL + "?proxy=http://u%2540:hun%253Ater2@proxy.example.org:3128").proxy();
    assertTrue(rule.given());
    ProxyRule.Server server = rule.server().orElseThrow();
    assertEquals("proxy.example.org", server.host());
    assertEquals(3128, server.port());
    assertEquals("u@", server.login().orElseThrow().user());
    assertEquals("hun:ter2", server.login().orElseThrow().password().reveal());
    assertFalse(rule.toString().contains("hun"), rule.toString());
    assertFalse(Settings.redacted(URL + "?proxy=http://u:hunter2@h:1").contains("hunter2"));
  }

  @Test
  void aProxyNeedsNeitherUserNorPortNorScheme() throws SQLException {
    assertEquals(
        new ProxyRule(Optional.of(new ProxyRule.Server("h", 80, Optional.empty())), true),
        read(URL + "?proxy=http://h/").proxy());
    assertEquals(
        new ProxyRule(Optional.of(new ProxyRule.Server("::1", 8, Optional.empty())), true),
        read(URL + "?proxy=[::1]:8").proxy());
    assertEquals(new ProxyRule(Optional.empty(), true), read(URL + "?proxy=none").proxy());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://u:hunter2@h:1",
        "socks5://u:hunter2@h:1",
        "http://u:hunter2@h:0",
        "http://u:hunter2@h:70000",
        "http://u:hunter2@h:1/path",
        "http://u:hunter2@h:1?x",
        "http://u:hunter2@",
        "hunter2 x"
      })
  void anotherProxyIsRefusedAndNotShown(String proxy) {
    properties.setProperty("proxy", proxy);
    SQLException e = assertThrows(SQLException.class, () -> read(URL));
    assertEquals("08001", e.getSQLState());
    assertFalse(e.getMessage().contains("hunter2"), e.getMessage());
    assertTrue(e.getMessage().contains("property proxy"), e.getMessage());
  }

  @Test
  void theEnvironmentsProxyIsASecondChoice() throws SQLException {
    assertEquals(ProxyRule.OF_JVM, read(URL).proxy());
    environment.put("http_proxy", "http://plain:1");
    assertEquals(ProxyRule.OF_JVM, read(URL).proxy());
    environment.put("HTTPS_PROXY", "upper:2");
    assertEquals("upper", host(read(URL).proxy()));
    environment.put("https_proxy", "http://lower:3");
    assertEquals("lower", host(read(URL).proxy()));
    assertFalse(read(URL).proxy().given());
    assertEquals("mine", host(read(URL + "?proxy=mine:4").proxy()));
    assertEquals(ProxyRule.OF_JVM, read("jdbc:llamacloud:https://127.0.0.1:5").proxy());
    assertEquals(ProxyRule.OF_JVM, read("jdbc:llamacloud:demo").proxy());
    environment.put("https_proxy", "socks5://hunter2");
    SQLException e = assertThrows(SQLException.class, () -> read(URL));
    assertTrue(e.getMessage().contains("variable https_proxy"), e.getMessage());
    assertFalse(e.getMessage().contains("hunter2"), e.getMessage());
    assertEquals(Optional.empty(), read(URL + "?proxy=none").proxy().server());
  }

  @ParameterizedTest
  @CsvSource({
    "llama.example.org, true",
    "example.org, true",
    ".example.org, true",
    "*.example.org, true",
    "'x.org, Example.ORG', true",
    "*, true",
    "ample.org, false",
    "x.llama.example.org, false",
    "'', false",
    "'.,', false"
  })
  void someHostsNeedNoProxyOfTheEnvironment(String exceptions, boolean excepted)
      throws SQLException {
    environment.put("https_proxy", "http://h:3");
    environment.put("no_proxy", exceptions);
    assertEquals(excepted, read(URL).proxy().equals(ProxyRule.OF_JVM));
    environment.put("NO_PROXY", environment.remove("no_proxy"));
    assertEquals(excepted, read(URL).proxy().equals(ProxyRule.OF_JVM));
  }

  /** Beside a proxy in the same URL it would open the environment's key to whoever wrote it. */
  @ParameterizedTest
  @ValueSource(strings = {"trustStore", "trustStorePassword", "trustStoreType"})
  void aTrustStoreMayNotStandInAUrl(String name) {
    SQLException e = assertThrows(SQLException.class, () -> read(URL + "?" + name + "=x"));
    assertEquals("08001", e.getSQLState());
    assertTrue(e.getMessage().contains("may not stand in a URL"), e.getMessage());
  }

  @Test
  void aTrustStoreHasAFileAPasswordAndAType() throws SQLException {
    assertEquals(Optional.empty(), read(URL).trustStore());
    properties.setProperty("trustStorePassword", "hunter2");
    SQLException e = assertThrows(SQLException.class, () -> read(URL));
    assertFalse(e.getMessage().contains("hunter2"), e.getMessage());
    properties.setProperty("trustStore", "/x");
    assertEquals(
        new TrustStore(
            Optional.of("/x"), Optional.of(new Secret("hunter2")), KeyStore.getDefaultType()),
        read(URL).trustStore().orElseThrow());
    assertFalse(read(URL).toString().contains("hunter2"));
    properties.clear();
    key();
    properties.setProperty("trustStoreType", "Windows-ROOT");
    assertEquals(
        new TrustStore(Optional.empty(), Optional.empty(), "Windows-ROOT"),
        read(URL).trustStore().orElseThrow());
  }

  private static String host(ProxyRule rule) {
    return rule.server().orElseThrow().host();
  }

  private Settings read(String url) throws SQLException {
    return Settings.read(url, properties, environment::get);
  }
}
