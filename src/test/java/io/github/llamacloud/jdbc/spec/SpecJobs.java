package io.github.llamacloud.jdbc.spec;

import io.github.llamacloud.jdbc.simulator.SimulatedJob;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** The jobs that the specification's first page lists in its table. */
final class SpecJobs {
  private SpecJobs() {}

  static List<SimulatedJob> read(Path page) throws IOException {
    return Files.readAllLines(page).stream()
        .filter(line -> line.startsWith("| j"))
        .map(SpecJobs::job)
        .toList();
  }

  private static SimulatedJob job(String line) {
    List<String> cells =
        Arrays.stream(line.substring(1).split("\\|", -1)).map(String::strip).toList();
    SimulatedJob.Builder job =
        SimulatedJob.builder(cells.get(0))
            .jobType(cells.get(1))
            .status(cells.get(2))
            .totalItems(Long.parseLong(cells.get(3)))
            .createdAt(cells.get(5));
    if (!cells.get(4).isEmpty()) {
      job.failedItems(Long.valueOf(cells.get(4)));
    }
    if (!cells.get(6).isEmpty()) {
      job.completedAt(cells.get(6));
    }
    if (!cells.get(7).isEmpty()) {
      job.directoryId(cells.get(7));
    }
    if (!cells.get(8).isEmpty()) {
      job.errorMessage(cells.get(8));
    }
    return job.build();
  }
}
