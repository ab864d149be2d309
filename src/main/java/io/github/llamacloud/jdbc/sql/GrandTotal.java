package io.github.llamacloud.jdbc.sql;

import java.lang.reflect.Method;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.adapter.enumerable.EnumerableConvention;
import org.apache.calcite.adapter.enumerable.EnumerableRel;
import org.apache.calcite.adapter.enumerable.EnumerableRelImplementor;
import org.apache.calcite.adapter.enumerable.RexImpTable;
import org.apache.calcite.adapter.enumerable.RexToLixTranslator;
import org.apache.calcite.adapter.java.JavaTypeFactory;
import org.apache.calcite.linq4j.AbstractEnumerable;
import org.apache.calcite.linq4j.Enumerable;
import org.apache.calcite.linq4j.Enumerator;
import org.apache.calcite.linq4j.function.Function2;
import org.apache.calcite.linq4j.tree.BlockBuilder;
import org.apache.calcite.linq4j.tree.Expression;
import org.apache.calcite.linq4j.tree.Expressions;
import org.apache.calcite.linq4j.tree.Types;
import org.apache.calcite.plan.Convention;
import org.apache.calcite.plan.RelTraitSet;
import org.apache.calcite.rel.RelHomogeneousShuttle;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.RelWriter;
import org.apache.calcite.rel.SingleRel;
import org.apache.calcite.rel.convert.ConverterRule;
import org.apache.calcite.rel.core.Aggregate;
import org.apache.calcite.rel.core.AggregateCall;
import org.apache.calcite.rel.type.RelDataTypeField;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexLiteral;
import org.jspecify.annotations.Nullable;

/**
 * The rows of an Aggregate with the grouping set (), as ROLLUP and CUBE have it, or, when its input
 * was empty, the one row of totals over nothing that the SQL standard demands and Calcite's own
 * operator leaves out.
 */
class GrandTotal extends SingleRel {
  private static final Method APPLY =
      Types.lookupMethod(Function2.class, "apply", Object.class, Object.class);

  private final List<RexLiteral> totals;

  private GrandTotal(RelNode input, RelTraitSet traits, List<RexLiteral> totals) {
    super(input.getCluster(), traits, input);
    this.totals = totals;
  }

  /** Puts one over each Aggregate that needs it. */
  static RelNode addedTo(RelNode rel) {
    return rel.accept(
        new RelHomogeneousShuttle() {
          @Override
          public RelNode visit(RelNode other) {
            RelNode visited = super.visit(other);
            return visited instanceof Aggregate aggregate && isOneOfSeveralSets(aggregate)
                ? new GrandTotal(aggregate, aggregate.getTraitSet(), totals(aggregate))
                : visited;
          }
        });
  }

  private static boolean isOneOfSeveralSets(Aggregate aggregate) {
    return !aggregate.getGroupSet().isEmpty()
        && aggregate.getGroupSets().stream().anyMatch(set -> set.isEmpty());
  }

  /** One value a column. */
  private static List<RexLiteral> totals(Aggregate aggregate) {
    RexBuilder rexBuilder = aggregate.getCluster().getRexBuilder();
    int keys = aggregate.getGroupCount();
    List<RexLiteral> totals = new ArrayList<>();
    for (RelDataTypeField field : aggregate.getRowType().getFieldList()) {
      Long total =
          field.getIndex() < keys
              ? null
              : overNothing(aggregate.getAggCallList().get(field.getIndex() - keys));
      totals.add(
          total == null
              ? rexBuilder.makeNullLiteral(field.getType())
              : rexBuilder.makeLiteral(BigDecimal.valueOf(total), field.getType()));
    }
    return totals;
  }

  private static @Nullable Long overNothing(AggregateCall call) {
    return switch (call.getAggregation().getKind()) {
      case COUNT, REGR_COUNT, SUM0, GROUP_ID -> 0L;
      case GROUPING, GROUPING_ID -> (1L << call.getArgList().size()) - 1;
      default -> null;
    };
  }

  @Override
  public RelNode copy(RelTraitSet traits, List<RelNode> inputs) {
    return new GrandTotal(inputs.get(0), traits, totals);
  }

  @Override
  public RelWriter explainTerms(RelWriter writer) {
    return super.explainTerms(writer).item("totalsOverNothing", totals);
  }

  /** Before: a {@link GrandTotal} of no convention. After: the same, enumerable. Declines never. */
  static final ConverterRule RULE =
      ConverterRule.Config.INSTANCE
          .withConversion(
              GrandTotal.class,
              Convention.NONE,
              EnumerableConvention.INSTANCE,
              "EnumerableGrandTotalRule")
          .withRuleFactory(Rule::new)
          .toRule(Rule.class);

  /** See {@link #RULE}. */
  static final class Rule extends ConverterRule {
    Rule(Config config) {
      super(config);
    }

    @Override
    public RelNode convert(RelNode rel) {
      GrandTotal total = (GrandTotal) rel;
      RelTraitSet traits = total.getTraitSet().replace(EnumerableConvention.INSTANCE);
      return new Physical(
          convert(total.getInput(), EnumerableConvention.INSTANCE), traits, total.totals);
    }
  }

  /** As generated code: the rows, or a default row. */
  private static final class Physical extends GrandTotal implements EnumerableRel {
    private Physical(RelNode input, RelTraitSet traits, List<RexLiteral> totals) {
      super(input, traits, totals);
    }

    @Override
    public RelNode copy(RelTraitSet traits, List<RelNode> inputs) {
      return new Physical(inputs.get(0), traits, super.totals);
    }

    @Override
    public Result implement(EnumerableRelImplementor implementor, Prefer prefer) {
      BlockBuilder block = new BlockBuilder();
      Result child = implementor.visitChild(this, 0, (EnumerableRel) getInput(), prefer);
      Expression rows = block.append("child", child.block);
      JavaTypeFactory types = implementor.getTypeFactory();
      List<Expression> row =
          super.totals.stream()
              .map(
                  total ->
                      RexToLixTranslator.translateLiteral(
                          total,
                          total.getType(),
                          types,
                          total.isNull()
                              ? RexImpTable.NullAs.NULL
                              : RexImpTable.NullAs.NOT_POSSIBLE))
              .toList();
      Expression orElse = implementor.stash(new OrElse(), Function2.class);
      block.add(
          Expressions.convert_(
              Expressions.call(orElse, APPLY, rows, child.physType.record(row)), Enumerable.class));
      return implementor.result(child.physType, block.toBlock());
    }
  }

  /** What generated code calls; typed as Calcite's, so that it loads in any class loader. */
  private record OrElse() implements Function2<Enumerable<Object>, Object, Enumerable<Object>> {
    @Override
    public Enumerable<Object> apply(Enumerable<Object> rows, Object row) {
      return new AbstractEnumerable<>() {
        @Override
        public Enumerator<Object> enumerator() {
          return new RowsOrOne(rows.enumerator(), row);
        }
      };
    }
  }

  /** Rows, or one row if there are none. */
  private static final class RowsOrOne implements Enumerator<Object> {
    private final Enumerator<Object> rows;
    private final Object one;
    private boolean started;
    private boolean onOne;

    RowsOrOne(Enumerator<Object> rows, Object one) {
      this.rows = rows;
      this.one = one;
    }

    @Override
    public Object current() {
      return onOne ? one : rows.current();
    }

    @Override
    public boolean moveNext() {
      boolean isFirst = !started;
      started = true;
      if (onOne) {
        onOne = false;
        return false;
      }
      boolean moved = rows.moveNext();
      onOne = isFirst && !moved;
      return moved || onOne;
    }

    @Override
    public void reset() {
      throw new UnsupportedOperationException("Rows are read once.");
    }

    @Override
    public void close() {
      rows.close();
    }
  }
}
