package io.github.llamacloud.jdbc.shell;

import io.github.llamacloud.jdbc.shell.StatementScanner.Piece;
import java.io.IOError;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.UserInterruptException;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;

/** The conversation on a terminal: line editing, history, completion, Ctrl-C. */
final class Prompt {
  private static final String PROMPT = "llamacloud=> ";

  private final Terminal terminal;
  private final LineReader reader;
  private final String greeting;

  private Prompt(Terminal terminal, LineReader reader, String greeting) {
    this.terminal = terminal;
    this.reader = reader;
    this.greeting = greeting;
  }

  static Prompt open(
      Connection connection, Options options, String version, Diagnostics diagnostics)
      throws SQLException, IOException {
    Terminal terminal =
        TerminalBuilder.builder()
            .name("llamacloud-jdbc")
            .system(true)
            .encoding(StandardCharsets.UTF_8)
            .nativeSignals(true)
            .graphemeCluster(false)
            .build();
    LineReaderBuilder reader =
        LineReaderBuilder.builder()
            .appName("llamacloud-jdbc")
            .terminal(terminal)
            .parser(new StatementParser())
            .completer(new SqlCompleter(connection))
            .variable(LineReader.SECONDARY_PROMPT_PATTERN, "%P %M> ")
            // Nothing that looks like a key is kept.
            .variable(LineReader.HISTORY_IGNORE, "*llx-*:*apiKey*:*password*")
            // An ! is the beginning of !=, not of an old command.
            .option(LineReader.Option.DISABLE_EVENT_EXPANSION, true)
            .option(LineReader.Option.HISTORY_IGNORE_SPACE, true)
            .option(LineReader.Option.CASE_INSENSITIVE, true)
            .option(LineReader.Option.INSERT_TAB, false);
    options
        .history()
        .ifPresent(
            file -> {
              try {
                reader.variable(LineReader.HISTORY_FILE, PrivateFile.prepare(file));
              } catch (IOException e) {
                diagnostics.say("The history is not kept: cannot write " + file + ".");
              }
            });
    String url = connection.getMetaData().getURL();
    return new Prompt(terminal, reader.build(), greeting(version, url));
  }

  /** Talks until the user leaves; answers the exit code. */
  int run(Function<OutputStream, Session> opener) throws IOException {
    try (terminal) {
      Session session = opener.apply(terminal.output());
      terminal.handle(Terminal.Signal.INT, signal -> session.cancel());
      terminal.writer().write(greeting);
      terminal.writer().flush();
      converse(session);
      return Shell.OK;
    }
  }

  private void converse(Session session) throws IOException {
    while (!session.ended()) {
      String lines;
      try {
        lines = reader.readLine(PROMPT);
      } catch (UserInterruptException e) {
        continue;
      } catch (EndOfFileException | IOError e) {
        // Ctrl-D, or the terminal was closed.
        return;
      }
      for (Piece piece : pieces(lines)) {
        session.run(piece);
        if (session.ended()) {
          return;
        }
      }
    }
  }

  /** What was typed; the words that people type in other shells work too. */
  private static List<Piece> pieces(String lines) {
    // A statement left unfinished by a command is not run; the history has it.
    return wordCommand(lines)
        .map(command -> List.<Piece>of(new Piece.Command(command)))
        .orElseGet(() -> new StatementScanner().feed(lines));
  }

  /** The backslash command that a bare word stands for. */
  static Optional<String> wordCommand(String line) {
    return switch (line.strip().replaceAll("\\s*;$", "").toLowerCase(Locale.ROOT)) {
      case "quit", "exit" -> Optional.of("\\q");
      case "help" -> Optional.of("\\?");
      default -> Optional.empty();
    };
  }

  /** Names the product and the place, never what follows a {@code ?}: a key may. */
  private static String greeting(String version, String url) {
    String place = Optional.ofNullable(url).orElse("").split("[?;]", 2)[0];
    return "llamacloud-jdbc " + version + ", " + place + "\nType \\? for help, \\q to leave.\n\n";
  }
}
