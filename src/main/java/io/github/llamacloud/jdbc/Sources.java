package io.github.llamacloud.jdbc;

import io.github.llamacloud.jdbc.config.Settings;
import io.github.llamacloud.jdbc.fetch.HttpJobSource;
import io.github.llamacloud.jdbc.jdbc.LlamaCloudConnection;
import io.github.llamacloud.jdbc.jobs.JobSource;
import io.github.llamacloud.jdbc.jobs.Transport;
import io.github.llamacloud.jdbc.simulator.Simulator;
import io.github.llamacloud.jdbc.sql.SqlEngine;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import java.util.Properties;
import javax.sql.PooledConnection;
import org.jspecify.annotations.Nullable;

/** Wires the layers: settings to a source of jobs, and both to a connection. */
final class Sources {
  /** Compiled statements are shared by all connections. */
  private static final SqlEngine ENGINE = new SqlEngine();

  private Sources() {}

  static Connection connect(String url, @Nullable Properties properties) throws SQLException {
    Settings settings = Settings.read(url, properties, System::getenv);
    return LlamaCloudConnection.open(Settings.redacted(url), settings, ENGINE, source(settings));
  }

  /** What opens connections to one source, one after the other. */
  static PooledConnection pooled(String url, Properties properties) throws SQLException {
    Settings settings = Settings.read(url, properties, System::getenv);
    String shown = Settings.redacted(url);
    JobSource source = source(settings);
    return new PooledSource(end -> LlamaCloudConnection.open(shown, settings, ENGINE, source, end));
  }

  private static JobSource source(Settings settings) throws SQLException {
    Optional<Transport> demo =
        settings.demo().map(list -> Simulator.demo(list.jobs(), list.seed()));
    return new HttpJobSource(settings, demo);
  }
}
