package io.github.llamacloud.jdbc.shell;

import java.io.IOException;
import java.io.Writer;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One JSON array of objects per result, a row a line. Numbers and booleans are themselves,
 * date-times ISO strings in UTC, NULL is null. The second column of a label {@code x} is named
 * {@code x_2}. Keeps no row in memory; a result that failed has no closing bracket, so that nobody
 * takes it for a whole one.
 */
final class Json {
  private Json() {}

  static void write(Rows rows, Writer out) throws SQLException, IOException {
    List<String> keys = keys(rows.columns());
    out.write("[");
    boolean first = true;
    while (rows.next()) {
      out.write(first ? "\n" : ",\n");
      first = false;
      for (int i = 0; i < keys.size(); i++) {
        out.write(i == 0 ? "{" : ",");
        out.write(keys.get(i));
        value(rows.value(i), out);
      }
      out.write('}');
    }
    out.write(first ? "]\n" : "\n]\n");
  }

  /** The keys as JSON, with their colon. */
  private static List<String> keys(List<Rows.Column> columns) {
    Set<String> taken = new HashSet<>();
    columns.forEach(column -> taken.add(column.label()));
    Set<String> used = new HashSet<>();
    List<String> keys = new ArrayList<>();
    for (Rows.Column column : columns) {
      String key = column.label();
      for (int n = 2; !used.add(key); n++) {
        String numbered = column.label() + "_" + n;
        // A later column may be called x_2 already: that name stays its own.
        key = taken.contains(numbered) ? key : numbered;
      }
      keys.add(quoted(key) + ":");
    }
    return keys;
  }

  private static void value(@Nullable Object value, Writer out) throws IOException {
    if (value == null) {
      out.write("null");
    } else if (value instanceof Double number && !Double.isFinite(number)) {
      // JSON has no such numbers.
      out.write(quoted(number.toString()));
    } else if (value instanceof Number || value instanceof Boolean) {
      out.write(CellText.exact(value));
    } else {
      out.write(quoted(CellText.exact(value)));
    }
  }

  private static String quoted(String text) {
    StringBuilder out = new StringBuilder(text.length() + 2).append('"');
    for (int i = 0; i < text.length(); ) {
      int point = text.codePointAt(i);
      i += Character.charCount(point);
      switch (point) {
        case '"' -> out.append("\\\"");
        case '\\' -> out.append("\\\\");
        case '\n' -> out.append("\\n");
        case '\r' -> out.append("\\r");
        case '\t' -> out.append("\\t");
        default -> appendPoint(out, point);
      }
    }
    return out.append('"').toString();
  }

  private static void appendPoint(StringBuilder out, int point) {
    boolean halfSurrogate = point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE;
    if (point < ' ' || halfSurrogate) {
      out.append(String.format("\\u%04x", point));
    } else {
      out.appendCodePoint(point);
    }
  }
}
