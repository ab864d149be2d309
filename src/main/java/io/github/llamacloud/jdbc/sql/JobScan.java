package io.github.llamacloud.jdbc.sql;

import static java.util.stream.Collectors.joining;

import io.github.llamacloud.jdbc.jobs.JobColumn;
import io.github.llamacloud.jdbc.jobs.ListRequest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
    RelWriter all = super.explainTerms(writer);
    terms(request).forEach(all::item);
    return all.itemIf("rowBounded", true, rowBounded);
  }

  /** What the plan tells of a scan for this request. */
  static String text(ListRequest request) {
    return terms(request).entrySet().stream()
            .map(term -> term.getKey() + "=[" + term.getValue() + "]")
            .collect(joining(", ", "JobScan(", ")"))
        + System.lineSeparator();
  }

  private static Map<String, Object> terms(ListRequest request) {
    Map<String, Object> terms = new LinkedHashMap<>();
    terms.put("columns", request.columns().stream().map(JobColumn::columnName).toList());
    if (!request.condition().isAll()) {
      terms.put("filters", request.condition());
    }
    if (request.skipsRows()) {
      terms.put("offset", request.offset());
    }
    request.limit().ifPresent(limit -> terms.put("limit", limit.toString()));
    return terms;
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
