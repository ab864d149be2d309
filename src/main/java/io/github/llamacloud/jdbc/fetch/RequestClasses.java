package io.github.llamacloud.jdbc.fetch;

import io.github.llamacloud.jdbc.config.Settings;
import io.github.llamacloud.jdbc.jobs.ExecutionContext;
import io.github.llamacloud.jdbc.jobs.JobCursor;
import io.github.llamacloud.jdbc.jobs.ListRequest;
import io.github.llamacloud.jdbc.jobs.Operand;
import io.github.llamacloud.jdbc.jobs.Transport;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Loads what requests need, by one that is answered here: nothing is sent. */
public final class RequestClasses {
  private static final String DEMO_URL = "jdbc:llamacloud:demo";
  private static final byte[] PAGE =
      ("{\"items\":[{\"id\":\"bjb-0\",\"job_type\":\"parse\",\"project_id\":\"p\","
              + "\"status\":\"completed\",\"total_items\":1,\"created_at\":"
              + "\"2026-01-01T00:00:00.000000Z\"}],\"next_page_token\":null,\"total_size\":1}")
          .getBytes(StandardCharsets.US_ASCII);

  private RequestClasses() {}

  /** Loads them, unless somebody would see that request in the log or in a recording. */
  public static void load() throws SQLException {
    if (RequestLog.isWatched()) {
      return;
    }
    Settings settings = Settings.read(DEMO_URL, null, name -> null);
    HttpJobSource source = new HttpJobSource(settings, Optional.of(RequestClasses::page));
    ListRequest one =
        ListRequest.all().withRange(new Operand.Literal(0L), Optional.of(new Operand.Literal(1L)));
    try (JobCursor cursor =
        source.open(one.bind(List.of()), new ExecutionContext(Instant.now(), Duration.ZERO, 1))) {
      while (cursor.next()) {
        cursor.row();
      }
    }
  }

  private static Transport.Response page(Transport.Request request) {
    return new Transport.Response(200, Map.of("content-type", "application/json"), PAGE);
  }
}
