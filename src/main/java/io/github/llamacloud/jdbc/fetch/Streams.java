package io.github.llamacloud.jdbc.fetch;

import io.github.llamacloud.jdbc.jobs.BoundCondition;
import io.github.llamacloud.jdbc.jobs.Equality;
import io.github.llamacloud.jdbc.jobs.JobColumn;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The lists that together hold every job of a condition, each by the filters that are sent for it.
 *
 * @param filters none contained in another; those of a status before those of a later one in a
 *     job's life, so that a job which moves on meanwhile is still met
 */
record Streams(List<List<Equality>> filters) {
  private static final int AT_MOST = 20;

  /** What is given up first where there are too many; two enums are always few enough. */
  private static final JobColumn COARSE = JobColumn.DIRECTORY_ID;

  static Streams of(BoundCondition condition) {
    List<List<Equality>> sendable = new ArrayList<>();
    for (List<Equality> alternative : condition.alternatives()) {
      List<Equality> sent = new ArrayList<>(alternative);
      sent.removeIf(equality -> !equality.isSendable());
      sendable.add(sent);
    }
    List<List<Equality>> widest = widest(sendable);
    return new Streams(widest.size() <= AT_MOST ? widest : widest(without(COARSE, widest)));
  }

  private static List<List<Equality>> widest(List<List<Equality>> streams) {
    List<List<Equality>> widest = new ArrayList<>(new BoundCondition(streams).alternatives());
    widest.sort(Comparator.comparingInt(Streams::stage));
    return List.copyOf(widest);
  }

  private static List<List<Equality>> without(JobColumn column, List<List<Equality>> streams) {
    return streams.stream()
        .map(filters -> filters.stream().filter(filter -> filter.column() != column).toList())
        .toList();
  }

  /** Where in a job's life the status of a stream comes; the service documents them in order. */
  private static int stage(List<Equality> filters) {
    return filters.stream()
        .filter(filter -> filter.column() == JobColumn.STATUS)
        .mapToInt(filter -> JobColumn.STATUS.documentedValues().indexOf(filter.value()))
        .findAny()
        .orElse(Integer.MAX_VALUE);
  }

  /** Whether a stream holds nothing but jobs of the condition. */
  static boolean isExact(List<Equality> filters, BoundCondition condition) {
    return condition.alternatives().stream().anyMatch(filters::containsAll);
  }

  /** Whether two streams may be read at the same time: no job moves from one to the other. */
  static boolean areApart(List<Equality> one, List<Equality> other) {
    return stage(one) == stage(other);
  }
}
