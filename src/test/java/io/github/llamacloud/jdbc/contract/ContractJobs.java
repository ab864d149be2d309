package io.github.llamacloud.jdbc.contract;

import io.github.llamacloud.jdbc.simulator.SimulatedJob;
import java.util.List;

/** Five jobs with what clients trip over: big counters, other scripts, NULLs, awkward moments. */
public final class ContractJobs {
  public static final String CHINESE = "错误：文件太大";
  public static final String LLAMA = "🦙 llama";
  public static final String ACCENTS = "Société à Genève";

  public static final List<SimulatedJob> FIVE =
      List.of(
          // The digits of its creation do not exist in New York.
          SimulatedJob.builder("j1")
              .totalItems(3_000_000_000L)
              .createdAt("2024-03-10T02:30:00.123Z")
              .completedAt("2024-03-10T03:00:00Z")
              .directoryId("dir-1")
              .build(),
          SimulatedJob.builder("j2")
              .jobType("extract")
              .status("failed")
              .totalItems(1_000_000_001L)
              .failedItems(7L)
              .createdAt("2024-01-01T10:00:00.123456Z")
              .completedAt("2024-01-01T10:00:01Z")
              .directoryId(ACCENTS)
              .errorMessage(CHINESE)
              .build(),
          SimulatedJob.builder("j3")
              .jobType("classify")
              .status("running")
              .totalItems(1)
              .createdAt("2024-01-01T00:00:00Z")
              .directoryId(LLAMA)
              .build(),
          SimulatedJob.builder("j4")
              .totalItems(2)
              .createdAt("2023-12-31T23:59:59.999Z")
              .completedAt("2024-01-02T00:00:00Z")
              .build(),
          SimulatedJob.builder("j5").status("cancelled").errorMessage("it's; -- \"odd\"").build());

  private ContractJobs() {}
}
