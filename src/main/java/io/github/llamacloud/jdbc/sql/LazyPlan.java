package io.github.llamacloud.jdbc.sql;

import java.sql.SQLException;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A plan that is made at its first use: metadata needs none. Safe for threads; holds on to what it
 * is made from only until then.
 */
final class LazyPlan {
  private @Nullable Maker maker;
  private @Nullable Plan plan;

  LazyPlan(Maker maker) {
    this(maker, null);
  }

  private LazyPlan(@Nullable Maker maker, @Nullable Plan plan) {
    this.maker = maker;
    this.plan = plan;
  }

  static LazyPlan of(Plan plan) {
    return new LazyPlan(null, plan);
  }

  /** The plan, if it has been made. */
  synchronized Optional<Plan> made() {
    return Optional.ofNullable(plan);
  }

  synchronized Plan get() throws SQLException {
    Plan made = plan;
    if (made == null) {
      made = Objects.requireNonNull(maker).make();
      plan = made;
      maker = null;
    }
    return made;
  }

  /** Makes the plan; after a failure it is asked again. */
  interface Maker {
    Plan make() throws SQLException;
  }
}
