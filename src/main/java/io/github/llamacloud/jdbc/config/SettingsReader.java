package io.github.llamacloud.jdbc.config;

import io.github.llamacloud.jdbc.error.Failures;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.net.URI;
import java.net.URISyntaxException;
import java.security.KeyStore;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads and checks the settings of one connection. */
final class SettingsReader {
  static final String BASE_URL_VARIABLE = "LLAMA_CLOUD_BASE_URL";
  static final String KEY_VARIABLE = "LLAMA_CLOUD_API_KEY";
  static final String OLD_KEY_VARIABLE = "LLAMA_PARSE_API_KEY";

  private static final String PASSWORD = "password";
  private static final URI DEMO_URL = URI.create("http://demo.invalid");
  private static final Map<String, URI> REGIONS =
      Map.of(
          "na", URI.create("https://api.cloud.llamaindex.ai"),
          "eu", URI.create("https://api.cloud.eu.llamaindex.ai"));
  private static final Set<String> LOOPBACK = Set.of("localhost", "[::1]", "[0:0:0:0:0:0:0:1]");
  private static final Pattern LOOPBACK_V4 = Pattern.compile("127(\\.\\d{1,3}){3}");
  private static final Pattern BARE_UUID =
      Pattern.compile("\\p{XDigit}{8}(-\\p{XDigit}{4}){3}-\\p{XDigit}{12}");
  private static final Pattern VISIBLE_ASCII = Pattern.compile("[ -~]+");
  private static final Pattern PLAIN_DECIMAL =
      Pattern.compile("\\d{1,9}(\\.\\d{0,9})?|\\.\\d{1,9}");
  private static final double LEAST_RATE = 0.01;
  private static final double LARGEST_RATE = 1000;
  private static final BigDecimal LONGEST_SECONDS = BigDecimal.valueOf(86_400);

  private final ConnectionUrl url;
  private final Properties properties;
  private final UnaryOperator<@Nullable String> environment;
  private final KeyReader keys;

  SettingsReader(
      ConnectionUrl url,
      @Nullable Properties properties,
      UnaryOperator<@Nullable String> environment,
      KeyReader keys) {
    this.keys = keys;
    this.url = url;
    this.properties = properties == null ? new Properties() : properties;
    this.environment = environment;
  }

  Settings read() throws SQLException {
    URI baseUrl = url.isDemo() ? DEMO_URL : baseUrl();
    Optional<Settings.Demo> demo = url.isDemo() ? Optional.of(demo()) : Optional.empty();
    Optional<UUID> project = uuid(ConnectionProperty.PROJECT_ID);
    Optional<UUID> organization = uuid(ConnectionProperty.ORGANIZATION_ID);
    return new Settings(
        baseUrl,
        url.isDemo() ? Optional.empty() : Optional.of(key(baseUrl)),
        project,
        organization,
        (int) whole(ConnectionProperty.PAGE_SIZE, 1, 1000),
        seconds(ConnectionProperty.CONNECT_TIMEOUT),
        seconds(ConnectionProperty.REQUEST_TIMEOUT),
        (int) whole(ConnectionProperty.MAX_RETRIES, 0, 100),
        (int) whole(ConnectionProperty.CONCURRENCY, 1, 32),
        (int) whole(ConnectionProperty.MAX_REQUESTS, 0, Integer.MAX_VALUE),
        requestsPerSecond(),
        url.isDemo()
            ? ProxyRule.OF_JVM
            : new ProxyReader(environment).read(given(ConnectionProperty.PROXY), baseUrl),
        trustStore(),
        applicationName(),
        demo);
  }

  private Settings.Demo demo() throws SQLException {
    return new Settings.Demo(
        (int) whole(ConnectionProperty.JOBS, 0, 5_000_000),
        whole(ConnectionProperty.SEED, Long.MIN_VALUE, Long.MAX_VALUE));
  }

  /** What was given for a property, properties before the URL; empty texts count as not given. */
  private Optional<String> given(ConnectionProperty property) {
    String value =
        property.place() == ConnectionProperty.Place.DEMO_URL
            ? null
            : properties.getProperty(property.propertyName());
    if (value == null || value.isEmpty()) {
      value = url.parameters().get(property);
    }
    return Optional.ofNullable(value).filter(text -> !text.isEmpty());
  }

  private URI baseUrl() throws SQLException {
    Optional<String> region = given(ConnectionProperty.REGION);
    if (region.isPresent() && !REGIONS.containsKey(region.get())) {
      throw bad(ConnectionProperty.REGION, region.get(), "na or eu");
    }
    if (!url.base().isEmpty()) {
      // Checked before it is shown: a base URL that is refused may hold a password.
      URI ofUrl = checked(url.base(), "the URL");
      if (region.isPresent()) {
        throw Failures.badSetting(
            "Give either a base URL or a region, not both: the URL names "
                + ofUrl
                + " and the region is "
                + region.get()
                + ".");
      }
      return ofUrl;
    }
    URI ofRegion = region.map(REGIONS::get).orElse(null);
    URI ofEnvironment = environmentUrl();
    return ofRegion != null
        ? ofRegion
        : ofEnvironment != null ? ofEnvironment : Objects.requireNonNull(REGIONS.get("na"));
  }

  private @Nullable URI environmentUrl() throws SQLException {
    String value = environment.apply(BASE_URL_VARIABLE);
    return value == null || value.isBlank()
        ? null
        : checked(value.strip(), "the environment variable " + BASE_URL_VARIABLE);
  }

  private static URI checked(String text, String where) throws SQLException {
    URI uri;
    try {
      uri = new URI(text);
    } catch (URISyntaxException e) {
      throw Failures.badSetting(
          "The base URL in " + where + " cannot be read: " + e.getReason() + ".");
    }
    String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
    String host = uri.getHost();
    if (host == null || !(scheme.equals("https") || scheme.equals("http"))) {
      throw Failures.badSetting(
          "The base URL in "
              + where
              + " must be absolute, like https://llama.example.org, or 'demo', or absent.");
    }
    if (uri.getRawUserInfo() != null || uri.getRawQuery() != null || uri.getRawFragment() != null) {
      throw Failures.badSetting(
          "The base URL in " + where + " may have a host, a port and a path, and nothing else.");
    }
    if (scheme.equals("http") && !isLoopback(host)) {
      throw Failures.badSetting(
          "The base URL in "
              + where
              + " must begin with https: plain http is allowed to loopback alone, and would show the"
              + " key to everyone on the way to "
              + host
              + ".");
    }
    String path = uri.getRawPath() == null ? "" : uri.getRawPath().replaceAll("/+$", "");
    return URI.create(
        scheme
            + "://"
            + host.toLowerCase(Locale.ROOT)
            + (uri.getPort() < 0 ? "" : ":" + uri.getPort())
            + path);
  }

  static boolean isLoopback(String host) {
    return LOOPBACK.contains(host.toLowerCase(Locale.ROOT)) || LOOPBACK_V4.matcher(host).matches();
  }

  /**
   * A key from the environment goes to the vendor or to the environment's own URL, nowhere else.
   */
  private ApiKey key(URI baseUrl) throws SQLException {
    Optional<ApiKey> key = explicitKey();
    if (key.isEmpty()) {
      key = keys.ofProviders(baseUrl);
    }
    if (key.isPresent()) {
      return key.get();
    }
    String ofEnvironment = firstPresent(KEY_VARIABLE, OLD_KEY_VARIABLE);
    if (ofEnvironment == null) {
      throw Failures.notAuthorized(
          "No API key was found. Set the connection property apiKey (or password), or apiKeyFile, or"
              + " provide an ApiKeyProvider, or set the environment variable "
              + KEY_VARIABLE
              + " or "
              + OLD_KEY_VARIABLE
              + ". Without an account, try jdbc:llamacloud:demo.",
          0);
    }
    if (!REGIONS.containsValue(baseUrl) && !baseUrl.equals(environmentUrl())) {
      throw Failures.notAuthorized(
          "The key of the environment is not sent to "
              + baseUrl
              + ": it goes to the vendor's hosts and to the URL in "
              + BASE_URL_VARIABLE
              + " alone. Set the connection property apiKey (or password) for this host.",
          0);
    }
    return ApiKey.fixed(KeyReader.secret(ofEnvironment, "the environment"));
  }

  private Optional<ApiKey> explicitKey() throws SQLException {
    String ofProperties = properties.getProperty(ConnectionProperty.API_KEY.propertyName());
    if (ofProperties == null || ofProperties.isEmpty()) {
      ofProperties = properties.getProperty(PASSWORD);
    }
    if (ofProperties != null && !ofProperties.isEmpty()) {
      return Optional.of(ApiKey.fixed(KeyReader.secret(ofProperties, "the properties")));
    }
    Optional<String> file = given(ConnectionProperty.API_KEY_FILE);
    if (file.isPresent()) {
      return Optional.of(KeyReader.ofFile(file.get()));
    }
    String ofUrl = url.parameters().get(ConnectionProperty.API_KEY);
    return ofUrl == null || ofUrl.isEmpty()
        ? Optional.empty()
        : Optional.of(ApiKey.fixed(KeyReader.secret(ofUrl, "the URL")));
  }

  private @Nullable String firstPresent(String... variables) {
    for (String variable : variables) {
      String value = environment.apply(variable);
      if (value != null && !value.isBlank()) {
        return value;
      }
    }
    return null;
  }

  private Optional<UUID> uuid(ConnectionProperty property) throws SQLException {
    Optional<String> value = given(property);
    if (value.isEmpty()) {
      return Optional.empty();
    }
    if (!BARE_UUID.matcher(value.get()).matches()) {
      throw bad(
          property,
          value.get(),
          "a bare UUID like 123e4567-e89b-12d3-a456-426614174000, without a prefix");
    }
    return Optional.of(UUID.fromString(value.get()));
  }

  private long whole(ConnectionProperty property, long least, long most) throws SQLException {
    String text = given(property).orElse(property.defaultValue());
    try {
      long value = Long.parseLong(text.strip());
      if (value >= least && value <= most) {
        return value;
      }
    } catch (NumberFormatException e) {
      // Said below, like a number out of bounds.
    }
    throw bad(property, text, "a whole number from " + least + " to " + most);
  }

  private Duration seconds(ConnectionProperty property) throws SQLException {
    String text = given(property).orElse(property.defaultValue());
    // Digits only: rounding a number like 1e-999999999 would take for ever.
    if (PLAIN_DECIMAL.matcher(text.strip()).matches()) {
      BigDecimal seconds = new BigDecimal(text.strip());
      if (seconds.compareTo(LONGEST_SECONDS) <= 0) {
        return Duration.ofMillis(
            seconds.movePointRight(3).setScale(0, RoundingMode.UP).longValueExact());
      }
    }
    throw bad(property, text, "seconds from 0 to " + LONGEST_SECONDS + ", like 10 or 0.5");
  }

  private double requestsPerSecond() throws SQLException {
    ConnectionProperty property = ConnectionProperty.REQUESTS_PER_SECOND;
    String text = given(property).orElse(property.defaultValue()).strip();
    if (PLAIN_DECIMAL.matcher(text).matches()) {
      double rate = Double.parseDouble(text);
      if (rate == 0 || (rate >= LEAST_RATE && rate <= LARGEST_RATE)) {
        return rate;
      }
    }
    throw bad(property, text, "0, or a number from 0.01 to 1000, like 5 or 0.5");
  }

  private Optional<TrustStore> trustStore() throws SQLException {
    Optional<String> file = given(ConnectionProperty.TRUST_STORE);
    Optional<String> type = given(ConnectionProperty.TRUST_STORE_TYPE);
    Optional<Secret> password = given(ConnectionProperty.TRUST_STORE_PASSWORD).map(Secret::new);
    if (file.isEmpty() && type.isEmpty()) {
      if (password.isPresent()) {
        throw Failures.badSetting("The property trustStorePassword needs a trustStore.");
      }
      return Optional.empty();
    }
    return Optional.of(new TrustStore(file, password, type.orElseGet(KeyStore::getDefaultType)));
  }

  private Optional<String> applicationName() throws SQLException {
    Optional<String> name = given(ConnectionProperty.APPLICATION_NAME);
    if (name.isPresent() && !VISIBLE_ASCII.matcher(name.get()).matches()) {
      throw bad(ConnectionProperty.APPLICATION_NAME, name.get(), "visible ASCII characters");
    }
    return name;
  }

  private static SQLException bad(ConnectionProperty property, String value, String allowed) {
    return Failures.badSetting(
        "The property "
            + property.propertyName()
            + " is '"
            + value
            + "', but must be "
            + allowed
            + ".");
  }
}
