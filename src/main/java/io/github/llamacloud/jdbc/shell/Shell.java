package io.github.llamacloud.jdbc.shell;

import io.github.llamacloud.jdbc.shell.Options.Input;
import io.github.llamacloud.jdbc.shell.Options.UsageException;
import io.github.llamacloud.jdbc.shell.StatementScanner.Piece;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.Reader;
import java.io.StringReader;
import java.io.Writer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.Timer;
import java.util.TimerTask;
import java.util.function.Function;
import java.util.function.LongSupplier;

/**
 * The whole shell but for the process around it: command line in, exit code out. Results alone go
 * to the output stream, everything else to the error stream.
 */
final class Shell {
  static final int OK = 0;
  static final int FAILED = 1;
  static final int BAD_USAGE = 2;

  private static final String IO_ERROR = "58030";
  private static final long REDRAW_MILLIS = 250;

  /** Opens connections; in the shell, the driver manager. */
  interface Connector {
    Connection connect(String url, Properties properties) throws SQLException;
  }

  /** The process's streams and where they lead. */
  record Streams(InputStream in, OutputStream out, OutputStream err, Screen screen) {}

  private final Connector connector;
  private final Streams streams;
  private final Path home;
  private final String version;
  private final LongSupplier nanoTime;
  private final Writer err;
  private final Diagnostics diagnostics;
  private final Progress progress;

  Shell(Connector connector, Streams streams, Path home, String version, LongSupplier nanoTime) {
    this.connector = connector;
    this.streams = streams;
    this.home = home;
    this.version = version;
    this.nanoTime = nanoTime;
    this.err = Output.utf8(streams.err());
    this.diagnostics = new Diagnostics(err);
    this.progress = new Progress(err, streams.screen()::errorIsTerminal, nanoTime);
  }

  /** Does what the arguments ask for and answers the exit code. */
  int run(String... arguments) {
    try {
      return run(Arguments.parse(home, arguments));
    } catch (UsageException e) {
      diagnostics.say("llamacloud-jdbc: " + e.getMessage() + " (see --help)");
      return BAD_USAGE;
    } catch (SQLException e) {
      diagnostics.error(e);
      return FAILED;
    } catch (IOException e) {
      if (Output.readerLeft(e)) {
        return OK;
      }
      diagnostics.error(IO_ERROR, "Cannot write the result: " + e.getMessage());
      return FAILED;
    }
  }

  private int run(Options options) throws UsageException, SQLException, IOException {
    Writer out = output(streams.out());
    if (options.help() || options.version()) {
      out.write(options.help() ? Arguments.help() : "llamacloud-jdbc " + version + "\n");
      out.flush();
      return OK;
    }
    checkReadable(options.inputs());
    boolean interactive =
        options.inputs().isEmpty()
            && streams.screen().inputIsTerminal()
            && streams.screen().outputIsTerminal();
    Timer timer = redrawing();
    try (Connection connection = connector.connect(options.url(), options.properties())) {
      diagnostics.warnings(connection.getWarnings());
      Display display = new Display(options.format(), interactive, options.requests());
      Function<Writer, Session> sessions =
          writer ->
              new Session(
                  connection, writer, diagnostics, progress, streams.screen(), display, nanoTime);
      return interactive
          ? Prompt.open(connection, options, version, diagnostics)
              .run(terminal -> sessions.apply(output(terminal)))
          : runAll(options.inputs(), sessions.apply(out));
    } finally {
      timer.cancel();
    }
  }

  private int runAll(List<Input> inputs, Session session) throws SQLException, IOException {
    List<Input> all = inputs.isEmpty() ? List.of(new Input.Script("-")) : inputs;
    for (Input input : all) {
      if (session.ended()) {
        return OK;
      }
      if (!runOne(input, session)) {
        return FAILED;
      }
    }
    return OK;
  }

  /** Runs the statements of one input as they arrive; answers whether none failed. */
  private boolean runOne(Input input, Session session) throws SQLException, IOException {
    StatementScanner scanner = new StatementScanner();
    // Windows editors begin a file with a byte order mark.
    boolean first = true;
    try (BufferedReader lines = new BufferedReader(open(input))) {
      for (Optional<String> line = line(lines); line.isPresent(); line = line(lines)) {
        String text = first ? line.get().replaceFirst("^\\uFEFF", "") : line.get();
        first = false;
        for (Piece piece : scanner.feed(text)) {
          if (!session.run(piece)) {
            return false;
          }
          if (session.ended()) {
            return true;
          }
        }
      }
    }
    Optional<Piece> last = scanner.end();
    return last.isEmpty() || session.run(last.get());
  }

  /**
   * The next line; a failure to read is an error of SQL, so as not to be taken for one of output.
   */
  private static Optional<String> line(BufferedReader lines) throws SQLException {
    try {
      return Optional.ofNullable(lines.readLine());
    } catch (CharacterCodingException e) {
      throw new SQLException("The statements are not UTF-8.", "22021", e);
    } catch (IOException e) {
      throw new SQLException("Cannot read the statements: " + e.getMessage(), IO_ERROR, e);
    }
  }

  private Reader open(Input input) throws SQLException {
    if (input instanceof Input.Sql sql) {
      return new StringReader(sql.text());
    }
    String name = ((Input.Script) input).name();
    try {
      InputStream bytes = name.equals("-") ? streams.in() : Files.newInputStream(Path.of(name));
      // Unlike a reader made from the name of the charset, this one refuses malformed bytes.
      return new InputStreamReader(bytes, StandardCharsets.UTF_8.newDecoder());
    } catch (IOException e) {
      throw new SQLException("Cannot read " + name + ".", IO_ERROR, e);
    }
  }

  private static void checkReadable(List<Input> inputs) throws UsageException {
    for (Input input : inputs) {
      if (input instanceof Input.Script script && !script.name().equals("-")) {
        Path file = Path.of(script.name());
        if (!Files.isReadable(file) || Files.isDirectory(file)) {
          throw new UsageException("cannot read the file " + script.name());
        }
      }
    }
  }

  /** Results; on a terminal the progress line goes before they come. */
  private Writer output(OutputStream bytes) {
    return Output.utf8(
        Output.preceded(
            bytes,
            () -> {
              if (streams.screen().outputIsTerminal()) {
                progress.stop();
              }
            }));
  }

  /** Redraws the progress line now and then. */
  private Timer redrawing() {
    Timer timer = new Timer("llamacloud-progress", true);
    TimerTask redraw =
        new TimerTask() {
          @Override
          public void run() {
            progress.redraw();
          }
        };
    timer.schedule(redraw, REDRAW_MILLIS, REDRAW_MILLIS);
    return timer;
  }
}
