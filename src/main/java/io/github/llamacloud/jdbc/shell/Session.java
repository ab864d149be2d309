package io.github.llamacloud.jdbc.shell;

import io.github.llamacloud.jdbc.jdbc.LlamaCloudStatement;
import io.github.llamacloud.jdbc.shell.StatementScanner.Piece;
import java.io.IOException;
import java.io.Writer;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Runs statements and backslash commands on one connection and writes what they answer. One thread
 * runs; {@link #cancel} may come from any.
 */
final class Session {
  private static final long FLUSH_NANOS = 200_000_000L;
  private static final String CANCELLED = "57014";
  private static final String INTERNAL_ERROR = "XX000";

  private final Connection connection;
  private final Writer out;
  private final Diagnostics diagnostics;
  private final Progress progress;
  private final Screen screen;
  private final Display display;
  private final LongSupplier nanoTime;
  private final RequestLog requestLog = new RequestLog();
  private final Commands commands;
  private volatile @Nullable Statement running;
  private volatile boolean cancelled;

  Session(
      Connection connection,
      Writer out,
      Diagnostics diagnostics,
      Progress progress,
      Screen screen,
      Display display,
      LongSupplier nanoTime) {
    this.connection = connection;
    this.out = out;
    this.diagnostics = diagnostics;
    this.progress = progress;
    this.screen = screen;
    this.display = display;
    this.nanoTime = nanoTime;
    this.commands = new Commands(connection, display, requestLog);
  }

  /**
   * Runs one piece; answers whether it succeeded. A failure of SQL is told and does not end the
   * session; a failure to write does.
   */
  boolean run(Piece piece) throws IOException {
    cancelled = false;
    try {
      if (piece instanceof Piece.Statement statement) {
        execute(statement.sql());
      } else if (piece instanceof Piece.Command command) {
        command(command.line());
      }
      out.flush();
      return true;
    } catch (SQLException e) {
      out.flush();
      diagnostics.error(e);
      return false;
    } catch (RuntimeException e) {
      out.flush();
      diagnostics.error(INTERNAL_ERROR, "This is a fault of the driver: " + e);
      return false;
    }
  }

  /** Whether {@code \q} was given. */
  boolean ended() {
    return commands.quit();
  }

  /** Cancels the statement that is running, if one is. */
  void cancel() {
    cancelled = true;
    Statement statement = running;
    if (statement == null) {
      return;
    }
    try {
      statement.cancel();
    } catch (SQLException e) {
      // It may have ended in this moment; if not, the next row ends it.
      return;
    }
  }

  private void execute(String sql) throws SQLException, IOException {
    long started = nanoTime.getAsLong();
    progress.start();
    try (Statement statement = connection.createStatement()) {
      running = statement;
      requestLog.follow(statement);
      if (statement.isWrapperFor(LlamaCloudStatement.class)) {
        progress.follow(statement.unwrap(LlamaCloudStatement.class)::reading);
      }
      if (statement.execute(sql)) {
        try (ResultSet rows = statement.getResultSet()) {
          write(new Watched(new ResultSetRows(rows)), started);
        }
      } else {
        progress.stop();
        footer("OK", started);
      }
      diagnostics.warnings(statement.getWarnings());
    } finally {
      running = null;
      progress.stop();
      if (display.requests()) {
        out.flush();
        requestLog.lines().forEach(diagnostics::say);
      }
    }
  }

  private void command(String line) throws SQLException, IOException {
    for (Commands.Answer answer : commands.run(line)) {
      if (answer instanceof Commands.Answer.Text text) {
        out.write(text.text() + "\n");
      } else if (answer instanceof Commands.Answer.Title title && display.format().forPeople()) {
        out.write(title.text() + "\n");
      } else if (answer instanceof Commands.Answer.Listing listing) {
        write(new Watched(Rows.of(listing.columns(), listing.rows())), nanoTime.getAsLong());
      }
    }
  }

  private void write(Watched rows, long started) throws SQLException, IOException {
    switch (display.format()) {
      case CSV -> Csv.write(rows, out);
      case JSON -> Json.write(rows, out);
      case TABLE -> table(new VisibleRows(rows));
      case EXPANDED -> Expanded.write(new VisibleRows(rows), out);
    }
    if (display.format().forPeople()) {
      footer(rows.count == 1 ? "1 row" : rows.count + " rows", started);
    }
  }

  /** A table if it fits the screen, if there is one. */
  private void table(VisibleRows rows) throws SQLException, IOException {
    int width = screen.outputIsTerminal() ? screen.width() : 0;
    if (width <= 0) {
      Table.whole(rows).write(out);
      return;
    }
    Optional<Table> fitted = Table.fitted(rows, width);
    if (fitted.isPresent()) {
      fitted.get().write(out);
    } else {
      Expanded.write(rows, out);
    }
  }

  private void footer(String text, long started) throws IOException {
    if (display.format().forPeople()) {
      double seconds = (nanoTime.getAsLong() - started) / 1e9;
      String time = display.timing() ? String.format(Locale.ROOT, ", %.3f s", seconds) : "";
      out.write("(" + text + time + ")\n");
    }
  }

  /** Rows that are counted, can be cancelled, and do not keep written rows back for long. */
  private final class Watched implements Rows {
    private final Rows rows;
    private long count;
    private long flushed = nanoTime.getAsLong();

    Watched(Rows rows) {
      this.rows = rows;
    }

    @Override
    public List<Column> columns() {
      return rows.columns();
    }

    @Override
    public boolean next() throws SQLException, IOException {
      long now = nanoTime.getAsLong();
      if (now - flushed >= FLUSH_NANOS) {
        flushed = now;
        out.flush();
      }
      boolean more = rows.next();
      if (cancelled) {
        throw new SQLException("The statement was cancelled.", CANCELLED);
      }
      if (more) {
        progress.rows(++count);
      }
      return more;
    }

    @Override
    public @Nullable Object value(int index) throws SQLException {
      return rows.value(index);
    }
  }
}
