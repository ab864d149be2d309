package io.github.llamacloud.jdbc.sql;

import com.google.common.collect.ImmutableList;
import org.apache.calcite.rel.RelCollation;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.sql.SqlExplainLevel;

/**
 * What is asked while a statement is converted, answered without Calcite's metadata: a statement
 * that is one request needs none of its classes. Whatever else is asked, Calcite answers as usual.
 */
final class ConversionMetadata extends PlanningMetadata {
  /** None is claimed: {@link LogicalPlanner} takes every claim back but that of a sort. */
  @Override
  public ImmutableList<RelCollation> collations(RelNode rel) {
    return ImmutableList.of();
  }

  @Override
  public Boolean isVisibleInExplain(RelNode rel, SqlExplainLevel level) {
    return true;
  }
}
