package io.github.llamacloud.jdbc.jdbc;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * JDBC's patterns of names: {@code %} is any text, {@code _} any character, and a backslash takes
 * the next character as it is. The case does not matter; no pattern is any name.
 */
final class NamePattern {
  private NamePattern() {}

  static boolean matches(@Nullable String pattern, String name) {
    return pattern == null || regex(pattern).matcher(name).matches();
  }

  private static Pattern regex(String pattern) {
    StringBuilder regex = new StringBuilder();
    for (int i = 0; i < pattern.length(); i++) {
      char c = pattern.charAt(i);
      if (c == '%') {
        regex.append(".*");
      } else if (c == '_') {
        regex.append('.');
      } else {
        boolean escapes = c == '\\' && i + 1 < pattern.length();
        regex.append(Pattern.quote(String.valueOf(escapes ? pattern.charAt(++i) : c)));
      }
    }
    return Pattern.compile(regex.toString(), Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
  }
}
