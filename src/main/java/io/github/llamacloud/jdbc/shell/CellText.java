package io.github.llamacloud.jdbc.shell;

import java.math.BigDecimal;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import org.jline.utils.WCWidth;
import org.jspecify.annotations.Nullable;

/** Values as text: exact for programs, or visible and measured in terminal columns for people. */
final class CellText {
  private static final DateTimeFormatter SPACED = timestamps(' ', "");
  private static final DateTimeFormatter ISO = timestamps('T', "Z");

  private CellText() {}

  /** The text of a value that is not null, for csv and json: date-times as {@code …T…Z}. */
  static String exact(Object value) {
    return text(value, ISO);
  }

  /**
   * The text for table and expanded: {@code NULL}, date-times with a space, and everything that
   * would move the cursor replaced by a visible sign.
   */
  static String visible(@Nullable Object value) {
    return value == null ? "NULL" : visible(text(value, SPACED));
  }

  /** Replaces control characters, line ends, direction marks and broken surrogates. */
  static String visible(String text) {
    int i = 0;
    while (i < text.length() && text.charAt(i) >= ' ' && text.charAt(i) < 0x7f) {
      i++;
    }
    if (i == text.length()) {
      return text;
    }
    StringBuilder out = new StringBuilder(text.length() + 8).append(text, 0, i);
    while (i < text.length()) {
      int point = text.codePointAt(i);
      i += Character.charCount(point);
      if (point == '\r' && i < text.length() && text.charAt(i) == '\n') {
        continue;
      }
      appendVisible(out, point);
    }
    return out.toString();
  }

  /** The columns that a text takes on a terminal: two for most CJK and emoji, none for accents. */
  static int width(String text) {
    int width = 0;
    for (int i = 0; i < text.length(); ) {
      int point = text.codePointAt(i);
      width += width(point);
      i += Character.charCount(point);
    }
    return width;
  }

  /** The text, cut to so many terminal columns, the last of which is then a {@code …}. */
  static String truncated(String text, int columns) {
    int width = 0;
    int end = 0;
    for (int i = 0; i < text.length(); ) {
      int point = text.codePointAt(i);
      width += width(point);
      i += Character.charCount(point);
      if (width <= columns - 1) {
        end = i;
      } else if (width > columns) {
        return text.substring(0, end) + "…";
      }
    }
    return text;
  }

  private static int width(int point) {
    return point >= ' ' && point < 0x7f ? 1 : Math.max(0, WCWidth.wcwidth(point));
  }

  private static void appendVisible(StringBuilder out, int point) {
    if (point == '\n' || point == 0x2028 || point == 0x2029) {
      out.append('↵');
    } else if (point < ' ') {
      out.append((char) (0x2400 + point));
    } else if (point == 0x7f) {
      out.append('␡');
    } else if (disturbs(point)) {
      out.append(String.format("\\u%04x", point));
    } else {
      out.appendCodePoint(point);
    }
  }

  /** C1 controls, marks that turn the direction of writing, surrogates without their other half. */
  private static boolean disturbs(int point) {
    return (point >= 0x80 && point < 0xa0)
        || point == 0x061c
        || point == 0x200e
        || point == 0x200f
        || (point >= 0x202a && point <= 0x202e)
        || (point >= 0x2066 && point <= 0x2069)
        || point == 0xfeff
        || (point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE);
  }

  private static String text(Object value, DateTimeFormatter timestamps) {
    if (value instanceof LocalDateTime moment) {
      return timestamps.format(moment);
    }
    if (value instanceof BigDecimal decimal) {
      return decimal.toPlainString();
    }
    return value instanceof Double number ? text(number) : value.toString();
  }

  /** Without an exponent where people would not write one. */
  private static String text(double number) {
    String text = Double.toString(number);
    double size = Math.abs(number);
    if (text.indexOf('E') < 0 || size < 1e-6 || size >= 1e15) {
      return text;
    }
    String plain = new BigDecimal(text).stripTrailingZeros().toPlainString();
    return plain.indexOf('.') < 0 ? plain + ".0" : plain;
  }

  private static DateTimeFormatter timestamps(char separator, String suffix) {
    return new DateTimeFormatterBuilder()
        .append(DateTimeFormatter.ISO_LOCAL_DATE)
        .appendLiteral(separator)
        .appendPattern("HH:mm:ss")
        .appendFraction(ChronoField.NANO_OF_SECOND, 3, 9, true)
        .appendLiteral(suffix)
        .toFormatter();
  }
}
