package io.github.llamacloud.jdbc.sql;

import io.github.llamacloud.jdbc.error.Failures;
import io.github.llamacloud.jdbc.error.SqlState;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * SQL text made acceptable to Calcite's parser without moving a character, so that positions in
 * error messages are those of the text as typed.
 */
final class SqlText {
  private static final Set<String> WRITES =
      Set.of(
          "INSERT",
          "UPDATE",
          "DELETE",
          "MERGE",
          "UPSERT",
          "REPLACE",
          "CREATE",
          "DROP",
          "ALTER",
          "TRUNCATE",
          "GRANT",
          "REVOKE",
          "COMMENT",
          "COPY",
          "VACUUM",
          "LOCK",
          "RENAME");
  private static final Set<String> SESSION =
      Set.of(
          "SET",
          "RESET",
          "USE",
          "BEGIN",
          "START",
          "COMMIT",
          "ROLLBACK",
          "SAVEPOINT",
          "RELEASE",
          "SHOW",
          "DESCRIBE",
          "DESC",
          "CALL",
          "EXEC",
          "EXECUTE",
          "ANALYZE");
  private static final Pattern INTERVAL =
      Pattern.compile(
          "'(\\s*[-+]?\\d+(?:\\.\\d+)?)(\\s+)(seconds?|minutes?|hours?|days?|weeks?|months?"
              + "|quarters?|years?)(\\s*)'",
          Pattern.CASE_INSENSITIVE);

  private final String sql;
  private final List<Token> tokens;

  private SqlText(String sql) {
    this.sql = sql;
    this.tokens = tokens(sql);
  }

  /**
   * The text to parse: without trailing semicolons, with PostgreSQL's {@code INTERVAL '1 day'} as
   * {@code INTERVAL '1' day}, with names of {@code {fn …}} in capitals.
   *
   * @throws SQLException 25006 for a write, 0A000 for a statement about the session, 42601 for an
   *     empty text or for several statements
   */
  static String parseable(String sql) throws SQLException {
    return new SqlText(sql).edited();
  }

  private String edited() throws SQLException {
    StringBuilder text = new StringBuilder(sql);
    int last = tokens.size();
    while (last > 0 && tokens.get(last - 1).is(sql, ";")) {
      text.setCharAt(tokens.get(--last).start(), ' ');
    }
    if (last == 0) {
      throw Failures.syntax(SqlState.SYNTAX_ERROR, "The SQL statement is empty.", null);
    }
    refuseOtherStatements(tokens.get(0).text(sql).toUpperCase(Locale.ROOT));
    for (int i = 0; i < last; i++) {
      if (tokens.get(i).is(sql, ";")) {
        throw Failures.syntax(
            SqlState.SYNTAX_ERROR,
            "Only one statement can be run at a time: text follows the ';' at "
                + position(tokens.get(i).start())
                + ".",
            null);
      }
      if (i + 1 < last) {
        editPair(text, tokens.get(i), tokens.get(i + 1));
      }
    }
    return text.toString();
  }

  private static void refuseOtherStatements(String keyword) throws SQLException {
    if (WRITES.contains(keyword)) {
      throw Failures.readOnly(keyword);
    }
    if (SESSION.contains(keyword)) {
      throw Failures.notSupported("The statement " + keyword);
    }
  }

  private void editPair(StringBuilder text, Token token, Token next) {
    if (token.is(sql, "INTERVAL") && next.kind() == Kind.STRING) {
      Matcher interval = INTERVAL.matcher(next.text(sql));
      if (interval.matches()) {
        text.replace(
            next.start(),
            next.end(),
            "'"
                + interval.group(1)
                + "'"
                + interval.group(2)
                + interval.group(3)
                + interval.group(4));
      }
    } else if (token.is(sql, "FN") && token.start() > 0 && next.kind() == Kind.WORD) {
      text.replace(next.start(), next.end(), next.text(sql).toUpperCase(Locale.ROOT));
    }
  }

  private String position(int offset) {
    int line = 1 + (int) sql.substring(0, offset).chars().filter(c -> c == '\n').count();
    return "line " + line + ", column " + (offset - sql.lastIndexOf('\n', offset - 1));
  }

  private enum Kind {
    WORD,
    STRING,
    OTHER
  }

  /** A token; comments and white space are none. */
  private record Token(Kind kind, int start, int end) {
    String text(String sql) {
      return sql.substring(start, end);
    }

    boolean is(String sql, String word) {
      return end - start == word.length() && sql.regionMatches(true, start, word, 0, end - start);
    }
  }

  private static List<Token> tokens(String sql) {
    List<Token> tokens = new ArrayList<>();
    int i = 0;
    while (i < sql.length()) {
      char c = sql.charAt(i);
      if (sql.startsWith("--", i)) {
        i = orEnd(sql.indexOf('\n', i), sql);
      } else if (sql.startsWith("/*", i)) {
        int close = sql.indexOf("*/", i + 2);
        i = close < 0 ? sql.length() : close + 2;
      } else if (Character.isWhitespace(c)) {
        i++;
      } else if (c == '\'' || c == '"') {
        int end = quotedEnd(sql, i);
        tokens.add(new Token(c == '\'' ? Kind.STRING : Kind.OTHER, i, end));
        i = end;
      } else if (Character.isJavaIdentifierPart(c)) {
        int end = i + 1;
        while (end < sql.length() && Character.isJavaIdentifierPart(sql.charAt(end))) {
          end++;
        }
        tokens.add(new Token(Kind.WORD, i, end));
        i = end;
      } else {
        tokens.add(new Token(Kind.OTHER, i, i + 1));
        i++;
      }
    }
    return tokens;
  }

  private static int orEnd(int index, String sql) {
    return index < 0 ? sql.length() : index;
  }

  private static int quotedEnd(String sql, int start) {
    char quote = sql.charAt(start);
    int i = start + 1;
    while (i < sql.length()) {
      if (sql.charAt(i) == quote) {
        if (i + 1 < sql.length() && sql.charAt(i + 1) == quote) {
          i++;
        } else {
          return i + 1;
        }
      }
      i++;
    }
    return sql.length();
  }
}
