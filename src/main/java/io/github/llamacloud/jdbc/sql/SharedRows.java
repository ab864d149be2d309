package io.github.llamacloud.jdbc.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.apache.calcite.linq4j.Enumerator;
import org.jspecify.annotations.Nullable;

/**
 * The rows of one request for several readers within a statement: fetched once, as far as the
 * foremost reader has come, and kept, so that all of them see the same list. Used by one thread.
 */
final class SharedRows {
  private final Supplier<Enumerator<Object>> opening;
  private final Runnable tick;
  private final List<Object> kept = new ArrayList<>();
  private @Nullable Enumerator<Object> source;
  private boolean complete;

  /**
   * @param opening opens the request, at the first row that is wanted
   * @param tick called for every row that is read again
   */
  SharedRows(Supplier<Enumerator<Object>> opening, Runnable tick) {
    this.opening = opening;
    this.tick = tick;
  }

  /** All rows from the first on. */
  Enumerator<Object> reader() {
    return new Reader();
  }

  private boolean fetchOne() {
    if (complete) {
      return false;
    }
    Enumerator<Object> from = source;
    if (from == null) {
      from = opening.get();
      source = from;
    }
    if (from.moveNext()) {
      kept.add(from.current());
      return true;
    }
    complete = true;
    from.close();
    return false;
  }

  /** One pass over the rows. */
  private final class Reader implements Enumerator<Object> {
    private int read;

    @Override
    public Object current() {
      return kept.get(read - 1);
    }

    @Override
    public boolean moveNext() {
      if (read < kept.size()) {
        tick.run();
      } else if (!fetchOne()) {
        return false;
      }
      read++;
      return true;
    }

    @Override
    public void reset() {
      read = 0;
    }

    @Override
    public void close() {}
  }
}
