package io.github.llamacloud.jdbc.agreement;

import io.github.llamacloud.jdbc.simulator.SimulatedJob;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Jobs that hold what queries trip over: NULLs, empty and odd texts, values nobody documented. */
final class AgreementJobs {
  static final List<String> DIRECTORIES =
      List.of(
          "dir-invoices", "dir-contracts", "dir a&b=c+d%20/é?#", "目录 ✓", "", "it's", "no-such-dir");

  private static final List<String> STATUSES =
      List.of(
          "completed",
          "completed",
          "completed",
          "completed",
          "failed",
          "failed",
          "running",
          "pending",
          "dispatched",
          "cancelled",
          "archived",
          "THROTTLED",
          "on hold");
  private static final List<String> TYPES =
      List.of("parse", "parse", "parse", "extract", "extract", "classify", "split");
  private static final List<String> ERRORS =
      List.of(
          "Timeout after 30 s",
          "错误：文件太大",
          "fichier illisible – échec",
          "🙂 it's \"odd\"",
          "line one\nline two",
          "100% of a_b",
          "");
  private static final Instant END = Instant.parse("2026-11-01T00:00:00Z");

  private AgreementJobs() {}

  static List<SimulatedJob> some(int count) {
    Random random = new Random(42);
    List<SimulatedJob> jobs = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      jobs.add(job(random, i));
    }
    return jobs;
  }

  private static SimulatedJob job(Random random, int i) {
    String status = pick(random, STATUSES);
    Instant created = END.minusMillis((long) i * 78_123_457L).minusMillis(random.nextInt(1000));
    Instant started = created.plusMillis(random.nextInt(600_000));
    Instant ended = started.plusMillis(random.nextInt(20_000_000));
    SimulatedJob.Builder job =
        SimulatedJob.builder(String.format("bjb-%04x-%s", random.nextInt(65536), i))
            .status(status)
            .jobType(pick(random, TYPES))
            .totalItems(random.nextInt(random.nextInt(10) == 0 ? 5000 : 120))
            .createdAt(created.toString())
            .updatedAt(ended.toString())
            .effectiveAt(created.toString());
    if (random.nextInt(4) > 0) {
      job.directoryId(DIRECTORIES.get(random.nextInt(DIRECTORIES.size() - 1)));
    } else if (random.nextBoolean()) {
      job.directoryId(null);
    }
    if (!status.equals("pending")) {
      job.startedAt(started.toString());
    }
    if (status.equals("completed") || status.equals("failed")) {
      job.completedAt(ended.toString());
    }
    if (status.equals("failed") || random.nextInt(20) == 0) {
      job.errorMessage(pick(random, ERRORS));
    }
    if (random.nextBoolean()) {
      job.failedItems((long) random.nextInt(10)).skippedItems((long) random.nextInt(3));
    }
    if (random.nextBoolean()) {
      job.processedItems((long) random.nextInt(100)).workflowId("wf-" + i);
    }
    return job.build();
  }

  private static <T> T pick(Random random, List<T> values) {
    return values.get(random.nextInt(values.size()));
  }
}
