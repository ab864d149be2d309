package io.github.llamacloud.jdbc.sql;

import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rows that are known without a request. */
final class FixedRows implements RowCursor {
  private final Iterator<@Nullable Object[]> rows;
  private @Nullable Object[] current = {};

  FixedRows(List<@Nullable Object[]> rows) {
    this.rows = rows.iterator();
  }

  @Override
  public boolean next() {
    if (!rows.hasNext()) {
      return false;
    }
    current = rows.next();
    return true;
  }

  @Override
  public @Nullable Object[] row() {
    return current;
  }

  @Override
  public void close() {}
}
