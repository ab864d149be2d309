package io.github.llamacloud.jdbc.shell;

import java.io.IOException;
import java.io.Writer;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Aligned columns. The first thousand rows settle the widths and later rows stream; a later value
 * that is wider moves its own line only. Where a screen is given, wide columns are shortened with a
 * {@code …} to fit it; without one nothing is ever cut.
 */
final class Table {
  /** A column is not shortened below this; what then does not fit is better read expanded. */
  private static final int NARROWEST = 12;

  private final VisibleRows rows;
  private final int[] widths;
  private final boolean cut;

  private Table(VisibleRows rows, int[] widths, boolean cut) {
    this.rows = rows;
    this.widths = widths;
    this.cut = cut;
  }

  /** A table as wide as its values. */
  static Table whole(VisibleRows rows) {
    return new Table(rows, rows.widths(), false);
  }

  /** A table that fits a screen of so many columns, if there is room for one. */
  static Optional<Table> fitted(VisibleRows rows, int screen) {
    int[] wanted = rows.widths();
    int widest = Arrays.stream(wanted).max().orElse(0);
    for (int cap = widest; cap >= Math.min(widest, NARROWEST); cap--) {
      int limit = cap;
      int[] widths = Arrays.stream(wanted).map(width -> Math.min(width, limit)).toArray();
      if (Arrays.stream(widths).sum() + 3 * widths.length - 1 <= screen) {
        return Optional.of(new Table(rows, widths, true));
      }
    }
    return Optional.empty();
  }

  void write(Writer out) throws SQLException, IOException {
    line(rows.labels(), out);
    for (int i = 0; i < widths.length; i++) {
      out.write(i == 0 ? "" : "+");
      out.write("-".repeat(widths[i] + 2));
    }
    out.write('\n');
    for (List<String> row = rows.next(); !row.isEmpty(); row = rows.next()) {
      line(row, out);
    }
  }

  private void line(List<String> cells, Writer out) throws IOException {
    for (int i = 0; i < cells.size(); i++) {
      out.write(i == 0 ? " " : " | ");
      String text = cut ? CellText.truncated(cells.get(i), widths[i]) : cells.get(i);
      String padding = " ".repeat(Math.max(0, widths[i] - CellText.width(text)));
      if (rows.number(i)) {
        out.write(padding);
        out.write(text);
      } else {
        out.write(text);
        out.write(i == cells.size() - 1 ? "" : padding);
      }
    }
    out.write('\n');
  }
}
