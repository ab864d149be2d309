package io.github.llamacloud.jdbc.sql;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.calcite.linq4j.Enumerator;
import org.jspecify.annotations.Nullable;

/**
 * The rows of one request for several readers within a statement: fetched once, as far as the
 * foremost reader has come, and kept, so that all of them see the same list. When they become too
 * many to be kept, and no reader but the foremost has begun without having ended, what is kept is
 * dropped: the foremost goes on alone, and each reader that begins later opens the request anew.
 * Every reader sees one list, from its first row to its last. Used by one thread.
 */
final class SharedRows {
  private final Supplier<Enumerator<Object>> opening;
  private final long mostKept;
  private final Runnable dropping;
  private final Runnable tick;
  private final List<Object> kept = new ArrayList<>();
  private final Set<Reader> begun = new HashSet<>();
  private @Nullable Enumerator<Object> source;
  private boolean complete;
  private boolean dropped;

  /**
   * @param opening opens the request, at the first row that is wanted
   * @param mostKept rows that are kept, unless a reader in the middle needs more
   * @param dropping called when what is kept is dropped
   * @param tick called for every row that is read again
   */
  SharedRows(
      Supplier<Enumerator<Object>> opening, long mostKept, Runnable dropping, Runnable tick) {
    this.opening = opening;
    this.mostKept = mostKept;
    this.dropping = dropping;
    this.tick = tick;
  }

  /** All rows from the first on. */
  Enumerator<Object> reader() {
    return new Reader();
  }

  private Enumerator<Object> opened() {
    Enumerator<Object> open = source;
    if (open == null) {
      open = opening.get();
      source = open;
    }
    return open;
  }

  private boolean fetchOne() {
    if (complete) {
      return false;
    }
    Enumerator<Object> from = opened();
    if (from.moveNext()) {
      kept.add(from.current());
      return true;
    }
    complete = true;
    from.close();
    return false;
  }

  /** Lets this reader, which has read all that is kept, go on alone if too much is kept. */
  private void dropIfTooMany(Reader foremost) {
    if (kept.size() > mostKept && begun.size() == 1 && begun.contains(foremost)) {
      foremost.alone = opened();
      source = null;
      dropped = true;
      kept.clear();
      dropping.run();
    }
  }

  /** One pass over the rows. */
  private final class Reader implements Enumerator<Object> {
    private int read;
    private @Nullable Object row;
    private @Nullable Enumerator<Object> alone;

    @Override
    @SuppressWarnings("NullAway") // a single column of a row may be NULL, as Calcite expects
    public Object current() {
      return row;
    }

    @Override
    public boolean moveNext() {
      if (dropped && alone == null) {
        alone = opening.get();
      }
      Enumerator<Object> own = alone;
      if (own != null) {
        boolean more = own.moveNext();
        row = more ? own.current() : null;
        return more;
      }
      begun.add(this);
      if (read < kept.size()) {
        tick.run();
      } else if (!fetchOne()) {
        begun.remove(this);
        return false;
      }
      row = kept.get(read++);
      if (read == kept.size()) {
        dropIfTooMany(this);
      }
      return true;
    }

    @Override
    public void reset() {
      close();
      read = 0;
      alone = null;
    }

    @Override
    public void close() {
      begun.remove(this);
      if (alone != null) {
        alone.close();
      }
    }
  }
}
