package io.github.llamacloud.jdbc.json;

import io.github.llamacloud.jdbc.jobs.JobColumn;
import org.jspecify.annotations.Nullable;

/** Watches which {@link Orders} the jobs of a page may be in, whatever columns are asked for. */
final class OrderWatch {
  private final Rfc3339 dateTimes = new Rfc3339();
  private final Row[] rows = {new Row(), new Row()};
  private int current;
  private boolean first = true;
  private Orders orders = Orders.ANY;

  /** What a row is compared by. */
  private static final class Row {
    private @Nullable Long created;
    private @Nullable Long updated;
    private @Nullable String id;

    void clear() {
      created = null;
      updated = null;
      id = null;
    }
  }

  /** Forgets all rows. */
  void clear() {
    first = true;
    orders = Orders.ANY;
  }

  void beginRow() {
    rows[current].clear();
  }

  /** Notes a value of a row: a date-time in milliseconds, a text, or null. */
  void note(@Nullable Object value, JobColumn column) {
    switch (column) {
      case CREATED_AT -> rows[current].created = (Long) value;
      case UPDATED_AT -> rows[current].updated = (Long) value;
      case ID -> rows[current].id = (String) value;
      default -> {}
    }
  }

  /** Notes a string that is in no row; what is no date-time is missing. */
  void note(TokenText text, JobColumn column) {
    switch (column) {
      case CREATED_AT, UPDATED_AT -> note(time(text), column);
      case ID -> note(text.toString(), column);
      default -> {}
    }
  }

  private @Nullable Long time(TokenText text) {
    long millis = dateTimes.epochMillis(text);
    return millis == Rfc3339.INVALID ? null : (Long) millis;
  }

  /** Compares the row with the one before. */
  void endRow() {
    Row row = rows[current];
    current = 1 - current;
    if (!first) {
      Row before = rows[current];
      orders =
          orders
              .after(0, before.created, row.created)
              .after(1, before.updated, row.updated)
              .after(2, before.id, row.id);
    }
    first = false;
  }

  Orders orders() {
    return orders;
  }
}
