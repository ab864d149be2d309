package io.github.llamacloud.jdbc.sql;

import java.util.List;
import java.util.Locale;

/** The tokens of a SQL text, to be asked for by their places, also by places outside of it. */
record SqlTokens(String sql, List<SqlToken> all) {
  static SqlTokens of(String sql) {
    return new SqlTokens(sql, SqlToken.all(sql));
  }

  int size() {
    return all.size();
  }

  SqlToken get(int i) {
    return all.get(i);
  }

  /** A sign before the first and after the last. */
  SqlToken.Kind kind(int i) {
    return i >= 0 && i < all.size() ? all.get(i).kind() : SqlToken.Kind.SIGN;
  }

  /** In capitals; empty before the first and after the last. */
  String word(int i) {
    return i >= 0 && i < all.size() ? all.get(i).text(sql).toUpperCase(Locale.ROOT) : "";
  }

  /** Whether it begins with a digit. */
  boolean isNumber(int i) {
    return kind(i) == SqlToken.Kind.WORD && isDigit(sql.charAt(all.get(i).start()));
  }

  /** Whether it is a name or a keyword. */
  boolean isName(int i) {
    return kind(i) == SqlToken.Kind.QUOTED_NAME || (kind(i) == SqlToken.Kind.WORD && !isNumber(i));
  }

  /** The place of the IN in whose list of texts this one is; negative if it is in none. */
  int placeOfIn(int i) {
    int first = i;
    while (word(first - 1).equals(",") && kind(first - 2) == SqlToken.Kind.STRING) {
      first -= 2;
    }
    return word(first - 1).equals("(") && word(first - 2).equals("IN") ? first - 2 : -1;
  }

  static boolean isDigit(int c) {
    return c >= '0' && c <= '9';
  }
}
