package io.github.llamacloud.jdbc.sql;

import com.google.common.cache.CacheBuilder;
import com.google.common.cache.CacheLoader;
import com.google.common.cache.LoadingCache;
import com.google.common.util.concurrent.UncheckedExecutionException;
import io.github.llamacloud.jdbc.error.CarriedSqlException;
import io.github.llamacloud.jdbc.error.SqlState;
import java.util.Arrays;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.apache.calcite.linq4j.function.Strict;

/**
 * LIKE, ILIKE, SIMILAR TO and {@code ~}: a wildcard stands for any code point, line ends included,
 * and where case does not matter it does not in any script. Failures are 22023. Public for
 * generated code alone.
 */
public final class TextPatterns {
  private static final int NO_ESCAPE = -1;
  private static final int ANY_ONE = -1;
  private static final int ANY_TEXT = -2;
  private static final int KEPT_PATTERNS = 256;

  private static final Map<String, String> POSIX_CLASSES =
      Map.ofEntries(
          Map.entry("alpha", "\\p{IsAlphabetic}"),
          Map.entry("digit", "\\p{IsDigit}"),
          Map.entry("alnum", "\\p{IsAlphabetic}\\p{IsDigit}"),
          Map.entry("upper", "\\p{IsUppercase}"),
          Map.entry("lower", "\\p{IsLowercase}"),
          Map.entry("space", "\\s"),
          Map.entry("blank", "\\h"),
          Map.entry("punct", "\\p{Punct}"),
          Map.entry("cntrl", "\\p{Cntrl}"),
          Map.entry("graph", "\\p{Graph}"),
          Map.entry("print", "\\p{Print}"),
          Map.entry("xdigit", "\\p{XDigit}"),
          Map.entry("word", "\\w"));

  private record Key(String pattern, int flags) {}

  private static final LoadingCache<Key, Pattern> COMPILED =
      CacheBuilder.newBuilder()
          .maximumSize(KEPT_PATTERNS)
          .build(CacheLoader.from(key -> Pattern.compile(key.pattern(), key.flags())));

  private TextPatterns() {}

  @Strict
  public static boolean like2(String text, String pattern) {
    return matches(Characters.codePoints(text), wildcards(pattern, NO_ESCAPE, false));
  }

  @Strict
  public static boolean like3(String text, String pattern, String escape) {
    return matches(Characters.codePoints(text), wildcards(pattern, escape(escape), false));
  }

  @Strict
  public static boolean ilike2(String text, String pattern) {
    return matches(Characters.smallCodePoints(text), wildcards(pattern, NO_ESCAPE, true));
  }

  @Strict
  public static boolean ilike3(String text, String pattern, String escape) {
    return matches(Characters.smallCodePoints(text), wildcards(pattern, escape(escape), true));
  }

  @Strict
  public static boolean similar2(String text, String pattern) {
    return regex(similar(pattern, NO_ESCAPE), 0).matcher(text).matches();
  }

  @Strict
  public static boolean similar3(String text, String pattern, String escape) {
    return regex(similar(pattern, escape(escape)), 0).matcher(text).matches();
  }

  /** Whether a regular expression of POSIX's form is found in a text. */
  @Strict
  public static boolean regexFound(String text, String pattern) {
    return regex(posix(pattern), 0).matcher(text).find();
  }

  @Strict
  public static boolean regexFoundInAnyCase(String text, String pattern) {
    int flags = Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE;
    return regex(posix(pattern), flags).matcher(text).find();
  }

  /** No escape for the empty text, as in PostgreSQL. */
  private static int escape(String escape) {
    if (Characters.length(escape) > 1) {
      throw bad("ESCAPE takes one character, not '" + escape + "'");
    }
    return escape.isEmpty() ? NO_ESCAPE : escape.codePointAt(0);
  }

  /** The pattern as code points, with wildcards as negative numbers. */
  private static int[] wildcards(String pattern, int escape, boolean small) {
    int[] points = Characters.codePoints(pattern);
    int[] result = new int[points.length];
    int length = 0;
    for (int i = 0; i < points.length; i++) {
      boolean escaped = points[i] == escape;
      if (escaped && ++i == points.length) {
        throw bad("The pattern '" + pattern + "' ends with its escape character");
      }
      int point = small ? Character.toLowerCase(points[i]) : points[i];
      result[length++] = escaped ? point : point == '_' ? ANY_ONE : point == '%' ? ANY_TEXT : point;
    }
    return Arrays.copyOf(result, length);
  }

  /**
   * After a mismatch, the latest {@code %} takes one more code point; earlier ones never need to.
   */
  private static boolean matches(int[] text, int[] pattern) {
    int t = 0;
    int p = 0;
    int retryText = -1;
    int retryPattern = -1;
    while (t < text.length) {
      if (p < pattern.length && pattern[p] == ANY_TEXT) {
        retryPattern = ++p;
        retryText = t;
      } else if (p < pattern.length && (pattern[p] == ANY_ONE || pattern[p] == text[t])) {
        p++;
        t++;
      } else if (retryPattern >= 0) {
        p = retryPattern;
        t = ++retryText;
      } else {
        return false;
      }
    }
    while (p < pattern.length && pattern[p] == ANY_TEXT) {
      p++;
    }
    return p == pattern.length;
  }

  /** SIMILAR TO's pattern as one of Java: what is no sign of SQL's patterns stands for itself. */
  private static String similar(String pattern, int escape) {
    StringBuilder regex = new StringBuilder();
    int[] points = Characters.codePoints(pattern);
    for (int i = 0; i < points.length; i++) {
      int point = points[i];
      if (point == escape) {
        if (++i == points.length) {
          throw bad("The pattern '" + pattern + "' ends with its escape character");
        }
        quote(regex, points[i]);
      } else if (point == '%') {
        regex.append(".*");
      } else if (point == '_') {
        regex.append('.');
      } else if (point == '[') {
        i = set(regex, points, i);
      } else if ("|*+?{}()".indexOf(point) >= 0) {
        regex.append((char) point);
      } else {
        quote(regex, point);
      }
    }
    return regex.toString();
  }

  private static void quote(StringBuilder regex, int point) {
    if (!Character.isLetterOrDigit(point) && point < 128) {
      regex.append('\\');
    }
    regex.appendCodePoint(point);
  }

  /** POSIX's regular expression as one of Java: they differ in sets and in what ends a text. */
  private static String posix(String pattern) {
    StringBuilder regex = new StringBuilder();
    int[] points = Characters.codePoints(pattern);
    for (int i = 0; i < points.length; i++) {
      if (points[i] == '\\' && i + 1 < points.length) {
        int next = points[++i];
        regex.append('\\').appendCodePoint(next == 'y' ? 'b' : next == 'Z' ? 'z' : next);
      } else if (points[i] == '$') {
        regex.append("\\z");
      } else if (points[i] == '[') {
        i = set(regex, points, i);
      } else {
        regex.appendCodePoint(points[i]);
      }
    }
    return regex.toString();
  }

  /** Appends the set in brackets that begins here; returns the index of its last sign. */
  private static int set(StringBuilder regex, int[] points, int start) {
    int i = start + 1;
    regex.append('[');
    if (i < points.length && points[i] == '^') {
      regex.append('^');
      i++;
    }
    int first = i;
    for (; i < points.length; i++) {
      int point = points[i];
      if (point == ']' && i > first) {
        regex.append(']');
        return i;
      }
      if (point == '[' && i + 1 < points.length && points[i + 1] == ':') {
        i = posixClass(regex, points, i);
      } else if (point == '\\' && i + 1 < points.length) {
        regex.append('\\').appendCodePoint(points[++i]);
      } else if ("[]&^".indexOf(point) >= 0) {
        regex.append('\\').append((char) point);
      } else {
        regex.appendCodePoint(point);
      }
    }
    throw bad("A set in brackets does not end");
  }

  /** Appends the class whose {@code [:} begins here; returns the index of its last sign. */
  private static int posixClass(StringBuilder regex, int[] points, int start) {
    int end = start + 2;
    while (end < points.length && Character.isLetter(points[end])) {
      end++;
    }
    String name = new String(points, start + 2, end - start - 2);
    String set = POSIX_CLASSES.get(name);
    if (set == null || end + 1 >= points.length || points[end] != ':' || points[end + 1] != ']') {
      throw bad("There is no class of characters [:" + name + ":]");
    }
    regex.append(set);
    return end + 1;
  }

  private static Pattern regex(String pattern, int flags) {
    try {
      return COMPILED.getUnchecked(new Key(pattern, flags | Pattern.DOTALL));
    } catch (UncheckedExecutionException e) {
      if (e.getCause() instanceof PatternSyntaxException syntax) {
        throw bad("The pattern cannot be read: " + syntax.getDescription());
      }
      throw e;
    }
  }

  private static CarriedSqlException bad(String message) {
    return Characters.failure(SqlState.BAD_PARAMETER, message);
  }
}
