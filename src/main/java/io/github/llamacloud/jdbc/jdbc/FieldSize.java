package io.github.llamacloud.jdbc.jdbc;

import io.github.llamacloud.jdbc.sql.ResultColumn;
import java.util.Arrays;

/** {@link java.sql.Statement#setMaxFieldSize}: cuts character and binary values, silently. */
final class FieldSize {
  private FieldSize() {}

  /**
   * The value, or as much of it as fits.
   *
   * @param maxBytes of UTF-8 for characters, of which none is cut in two; positive
   */
  static Object cut(Object plain, ResultColumn column, int maxBytes) {
    ColumnType type = ColumnType.of(column.type());
    if (type.isCharacter() && plain instanceof String text) {
      return cut(text, maxBytes);
    }
    if (type.isBinary() && plain instanceof byte[] bytes && bytes.length > maxBytes) {
      return Arrays.copyOf(bytes, maxBytes);
    }
    return plain;
  }

  private static String cut(String text, int maxBytes) {
    int bytes = 0;
    int end = 0;
    while (end < text.length()) {
      int codePoint = text.codePointAt(end);
      bytes += utf8Length(codePoint);
      if (bytes > maxBytes) {
        return text.substring(0, end);
      }
      end += Character.charCount(codePoint);
    }
    return text;
  }

  private static int utf8Length(int codePoint) {
    if (codePoint < 0x80) {
      return 1;
    }
    if (codePoint < 0x800) {
      return 2;
    }
    return codePoint < 0x10000 ? 3 : 4;
  }
}
