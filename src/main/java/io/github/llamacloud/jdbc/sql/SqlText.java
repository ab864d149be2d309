package io.github.llamacloud.jdbc.sql;

import io.github.llamacloud.jdbc.error.Failures;
import io.github.llamacloud.jdbc.error.SqlState;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * SQL text made acceptable to Calcite's parser. Positions in error messages remain those of the
 * text as typed.
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
  private static final Pattern ESCAPE = Pattern.compile("\\\\(.)", Pattern.DOTALL);
  private static final String KNOWN_ESCAPES = "bfnrt\\'uUx01234567";
  private static final Pattern INTERVAL =
      Pattern.compile(
          "'(\\s*[-+]?\\d+(?:\\.\\d+)?)(\\s+)(seconds?|minutes?|hours?|days?|weeks?|months?"
              + "|quarters?|years?)(\\s*)'",
          Pattern.CASE_INSENSITIVE);

  private final String sql;
  private final List<SqlToken> tokens;
  private final InfixCasts casts;

  private SqlText(String sql) throws SQLException {
    this.sql = sql;
    this.tokens = SqlToken.all(sql);
    this.casts = new InfixCasts(edited());
  }

  /**
   * The text to parse: without trailing semicolons, with PostgreSQL's {@code INTERVAL '1 day'} as
   * {@code INTERVAL '1' day}, without {@code {oj …}}, with names of {@code {fn …}} in capitals.
   *
   * @throws SQLException 25006 for a write, 0A000 for a statement about the session, 42601 for an
   *     empty text or for several statements
   */
  static SqlText parseable(String sql) throws SQLException {
    return new SqlText(sql);
  }

  /** What to give to the parser. */
  String text() {
    return casts.text();
  }

  /** Where a position in {@link #text()} is in the text as typed, e.g. {@code line 1, column 8}. */
  String position(int line, int column) {
    return "line " + line + ", column " + casts.typedColumn(line, column);
  }

  /** Whether a name in double quotes begins at a position in {@link #text()}. */
  boolean isQuoted(int line, int column) {
    return text()
        .lines()
        .skip(line - 1L)
        .findFirst()
        .map(found -> found.startsWith("\"", column - 1))
        .orElse(false);
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
      refuseUnknownEscapes(tokens.get(i));
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
        editFetch(text, i, last);
      }
    }
    unwrapOuterJoins(text, last);
    return text.toString();
  }

  /** A backslash that means nothing: PostgreSQL would drop it, Calcite would keep it. */
  private void refuseUnknownEscapes(SqlToken token) throws SQLException {
    if (token.kind() == SqlToken.Kind.STRING && sql.charAt(token.start()) != '\'') {
      Matcher escape = ESCAPE.matcher(token.text(sql));
      while (escape.find()) {
        if (KNOWN_ESCAPES.indexOf(escape.group(1).charAt(0)) < 0) {
          throw Failures.notSupported("The escape " + escape.group() + " in a text");
        }
      }
    }
  }

  /** JDBC's {@code {oj a LEFT OUTER JOIN b ON …}} without the braces, which mean nothing here. */
  private void unwrapOuterJoins(StringBuilder text, int last) {
    Deque<Boolean> open = new ArrayDeque<>();
    for (int i = 0; i < last; i++) {
      SqlToken token = tokens.get(i);
      if (token.is(sql, "{")) {
        boolean outerJoin = i + 1 < last && tokens.get(i + 1).is(sql, "oj");
        open.push(outerJoin);
        if (outerJoin) {
          text.setCharAt(token.start(), ' ');
          text.replace(tokens.get(i + 1).start(), tokens.get(i + 1).end(), "  ");
        }
      } else if (token.is(sql, "}") && !open.isEmpty() && open.pop()) {
        text.setCharAt(token.start(), ' ');
      }
    }
  }

  private static void refuseOtherStatements(String keyword) throws SQLException {
    if (WRITES.contains(keyword)) {
      throw Failures.readOnly(keyword);
    }
    if (SESSION.contains(keyword)) {
      throw Failures.notSupported("The statement " + keyword);
    }
  }

  private void editPair(StringBuilder text, SqlToken token, SqlToken next) {
    if (token.is(sql, "INTERVAL") && next.kind() == SqlToken.Kind.STRING) {
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
    } else if (token.is(sql, "FN") && token.start() > 0 && next.kind() == SqlToken.Kind.WORD) {
      text.replace(next.start(), next.end(), next.text(sql).toUpperCase(Locale.ROOT));
    }
  }

  /** FETCH FIRST ROW ONLY, one row without a number, as LIMIT 1 of the same length. */
  private void editFetch(StringBuilder text, int i, int last) {
    if (i + 3 < last
        && tokens.get(i).is(sql, "FETCH")
        && isAny(i + 1, Set.of("FIRST", "NEXT"))
        && isAny(i + 2, Set.of("ROW", "ROWS"))
        && tokens.get(i + 3).is(sql, "ONLY")) {
      for (int token = i; token <= i + 3; token++) {
        for (int at = tokens.get(token).start(); at < tokens.get(token).end(); at++) {
          text.setCharAt(at, ' ');
        }
      }
      text.replace(tokens.get(i).start(), tokens.get(i).end(), "LIMIT");
      text.setCharAt(tokens.get(i + 1).start(), '1');
    }
  }

  private boolean isAny(int i, Set<String> words) {
    return words.contains(tokens.get(i).text(sql).toUpperCase(Locale.ROOT));
  }

  private String position(int offset) {
    int line = 1 + (int) sql.substring(0, offset).chars().filter(c -> c == '\n').count();
    return "line " + line + ", column " + (offset - sql.lastIndexOf('\n', offset - 1));
  }
}
