package io.github.llamacloud.jdbc.jobs;

import static java.util.stream.Collectors.joining;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A {@link Condition} whose values are known.
 *
 * @param alternatives none contained in another; each with one equality a column at most, in the
 *     order of the columns
 */
public record BoundCondition(List<List<Equality>> alternatives) {
  public BoundCondition {
    List<List<Equality>> sorted = new ArrayList<>(alternatives.size());
    for (List<Equality> alternative : alternatives) {
      List<Equality> inOrder = new ArrayList<>(alternative);
      inOrder.sort(Comparator.comparing(Equality::column));
      sorted.add(inOrder);
    }
    alternatives = Alternatives.widest(sorted);
  }

  /** Whether no job can meet it. */
  public boolean isNone() {
    return alternatives.isEmpty();
  }

  /** The columns whose values decide. */
  public Set<JobColumn> columns() {
    Set<JobColumn> columns = EnumSet.noneOf(JobColumn.class);
    alternatives.forEach(a -> a.forEach(equality -> columns.add(equality.column())));
    return columns;
  }

  /**
   * Whether a job meets it.
   *
   * @param valueOf the job's value in a column
   */
  public boolean isMetBy(Function<JobColumn, ? extends @Nullable Object> valueOf) {
    // Loops: this is asked of every row.
    for (List<Equality> alternative : alternatives) {
      if (isMetBy(alternative, valueOf)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isMetBy(
      List<Equality> alternative, Function<JobColumn, ? extends @Nullable Object> valueOf) {
    for (Equality equality : alternative) {
      if (!equality.value().equals(valueOf.apply(equality.column()))) {
        return false;
      }
    }
    return true;
  }

  @Override
  public String toString() {
    return alternatives.stream().map(List::toString).collect(joining(" or "));
  }
}
