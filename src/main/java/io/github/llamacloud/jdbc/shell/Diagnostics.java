package io.github.llamacloud.jdbc.shell;

import java.io.IOException;
import java.io.Writer;
import java.sql.SQLException;
import java.sql.SQLWarning;
import org.jspecify.annotations.Nullable;

/** Errors and warnings, each one line with its SQLState, on the stream for messages. */
final class Diagnostics {
  private static final String GENERAL_ERROR = "HY000";

  private final Writer out;

  Diagnostics(Writer out) {
    this.out = out;
  }

  void error(SQLException failure) {
    error(failure.getSQLState(), failure.getMessage());
  }

  void error(@Nullable String state, @Nullable String message) {
    line("ERROR", state, message);
  }

  /** A warning and those chained to it. */
  void warnings(@Nullable SQLWarning first) {
    for (SQLWarning warning = first; warning != null; warning = warning.getNextWarning()) {
      line("WARNING", warning.getSQLState(), warning.getMessage());
    }
  }

  /** One plain line. */
  void say(String text) {
    try {
      out.write(text + "\n");
      out.flush();
    } catch (IOException e) {
      // Nobody can be told that nobody can be told; the exit code still speaks.
      return;
    }
  }

  private void line(String kind, @Nullable String state, @Nullable String message) {
    String text = message == null ? "no message" : message.strip().replaceAll("\\s*\\R\\s*", " ");
    say(kind + " " + (state == null ? GENERAL_ERROR : state) + ": " + CellText.visible(text));
  }
}
