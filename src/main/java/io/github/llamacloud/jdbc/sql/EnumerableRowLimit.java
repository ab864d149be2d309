package io.github.llamacloud.jdbc.sql;

import io.github.llamacloud.jdbc.jobs.ExecutionContext;
import io.github.llamacloud.jdbc.jobs.Operand;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Optional;
import org.apache.calcite.DataContext;
import org.apache.calcite.adapter.enumerable.EnumerableLimit;
import org.apache.calcite.adapter.enumerable.EnumerableRel;
import org.apache.calcite.adapter.enumerable.EnumerableRelImplementor;
import org.apache.calcite.linq4j.AbstractEnumerable;
import org.apache.calcite.linq4j.Enumerable;
import org.apache.calcite.linq4j.Enumerator;
import org.apache.calcite.linq4j.function.Function2;
import org.apache.calcite.linq4j.tree.BlockBuilder;
import org.apache.calcite.linq4j.tree.Expression;
import org.apache.calcite.linq4j.tree.Expressions;
import org.apache.calcite.linq4j.tree.Types;
import org.apache.calcite.plan.RelTraitSet;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.RelWriter;
import org.apache.calcite.rel.SingleRel;

/**
 * LIMIT and OFFSET that pull no row beyond the last one wanted. Calcite's own reads one more before
 * it stops, which may cost pages of requests when a condition below matches few rows.
 */
final class EnumerableRowLimit extends SingleRel implements EnumerableRel {
  private static final Method APPLY =
      Types.lookupMethod(Function2.class, "apply", Object.class, Object.class);

  private final Operand offset;
  private final Operand fetch;

  private EnumerableRowLimit(
      RelNode limit, RelTraitSet traits, RelNode input, Operand offset, Operand fetch) {
    super(limit.getCluster(), traits, input);
    this.offset = offset;
    this.fetch = fetch;
  }

  static EnumerableRowLimit of(EnumerableLimit limit, RelNode input) {
    Optional<Operand> offset = Absorber.rowCount(limit.offset);
    Optional<Operand> fetch = Absorber.rowCount(limit.fetch);
    return new EnumerableRowLimit(
        limit,
        limit.getTraitSet(),
        input,
        offset.orElse(new Operand.Literal(0L)),
        fetch.orElse(new Operand.Literal(ExecutionContext.ALL_ROWS)));
  }

  @Override
  public RelNode copy(RelTraitSet traits, List<RelNode> inputs) {
    return new EnumerableRowLimit(this, traits, inputs.get(0), offset, fetch);
  }

  @Override
  public RelWriter explainTerms(RelWriter writer) {
    return super.explainTerms(writer)
        .itemIf("offset", offset, !offset.equals(new Operand.Literal(0L)))
        .itemIf("fetch", fetch, !fetch.equals(new Operand.Literal(ExecutionContext.ALL_ROWS)));
  }

  @Override
  public Result implement(EnumerableRelImplementor implementor, Prefer prefer) {
    BlockBuilder block = new BlockBuilder();
    Result child = implementor.visitChild(this, 0, (EnumerableRel) getInput(), prefer);
    Expression rows = block.append("child", child.block);
    Expression limit = implementor.stash(new Limit(offset, fetch), Function2.class);
    block.add(
        Expressions.convert_(
            Expressions.call(limit, APPLY, rows, DataContext.ROOT), Enumerable.class));
    return implementor.result(child.physType, block.toBlock());
  }

  /** What generated code calls; typed as Calcite's, so that it loads in any class loader. */
  private record Limit(Operand offset, Operand fetch)
      implements Function2<Enumerable<Object>, DataContext, Enumerable<Object>> {
    @Override
    public Enumerable<Object> apply(Enumerable<Object> rows, DataContext root) {
      Execution execution = (Execution) root;
      long skipped = execution.rowCount(offset);
      long most = execution.rowCount(fetch);
      return new AbstractEnumerable<>() {
        @Override
        public Enumerator<Object> enumerator() {
          return new Some(rows.enumerator(), skipped, most);
        }
      };
    }
  }

  /** Some rows of others. */
  private static final class Some implements Enumerator<Object> {
    private final Enumerator<Object> rows;
    private long toSkip;
    private long left;

    Some(Enumerator<Object> rows, long toSkip, long left) {
      this.rows = rows;
      this.toSkip = toSkip;
      this.left = left;
    }

    @Override
    public Object current() {
      return rows.current();
    }

    @Override
    public boolean moveNext() {
      if (left <= 0) {
        return false;
      }
      for (; toSkip > 0; toSkip--) {
        if (!rows.moveNext()) {
          left = 0;
          return false;
        }
      }
      left--;
      return rows.moveNext();
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
