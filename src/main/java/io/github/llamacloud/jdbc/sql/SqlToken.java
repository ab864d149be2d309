package io.github.llamacloud.jdbc.sql;

import java.util.ArrayList;
import java.util.List;

/**
 * A token of a SQL text; comments and white space are none.
 *
 * @param start offset of its first character
 * @param end offset after its last character
 */
record SqlToken(Kind kind, int start, int end) {
  enum Kind {
    /** A name, a keyword or digits. */
    WORD,
    /** A text in single quotes. */
    STRING,
    /** A name in double quotes. */
    QUOTED_NAME,
    /** One character of anything else. */
    SIGN
  }

  String text(String sql) {
    return sql.substring(start, end);
  }

  /** Whether it is this word or sign; upper and lower case count as equal. */
  boolean is(String sql, String word) {
    return end - start == word.length() && sql.regionMatches(true, start, word, 0, end - start);
  }

  static List<SqlToken> all(String sql) {
    List<SqlToken> tokens = new ArrayList<>();
    int i = 0;
    while (i < sql.length()) {
      char c = sql.charAt(i);
      if (sql.startsWith("--", i) || sql.startsWith("//", i)) {
        i = lineEnd(sql, i);
      } else if (sql.startsWith("/*", i)) {
        int close = sql.indexOf("*/", i + 2);
        i = close < 0 ? sql.length() : close + 2;
      } else if (Character.isWhitespace(c)) {
        i++;
      } else {
        SqlToken token = at(sql, i);
        tokens.add(token);
        i = token.end();
      }
    }
    return tokens;
  }

  private static SqlToken at(String sql, int start) {
    char c = sql.charAt(start);
    if (c == '\'' || c == '"') {
      return new SqlToken(
          c == '\'' ? Kind.STRING : Kind.QUOTED_NAME, start, quotedEnd(sql, start, false));
    }
    if ((c == 'E' || c == 'e') && sql.startsWith("'", start + 1)) {
      return new SqlToken(Kind.STRING, start, quotedEnd(sql, start + 1, true));
    }
    int end = start + 1;
    if (Character.isJavaIdentifierPart(c)) {
      while (end < sql.length() && Character.isJavaIdentifierPart(sql.charAt(end))) {
        end++;
      }
      return new SqlToken(Kind.WORD, start, end);
    }
    return new SqlToken(Kind.SIGN, start, end);
  }

  /** A carriage return alone ends a line too, as it does for the parser. */
  private static int lineEnd(String sql, int start) {
    int i = start;
    while (i < sql.length() && sql.charAt(i) != '\n' && sql.charAt(i) != '\r') {
      i++;
    }
    return i;
  }

  /** Where a text or name ends; in {@code E'…'} a backslash takes the next character along. */
  private static int quotedEnd(String sql, int start, boolean backslashes) {
    char quote = sql.charAt(start);
    int i = start + 1;
    while (i < sql.length()) {
      if (backslashes && sql.charAt(i) == '\\') {
        i++;
      } else if (sql.charAt(i) == quote) {
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
