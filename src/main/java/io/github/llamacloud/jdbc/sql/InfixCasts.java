package io.github.llamacloud.jdbc.sql;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Puts every {@code operand::type} in parentheses. PostgreSQL's cast binds tighter than any
 * operator, but Calcite's Babel parser lets it take the whole expression before it: {@code a +
 * b::integer} would silently become {@code (a + b)::integer}.
 */
final class InfixCasts {
  private static final Set<String> NO_FUNCTION =
      Set.of(
          "AND",
          "OR",
          "NOT",
          "IN",
          "ANY",
          "SOME",
          "ALL",
          "EXISTS",
          "SELECT",
          "DISTINCT",
          "WHERE",
          "ON",
          "HAVING",
          "BY",
          "CASE",
          "WHEN",
          "THEN",
          "ELSE",
          "BETWEEN",
          "LIKE",
          "ILIKE",
          "IS",
          "AS",
          "FROM",
          "UNION",
          "INTERSECT",
          "EXCEPT",
          "LIMIT",
          "OFFSET",
          "RETURNING",
          "USING");
  private static final Set<String> CALL_SUFFIX = Set.of("OVER", "FILTER", "GROUP", "WITHIN");
  private static final Set<String> LITERAL_PREFIX =
      Set.of("DATE", "TIME", "TIMESTAMP", "INTERVAL", "X", "N");

  private final String sql;
  private final List<SqlToken> tokens;
  private final Map<Integer, Integer> castStarts = new HashMap<>();
  private final List<Insertion> insertions = new ArrayList<>();

  /** A parenthesis, put before the character at this offset. */
  private record Insertion(int offset, char sign) {}

  InfixCasts(String sql) {
    this.sql = sql;
    this.tokens = sql.contains("::") ? SqlToken.all(sql) : List.of();
    for (int i = 1; i + 2 < tokens.size(); i++) {
      if (isCastSign(i)) {
        int start = operandStart(i - 1);
        int end = typeEnd(i + 2);
        castStarts.put(end, start);
        insertions.add(new Insertion(tokens.get(start).start(), '('));
        insertions.add(new Insertion(tokens.get(end).end(), ')'));
      }
    }
    insertions.sort(Comparator.comparingInt(Insertion::offset));
  }

  String text() {
    StringBuilder text = new StringBuilder(sql);
    for (int i = insertions.size() - 1; i >= 0; i--) {
      text.insert(insertions.get(i).offset(), insertions.get(i).sign());
    }
    return text.toString();
  }

  /** The column, from 1, that a column of {@link #text()} has in the text as typed. */
  int typedColumn(int line, int column) {
    int lineStart = 0;
    for (int i = 1; i < line; i++) {
      lineStart = sql.indexOf('\n', lineStart) + 1;
    }
    int typed = column;
    for (Insertion insertion : insertions) {
      int before = insertion.offset() - lineStart;
      typed -= before >= 0 && before < typed - 1 ? 1 : 0;
    }
    return typed;
  }

  private boolean isCastSign(int i) {
    SqlToken first = tokens.get(i);
    return first.is(sql, ":")
        && tokens.get(i + 1).is(sql, ":")
        && tokens.get(i + 1).start() == first.end();
  }

  /** The first token of the operand whose last token this is. */
  private int operandStart(int last) {
    Integer ofCast = castStarts.get(last);
    if (ofCast != null) {
      return ofCast;
    }
    SqlToken token = tokens.get(last);
    if (token.is(sql, ")")) {
      return callStart(opening(last, "(", ")"));
    }
    if (token.is(sql, "]")) {
      int before = opening(last, "[", "]") - 1;
      return before < 0 || isWord(before, Set.of("ARRAY"))
          ? Math.max(0, before)
          : operandStart(before);
    }
    if (token.is(sql, "END")) {
      return opening(last, "CASE", "END");
    }
    if (token.kind() == SqlToken.Kind.STRING && last > 0 && isWord(last - 1, LITERAL_PREFIX)) {
      return last - 1;
    }
    return nameStart(last);
  }

  private int callStart(int open) {
    int before = open - 1;
    if (before < 0) {
      return open;
    }
    SqlToken name = tokens.get(before);
    if (name.kind() == SqlToken.Kind.WORD && isWord(before, CALL_SUFFIX)) {
      int call = isWord(before, Set.of("GROUP")) ? before - 2 : before - 1;
      return call < 0 ? open : operandStart(call);
    }
    boolean function =
        name.kind() == SqlToken.Kind.QUOTED_NAME
            || (name.kind() == SqlToken.Kind.WORD && !isWord(before, NO_FUNCTION));
    return function ? nameStart(before) : open;
  }

  /** The first token of a name with dots, or of a number with one. */
  private int nameStart(int last) {
    int start = last;
    while (start >= 2 && tokens.get(start - 1).is(sql, ".")) {
      start -= 2;
    }
    return start;
  }

  private int opening(int last, String open, String close) {
    int depth = 0;
    for (int i = last; i >= 0; i--) {
      if (tokens.get(i).is(sql, close)) {
        depth++;
      } else if (tokens.get(i).is(sql, open) && --depth == 0) {
        return i;
      }
    }
    return last;
  }

  /** The last token of the type that begins here. */
  private int typeEnd(int first) {
    int end = first;
    if (isNext(end, "PRECISION") || isNext(end, "VARYING")) {
      end++;
    }
    end = withParentheses(end);
    if (isNext(end, "WITH") || isNext(end, "WITHOUT")) {
      int zone = isNext(end + 1, "LOCAL") ? end + 2 : end + 1;
      if (isNext(zone, "TIME") && isNext(zone + 1, "ZONE")) {
        end = zone + 2;
      }
    }
    return isNext(end, "ARRAY") || isNext(end, "MULTISET") ? end + 1 : end;
  }

  private int withParentheses(int end) {
    if (!isNext(end, "(")) {
      return end;
    }
    int i = end + 1;
    while (i + 1 < tokens.size() && !tokens.get(i).is(sql, ")")) {
      i++;
    }
    return i;
  }

  private boolean isNext(int i, String word) {
    return i + 1 < tokens.size() && tokens.get(i + 1).is(sql, word);
  }

  private boolean isWord(int i, Set<String> words) {
    return tokens.get(i).kind() == SqlToken.Kind.WORD
        && words.contains(tokens.get(i).text(sql).toUpperCase(Locale.ROOT));
  }
}
