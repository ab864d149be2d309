package io.github.llamacloud.jdbc.shell;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Cuts what was typed, or read from a file, into statements and backslash commands. It knows the
 * quotes and comments of the driver's SQL, so that a {@code ;} inside them ends nothing. For one
 * thread.
 */
final class StatementScanner {
  /** What the shell can run. */
  sealed interface Piece {
    /** One SQL statement, without its {@code ;}. */
    record Statement(String sql) implements Piece {}

    /** A backslash and the rest of its line. */
    record Command(String line) implements Piece {}
  }

  private enum Mode {
    PLAIN(""),
    SINGLE_QUOTE("'"),
    ESCAPED_QUOTE("'"),
    DOUBLE_QUOTE("\""),
    LINE_COMMENT(""),
    BLOCK_COMMENT("*");

    private final String missing;

    Mode(String missing) {
      this.missing = missing;
    }
  }

  private final StringBuilder text = new StringBuilder();
  private int position;
  private Mode mode = Mode.PLAIN;
  private boolean blank = true;

  /** Takes in one or more whole lines; the end of the text is the end of a line. */
  List<Piece> feed(String lines) {
    text.append(lines).append('\n');
    List<Piece> pieces = new ArrayList<>();
    for (Optional<Piece> piece = next(); piece.isPresent(); piece = next()) {
      pieces.add(piece.get());
    }
    return pieces;
  }

  /** The last statement, if the text ended without a {@code ;}; afterwards the scanner is empty. */
  Optional<Piece> end() {
    Optional<Piece> last =
        blank ? Optional.empty() : Optional.of(new Piece.Statement(text.toString().strip()));
    clear();
    return last;
  }

  /** Forgets a statement that was begun. */
  void clear() {
    text.setLength(0);
    position = 0;
    mode = Mode.PLAIN;
    blank = true;
  }

  /** Whether a statement, a quote or a block comment has begun and not ended. */
  boolean unfinished() {
    return !blank || mode == Mode.BLOCK_COMMENT;
  }

  /** What would end an open quote or comment, empty if none is open. */
  String missing() {
    return mode.missing;
  }

  private Optional<Piece> next() {
    while (position < text.length()) {
      char c = text.charAt(position);
      if (mode != Mode.PLAIN) {
        position += insideQuoteOrComment(c);
      } else if (c == ';') {
        Optional<Piece> statement = cutStatement();
        if (statement.isPresent()) {
          return statement;
        }
      } else if (c == '\\') {
        return Optional.of(cutCommand());
      } else {
        position += outside(c);
      }
    }
    if (blank && mode == Mode.PLAIN) {
      clear();
    }
    return Optional.empty();
  }

  /** Reads one token's start in plain SQL; answers how many characters it took. */
  private int outside(char c) {
    if ((c == '-' || c == '/') && follows(c)) {
      mode = Mode.LINE_COMMENT;
      return 2;
    }
    if (c == '/' && follows('*')) {
      mode = Mode.BLOCK_COMMENT;
      return 2;
    }
    if (c == '\'') {
      mode = escapesAllowed() ? Mode.ESCAPED_QUOTE : Mode.SINGLE_QUOTE;
    } else if (c == '"') {
      mode = Mode.DOUBLE_QUOTE;
    }
    blank &= Character.isWhitespace(c);
    return 1;
  }

  private int insideQuoteOrComment(char c) {
    switch (mode) {
      case SINGLE_QUOTE -> endIf(c == '\'');
      case DOUBLE_QUOTE -> endIf(c == '"');
      case LINE_COMMENT -> endIf(c == '\n' || c == '\r');
      case BLOCK_COMMENT -> {
        boolean end = c == '*' && follows('/');
        endIf(end);
        return end ? 2 : 1;
      }
      case ESCAPED_QUOTE -> {
        if (c == '\\' || (c == '\'' && follows('\''))) {
          return 2;
        }
        endIf(c == '\'');
      }
      case PLAIN -> throw new IllegalStateException("not inside anything");
    }
    return 1;
  }

  private void endIf(boolean end) {
    if (end) {
      mode = Mode.PLAIN;
    }
  }

  private Optional<Piece> cutStatement() {
    String sql = text.substring(0, position).strip();
    boolean nothing = blank;
    text.delete(0, position + 1);
    position = 0;
    blank = true;
    return nothing ? Optional.empty() : Optional.of(new Piece.Statement(sql));
  }

  private Piece cutCommand() {
    int end = text.indexOf("\n", position);
    String line = text.substring(position, end).strip();
    text.delete(position, end);
    return new Piece.Command(line);
  }

  private boolean follows(char c) {
    return position + 1 < text.length() && text.charAt(position + 1) == c;
  }

  /** Whether the quote at the position belongs to {@code E'…'}, where a backslash escapes. */
  private boolean escapesAllowed() {
    return position > 0
        && (text.charAt(position - 1) == 'E' || text.charAt(position - 1) == 'e')
        && (position == 1 || !Character.isJavaIdentifierPart(text.charAt(position - 2)));
  }
}
