package io.github.llamacloud.jdbc.shell;

import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * Rows as visible text, of which the first ones were read ahead: enough to choose widths by, never
 * the whole of a large result.
 */
final class VisibleRows {
  private static final int ROWS_AHEAD = 1000;
  private static final int CHARACTERS_AHEAD = 4_000_000;

  private final Rows rows;
  private final List<String> labels = new ArrayList<>();
  private final int[] widths;
  private final Deque<List<String>> ahead = new ArrayDeque<>();
  private boolean ended;

  VisibleRows(Rows rows) throws SQLException, IOException {
    this.rows = rows;
    rows.columns().forEach(column -> labels.add(CellText.visible(column.label())));
    widths = labels.stream().mapToInt(CellText::width).toArray();
    int characters = 0;
    while (ahead.size() < ROWS_AHEAD && characters < CHARACTERS_AHEAD && !ended) {
      List<String> row = read();
      for (int i = 0; i < row.size(); i++) {
        widths[i] = Math.max(widths[i], CellText.width(row.get(i)));
        characters += row.get(i).length();
      }
      if (!ended) {
        ahead.add(row);
      }
    }
  }

  List<String> labels() {
    return labels;
  }

  Rows.Kind kind(int index) {
    return rows.columns().get(index).kind();
  }

  /** The terminal columns that the label and the rows read ahead need, for each column. */
  int[] widths() {
    return widths.clone();
  }

  /** The next row, or an empty list at the end. */
  List<String> next() throws SQLException, IOException {
    List<String> first = ahead.poll();
    return first != null ? first : read();
  }

  private List<String> read() throws SQLException, IOException {
    if (ended || !rows.next()) {
      ended = true;
      return List.of();
    }
    List<String> row = new ArrayList<>(labels.size());
    for (int i = 0; i < labels.size(); i++) {
      row.add(CellText.visible(rows.value(i)));
    }
    return row;
  }
}
