package io.github.llamacloud.jdbc.fetch;

import io.github.llamacloud.jdbc.jobs.CountRequest;
import io.github.llamacloud.jdbc.jobs.Filter;
import io.github.llamacloud.jdbc.jobs.JobColumn;
import io.github.llamacloud.jdbc.jobs.Operand;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Which HTTP requests of a statement are under way at the same time, in words for EXPLAIN. */
final class ParallelParts {
  private ParallelParts() {}

  /** Counts of job types; and the pages, if the list is read instead. */
  static List<String> of(CountRequest request) {
    if (request.groupBy().isEmpty()) {
      return List.of();
    }
    String pages = "pages after the first, if the list is read";
    return request.groupBy().contains(JobColumn.JOB_TYPE)
        ? List.of("the counts of job types", pages)
        : List.of(pages);
  }

  /** Jobs by their ids. */
  static List<String> ofJobs(int count) {
    return count > 1 ? List.of("the jobs") : List.of();
  }

  /**
   * Lists and their pages.
   *
   * @param streams the filters of each list
   * @param limited whether later lists may not be needed
   * @param readsAhead whether a list may have several pages after the first that are needed
   */
  static List<String> of(List<List<Filter>> streams, boolean limited, boolean readsAhead) {
    List<String> parts = new ArrayList<>();
    Set<Optional<Operand>> statuses = new HashSet<>();
    boolean together = false;
    for (List<Filter> filters : streams) {
      together |= !statuses.add(status(filters));
    }
    if (together && !limited) {
      parts.add(statuses.size() == 1 ? "the lists" : "lists of the same status");
    }
    if (readsAhead) {
      parts.add(streams.size() == 1 ? "pages after the first" : "pages of a list after its first");
    }
    return parts;
  }

  private static Optional<Operand> status(List<Filter> filters) {
    return filters.stream()
        .filter(filter -> filter.column() == JobColumn.STATUS)
        .map(Filter::operand)
        .findFirst();
  }
}
