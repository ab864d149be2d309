package io.github.llamacloud.jdbc;

import io.github.llamacloud.jdbc.config.DriverVersion;
import io.github.llamacloud.jdbc.config.Settings;
import io.github.llamacloud.jdbc.error.Failures;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.DriverPropertyInfo;
import java.sql.SQLException;
import java.util.Properties;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The JDBC driver: {@code jdbc:llamacloud:} + optional base URL or {@code demo} + optional {@code
 * ?name=value&…}. Registers itself; threads may share it.
 */
public final class LlamaCloudDriver implements Driver {
  static {
    try {
      DriverManager.registerDriver(new LlamaCloudDriver());
    } catch (SQLException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  /**
   * Opens a connection; sends no request.
   *
   * @return null if the URL is not one of this driver
   * @throws SQLException 08001 for a bad URL or property, 28000 if no API key is found
   */
  @Override
  public @Nullable Connection connect(@Nullable String url, @Nullable Properties properties)
      throws SQLException {
    return url != null && Settings.accepts(url) ? Sources.connect(url, properties) : null;
  }

  @Override
  public boolean acceptsURL(@Nullable String url) {
    return Settings.accepts(url);
  }

  @Override
  public DriverPropertyInfo[] getPropertyInfo(@Nullable String url, @Nullable Properties properties)
      throws SQLException {
    if (url == null || !Settings.accepts(url)) {
      throw Failures.badSetting("The URL does not begin with jdbc:llamacloud:.");
    }
    return Settings.describe(url, properties);
  }

  @Override
  public int getMajorVersion() {
    return DriverVersion.MAJOR;
  }

  @Override
  public int getMinorVersion() {
    return DriverVersion.MINOR;
  }

  /** False: SQL-92 entry level has INSERT, UPDATE and DELETE. */
  @Override
  public boolean jdbcCompliant() {
    return false;
  }

  @Override
  public Logger getParentLogger() {
    return Logger.getLogger(LlamaCloudDriver.class.getPackageName());
  }
}
