package io.github.llamacloud.jdbc.config;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The properties of a connection: what {@code getPropertyInfo} lists, what a URL may carry, and
 * what the README's table says.
 */
public enum ConnectionProperty {
  API_KEY(
      "apiKey",
      "Key of the account, llx-…; also accepted as the standard property password; else an"
          + " ApiKeyProvider of the class path tells it, or the environment variable"
          + " LLAMA_CLOUD_API_KEY or LLAMA_PARSE_API_KEY",
      "",
      List.of(),
      Place.ANYWHERE,
      true),
  API_KEY_FILE(
      "apiKeyFile",
      "File that holds the key and nothing else, read again when the service refuses the key; not"
          + " allowed in a URL",
      "",
      List.of(),
      Place.PROPERTIES,
      false),
  REGION(
      "region",
      "Region of the service: na (North America) or eu (Europe); not together with a base URL",
      "na",
      List.of("na", "eu"),
      Place.ANYWHERE,
      false),
  PROJECT_ID(
      "projectId",
      "Project to read, a bare UUID; by default that of the key",
      "",
      List.of(),
      Place.ANYWHERE,
      false),
  ORGANIZATION_ID(
      "organizationId",
      "Organization to read, a bare UUID; by default that of the key",
      "",
      List.of(),
      Place.ANYWHERE,
      false),
  PAGE_SIZE(
      "pageSize", "Rows per request at most, 1 to 1000", "1000", List.of(), Place.ANYWHERE, false),
  CONNECT_TIMEOUT(
      "connectTimeout",
      "Seconds to connect to the service, fractions allowed; 0 for no limit",
      "10",
      List.of(),
      Place.ANYWHERE,
      false),
  REQUEST_TIMEOUT(
      "requestTimeout",
      "Seconds that one request may take, fractions allowed; 0 for no limit",
      "60",
      List.of(),
      Place.ANYWHERE,
      false),
  MAX_RETRIES(
      "maxRetries",
      "How often a request that failed for the moment is repeated, 0 to 100",
      "5",
      List.of(),
      Place.ANYWHERE,
      false),
  CONCURRENCY(
      "concurrency",
      "Requests of a statement that may be under way at the same time, 1 to 32; under maxRequests one",
      "4",
      List.of(),
      Place.ANYWHERE,
      false),
  MAX_REQUESTS(
      "maxRequests",
      "Requests that a statement may send, repeated ones included; 0 for no limit",
      "0",
      List.of(),
      Place.ANYWHERE,
      false),
  REQUESTS_PER_SECOND(
      "requestsPerSecond",
      "Requests in a second at most, fractions allowed, of all connections of the JVM to the same"
          + " host with the same key; 0 for no limit",
      "0",
      List.of(),
      Place.ANYWHERE,
      false),
  PROXY(
      "proxy",
      "HTTP proxy, http://user:password@host:port, or none; by default that of the JVM"
          + " (https.proxyHost), else that of the environment (https_proxy, no_proxy)",
      "",
      List.of(),
      Place.ANYWHERE,
      true),
  TRUST_STORE(
      "trustStore",
      "File with the certificates to trust instead of those that the JVM trusts; not allowed in a"
          + " URL",
      "",
      List.of(),
      Place.PROPERTIES,
      false),
  TRUST_STORE_PASSWORD(
      "trustStorePassword",
      "Password of the trust store; not allowed in a URL",
      "",
      List.of(),
      Place.PROPERTIES,
      true),
  TRUST_STORE_TYPE(
      "trustStoreType",
      "Type of the trust store: PKCS12, JKS, or one without a file like Windows-ROOT; by default"
          + " what the JVM takes; not allowed in a URL",
      "",
      List.of(),
      Place.PROPERTIES,
      false),
  APPLICATION_NAME(
      "applicationName",
      "Name of the application, sent at the end of the User-Agent header",
      "",
      List.of(),
      Place.ANYWHERE,
      false),
  JOBS(
      "jobs",
      "Jobs in the list of jdbc:llamacloud:demo, 0 to 5000000",
      "10000",
      List.of(),
      Place.DEMO_URL,
      false),
  SEED(
      "seed",
      "What the data of jdbc:llamacloud:demo derive from, a whole number",
      "1",
      List.of(),
      Place.DEMO_URL,
      false);

  /** Where a property may be given. */
  public enum Place {
    /** In a URL and in Properties. */
    ANYWHERE,
    /** In Properties alone: a URL is typed into shared servers. */
    PROPERTIES,
    /** In the URL of the demo alone. */
    DEMO_URL
  }

  private final String propertyName;
  private final String description;
  private final String defaultValue;
  private final List<String> choices;
  private final Place place;
  private final boolean secret;

  ConnectionProperty(
      String propertyName,
      String description,
      String defaultValue,
      List<String> choices,
      Place place,
      boolean secret) {
    this.propertyName = propertyName;
    this.description = description;
    this.defaultValue = defaultValue;
    this.choices = choices;
    this.place = place;
    this.secret = secret;
  }

  public String propertyName() {
    return propertyName;
  }

  public String description() {
    return description;
  }

  /** The value if none is given; empty if there is none. */
  public String defaultValue() {
    return defaultValue;
  }

  /** The only values allowed, empty if there is no such list. */
  public List<String> choices() {
    return choices;
  }

  public Place place() {
    return place;
  }

  /** What may be shown or written down of a value: nothing of a key, a proxy without its login. */
  Optional<String> shown(String value) {
    if (this == PROXY) {
      return Optional.of(ProxyReader.withoutLogin(value));
    }
    return secret ? Optional.empty() : Optional.of(value);
  }

  /** Whether the value must never be shown. */
  public boolean secret() {
    return secret;
  }

  static Optional<ConnectionProperty> named(String name) {
    return all().filter(property -> property.propertyName.equals(name)).findFirst();
  }

  static Stream<ConnectionProperty> all() {
    return Arrays.stream(values());
  }
}
