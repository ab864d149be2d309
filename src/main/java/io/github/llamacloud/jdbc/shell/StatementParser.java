package io.github.llamacloud.jdbc.shell;

import org.jline.reader.EOFError;
import org.jline.reader.ParsedLine;
import org.jline.reader.Parser;
import org.jline.reader.impl.DefaultParser;

/** Tells the line editor when a statement is complete, and which word Tab is to complete. */
final class StatementParser implements Parser {
  private final DefaultParser words = new WordParser();

  @Override
  public ParsedLine parse(String line, int cursor, ParseContext context) {
    // The line editor asks for the continuation prompt by parsing, too.
    boolean whole = context == ParseContext.ACCEPT_LINE || context == ParseContext.SECONDARY_PROMPT;
    if (whole && Prompt.wordCommand(line).isEmpty()) {
      StatementScanner scanner = new StatementScanner();
      boolean ran = !scanner.feed(line).isEmpty();
      if (scanner.unfinished() && !(ran && endsInCommand(line))) {
        String missing = scanner.missing();
        throw new EOFError(-1, cursor, "unfinished", missing.isEmpty() ? "-" : missing);
      }
    }
    return words.parse(line, cursor, ParseContext.COMPLETE);
  }

  private static boolean endsInCommand(String line) {
    return line.substring(line.lastIndexOf('\n') + 1).stripLeading().startsWith("\\");
  }

  /** Splits at everything that is not part of a name; quotes and backslashes mean nothing. */
  private static final class WordParser extends DefaultParser {
    WordParser() {
      setQuoteChars(new char[0]);
      setEscapeChars(new char[0]);
      setEofOnUnclosedQuote(false);
      setEofOnEscapedNewLine(false);
    }

    @Override
    public boolean isDelimiterChar(CharSequence buffer, int position) {
      char c = buffer.charAt(position);
      return Character.isWhitespace(c) || "(),;.=<>+-*/|'\"".indexOf(c) >= 0;
    }
  }
}
