package io.github.llamacloud.jdbc;

import io.github.llamacloud.jdbc.config.Settings;
import io.github.llamacloud.jdbc.error.Failures;
import java.io.InvalidObjectException;
import java.io.ObjectInputStream;
import java.io.PrintWriter;
import java.io.Serializable;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Properties;
import java.util.logging.Logger;
import javax.naming.Reference;
import javax.naming.Referenceable;
import javax.sql.ConnectionPoolDataSource;
import javax.sql.DataSource;
import javax.sql.PooledConnection;
import org.jspecify.annotations.Nullable;

/**
 * The driver as a {@link DataSource} and as a {@link ConnectionPoolDataSource} with JavaBean
 * properties, one per connection property of the service; unset ones have the default of the
 * README's table. Set it up in one thread, then threads may share it.
 *
 * <p>Serialized, or bound to a JNDI name, it keeps everything but secrets: API keys, passwords, the
 * log writer. Where it is read again, the key comes from {@code apiKeyFile}, from an {@link
 * io.github.llamacloud.jdbc.config.ApiKeyProvider}, from the environment, or is set again.
 */
public final class LlamaCloudDataSource
    implements DataSource, ConnectionPoolDataSource, Referenceable, Serializable {
  private static final String DEFAULT_URL = "jdbc:llamacloud:";
  private static final long serialVersionUID = 1;

  private final transient Properties properties = new Properties();
  private transient String url = DEFAULT_URL;
  private transient @Nullable PrintWriter logWriter;
  private transient int loginTimeout;

  @Override
  public Connection getConnection() throws SQLException {
    return connect(properties);
  }

  /**
   * Connects with another key.
   *
   * @param user ignored: the service knows keys alone
   * @param password the API key; null for the one that is set
   */
  @Override
  public Connection getConnection(@Nullable String user, @Nullable String password)
      throws SQLException {
    return connect(withKey(password));
  }

  private Connection connect(Properties given) throws SQLException {
    return Sources.connect(checkedUrl(), given);
  }

  /**
   * What a pool keeps: settings that are read once. Opening it sends nothing, and its connections
   * are as new each time.
   *
   * @throws SQLException 08001 for a bad URL or property, 28000 if no API key is found
   */
  @Override
  public PooledConnection getPooledConnection() throws SQLException {
    return Sources.pooled(checkedUrl(), properties);
  }

  /**
   * The same with another key.
   *
   * @param user ignored: the service knows keys alone
   * @param password the API key; null for the one that is set
   */
  @Override
  public PooledConnection getPooledConnection(@Nullable String user, @Nullable String password)
      throws SQLException {
    return Sources.pooled(checkedUrl(), withKey(password));
  }

  private Properties withKey(@Nullable String key) {
    Properties given = new Properties();
    given.putAll(properties);
    if (key != null) {
      given.setProperty("apiKey", key);
    }
    return given;
  }

  private String checkedUrl() throws SQLException {
    if (!Settings.accepts(url)) {
      throw Failures.badSetting("The URL of the data source does not begin with jdbc:llamacloud:.");
    }
    return url;
  }

  /** What a naming service keeps of this: all but the secrets. */
  @Override
  public Reference getReference() {
    return DataSourceReference.of(getUrl(), loginTimeout, Settings.withoutSecrets(properties));
  }

  /** Written as its reference, which has no secrets. */
  private Object writeReplace() {
    return new SerializedDataSource(getReference());
  }

  /** An instance is never written, so that none may be read. */
  private void readObject(ObjectInputStream in) throws InvalidObjectException {
    throw new InvalidObjectException("A data source is read from its reference.");
  }

  /** Sets a property by its name in the README's table. */
  void setProperty(String name, String value) {
    set(properties, name, value);
  }

  /** The URL to be shown: without its key, or without all parameters if it cannot be read. */
  public String getUrl() {
    if (Settings.accepts(url)) {
      try {
        return Settings.redacted(url);
      } catch (SQLException e) {
        // Connecting says what is wrong with it; here it must only show no key.
      }
    }
    return url.replaceFirst("(?s)\\?.*", "");
  }

  /** {@code jdbc:llamacloud:} + optional base URL or {@code demo} + optional parameters. */
  public void setUrl(@Nullable String url) {
    this.url = url == null ? DEFAULT_URL : url;
  }

  /** The key has a setter alone: nothing gives it out again. */
  public void setApiKey(@Nullable String apiKey) {
    set(properties, "apiKey", apiKey);
  }

  /** The same as {@link #setApiKey}, under the standard's name. */
  public void setPassword(@Nullable String password) {
    setApiKey(password);
  }

  public @Nullable String getApiKeyFile() {
    return properties.getProperty("apiKeyFile");
  }

  public void setApiKeyFile(@Nullable String apiKeyFile) {
    set(properties, "apiKeyFile", apiKeyFile);
  }

  public @Nullable String getRegion() {
    return properties.getProperty("region");
  }

  public void setRegion(@Nullable String region) {
    set(properties, "region", region);
  }

  public @Nullable String getProjectId() {
    return properties.getProperty("projectId");
  }

  public void setProjectId(@Nullable String projectId) {
    set(properties, "projectId", projectId);
  }

  public @Nullable String getOrganizationId() {
    return properties.getProperty("organizationId");
  }

  public void setOrganizationId(@Nullable String organizationId) {
    set(properties, "organizationId", organizationId);
  }

  public int getPageSize() {
    return Integer.parseInt(properties.getProperty("pageSize", "1000"));
  }

  public void setPageSize(int pageSize) {
    set(properties, "pageSize", String.valueOf(pageSize));
  }

  public @Nullable String getConnectTimeout() {
    return properties.getProperty("connectTimeout");
  }

  /** In seconds, fractions allowed; a text because pools set no beans of type double. */
  public void setConnectTimeout(@Nullable String seconds) {
    set(properties, "connectTimeout", seconds);
  }

  public @Nullable String getRequestTimeout() {
    return properties.getProperty("requestTimeout");
  }

  /** In seconds, fractions allowed. */
  public void setRequestTimeout(@Nullable String seconds) {
    set(properties, "requestTimeout", seconds);
  }

  public int getMaxRetries() {
    return Integer.parseInt(properties.getProperty("maxRetries", "5"));
  }

  public void setMaxRetries(int maxRetries) {
    set(properties, "maxRetries", String.valueOf(maxRetries));
  }

  public int getConcurrency() {
    return Integer.parseInt(properties.getProperty("concurrency", "4"));
  }

  public void setConcurrency(int concurrency) {
    set(properties, "concurrency", String.valueOf(concurrency));
  }

  public int getMaxRequests() {
    return Integer.parseInt(properties.getProperty("maxRequests", "0"));
  }

  public void setMaxRequests(int maxRequests) {
    set(properties, "maxRequests", String.valueOf(maxRequests));
  }

  public @Nullable String getRequestsPerSecond() {
    return properties.getProperty("requestsPerSecond");
  }

  /** Fractions allowed; 0 for no limit. */
  public void setRequestsPerSecond(@Nullable String requestsPerSecond) {
    set(properties, "requestsPerSecond", requestsPerSecond);
  }

  /** A setter alone: it may hold a password. */
  public void setProxy(@Nullable String proxy) {
    set(properties, "proxy", proxy);
  }

  public @Nullable String getTrustStore() {
    return properties.getProperty("trustStore");
  }

  public void setTrustStore(@Nullable String trustStore) {
    set(properties, "trustStore", trustStore);
  }

  /** A setter alone: nothing gives it out again. */
  public void setTrustStorePassword(@Nullable String trustStorePassword) {
    set(properties, "trustStorePassword", trustStorePassword);
  }

  public @Nullable String getTrustStoreType() {
    return properties.getProperty("trustStoreType");
  }

  public void setTrustStoreType(@Nullable String trustStoreType) {
    set(properties, "trustStoreType", trustStoreType);
  }

  public @Nullable String getApplicationName() {
    return properties.getProperty("applicationName");
  }

  public void setApplicationName(@Nullable String applicationName) {
    set(properties, "applicationName", applicationName);
  }

  private static void set(Properties properties, String name, @Nullable String value) {
    if (value == null) {
      properties.remove(name);
    } else {
      properties.setProperty(name, value);
    }
  }

  @Override
  public @Nullable PrintWriter getLogWriter() {
    return logWriter;
  }

  /** Kept, and never written to. */
  @Override
  public void setLogWriter(@Nullable PrintWriter out) {
    logWriter = out;
  }

  /** What was set here; 0 for the default. */
  @Override
  public int getLoginTimeout() {
    return loginTimeout;
  }

  /** Sets the limit to connect; 0 is the default again. */
  @Override
  public void setLoginTimeout(int seconds) {
    loginTimeout = seconds;
    set(properties, "connectTimeout", seconds == 0 ? null : String.valueOf(seconds));
  }

  @Override
  public Logger getParentLogger() {
    return new LlamaCloudDriver().getParentLogger();
  }

  @Override
  public String toString() {
    return "LlamaCloudDataSource[" + getUrl() + "]";
  }

  @Override
  public <T> T unwrap(Class<T> type) throws SQLException {
    if (type.isInstance(this)) {
      return type.cast(this);
    }
    throw Failures.notSupported("Unwrapping a data source as " + type.getName());
  }

  @Override
  public boolean isWrapperFor(Class<?> type) {
    return type.isInstance(this);
  }
}
