package io.github.llamacloud.jdbc.sql;

import io.github.llamacloud.jdbc.jobs.CountRequest;
import io.github.llamacloud.jdbc.jobs.JobColumn;
import java.util.List;
import org.apache.calcite.plan.Convention;
import org.apache.calcite.plan.RelOptCluster;
import org.apache.calcite.plan.RelTraitSet;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.RelWriter;
import org.apache.calcite.rel.metadata.RelMetadataQuery;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.sql.type.SqlTypeName;

/**
 * A leaf that counts jobs: a row a group, with the group's values and then, if counted, a BIGINT.
 */
final class CountScan extends RequestScan {
  private static final double ASSUMED_GROUPS = 20;

  private final CountRequest request;

  private CountScan(RelOptCluster cluster, RelTraitSet traits, CountRequest request) {
    super(cluster, traits);
    this.request = request;
  }

  static CountScan of(RelOptCluster cluster, CountRequest request) {
    return new CountScan(cluster, cluster.traitSetOf(Convention.NONE), request);
  }

  @Override
  CountRequest request() {
    return request;
  }

  @Override
  protected RelDataType deriveRowType() {
    RelDataTypeFactory typeFactory = getCluster().getTypeFactory();
    RelDataTypeFactory.Builder builder = typeFactory.builder();
    for (JobColumn column : request.groupBy()) {
      builder.add(column.columnName(), Dialect.type(typeFactory, column));
    }
    if (request.countsRows()) {
      builder.add("jobs", typeFactory.createSqlType(SqlTypeName.BIGINT));
    }
    return builder.build();
  }

  @Override
  public RelNode copy(RelTraitSet traits, List<RelNode> inputs) {
    return new CountScan(getCluster(), traits, request);
  }

  @Override
  public RelWriter explainTerms(RelWriter writer) {
    return super.explainTerms(writer)
        .item("groupBy", request.groupBy().stream().map(JobColumn::columnName).toList())
        .item("counts", request.countsRows())
        .itemIf("filters", request.condition(), !request.condition().isAll());
  }

  @Override
  public double estimateRowCount(RelMetadataQuery query) {
    return request.groupBy().isEmpty() ? 1 : ASSUMED_GROUPS;
  }
}
