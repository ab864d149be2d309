package io.github.llamacloud.jdbc.shell;

import io.github.llamacloud.jdbc.jdbc.LlamaCloudStatement;
import io.github.llamacloud.jdbc.jobs.SentRequest;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the latest statement sent. For one thread. */
final class RequestLog {
  private static final List<Rows.Column> COLUMNS =
      List.of(
          new Rows.Column("status", Rows.Kind.NUMBER),
          new Rows.Column("ms", Rows.Kind.NUMBER),
          new Rows.Column("bytes", Rows.Kind.NUMBER),
          new Rows.Column("rows", Rows.Kind.NUMBER),
          new Rows.Column("attempt", Rows.Kind.NUMBER),
          new Rows.Column("url", Rows.Kind.TEXT));

  private @Nullable LlamaCloudStatement latest;

  /** Remembers a statement that is about to be executed, if its driver tells what it sends. */
  void follow(Statement statement) throws SQLException {
    latest =
        statement.isWrapperFor(LlamaCloudStatement.class)
            ? statement.unwrap(LlamaCloudStatement.class)
            : null;
  }

  private List<SentRequest> requests() {
    LlamaCloudStatement statement = latest;
    return statement == null ? List.of() : statement.requests();
  }

  /** A row a request, in the order of their ends; status 0 is a request without an answer. */
  Commands.Answer.Listing listing() {
    return new Commands.Answer.Listing(
        COLUMNS,
        requests().stream()
            .map(
                request ->
                    List.of(
                        String.valueOf(request.status()),
                        String.valueOf(request.millis()),
                        String.valueOf(request.bytes()),
                        request.rows().isPresent() ? String.valueOf(request.rows().getAsInt()) : "",
                        String.valueOf(request.attempt()),
                        request.url()))
            .toList());
  }

  /** The same in words, a line a request. */
  List<String> lines() {
    return requests().stream().map(RequestLog::line).toList();
  }

  private static String line(SentRequest request) {
    return "REQUEST "
        + (request.status() == 0 ? "without answer" : String.valueOf(request.status()))
        + ": "
        + request.url()
        + " ("
        + request.millis()
        + " ms, "
        + request.bytes()
        + " bytes"
        + (request.rows().isPresent() ? ", " + request.rows().getAsInt() + " rows" : "")
        + (request.attempt() > 1 ? ", attempt " + request.attempt() : "")
        + ")";
  }
}
