package io.github.llamacloud.jdbc.simulator;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.TemporalAccessor;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** Jobs that somebody wrote down, in the order in which they are listed. */
final class ListedJobs implements JobTable {
  private final List<SimulatedJob> jobs;
  private final Map<String, Integer> positions;

  /**
   * @throws IllegalArgumentException if two jobs have the same id
   */
  ListedJobs(List<SimulatedJob> jobs) {
    this.jobs = List.copyOf(jobs);
    positions = new HashMap<>(this.jobs.size() * 2);
    for (SimulatedJob job : this.jobs) {
      if (positions.putIfAbsent(job.id(), positions.size()) != null) {
        throw new IllegalArgumentException("Two jobs have the id " + job.id() + ".");
      }
    }
  }

  static ListedJobs newestFirst(Collection<SimulatedJob> jobs) {
    record Dated(Instant created, SimulatedJob job) {}
    List<SimulatedJob> sorted =
        jobs.stream()
            .map(job -> new Dated(created(job), job))
            .sorted(Comparator.comparing(Dated::created).reversed())
            .map(Dated::job)
            .toList();
    return new ListedJobs(sorted);
  }

  /** Accepts what a reader of the service must: any offset, none for UTC. */
  private static Instant created(SimulatedJob job) {
    String text = job.createdAt().value();
    if (text == null) {
      return Instant.MIN;
    }
    TemporalAccessor parsed =
        DateTimeFormatter.ISO_DATE_TIME.parseBest(text, OffsetDateTime::from, LocalDateTime::from);
    return parsed instanceof OffsetDateTime offset
        ? offset.toInstant()
        : ((LocalDateTime) parsed).toInstant(ZoneOffset.UTC);
  }

  @Override
  public int size() {
    return jobs.size();
  }

  @Override
  public String status(int position) {
    return jobs.get(position).status();
  }

  @Override
  public String jobType(int position) {
    return jobs.get(position).jobType();
  }

  @Override
  public @Nullable String directoryId(int position) {
    return jobs.get(position).directoryId().value();
  }

  @Override
  public SimulatedJob job(int position) {
    return jobs.get(position);
  }

  @Override
  public OptionalInt find(String id) {
    Integer position = positions.get(id);
    return position == null ? OptionalInt.empty() : OptionalInt.of(position);
  }
}
