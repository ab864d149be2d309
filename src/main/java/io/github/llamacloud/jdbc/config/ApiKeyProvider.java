package io.github.llamacloud.jdbc.config;

import java.net.URI;
import java.util.Optional;

/**
 * Tells the key of an account, for people who keep keys in a vault. A service of {@link
 * java.util.ServiceLoader}: the class needs a constructor without parameters and its name in {@code
 * META-INF/services/io.github.llamacloud.jdbc.config.ApiKeyProvider}. It is asked when a connection
 * is opened that was given no key, and once more whenever the service has refused the key (HTTP
 * 401). Several threads may ask at the same time.
 */
public interface ApiKeyProvider {

  /**
   * The key to send to this host; empty if this provider has none for it. A provider answers for
   * hosts that it knows alone: whoever may write a connection's URL chooses the host.
   *
   * @param baseUrl scheme, host, port and path prefix without a trailing slash
   * @throws Exception if the key cannot be had now; its message is not shown, as it may hold
   *     secrets
   */
  Optional<String> apiKey(URI baseUrl) throws Exception;
}
