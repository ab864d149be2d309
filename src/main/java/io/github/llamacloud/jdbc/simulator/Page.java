package io.github.llamacloud.jdbc.simulator;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * The rows that a request selects.
 *
 * @param positions where they stand in the table
 * @param reached where the page ends among the rows that match
 * @param total how many rows match
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Page(int[] positions, long reached, long total) {

  static Page of(JobTable jobs, Filter filter, long offset, int limit) {
    return filter.passesAll()
        ? unfiltered(jobs, offset, limit)
        : filtered(jobs, filter, offset, limit);
  }

  private static Page unfiltered(JobTable jobs, long offset, int limit) {
    int first = (int) Math.min(offset, jobs.size());
    int end = (int) Math.min((long) first + limit, jobs.size());
    return new Page(IntStream.range(first, end).toArray(), end, jobs.size());
  }

  private static Page filtered(JobTable jobs, Filter filter, long offset, int limit) {
    int[] positions = new int[Math.min(limit, jobs.size())];
    int found = 0;
    long total = 0;
    for (int position = 0; position < jobs.size(); position++) {
      if (filter.passes(jobs, position)) {
        if (total >= offset && found < positions.length) {
          positions[found++] = position;
        }
        total++;
      }
    }
    return new Page(Arrays.copyOf(positions, found), Math.min(offset, total) + found, total);
  }
}
