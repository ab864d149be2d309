package io.github.llamacloud.jdbc.fetch;

import io.github.llamacloud.jdbc.config.ProxyRule;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import okhttp3.Authenticator;
import okhttp3.Credentials;
import okhttp3.OkHttpClient;
import okhttp3.Request;

/** Sends requests through the proxy that was configured, with the login that it asks for. */
final class Proxies {
  private static final String LOGIN = "Proxy-Authorization";

  /** A JVM that was told any of these knows which requests need no proxy. */
  private static final List<String> OF_JVM =
      List.of("https.proxyHost", "http.proxyHost", "socksProxyHost");

  private Proxies() {}

  static void configure(OkHttpClient.Builder client, ProxyRule rule) {
    Optional<Proxy> proxy = rule.server().map(Proxies::proxy);
    if (rule.given()) {
      client.proxy(proxy.orElse(Proxy.NO_PROXY));
    } else {
      proxy.ifPresent(ofEnvironment -> client.proxySelector(new AfterJvm(ofEnvironment)));
    }
    rule.server()
        .flatMap(ProxyRule.Server::login)
        .ifPresent(login -> client.proxyAuthenticator(authenticator(login)));
  }

  private static Proxy proxy(ProxyRule.Server server) {
    return new Proxy(
        Proxy.Type.HTTP, InetSocketAddress.createUnresolved(server.host(), server.port()));
  }

  /** Answers once: a login that was refused stays refused. */
  private static Authenticator authenticator(ProxyRule.Login login) {
    String credentials =
        Credentials.basic(login.user(), login.password().reveal(), StandardCharsets.UTF_8);
    return (route, response) -> {
      Request request = response.request();
      return request.header(LOGIN) == null
          ? request.newBuilder().header(LOGIN, credentials).build()
          : null;
    };
  }

  /** The environment's proxy, unless the JVM is configured with one. */
  private static final class AfterJvm extends ProxySelector {
    private final Proxy ofEnvironment;

    AfterJvm(Proxy ofEnvironment) {
      this.ofEnvironment = ofEnvironment;
    }

    @Override
    public List<Proxy> select(URI uri) {
      ProxySelector jvm = ProxySelector.getDefault();
      List<Proxy> ofJvm = jvm == null ? List.of() : jvm.select(uri);
      boolean configured =
          ofJvm.stream().anyMatch(proxy -> proxy.type() != Proxy.Type.DIRECT)
              || OF_JVM.stream().map(System::getProperty).anyMatch(Objects::nonNull);
      return configured ? ofJvm : List.of(ofEnvironment);
    }

    @Override
    public void connectFailed(URI uri, SocketAddress address, IOException e) {
      // The request fails with it; there is no other proxy to choose.
    }
  }
}
