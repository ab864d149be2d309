package io.github.llamacloud.examples.spark;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class JobPartitionsTest {
  @Test
  void aTypeAndADirectoryAreAPartitionAndTheRestIsOne() {
    assertArrayEquals(
        new String[] {
          "job_type = 'parse' AND directory_id = 'd1'",
          "job_type = 'parse' AND directory_id = 'o''neil'",
          "job_type = 'extract' AND directory_id = 'd1'",
          "job_type = 'extract' AND directory_id = 'o''neil'",
          "directory_id IS NULL OR directory_id NOT IN ('d1', 'o''neil')"
              + " OR job_type NOT IN ('parse', 'extract')"
        },
        JobPartitions.conditions(List.of("parse", "extract"), List.of("d1", "o'neil", "d1")));
  }

  @Test
  void withoutDirectoriesATypeIsAPartition() {
    assertArrayEquals(
        new String[] {"job_type = 'parse'", "job_type NOT IN ('parse')"},
        JobPartitions.conditions(List.of("parse", "parse"), List.of()));
  }

  @Test
  void withoutTypesAllJobsAreOnePartition() {
    assertArrayEquals(new String[] {"1 = 1"}, JobPartitions.conditions(List.of(), List.of("d1")));
  }
}
