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
import okhttp3.Response;
import okhttp3.Route;
import org.jspecify.annotations.Nullable;

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
      client.proxySelector(new JvmFirst(proxy));
    }
    rule.server()
        .flatMap(ProxyRule.Server::login)
        .ifPresent(login -> client.proxyAuthenticator(new Login(login)));
  }

  private static Proxy proxy(ProxyRule.Server server) {
    return new Proxy(
        Proxy.Type.HTTP, InetSocketAddress.createUnresolved(server.host(), server.port()));
  }

  /** Answers once: a login that was refused stays refused. A value, so that sockets are shared. */
  private record Login(ProxyRule.Login login) implements Authenticator {
    @Override
    public @Nullable Request authenticate(@Nullable Route route, Response response) {
      Request request = response.request();
      return request.header(LOGIN) == null
          ? request
              .newBuilder()
              .header(
                  LOGIN,
                  Credentials.basic(
                      login.user(), login.password().reveal(), StandardCharsets.UTF_8))
              .build()
          : null;
    }
  }

  /**
   * The JVM's proxy as it is configured now, else this one. A value, so that sockets are shared.
   */
  private static final class JvmFirst extends ProxySelector {
    private final Optional<Proxy> otherwise;

    JvmFirst(Optional<Proxy> otherwise) {
      this.otherwise = otherwise;
    }

    @Override
    public List<Proxy> select(URI uri) {
      ProxySelector jvm = ProxySelector.getDefault();
      List<Proxy> ofJvm = jvm == null ? List.of(Proxy.NO_PROXY) : jvm.select(uri);
      boolean configured =
          ofJvm.stream().anyMatch(proxy -> proxy.type() != Proxy.Type.DIRECT)
              || OF_JVM.stream().map(System::getProperty).anyMatch(Objects::nonNull);
      return configured || otherwise.isEmpty() ? ofJvm : List.of(otherwise.get());
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof JvmFirst same && same.otherwise.equals(otherwise);
    }

    @Override
    public int hashCode() {
      return otherwise.hashCode();
    }

    @Override
    public void connectFailed(URI uri, SocketAddress address, IOException e) {
      // The request fails with it; there is no other proxy to choose.
    }
  }
}
