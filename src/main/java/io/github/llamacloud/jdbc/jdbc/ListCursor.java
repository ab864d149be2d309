package io.github.llamacloud.jdbc.jdbc;

import io.github.llamacloud.jdbc.sql.RowCursor;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/** Rows that are in memory: the answers of the metadata. */
final class ListCursor implements RowCursor {
  private final Iterator<@Nullable Object[]> rows;
  private @Nullable Object @Nullable [] row;

  ListCursor(List<@Nullable Object[]> rows) {
    this.rows = rows.iterator();
  }

  @Override
  public boolean next() {
    row = rows.hasNext() ? rows.next() : null;
    return row != null;
  }

  @Override
  public @Nullable Object[] row() {
    if (row == null) {
      throw new NoSuchElementException("no row");
    }
    return row;
  }

  @Override
  public void close() {}
}
