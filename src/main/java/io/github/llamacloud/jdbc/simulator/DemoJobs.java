package io.github.llamacloud.jdbc.simulator;

import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The demo's list, newest first. A job is a pure function of (number of jobs, seed, position): made
 * when it is read, never kept; only what the service filters by is kept, three bytes each.
 */
final class DemoJobs implements JobTable {
  private static final String[] STATUSES = {
    "completed", "failed", "cancelled", "running", "pending", "dispatched"
  };
  private static final String[] JOB_TYPES = {"parse", "extract", "classify"};

  /** Work is unfinished only among the newest 1.5 %. */
  private static final byte[] RECENT_STATUSES = shares(15, 0, 0, 45, 25, 15);

  private static final byte[] OLDER_STATUSES = shares(88, 8, 4);
  private static final byte[] JOB_TYPE_SHARES = shares(70, 20, 10);

  /** The last share is that of jobs without a directory. */
  private static final byte[] DIRECTORY_SHARES = shares(34, 20, 13, 9, 6, 3, 2, 1, 12);

  private static final int DIRECTORY_COUNT = 8;

  private static final int FACETS = 1;
  private static final int IDS = 2;
  private static final int FIELDS = 3;
  private static final int DIRECTORIES = 4;

  private final long seed;
  private final int size;
  private final byte[] statuses;
  private final byte[] jobTypes;
  private final byte[] directories;
  private final @Nullable String[] directoryIds = new @Nullable String[DIRECTORY_COUNT + 1];

  DemoJobs(int size, long seed) {
    this.size = size;
    this.seed = seed;
    statuses = new byte[size];
    jobTypes = new byte[size];
    directories = new byte[size];
    int unfinished = Math.toIntExact((size * 3L + 199) / 200);
    Draw draw = new Draw(seed, FACETS, 0);
    for (int position = 0; position < size; position++) {
      byte[] shares = position < unfinished ? RECENT_STATUSES : OLDER_STATUSES;
      statuses[position] = shares[draw.below(100)];
      jobTypes[position] = JOB_TYPE_SHARES[draw.below(100)];
      directories[position] = DIRECTORY_SHARES[draw.below(100)];
    }
    for (int i = 0; i < DIRECTORY_COUNT; i++) {
      directoryIds[i] = "dir-" + new Draw(seed, DIRECTORIES, i).uuid();
    }
  }

  /** A hundred indices, each as often as its percentage says: drawn from at the cost of a look. */
  private static byte[] shares(int... percentages) {
    byte[] shares = new byte[100];
    int filled = 0;
    for (byte index = 0; index < percentages.length; index++) {
      Arrays.fill(shares, filled, filled + percentages[index], index);
      filled += percentages[index];
    }
    return shares;
  }

  @Override
  public int size() {
    return size;
  }

  @Override
  public String status(int position) {
    return STATUSES[statuses[position]];
  }

  @Override
  public String jobType(int position) {
    return JOB_TYPES[jobTypes[position]];
  }

  @Override
  public @Nullable String directoryId(int position) {
    return directoryIds[directories[position]];
  }

  @Override
  public SimulatedJob job(int position) {
    return new DemoJob(
            new Draw(seed, FIELDS, position),
            "bjb-" + uuid(position),
            jobType(position),
            status(position),
            (double) position / size,
            1.0 / size)
        .build(directoryId(position));
  }

  @Override
  public OptionalInt find(String id) {
    Optional<UUID> wanted = uuidOf(id);
    if (wanted.isPresent()) {
      for (int position = 0; position < size; position++) {
        if (uuid(position).equals(wanted.get())) {
          return OptionalInt.of(position);
        }
      }
    }
    return OptionalInt.empty();
  }

  private UUID uuid(int position) {
    return new Draw(seed, IDS, position).uuid();
  }

  /** Compares bits instead of a million texts; an id in another spelling is another id. */
  private static Optional<UUID> uuidOf(String id) {
    if (id.length() != 40) {
      return Optional.empty();
    }
    try {
      UUID uuid = UUID.fromString(id.substring(4));
      return Optional.of(uuid).filter(it -> id.equals("bjb-" + it));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
