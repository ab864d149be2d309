package io.github.llamacloud.jdbc;

import io.github.llamacloud.jdbc.config.Settings;
import io.github.llamacloud.jdbc.fetch.HttpJobSource;
import io.github.llamacloud.jdbc.jdbc.LlamaCloudConnection;
import io.github.llamacloud.jdbc.jobs.Transport;
import io.github.llamacloud.jdbc.simulator.Simulator;
import io.github.llamacloud.jdbc.sql.SqlEngine;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/** Wires the layers: settings to a source of jobs, and both to a connection. */
final class Sources {
  /** Compiled statements are shared by all connections. */
  private static final SqlEngine ENGINE = new SqlEngine();

  private Sources() {}

  static Connection connect(String url, @Nullable Properties properties) throws SQLException {
    Settings settings = Settings.read(url, properties, System::getenv);
    Optional<Transport> demo =
        settings.demo().map(list -> Simulator.demo(list.jobs(), list.seed()));
    return LlamaCloudConnection.open(
        Settings.redacted(url), settings, ENGINE, new HttpJobSource(settings, demo));
  }
}
