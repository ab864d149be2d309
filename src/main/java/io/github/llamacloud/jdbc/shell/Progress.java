package io.github.llamacloud.jdbc.shell;

import io.github.llamacloud.jdbc.jobs.ExecutionContext;
import java.io.IOException;
import java.io.Writer;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * The line that says how far a long statement is, on the terminal that shows the messages. It
 * appears after a second, is rewritten in place, and is gone before anything else is written. Rows
 * are counted by the thread that reads; any thread may redraw.
 */
final class Progress {
  private static final long QUIET_NANOS = 1_000_000_000L;
  private static final ExecutionContext.Reading NOTHING_READ =
      new ExecutionContext.Reading(0, 0, OptionalLong.empty());

  private final Writer terminal;
  private final BooleanSupplier visible;
  private final LongSupplier nanoTime;
  private volatile long rows;
  private volatile Supplier<ExecutionContext.Reading> reading = () -> NOTHING_READ;
  private long started;
  private boolean running;
  private int shown;

  /** A progress line on a writer, drawn only if somebody would see it. */
  Progress(Writer terminal, BooleanSupplier visible, LongSupplier nanoTime) {
    this.terminal = terminal;
    this.visible = visible;
    this.nanoTime = nanoTime;
  }

  synchronized void start() {
    rows = 0;
    reading = () -> NOTHING_READ;
    started = nanoTime.getAsLong();
    running = true;
  }

  void rows(long count) {
    rows = count;
  }

  /** Asks this for the pages read, until the next start. */
  void follow(Supplier<ExecutionContext.Reading> source) {
    reading = source;
  }

  /** Draws the line, if a statement has been running for long enough. */
  synchronized void redraw() {
    long nanos = nanoTime.getAsLong() - started;
    if (running && nanos >= QUIET_NANOS && visible.getAsBoolean()) {
      String line = line(nanos);
      write("\r" + line + " ".repeat(Math.max(0, shown - line.length())));
      shown = line.length();
    }
  }

  /** Erases the line; it stays away until the next start. */
  synchronized void stop() {
    running = false;
    if (shown > 0) {
      write("\r" + " ".repeat(shown) + "\r");
      shown = 0;
    }
  }

  private String line(long nanos) {
    long seconds = nanos / 1_000_000_000L;
    ExecutionContext.Reading read = reading.get();
    String pages = read.pages() == 0 ? "" : pages(read) + ", ";
    // An aggregate has no row until it has them all, but it reads.
    return rows == 0
        ? String.format(
            Locale.ROOT,
            "running, %s%s%d s",
            read.rows() == 0 ? "" : String.format(Locale.ROOT, "%,d rows read, ", read.rows()),
            pages,
            seconds)
        : String.format(Locale.ROOT, "%,d rows so far, %s%d s", rows, pages, seconds);
  }

  /** The total is a hint of the service, so "about"; it is left out where it is too low. */
  private static String pages(ExecutionContext.Reading read) {
    long pageRows = Math.max(1, read.rows() / read.pages());
    long total = read.totalHint().orElse(0);
    return total > read.rows()
        ? String.format(
            Locale.ROOT, "page %,d of about %,d", read.pages(), (total + pageRows - 1) / pageRows)
        : String.format(Locale.ROOT, "page %,d", read.pages());
  }

  private void write(String text) {
    try {
      terminal.write(text);
      terminal.flush();
    } catch (IOException e) {
      // Whoever watched has gone; the statement goes on.
      shown = 0;
    }
  }
}
