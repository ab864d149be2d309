package io.github.llamacloud.jdbc.shell;

import java.io.IOException;
import java.io.Writer;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * Comma-separated values by RFC 4180, lines ended by CR LF, the first line the labels. NULL is an
 * empty field and the empty string is {@code ""}. Keeps no row in memory.
 */
final class Csv {
  private static final String LINE_END = "\r\n";

  private Csv() {}

  static void write(Rows rows, Writer out) throws SQLException, IOException {
    int width = rows.columns().size();
    for (int i = 0; i < width; i++) {
      field(rows.columns().get(i).label(), i, out);
    }
    out.write(LINE_END);
    while (rows.next()) {
      for (int i = 0; i < width; i++) {
        field(rows.value(i), i, out);
      }
      out.write(LINE_END);
    }
  }

  private static void field(@Nullable Object value, int index, Writer out) throws IOException {
    if (index > 0) {
      out.write(',');
    }
    if (value == null) {
      return;
    }
    String text = CellText.exact(value);
    if (needsQuotes(text)) {
      out.write('"');
      out.write(text.replace("\"", "\"\""));
      out.write('"');
    } else {
      out.write(text);
    }
  }

  private static boolean needsQuotes(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == ',' || c == '"' || c == '\n' || c == '\r') {
        return true;
      }
    }
    return text.isEmpty();
  }
}
