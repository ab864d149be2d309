package io.github.llamacloud.jdbc.shell;

import java.io.IOException;
import java.sql.SQLException;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A result as the formats read it: its columns, then one row after another. */
interface Rows {
  /** A column's label and what its values look like. */
  record Column(String label, Kind kind) {}

  /** What matters for the place of a value in a table. */
  enum Kind {
    /** Stands at the right, and is never shortened. */
    NUMBER,
    /** Stands at the left, and may be shortened. */
    TEXT,
    /** Stands at the left, and is never shortened: a date without its end would be another. */
    MOMENT
  }

  List<Column> columns();

  /** Moves to the next row; false at the end. */
  boolean next() throws SQLException, IOException;

  /**
   * The value at an index from 0: null, or a String, Long, java.math.BigDecimal, Double, Boolean or
   * java.time.LocalDateTime.
   */
  @Nullable Object value(int index) throws SQLException;

  /** Rows that are already in memory. */
  static Rows of(List<Column> columns, List<List<String>> cells) {
    Iterator<List<String>> rest = cells.iterator();
    return new Rows() {
      private List<String> row = List.of();

      @Override
      public List<Column> columns() {
        return columns;
      }

      @Override
      public boolean next() {
        boolean more = rest.hasNext();
        row = more ? rest.next() : List.of();
        return more;
      }

      @Override
      public Object value(int index) {
        return row.get(index);
      }
    };
  }
}
