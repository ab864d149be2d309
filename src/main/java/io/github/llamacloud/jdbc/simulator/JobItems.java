package io.github.llamacloud.jdbc.simulator;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The items of one job, made up from its counters: first those processed, then those that failed,
 * those skipped and those left. A view without memory of its own, for as many items as may be.
 */
final class JobItems {
  static final List<String> STATUSES =
      List.of("pending", "processing", "completed", "failed", "skipped", "cancelled");

  private static final int ITEMS = 5;
  private static final long AT_WORK = 4;

  /** Neighbouring items of one status; {@code first} counts the job's items from 0. */
  private record Span(String status, long first, long count) {}

  private final SimulatedJob job;
  private final List<Span> spans = new ArrayList<>();
  private long spanned;

  /**
   * @param status the only status to list, or null for all
   */
  JobItems(SimulatedJob job, @Nullable String status) {
    this.job = job;
    span("completed", counter(job.processedItems()));
    span("failed", counter(job.failedItems()));
    span("skipped", counter(job.skippedItems()));
    switch (job.status()) {
      case "cancelled" -> span("cancelled", Long.MAX_VALUE);
      case "running" -> span("processing", AT_WORK);
      default -> {}
    }
    span("pending", Long.MAX_VALUE);
    spans.removeIf(span -> span.count() == 0 || (status != null && !span.status().equals(status)));
  }

  private static long counter(Field<Long> field) {
    Long value = field.value();
    return value == null ? 0 : Math.max(0, value);
  }

  /** Counters that contradict the total are cut where the items end. */
  private void span(String status, long count) {
    long fitting = Math.min(count, Math.max(0, job.totalItems()) - spanned);
    spans.add(new Span(status, spanned, fitting));
    spanned += fitting;
  }

  long count() {
    return spans.stream().mapToLong(Span::count).sum();
  }

  /**
   * Writes one item.
   *
   * @param position in this list, from 0
   */
  void write(JsonWriter json, long position) {
    long left = position;
    for (Span span : spans) {
      if (left < span.count()) {
        write(json, span.status(), span.first() + left);
        return;
      }
      left -= span.count();
    }
    throw new IndexOutOfBoundsException("No item " + position + " of " + count() + ".");
  }

  private void write(JsonWriter json, String status, long index) {
    Draw draw = new Draw(job.id().hashCode(), ITEMS, index);
    boolean ended = status.equals("completed") || status.equals("failed");
    boolean begun = ended || status.equals("processing");
    json.open('{');
    json.name("item_id").string("itm-" + draw.uuid());
    json.name("item_name").string("document-" + (index + 1) + ".pdf");
    json.name("status").string(status);
    String effective = job.effectiveAt().value();
    if (effective != null) {
      json.name("effective_at").string(effective);
    }
    json.name("job_record_id").string(job.jobRecordId().value());
    json.name("error_message").string(status.equals("failed") ? ErrorTexts.draw(draw) : null);
    json.name("job_id").string(begun ? "job-" + draw.uuid() : null);
    json.name("skip_reason").string(status.equals("skipped") ? reason(draw) : null);
    json.name("started_at").string(begun ? job.startedAt().value() : null);
    json.name("completed_at").string(ended ? job.completedAt().value() : null);
    json.close('}');
  }

  private static String reason(Draw draw) {
    return draw.chance(70) ? "already_processed" : "size_limit_exceeded";
  }

  /** How far the job has come, 0.0 to 100.0. */
  static String progress(SimulatedJob job) {
    long total = job.totalItems();
    if (total <= 0) {
      return job.status().equals("completed") ? "100.0" : "0.0";
    }
    double done =
        (double) counter(job.processedItems())
            + counter(job.failedItems())
            + counter(job.skippedItems());
    long tenths = Math.min(1000, Math.round(done / total * 1000));
    return tenths / 10 + "." + tenths % 10;
  }
}
