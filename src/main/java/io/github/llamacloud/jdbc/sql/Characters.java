package io.github.llamacloud.jdbc.sql;

import io.github.llamacloud.jdbc.error.CarriedSqlException;
import io.github.llamacloud.jdbc.error.Failures;
import io.github.llamacloud.jdbc.error.SqlState;
import java.util.Arrays;
import java.util.Locale;
import org.apache.calcite.linq4j.function.Strict;

/**
 * SQL's functions of texts, counting characters as PostgreSQL does: a character is a code point,
 * never half of one. Positions are from 1. Public for generated code alone.
 */
public final class Characters {
  private static final String BLANK = " ";

  private Characters() {}

  /** Characters in a text. */
  @Strict
  public static int length(String text) {
    return text.codePointCount(0, text.length());
  }

  /** The rest of a text from a position; positions before 1 count, but hold nothing. */
  @Strict
  public static String substring2(String text, int from) {
    return part(text, from - 1L, Integer.MAX_VALUE);
  }

  /**
   * That many characters from a position.
   *
   * @throws CarriedSqlException 22011 if the length is negative
   */
  @Strict
  public static String substring3(String text, int from, int length) {
    if (length < 0) {
      throw failure(SqlState.SUBSTRING_ERROR, "A SUBSTRING has no negative length: " + length);
    }
    return part(text, from - 1L, from - 1L + length);
  }

  /** The position of the first occurrence, 0 if there is none. */
  @Strict
  public static int position2(String part, String text) {
    return position3(part, text, 1);
  }

  /** The same from a position on; 0 if that is no position of the text. */
  @Strict
  public static int position3(String part, String text, int from) {
    if (from < 1 || from > length(text) + 1) {
      return 0;
    }
    int found = text.indexOf(part, text.offsetByCodePoints(0, from - 1));
    return found < 0 ? 0 : text.codePointCount(0, found) + 1;
  }

  /** The first characters; with a negative count, all but the last ones. */
  @Strict
  public static String left(String text, int count) {
    return part(text, 0, count < 0 ? (long) length(text) + count : count);
  }

  /** The last characters; with a negative count, all but the first ones. */
  @Strict
  public static String right(String text, int count) {
    return part(text, count < 0 ? -(long) count : (long) length(text) - count, Integer.MAX_VALUE);
  }

  @Strict
  public static String lpad2(String text, int length) {
    return lpad3(text, length, BLANK);
  }

  /** Filled up on the left to this length, or cut to it on the right. */
  @Strict
  public static String lpad3(String text, int length, String fill) {
    return filling(text, length, fill) + part(text, 0, length);
  }

  @Strict
  public static String rpad2(String text, int length) {
    return rpad3(text, length, BLANK);
  }

  /** Filled up on the right to this length, or cut to it. */
  @Strict
  public static String rpad3(String text, int length, String fill) {
    return part(text, 0, length) + filling(text, length, fill);
  }

  private static String filling(String text, int length, String fill) {
    int missing = Math.max(0, length) - length(text);
    int unit = length(fill);
    return missing <= 0 || unit == 0 ? "" : part(fill.repeat((missing - 1) / unit + 1), 0, missing);
  }

  /** A part replaced that is as long as what replaces it. */
  @Strict
  public static String overlay3(String text, String replacement, int from) {
    return overlay4(text, replacement, from, length(replacement));
  }

  /**
   * So many characters from a position replaced.
   *
   * @throws CarriedSqlException 22011 if the position is below 1
   */
  @Strict
  public static String overlay4(String text, String replacement, int from, int length) {
    if (from < 1) {
      throw failure(SqlState.SUBSTRING_ERROR, "OVERLAY begins at 1, not at " + from);
    }
    return part(text, 0, from - 1L)
        + replacement
        + part(text, from - 1L + length, Integer.MAX_VALUE);
  }

  /**
   * The character of a code point.
   *
   * @throws CarriedSqlException 22023 if there is none
   */
  @Strict
  public static String chr(int codePoint) {
    boolean exists =
        codePoint > 0
            && codePoint <= Character.MAX_CODE_POINT
            && !(codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE);
    if (!exists) {
      throw failure(SqlState.BAD_PARAMETER, "There is no character " + codePoint);
    }
    return Character.toString(codePoint);
  }

  /** The code point of the first character; 0 for the empty text. */
  @Strict
  public static int ascii(String text) {
    return text.isEmpty() ? 0 : text.codePointAt(0);
  }

  /** Each word, a run of letters and digits, with a capital first letter and small others. */
  @Strict
  public static String initcap(String text) {
    StringBuilder result = new StringBuilder();
    boolean inside = false;
    for (int c : text.codePoints().toArray()) {
      String one = Character.toString(c);
      result.append(inside ? one.toLowerCase(Locale.ROOT) : one.toUpperCase(Locale.ROOT));
      inside = Character.isLetterOrDigit(c);
    }
    return result.toString();
  }

  /** Each character of a list replaced by the one at its place in another, or left out. */
  @Strict
  public static String translate(String text, String from, String to) {
    int[] old = from.codePoints().toArray();
    int[] replacement = to.codePoints().toArray();
    StringBuilder result = new StringBuilder();
    for (int c : text.codePoints().toArray()) {
      int i = 0;
      while (i < old.length && old[i] != c) {
        i++;
      }
      if (i == old.length) {
        result.appendCodePoint(c);
      } else if (i < replacement.length) {
        result.appendCodePoint(replacement[i]);
      }
    }
    return result.toString();
  }

  /** Without any of these characters at both ends. */
  @Strict
  public static String trim(String characters, String text) {
    return trimStart(characters, trimEnd(characters, text));
  }

  @Strict
  public static String trimStart(String characters, String text) {
    int start = 0;
    while (start < text.length() && characters.indexOf(text.codePointAt(start)) >= 0) {
      start = text.offsetByCodePoints(start, 1);
    }
    return text.substring(start);
  }

  @Strict
  public static String trimEnd(String characters, String text) {
    int end = text.length();
    while (end > 0 && characters.indexOf(text.codePointBefore(end)) >= 0) {
      end = text.offsetByCodePoints(end, -1);
    }
    return text.substring(0, end);
  }

  /** As a VARCHAR of this length. */
  @Strict
  public static String cut(String text, int length) {
    return text.length() <= length ? text : part(text, 0, length);
  }

  /** As a CHAR of this length. */
  @Strict
  public static String fixed(String text, int length) {
    return rpad2(text, length);
  }

  /** A CHAR as a text: blanks at its end mean nothing. */
  @Strict
  public static String unpadded(String text) {
    return trimEnd(BLANK, text);
  }

  /** What lies between two offsets, in characters from 0; outside of the text there is nothing. */
  private static String part(String text, long from, long to) {
    int length = length(text);
    int start = (int) Math.min(Math.max(from, 0), length);
    int end = (int) Math.min(Math.max(to, start), length);
    int first = text.offsetByCodePoints(0, start);
    return text.substring(first, text.offsetByCodePoints(first, end - start));
  }

  /** The code points of a text, for patterns. */
  static int[] codePoints(String text) {
    return text.codePoints().toArray();
  }

  /** Each code point small by itself, so that there remain as many. */
  static int[] smallCodePoints(String text) {
    return Arrays.stream(codePoints(text)).map(Character::toLowerCase).toArray();
  }

  static CarriedSqlException failure(SqlState state, String message) {
    return new CarriedSqlException(Failures.data(state, message + ".", null));
  }
}
