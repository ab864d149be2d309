package io.github.llamacloud.jdbc.sql;

import io.github.llamacloud.jdbc.jobs.JobRequest;
import org.apache.calcite.plan.RelOptCluster;
import org.apache.calcite.plan.RelOptCost;
import org.apache.calcite.plan.RelOptPlanner;
import org.apache.calcite.plan.RelTraitSet;
import org.apache.calcite.rel.AbstractRelNode;
import org.apache.calcite.rel.metadata.RelMetadataQuery;

/**
 * The leaf of every plan: one {@link JobRequest}. Not a TableScan: a narrowed TableScan inherits
 * facts about columns by position, which would be those of other columns. The terms of each kind
 * name every part of its request: they are the digest by which plans are told apart.
 */
abstract class RequestScan extends AbstractRelNode {
  RequestScan(RelOptCluster cluster, RelTraitSet traits) {
    super(cluster, traits);
  }

  abstract JobRequest request();

  /** Whether each row becomes one row of the result, so that a row limit of the reader holds. */
  boolean isRowBounded() {
    return false;
  }

  @Override
  public RelOptCost computeSelfCost(RelOptPlanner planner, RelMetadataQuery query) {
    double rows = estimateRowCount(query);
    return planner.getCostFactory().makeCost(rows, rows * getRowType().getFieldCount(), rows);
  }
}
