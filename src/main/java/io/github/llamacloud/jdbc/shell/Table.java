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

  /** A table that fits a screen of so many columns by shorter texts, if there is room for one. */
  static Optional<Table> fitted(VisibleRows rows, int screen) {
    int[] wanted = rows.widths();
    int widest = Arrays.stream(wanted).max().orElse(0);
    for (int cap = widest; cap >= Math.min(widest, NARROWEST); cap--) {
      int[] widths = wanted.clone();
      for (int i = 0; i < widths.length; i++) {
        widths[i] = rows.kind(i) == Rows.Kind.TEXT ? Math.min(wanted[i], cap) : wanted[i];
      }
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

  /** Texts are shortened; a number that is wider than those before keeps its digits. */
  private String shortened(String cell, int column) {
    return rows.kind(column) == Rows.Kind.TEXT ? CellText.truncated(cell, widths[column]) : cell;
  }

  private void line(List<String> cells, Writer out) throws IOException {
    for (int i = 0; i < cells.size(); i++) {
      String text = cut ? shortened(cells.get(i), i) : cells.get(i);
      boolean last = i == cells.size() - 1;
      out.write(i == 0 ? "" : " |");
      // Nothing that cannot be seen at the end of a line.
      out.write(last && text.isEmpty() ? "" : " ");
      String padding = " ".repeat(Math.max(0, widths[i] - CellText.width(text)));
      if (rows.kind(i) == Rows.Kind.NUMBER) {
        out.write(padding);
        out.write(text);
      } else {
        out.write(text);
        out.write(last ? "" : padding);
      }
    }
    out.write('\n');
  }
}
