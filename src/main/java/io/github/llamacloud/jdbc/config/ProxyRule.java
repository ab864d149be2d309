package io.github.llamacloud.jdbc.config;

import java.util.Optional;

/**
 * Which proxy requests go through.
 *
 * @param server the proxy; empty for none
 * @param given whether the property says so, which then holds whatever the JVM is configured with;
 *     else the environment says so, which holds if the JVM is configured with nothing
 */
public record ProxyRule(Optional<Server> server, boolean given) {
  /** What the JVM says. */
  public static final ProxyRule OF_JVM = new ProxyRule(Optional.empty(), false);

  /**
   * An HTTP proxy.
   *
   * @param host a name or an address
   * @param port 1 to 65535
   * @param login what it asks for, if anything
   */
  public record Server(String host, int port, Optional<Login> login) {}

  /**
   * Who uses a proxy.
   *
   * @param user may be empty
   * @param password may be empty
   */
  public record Login(String user, Secret password) {}
}
