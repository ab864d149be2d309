package io.github.llamacloud.jdbc.jobs;

import static java.util.stream.Collectors.joining;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which jobs are asked for: those that pass all filters of at least one alternative. An alternative
 * without filters is every job; no alternative is none.
 *
 * @param alternatives none of them contained in another
 */
public record Condition(List<List<Filter>> alternatives) {
  private static final int MOST_ALTERNATIVES = 100;
  private static final int MOST_PRODUCTS = 1000;

  /** Every job. */
  public static final Condition ALL = new Condition(List.of(List.of()));

  /** No job. */
  public static final Condition NONE = new Condition(List.of());

  public Condition {
    alternatives =
        Alternatives.widest(
            alternatives.stream().map(a -> a.stream().distinct().toList()).toList());
  }

  /** The jobs that pass this filter. */
  public static Condition of(Filter filter) {
    return new Condition(List.of(List.of(filter)));
  }

  public boolean isAll() {
    return alternatives.equals(ALL.alternatives);
  }

  /** The jobs that meet both conditions. */
  public Condition and(Condition other) {
    List<List<Filter>> both = new ArrayList<>();
    for (List<Filter> mine : alternatives) {
      for (List<Filter> theirs : other.alternatives) {
        List<Filter> all = new ArrayList<>(mine);
        all.addAll(theirs);
        both.add(all);
      }
    }
    return new Condition(both);
  }

  /** The jobs that meet both conditions; empty if that takes too many alternatives to write. */
  public Optional<Condition> narrowed(Condition other) {
    return alternatives.size() * other.alternatives.size() > MOST_PRODUCTS
        ? Optional.empty()
        : Optional.of(and(other)).filter(both -> both.alternatives.size() <= MOST_ALTERNATIVES);
  }

  /** The jobs that meet either condition. */
  public Condition or(Condition other) {
    List<List<Filter>> either = new ArrayList<>(alternatives);
    either.addAll(other.alternatives);
    return new Condition(either);
  }

  /** This condition with its parameters replaced by their values. */
  BoundCondition bind(List<? extends @Nullable Object> parameters) {
    List<List<Equality>> possible = new ArrayList<>();
    for (List<Filter> alternative : alternatives) {
      bind(alternative, parameters).ifPresent(possible::add);
    }
    return new BoundCondition(possible);
  }

  /** Empty if no job can pass all the filters. */
  private static Optional<List<Equality>> bind(
      List<Filter> filters, List<? extends @Nullable Object> parameters) {
    List<Equality> bound = new ArrayList<>();
    for (Filter filter : filters) {
      Object value = filter.operand().value(parameters);
      if (value == null) {
        return Optional.empty();
      }
      Equality equality = new Equality(filter.column(), (String) value);
      if (bound.contains(equality)) {
        continue;
      }
      if (!equality.isPossible()
          || bound.stream().anyMatch(other -> other.column() == equality.column())) {
        return Optional.empty();
      }
      bound.add(equality);
    }
    return Optional.of(bound);
  }

  @Override
  public String toString() {
    return alternatives.stream().map(List::toString).collect(joining(" or "));
  }
}
