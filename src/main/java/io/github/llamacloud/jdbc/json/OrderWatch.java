package io.github.llamacloud.jdbc.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.github.llamacloud.jdbc.jobs.JobColumn;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Watches which {@link Orders} the jobs of a page may be in, whatever columns are asked for. */
final class OrderWatch {
  private Row before = new Row();
  private Row current = new Row();
  private boolean first = true;
  private Orders orders = Orders.ANY;

  /** What a row is compared by. */
  private static final class Row {
    private @Nullable Long created;
    private @Nullable Long updated;
    private @Nullable String id;
  }

  /** Forgets all rows. */
  void clear() {
    first = true;
    orders = Orders.ANY;
  }

  void beginRow() {
    current = new Row();
  }

  /** Notes a value of a row: a date-time in milliseconds, a text, or null. */
  void note(@Nullable Object value, JobColumn column) {
    switch (column) {
      case CREATED_AT -> current.created = (Long) value;
      case UPDATED_AT -> current.updated = (Long) value;
      case ID -> current.id = (String) value;
      default -> {}
    }
  }

  /** Notes the current token, which is in no row; what is no date-time is missing. */
  void note(JsonParser parser, @Nullable JsonToken token, JobColumn column) throws IOException {
    if (token != JsonToken.VALUE_STRING) {
      return;
    }
    switch (column) {
      case CREATED_AT, UPDATED_AT -> note(time(parser), column);
      case ID -> note(parser.getText(), column);
      default -> {}
    }
  }

  private static @Nullable Long time(JsonParser parser) throws IOException {
    long millis =
        Rfc3339.epochMillis(
            parser.getTextCharacters(), parser.getTextOffset(), parser.getTextLength());
    return millis == Rfc3339.INVALID ? null : (Long) millis;
  }

  /** Compares the row with the one before. */
  void endRow() {
    if (!first) {
      orders =
          orders
              .after(0, before.created, current.created)
              .after(1, before.updated, current.updated)
              .after(2, before.id, current.id);
    }
    first = false;
    before = current;
  }

  Orders orders() {
    return orders;
  }
}
