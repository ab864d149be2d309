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
import java.util.regex.Pattern;
import javax.sql.PooledConnection;
import org.jspecify.annotations.Nullable;

/** Wires the layers: settings to a source of jobs, and both to a connection. */
final class Sources {
  /** Compiled statements are shared by all connections. */
  private static final SqlEngine ENGINE = new SqlEngine();

  /** URLs that are web addresses without doubt. */
  private static final Pattern WEB_ADDRESS =
      Pattern.compile(
          "https?://(?!xn--|[^/]*[.]xn--)(?=[^:/]{1,63}(?:[:/]|$))[a-z0-9-]+(?:[.][a-z0-9-]+)*"
              + "(?::(?:[1-9][0-9]{0,3}|[1-5][0-9]{4}|6[0-4][0-9]{3}))?(?:/[A-Za-z0-9/_-]*)?");

  private Sources() {}

  static Connection connect(String url, @Nullable Properties properties) throws SQLException {
    Startup.ofDriver().begin();
    Settings settings = Settings.read(url, properties, System::getenv);
    return LlamaCloudConnection.open(Settings.redacted(url), settings, ENGINE, source(settings));
  }

  /** What opens connections to one source, one after the other. */
  static PooledConnection pooled(String url, Properties properties) throws SQLException {
    Startup.ofDriver().begin();
    Settings settings = Settings.read(url, properties, System::getenv);
    String shown = Settings.redacted(url);
    JobSource source = source(settings);
    return new PooledSource(end -> LlamaCloudConnection.open(shown, settings, ENGINE, source, end));
  }

  private static JobSource source(Settings settings) throws SQLException {
    Optional<Transport> demo =
        settings.demo().map(list -> Simulator.demo(list.jobs(), list.seed()));
    if (demo.isEmpty() && cannotFail(settings)) {
      LateSource late = new LateSource(() -> new HttpJobSource(settings, demo));
      if (Startup.ofDriver().leave(late)) {
        return late;
      }
    }
    return new HttpJobSource(settings, demo);
  }

  /** Whether the source can be made at any time: a connection tells what is wrong with it. */
  static boolean cannotFail(Settings settings) {
    return settings.trustStore().isEmpty()
        && WEB_ADDRESS.matcher(settings.baseUrl().toString()).matches();
  }
}
