package io.github.llamacloud.jdbc.sql;

import io.github.llamacloud.jdbc.jobs.JobRequest;
import java.util.List;
import org.apache.calcite.DataContext;
import org.apache.calcite.adapter.enumerable.EnumerableConvention;
import org.apache.calcite.adapter.enumerable.EnumerableRel;
import org.apache.calcite.adapter.enumerable.EnumerableRelImplementor;
import org.apache.calcite.adapter.enumerable.PhysType;
import org.apache.calcite.adapter.enumerable.PhysTypeImpl;
import org.apache.calcite.linq4j.Enumerable;
import org.apache.calcite.linq4j.function.Function1;
import org.apache.calcite.linq4j.tree.Blocks;
import org.apache.calcite.linq4j.tree.Expression;
import org.apache.calcite.linq4j.tree.Expressions;
import org.apache.calcite.plan.Convention;
import org.apache.calcite.plan.RelTraitSet;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.RelWriter;
import org.apache.calcite.rel.convert.ConverterRule;
import org.apache.calcite.rel.metadata.RelMetadataQuery;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.util.BuiltInMethod;

/** The scan as generated code runs it: it asks the {@link Execution} for the request's rows. */
final class EnumerableRequestScan extends RequestScan implements EnumerableRel {

  /**
   * Before: a {@link RequestScan} of no convention. After: the same request, enumerable. Declines
   * never.
   */
  static final ConverterRule RULE =
      ConverterRule.Config.INSTANCE
          .withConversion(
              RequestScan.class,
              Convention.NONE,
              EnumerableConvention.INSTANCE,
              "EnumerableRequestScanRule")
          .withRuleFactory(Rule::new)
          .toRule(Rule.class);

  private final RequestScan asked;
  private final Replay replay;

  private EnumerableRequestScan(RequestScan asked, RelTraitSet traits, Replay replay) {
    super(asked.getCluster(), traits);
    this.asked = asked;
    this.replay = replay;
  }

  @Override
  JobRequest request() {
    return asked.request();
  }

  @Override
  boolean isRowBounded() {
    return asked.isRowBounded();
  }

  EnumerableRequestScan withReplay(Replay newReplay) {
    return new EnumerableRequestScan(asked, getTraitSet(), newReplay);
  }

  @Override
  protected RelDataType deriveRowType() {
    return asked.getRowType();
  }

  @Override
  public RelNode copy(RelTraitSet traits, List<RelNode> inputs) {
    return new EnumerableRequestScan(asked, traits, replay);
  }

  @Override
  public RelWriter explainTerms(RelWriter writer) {
    return asked.explainTerms(writer).itemIf("replayed", true, replay != Replay.NONE);
  }

  @Override
  public double estimateRowCount(RelMetadataQuery query) {
    return asked.estimateRowCount(query);
  }

  @Override
  public Result implement(EnumerableRelImplementor implementor, Prefer prefer) {
    PhysType rows =
        PhysTypeImpl.of(implementor.getTypeFactory(), getRowType(), prefer.preferArray());
    Expression open =
        implementor.stash(
            new Opening(request(), getRowType().getFieldCount(), isRowBounded(), replay),
            Function1.class);
    Expression call =
        Expressions.convert_(
            Expressions.call(open, BuiltInMethod.FUNCTION1_APPLY.method, DataContext.ROOT),
            Enumerable.class);
    return implementor.result(rows, Blocks.toBlock(call));
  }

  /** What generated code calls; typed as Calcite's, so that it loads in any class loader. */
  private record Opening(JobRequest request, int width, boolean rowBounded, Replay replay)
      implements Function1<DataContext, Enumerable<Object>> {
    @Override
    public Enumerable<Object> apply(DataContext root) {
      return ((Execution) root).rows(request, width, rowBounded, replay);
    }
  }

  /** See {@link #RULE}. */
  static final class Rule extends ConverterRule {
    Rule(Config config) {
      super(config);
    }

    @Override
    public RelNode convert(RelNode rel) {
      return new EnumerableRequestScan(
          (RequestScan) rel, rel.getTraitSet().replace(EnumerableConvention.INSTANCE), Replay.NONE);
    }
  }
}
