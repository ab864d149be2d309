package io.github.llamacloud.jdbc.shell;

import java.io.IOException;
import java.io.Writer;
import java.sql.SQLException;
import java.util.List;

/** One line per value under a heading per row; values are never cut. */
final class Expanded {
  private Expanded() {}

  static void write(VisibleRows rows, Writer out) throws SQLException, IOException {
    List<String> labels = rows.labels();
    int width = labels.stream().mapToInt(CellText::width).max().orElse(0);
    long number = 0;
    for (List<String> row = rows.next(); !row.isEmpty(); row = rows.next()) {
      out.write(heading(++number, width));
      for (int i = 0; i < row.size(); i++) {
        String label = labels.get(i);
        out.write(label);
        out.write(" ".repeat(width - CellText.width(label)));
        out.write(" | ");
        out.write(row.get(i));
        out.write('\n');
      }
    }
  }

  private static String heading(long number, int width) {
    String record = "-[ RECORD " + number + " ]";
    return record + "-".repeat(Math.max(0, width + 1 - record.length())) + "+----------\n";
  }
}
