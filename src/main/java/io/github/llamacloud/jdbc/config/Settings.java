package io.github.llamacloud.jdbc.config;

import java.net.URI;
import java.sql.DriverPropertyInfo;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

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
 * @param concurrency requests of a statement under way at the same time, 1 to 32
 * @param maxRequests requests that a statement may send; 0 for no limit
 * @param requestsPerSecond of all connections to the same account; 0 for no limit
 * @param proxy which proxy requests go through
 * @param trustStore whose certificates are trusted; empty for those that the JVM trusts
 * @param applicationName suffix of the User-Agent header
 * @param demo present if the in-process simulator answers instead of a service
 */
public record Settings(
    URI baseUrl,
    Optional<ApiKey> apiKey,
    Optional<UUID> projectId,
    Optional<UUID> organizationId,
    int pageSize,
    Duration connectTimeout,
    Duration requestTimeout,
    int maxRetries,
    int concurrency,
    int maxRequests,
    double requestsPerSecond,
    ProxyRule proxy,
    Optional<TrustStore> trustStore,
    Optional<String> applicationName,
    Optional<Demo> demo) {

  /**
   * The demo's list.
   *
   * @param jobs how many jobs it has
   * @param seed what its data derive from
   */
  public record Demo(int jobs, long seed) {}

  /** Whether a URL is one of this driver; never throws. */
  public static boolean accepts(@Nullable String url) {
    return url != null && ConnectionUrl.isOurs(url);
  }

  /**
   * Reads the settings: properties beat the URL, the URL beats the environment.
   *
   * @param url one that is {@linkplain #accepts accepted}
   * @param properties may be null; what the driver does not know in it is ignored
   * @param environment the value of an environment variable, or null
   * @throws SQLException 08001 for a bad URL or value, 28000 if no key is found
   */
  public static Settings read(
      String url, @Nullable Properties properties, UnaryOperator<@Nullable String> environment)
      throws SQLException {
    return new SettingsReader(
            ConnectionUrl.parse(url),
            properties,
            environment,
            new KeyReader(KeyReader::ofClassPath))
        .read();
  }

  /** The URL without its secrets, to be shown. */
  public static String redacted(String url) throws SQLException {
    return ConnectionUrl.parse(url).redacted();
  }

  /**
   * The properties of these that may be written down, by name: those that a data source may have,
   * without keys and passwords; of a proxy's login nothing stays.
   */
  public static Map<String, String> withoutSecrets(Properties properties) {
    Map<String, String> kept = new TreeMap<>();
    ConnectionProperty.all()
        .filter(property -> property.place() != ConnectionProperty.Place.DEMO_URL)
        .forEach(
            property ->
                Optional.ofNullable(properties.getProperty(property.propertyName()))
                    .flatMap(property::shown)
                    .ifPresent(value -> kept.put(property.propertyName(), value)));
    return kept;
  }

  /** What may be configured, with the values that are given so far; secrets have none. */
  public static DriverPropertyInfo[] describe(String url, @Nullable Properties properties)
      throws SQLException {
    ConnectionUrl parsed = ConnectionUrl.parse(url);
    return ConnectionProperty.all()
        .filter(
            property -> property.place() != ConnectionProperty.Place.DEMO_URL || parsed.isDemo())
        .map(property -> info(property, parsed, properties))
        .toArray(DriverPropertyInfo[]::new);
  }

  private static DriverPropertyInfo info(
      ConnectionProperty property, ConnectionUrl url, @Nullable Properties properties) {
    String given = properties == null ? null : properties.getProperty(property.propertyName());
    String value =
        given != null ? given : url.parameters().getOrDefault(property, property.defaultValue());
    DriverPropertyInfo info =
        new DriverPropertyInfo(
            property.propertyName(), property.secret() || value.isEmpty() ? null : value);
    info.description = property.description();
    info.required = property == ConnectionProperty.API_KEY && !url.isDemo();
    info.choices = property.choices().isEmpty() ? null : property.choices().toArray(String[]::new);
    return info;
  }
}
