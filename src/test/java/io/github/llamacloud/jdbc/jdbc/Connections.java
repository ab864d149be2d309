package io.github.llamacloud.jdbc.jdbc;

import io.github.llamacloud.jdbc.config.ProxyRule;
import io.github.llamacloud.jdbc.config.Settings;
import io.github.llamacloud.jdbc.jobs.BoundRequest;
import io.github.llamacloud.jdbc.jobs.ExecutionContext;
import io.github.llamacloud.jdbc.jobs.JobCursor;
import io.github.llamacloud.jdbc.jobs.JobRequest;
import io.github.llamacloud.jdbc.jobs.JobSource;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/** Opens connections whose statements are scripted and whose source must never be asked. */
final class Connections {
  static final Instant NOW = Instant.parse("2026-05-01T10:00:00Z");
  static final String URL = "jdbc:llamacloud:https://llama.example.org";

  private Connections() {}

  static LlamaCloudConnection to(ScriptedQuery query) {
    return compilingWith(sql -> query);
  }

  static LlamaCloudConnection compilingWith(Compiler compiler) {
    return new LlamaCloudConnection(
        URL, settings(), compiler, new UntouchedSource(), Clock.fixed(NOW, ZoneOffset.UTC));
  }

  private static Settings settings() {
    return new Settings(
        URI.create("https://llama.example.org"),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        1000,
        Duration.ZERO,
        Duration.ZERO,
        0,
        4,
        0,
        0,
        ProxyRule.OF_JVM,
        Optional.empty(),
        Optional.of("report"),
        Optional.empty());
  }

  /** Fails the test that sends a request. */
  private static final class UntouchedSource implements JobSource {
    @Override
    public JobCursor open(BoundRequest request, ExecutionContext context) {
      throw new AssertionError("a request was sent");
    }

    @Override
    public List<String> explain(JobRequest request) {
      throw new AssertionError("a request was explained");
    }
  }
}
