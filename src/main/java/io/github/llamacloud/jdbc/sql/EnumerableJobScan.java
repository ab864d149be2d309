package io.github.llamacloud.jdbc.sql;

import io.github.llamacloud.jdbc.jobs.ListRequest;
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
import org.apache.calcite.util.BuiltInMethod;

/** The scan as generated code runs it: it asks the {@link Execution} for the request's rows. */
final class EnumerableJobScan extends JobScan implements EnumerableRel {

  /**
   * Before: a {@link JobScan} of no convention. After: the same request, enumerable. Declines
   * never.
   */
  static final ConverterRule RULE =
      ConverterRule.Config.INSTANCE
          .withConversion(
              JobScan.class,
              Convention.NONE,
              EnumerableConvention.INSTANCE,
              "EnumerableJobScanRule")
          .withRuleFactory(Rule::new)
          .toRule(Rule.class);

  private final boolean replayed;

  private EnumerableJobScan(JobScan scan, RelTraitSet traits, boolean replayed) {
    super(scan.getCluster(), traits, scan.request(), scan.isRowBounded());
    this.replayed = replayed;
  }

  /** Fetched once and kept, because an operator above reads it again and again. */
  EnumerableJobScan withReplay() {
    return new EnumerableJobScan(this, getTraitSet(), true);
  }

  @Override
  public RelNode copy(RelTraitSet traits, List<RelNode> inputs) {
    return new EnumerableJobScan(this, traits, replayed);
  }

  @Override
  public RelWriter explainTerms(RelWriter writer) {
    return super.explainTerms(writer).itemIf("replayed", true, replayed);
  }

  @Override
  public Result implement(EnumerableRelImplementor implementor, Prefer prefer) {
    PhysType rows =
        PhysTypeImpl.of(implementor.getTypeFactory(), getRowType(), prefer.preferArray());
    Expression open =
        implementor.stash(new Opening(request(), isRowBounded(), replayed), Function1.class);
    Expression call =
        Expressions.convert_(
            Expressions.call(open, BuiltInMethod.FUNCTION1_APPLY.method, DataContext.ROOT),
            Enumerable.class);
    return implementor.result(rows, Blocks.toBlock(call));
  }

  /** What generated code calls; typed as Calcite's, so that it loads in any class loader. */
  private record Opening(ListRequest request, boolean rowBounded, boolean replayed)
      implements Function1<DataContext, Enumerable<Object>> {
    @Override
    public Enumerable<Object> apply(DataContext root) {
      return ((Execution) root).rows(request, rowBounded, replayed);
    }
  }

  /** See {@link #RULE}. */
  static final class Rule extends ConverterRule {
    Rule(Config config) {
      super(config);
    }

    @Override
    public RelNode convert(RelNode rel) {
      JobScan scan = (JobScan) rel;
      return new EnumerableJobScan(
          scan, scan.getTraitSet().replace(EnumerableConvention.INSTANCE), false);
    }
  }
}
