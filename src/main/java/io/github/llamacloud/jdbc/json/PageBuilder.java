package io.github.llamacloud.jdbc.json;

import io.github.llamacloud.jdbc.jobs.JobColumn;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Collects what was read of one page. */
final class PageBuilder {
  private final JobRow job;
  private final List<@Nullable Object[]> rows;
  private final List<Long> fingerprints;
  private final List<JobKey> keys;

  /** What the service says the whole list holds. */
  OptionalLong totalSize = OptionalLong.empty();

  /** Whether a token for a further page came along. */
  boolean promisesMore;

  /**
   * @param expected rows that the page most likely has
   */
  PageBuilder(JobRow job, int expected) {
    this.job = job;
    this.rows = new ArrayList<>(expected);
    this.fingerprints = new ArrayList<>(expected);
    this.keys = new ArrayList<>(expected);
    job.beginOrder();
  }

  /** The number of the next row, from 1. */
  int nextRow() {
    return rows.size() + 1;
  }

  /** Takes the job that was read last. */
  void add(@Nullable Object[] row) {
    rows.add(row);
    fingerprints.add(job.fingerprint());
    keys.add(job.key());
  }

  /**
   * All jobs were added.
   *
   * @throws BrokenContract if one is there in two states
   */
  void endJobs() throws BrokenContract {
    if (job.has(JobColumn.ID)) {
      checkOneMoment();
    }
  }

  Page build() {
    return new Page(rows, fingerprints, keys, totalSize, promisesMore, job.orders());
  }

  /**
   * A job that is there twice and the same takes two places of the list. One in two states has
   * moved while the answer was made: then others may be in neither of their places.
   */
  private void checkOneMoment() throws BrokenContract {
    // Of a hash table that is at most half full: the places of rows, counted from 1.
    int[] places = new int[Integer.highestOneBit(4 * keys.size() + 1)];
    for (int row = 0; row < keys.size(); row++) {
      JobKey key = keys.get(row);
      int place = (int) key.low() & (places.length - 1);
      while (places[place] > 0 && !key.equals(keys.get(places[place] - 1))) {
        place = (place + 1) & (places.length - 1);
      }
      int other = places[place] - 1;
      places[place] = row + 1;
      if (other >= 0 && !fingerprints.get(row).equals(fingerprints.get(other))) {
        throw new BrokenContract(
            "Row "
                + (row + 1)
                + " of the service's answer is a job that an earlier row has in another state.",
            MalformedBody.ofSeveralMoments());
      }
    }
  }
}
