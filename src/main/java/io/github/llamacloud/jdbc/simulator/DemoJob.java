package io.github.llamacloud.jdbc.simulator;

import org.jspecify.annotations.Nullable;

/** Makes one demo job whose fields agree with each other. Used once, by one thread. */
final class DemoJob {
  private static final long YEAR = 365 * Moment.DAY;

  private final Draw draw;
  private final String jobType;
  private final String status;
  private final int fractionDigits;
  private final long created;
  private final SimulatedJob.Builder job;

  /**
   * @param newer the part of all jobs that are newer, from 0 to below 1
   * @param part what one job is of all jobs
   */
  DemoJob(Draw draw, String id, String jobType, String status, double newer, double part) {
    this.draw = draw;
    this.jobType = jobType;
    this.status = status;
    fractionDigits = draw.chance(50) ? 3 : 6;
    created = Simulator.END_MICROS - age(newer + (0.05 + 0.9 * draw.unit()) * part);
    job = SimulatedJob.builder(id).jobType(jobType).status(status);
  }

  /**
   * How long ago, in microseconds: the list grows over its year, from 0.7 to 1.7 times the average
   * rate. Neighbours keep a distance of a tenth of their share, so that dropping digits from a
   * date-time never changes the order.
   */
  private static long age(double share) {
    return (long) (YEAR * (0.6 * share + 0.4 * share * share));
  }

  SimulatedJob build(@Nullable String directoryId) {
    long total = draw.chance(1) ? 0 : 1 + (long) (4000 * square(square(draw.unit())));
    job.totalItems(total);
    boolean started = hasStarted();
    count(total, started);
    time(total, started);
    explain();
    identify(directoryId);
    return job.build();
  }

  private static double square(double value) {
    return value * value;
  }

  private boolean hasStarted() {
    return switch (status) {
      case "completed", "failed", "running" -> true;
      case "cancelled" -> draw.chance(70);
      default -> false;
    };
  }

  private void count(long total, boolean started) {
    long failed = 0;
    long skipped = 0;
    long processed = 0;
    switch (status) {
      case "completed" -> {
        skipped = draw.chance(25) ? part(total, 0.1) : 0;
        failed = draw.chance(15) ? part(total - skipped, 0.05) : 0;
        processed = total - skipped - failed;
      }
      case "failed" -> {
        failed = Math.min(total, 1 + part(total, 0.4));
        skipped = draw.chance(20) ? part(total - failed, 0.1) : 0;
        processed = part(total - failed - skipped, 1);
      }
      default -> {
        processed = started ? part(total, 1) : 0;
        failed = started && draw.chance(10) ? part(total - processed, 0.05) : 0;
      }
    }
    if (isShown(processed)) {
      job.processedItems(processed);
    }
    if (isShown(failed)) {
      job.failedItems(failed);
    }
    if (isShown(skipped)) {
      job.skippedItems(skipped);
    }
  }

  /** A random part of these items, up to the given share. */
  private long part(long items, double most) {
    return (long) (items * most * draw.unit());
  }

  /** A counter that is missing means 0. */
  private boolean isShown(long counter) {
    return counter != 0 || !draw.chance(12);
  }

  /** Every step takes at most a share of the time left, so that none lies after the list's end. */
  private void time(long total, boolean started) {
    job.createdAt(text(created));
    if (!draw.chance(3)) {
      job.effectiveAt(text(created));
    }
    long left = Simulator.END_MICROS - created;
    long updated;
    if (started) {
      long start = created + step(120 * Moment.SECOND, left / 4);
      job.startedAt(text(start));
      updated = status.equals("running") ? run(start) : end(start + work(total, left / 2), left);
    } else {
      if (isNullShown()) {
        job.startedAt(null);
      }
      unended();
      updated = created + step(600 * Moment.SECOND, left / 2);
    }
    if (!draw.chance(2)) {
      job.updatedAt(text(updated));
    }
  }

  private long run(long start) {
    unended();
    return start + (long) ((Simulator.END_MICROS - start) * draw.unit());
  }

  private long end(long end, long left) {
    job.completedAt(text(end));
    return end + step(30 * Moment.SECOND, left / 8);
  }

  private void unended() {
    if (isNullShown()) {
      job.completedAt(null);
    }
  }

  private long step(long most, long limit) {
    return Math.min((long) (most * draw.unit()), limit);
  }

  /** How long the items take, in microseconds: documents to parse the longest. */
  private long work(long total, long limit) {
    double secondsPerItem =
        switch (jobType) {
          case "parse" -> 0.4 + 1.2 * draw.unit();
          case "extract" -> 0.3 + 0.6 * draw.unit();
          default -> 0.05 + 0.1 * draw.unit();
        };
    return Math.min((long) ((2 + total * secondsPerItem) * Moment.SECOND), limit);
  }

  /** A running job may still show why its earlier attempt failed. */
  private void explain() {
    boolean failed = status.equals("failed") && !draw.chance(3);
    if (failed || (status.equals("running") && draw.chance(4))) {
      job.errorMessage(ErrorTexts.draw(draw));
    } else if (isNullShown()) {
      job.errorMessage(null);
    }
  }

  private void identify(@Nullable String directoryId) {
    if (directoryId != null || isNullShown()) {
      job.directoryId(directoryId);
    }
    if (draw.chance(94)) {
      job.jobRecordId("rec-" + draw.uuid());
    } else if (isNullShown()) {
      job.jobRecordId(null);
    }
    if (draw.chance(90)) {
      job.workflowId("wf-" + draw.uuid());
    } else if (isNullShown()) {
      job.workflowId(null);
    }
  }

  /** Whether a field without a value appears as null, or not at all. */
  private boolean isNullShown() {
    return draw.chance(50);
  }

  private String text(long micros) {
    return Moment.text(micros, fractionDigits);
  }
}
