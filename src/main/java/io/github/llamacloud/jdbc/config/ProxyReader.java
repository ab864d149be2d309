package io.github.llamacloud.jdbc.config;

import io.github.llamacloud.jdbc.error.Failures;
import java.net.URI;
import java.net.URISyntaxException;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads which proxy to use from the property and from the environment. */
final class ProxyReader {
  private static final String NONE = "none";
  private static final int DEFAULT_PORT = 80;

  private static final Pattern PROXY =
      Pattern.compile(
          "(?<scheme>(?i:http://)?)([^@/?#]*@)?(?<server>(\\[[0-9A-Fa-f:.]+]|[A-Za-z0-9._-]+)(:\\d+)?)/?");

  private final UnaryOperator<@Nullable String> environment;

  ProxyReader(UnaryOperator<@Nullable String> environment) {
    this.environment = environment;
  }

  /**
   * The rule for requests to this host.
   *
   * @param given the property's value
   * @throws SQLException 08001 if the proxy cannot be understood; no value is shown
   */
  ProxyRule read(Optional<String> given, URI baseUrl) throws SQLException {
    if (given.isPresent()) {
      return new ProxyRule(
          given.get().equals(NONE)
              ? Optional.empty()
              : Optional.of(server(given.get(), "The property proxy")),
          true);
    }
    String host = bare(baseUrl.getHost());
    if (SettingsReader.isLoopback(baseUrl.getHost()) || isExcepted(host)) {
      return ProxyRule.OF_JVM;
    }
    String variable = baseUrl.getScheme() + "_proxy";
    for (String name : List.of(variable, variable.toUpperCase(Locale.ROOT))) {
      String value = environment.apply(name);
      if (value != null && !value.isBlank()) {
        return new ProxyRule(
            Optional.of(server(value.strip(), "The environment variable " + name)), false);
      }
    }
    return ProxyRule.OF_JVM;
  }

  /** Whether {@code no_proxy} names the host or a domain above it. */
  private boolean isExcepted(String host) {
    String exceptions = environment.apply("no_proxy");
    if (exceptions == null || exceptions.isBlank()) {
      exceptions = environment.apply("NO_PROXY");
    }
    if (exceptions == null) {
      return false;
    }
    for (String exception : exceptions.split("[,\\s]+", -1)) {
      String name = bare(exception.toLowerCase(Locale.ROOT)).replaceFirst("^\\*?\\.", "");
      if (exception.equals("*")
          || (!name.isEmpty() && (host.equals(name) || host.endsWith("." + name)))) {
        return true;
      }
    }
    return false;
  }

  private static String bare(String host) {
    return host.replaceAll("[\\[\\]]", "");
  }

  private static ProxyRule.Server server(String text, String where) throws SQLException {
    URI uri;
    try {
      uri = new URI(text.contains("://") ? text : "http://" + text);
    } catch (URISyntaxException e) {
      throw unreadable(where);
    }
    String path = uri.getRawPath();
    if (!"http".equalsIgnoreCase(uri.getScheme())
        || uri.getHost() == null
        || uri.getPort() == 0
        || uri.getPort() > 65_535
        || !(path.isEmpty() || path.equals("/"))
        || uri.getRawQuery() != null
        || uri.getRawFragment() != null) {
      throw unreadable(where);
    }
    return new ProxyRule.Server(
        bare(uri.getHost()),
        uri.getPort() < 0 ? DEFAULT_PORT : uri.getPort(),
        login(uri.getUserInfo()));
  }

  private static Optional<ProxyRule.Login> login(@Nullable String userInfo) {
    if (userInfo == null) {
      return Optional.empty();
    }
    int colon = userInfo.indexOf(':');
    return Optional.of(
        colon < 0
            ? new ProxyRule.Login(userInfo, new Secret(""))
            : new ProxyRule.Login(
                userInfo.substring(0, colon), new Secret(userInfo.substring(colon + 1))));
  }

  /**
   * The proxy without user and password. What is no proxy becomes a text that is none either: left
   * out, requests would take another way than was asked for.
   */
  static String withoutLogin(String given) {
    Matcher proxy = PROXY.matcher(given);
    return proxy.matches() ? proxy.group("scheme") + proxy.group("server") : "?";
  }

  private static SQLException unreadable(String where) {
    return Failures.badSetting(
        where
            + " must be a proxy like http://user:password@host:port"
            + (where.contains("property") ? ", or none." : ".")
            + " Its value is not shown: it may hold a password.");
  }
}
