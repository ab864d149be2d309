package io.github.llamacloud.jdbc.fetch;

import static java.util.Objects.requireNonNull;

import io.github.llamacloud.jdbc.json.JobKey;
import org.jspecify.annotations.Nullable;

/**
 * What is remembered of the jobs that were read: of each 88 bits of a cryptographic hash of its id,
 * the run that saw it last (8 bits) and a digest of what it was like then (32 bits). So 16 bytes a
 * job, in tables that are between three eighths and three quarters full, and no string kept. Split
 * into shards that grow one at a time, so that no step needs twice the memory of the whole; few
 * jobs are in one shard. For one thread.
 */
final class SeenJobs {
  /** Runs are numbered from 1 to this. */
  static final int RUNS_AT_MOST = 255;

  /** The mark of a job that was not seen. */
  static final long UNSEEN = 0;

  /**
   * So many that a table of a shard is small: half a megabyte takes a whole one in a small heap.
   */
  private static final int SHARDS = 256;

  /** Jobs in one shard, after which there are all of them. */
  private static final int FEW = 1024;

  private static final int FIRST_CAPACITY = 8;
  private static final int MARK_BITS = 40;
  private static final long MARK = (1L << MARK_BITS) - 1;

  /** One or {@link #SHARDS}; those without a job may be null. */
  private long[] @Nullable [] shards = {null};

  private int[] sizes = {0};

  /** What a job is marked with that this run saw in this state. */
  static long mark(int run, long fingerprint) {
    return ((long) run << Integer.SIZE) | (fingerprint & 0xffffffffL);
  }

  /** The run of a mark, 0 of {@link #UNSEEN}. */
  static int run(long mark) {
    return (int) (mark >>> Integer.SIZE);
  }

  /** Whether two marks tell of the same state, whatever the runs. */
  static boolean isSameState(long one, long other) {
    return (int) one == (int) other;
  }

  /** A job's mark, or {@link #UNSEEN}. */
  long mark(JobKey job) {
    long[] table = shards[shard(job.high())];
    return table == null ? UNSEEN : table[place(table, job.high(), job.low() & ~MARK) + 1] & MARK;
  }

  /**
   * Marks a job.
   *
   * @return the mark that it had, or {@link #UNSEEN}
   */
  long put(JobKey job, long mark) {
    if (shards.length == 1 && sizes[0] == FEW) {
      split();
    }
    return put(job.high(), job.low() & ~MARK, mark);
  }

  private long put(long high, long low, long mark) {
    int shard = shard(high);
    long[] table = shards[shard];
    if (table == null) {
      table = new long[2 * FIRST_CAPACITY];
    } else if (4 * (sizes[shard] + 1) > 3 * (table.length / 2)) {
      table = grown(table);
    }
    shards[shard] = table;
    int place = place(table, high, low);
    long before = table[place + 1] & MARK;
    table[place] = high;
    table[place + 1] = low | mark;
    if (before == UNSEEN) {
      sizes[shard]++;
    }
    return before;
  }

  private void split() {
    long[] few = requireNonNull(shards[0]);
    shards = new long[SHARDS][];
    sizes = new int[SHARDS];
    for (int i = 0; i < few.length; i += 2) {
      if ((few[i + 1] & MARK) != UNSEEN) {
        put(few[i], few[i + 1] & ~MARK, few[i + 1] & MARK);
      }
    }
  }

  private int shard(long high) {
    return (int) (high & (shards.length - 1));
  }

  /** Where a job is in a table, or an empty place for it: one without a mark. */
  private static int place(long[] table, long high, long low) {
    int mask = table.length / 2 - 1;
    int place = (int) (high >>> Integer.SIZE) & mask;
    while ((table[2 * place + 1] & MARK) != UNSEEN
        && (table[2 * place] != high || (table[2 * place + 1] & ~MARK) != low)) {
      place = (place + 1) & mask;
    }
    return 2 * place;
  }

  private static long[] grown(long[] table) {
    long[] larger = new long[2 * table.length];
    for (int i = 0; i < table.length; i += 2) {
      if (table[i + 1] != 0) {
        int place = place(larger, table[i], table[i + 1] & ~MARK);
        larger[place] = table[i];
        larger[place + 1] = table[i + 1];
      }
    }
    return larger;
  }
}
