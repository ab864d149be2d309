package io.github.llamacloud.jdbc.config;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;

/**
 * What a connection is configured with: validated, immutable, and printing no secret.
 *
 * @param baseUrl scheme, host, port and path prefix without a trailing slash; https, or http to
 *     loopback; {@code http://demo.invalid} if {@code demo} is present
 * @param apiKey the bearer token; present unless {@code demo} is
 * @param projectId scope of the list, sent as {@code project_id}
 * @param organizationId scope of the list, sent as {@code organization_id}
 * @param pageSize rows per request at most, 1 to 1000
 * @param connectTimeout limit to connect; zero for none
 * @param requestTimeout limit of one request; zero for none
 * @param maxRetries how often one failed request is repeated
 * @param applicationName suffix of the User-Agent header
 * @param demo present if the in-process simulator answers instead of a service
 */
public record Settings(
    URI baseUrl,
    Optional<Secret> apiKey,
    Optional<UUID> projectId,
    Optional<UUID> organizationId,
    int pageSize,
    Duration connectTimeout,
    Duration requestTimeout,
    int maxRetries,
    Optional<String> applicationName,
    Optional<Demo> demo) {

  /**
   * The demo's list.
   *
   * @param jobs how many jobs it has
   * @param seed what its data derive from
   */
  public record Demo(int jobs, long seed) {}
}
