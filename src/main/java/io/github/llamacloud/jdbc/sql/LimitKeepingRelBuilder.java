package io.github.llamacloud.jdbc.sql;

import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.plan.Contexts;
import org.apache.calcite.plan.RelOptCluster;
import org.apache.calcite.rel.RelCollations;
import org.apache.calcite.rel.core.Sort;
import org.apache.calcite.rel.logical.LogicalSort;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.tools.RelBuilder;
import org.jspecify.annotations.Nullable;

/**
 * A builder that keeps OFFSET over LIMIT apart. Calcite's own merges them into one operator, which
 * skips rows before it counts: {@code LIMIT 20} under {@code OFFSET 5} would give 20 rows, not 15.
 */
final class LimitKeepingRelBuilder extends RelBuilder {
  LimitKeepingRelBuilder(RelOptCluster cluster) {
    super(Contexts.empty(), cluster, null);
  }

  @Override
  public RelBuilder sortLimit(
      @Nullable RexNode offset, @Nullable RexNode fetch, Iterable<? extends RexNode> keys) {
    List<RexNode> orderBy = new ArrayList<>();
    keys.forEach(orderBy::add);
    boolean overLimit = peek() instanceof Sort inner && inner.fetch != null;
    return overLimit && offset != null && orderBy.isEmpty()
        ? push(LogicalSort.create(build(), RelCollations.EMPTY, offset, fetch))
        : super.sortLimit(offset, fetch, orderBy);
  }
}
