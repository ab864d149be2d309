package io.github.llamacloud.jdbc.sql;

import io.github.llamacloud.jdbc.jobs.JobColumn;
import io.github.llamacloud.jdbc.jobs.ListRequest;
import java.util.List;
import org.apache.calcite.plan.Convention;
import org.apache.calcite.plan.RelOptCluster;
import org.apache.calcite.plan.RelTraitSet;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.RelWriter;
import org.apache.calcite.rel.metadata.RelMetadataQuery;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;

/** A leaf that reads jobs: one {@link ListRequest}. */
final class JobScan extends RequestScan {
  private static final double ASSUMED_JOBS = 10_000;
  private static final double ASSUMED_SHARE = 0.2;

  private final ListRequest request;
  private final boolean rowBounded;

  private JobScan(
      RelOptCluster cluster, RelTraitSet traits, ListRequest request, boolean rowBounded) {
    super(cluster, traits);
    this.request = request;
    this.rowBounded = rowBounded;
  }

  static JobScan of(RelOptCluster cluster, ListRequest request) {
    return new JobScan(cluster, cluster.traitSetOf(Convention.NONE), request, false);
  }

  @Override
  ListRequest request() {
    return request;
  }

  @Override
  boolean isRowBounded() {
    return rowBounded;
  }

  JobScan withRequest(ListRequest newRequest) {
    return new JobScan(getCluster(), getTraitSet(), newRequest, rowBounded);
  }

  JobScan withRowBound() {
    return new JobScan(getCluster(), getTraitSet(), request, true);
  }

  @Override
  protected RelDataType deriveRowType() {
    RelDataTypeFactory typeFactory = getCluster().getTypeFactory();
    RelDataTypeFactory.Builder builder = typeFactory.builder();
    for (JobColumn column : request.columns()) {
      builder.add(column.columnName(), Dialect.type(typeFactory, column));
    }
    return builder.uniquify().build();
  }

  @Override
  public RelNode copy(RelTraitSet traits, List<RelNode> inputs) {
    return new JobScan(getCluster(), traits, request, rowBounded);
  }

  @Override
  public RelWriter explainTerms(RelWriter writer) {
    return super.explainTerms(writer)
        .item("columns", request.columns().stream().map(JobColumn::columnName).toList())
        .itemIf("filters", request.condition(), !request.condition().isAll())
        .itemIf("offset", request.offset(), request.skipsRows())
        .itemIf(
            "limit", request.limit().map(Object::toString).orElse(""), request.limit().isPresent())
        .itemIf("rowBounded", true, rowBounded);
  }

  @Override
  public double estimateRowCount(RelMetadataQuery query) {
    double share =
        request.condition().alternatives().stream()
            .mapToDouble(filters -> Math.pow(ASSUMED_SHARE, filters.size()))
            .sum();
    return ASSUMED_JOBS * Math.min(1, share);
  }
}
