package io.github.llamacloud.jdbc.sql;

import static java.util.Objects.requireNonNull;

import io.github.llamacloud.jdbc.jobs.ExecutionContext;
import io.github.llamacloud.jdbc.jobs.JobRequest;
import io.github.llamacloud.jdbc.jobs.JobSource;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.calcite.adapter.enumerable.EnumerableRel;
import org.apache.calcite.adapter.enumerable.EnumerableRelImplementor;
import org.apache.calcite.adapter.java.JavaTypeFactory;
import org.apache.calcite.avatica.util.ByteString;
import org.apache.calcite.linq4j.Enumerator;
import org.apache.calcite.linq4j.tree.ClassDeclaration;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.RelVisitor;
import org.apache.calcite.rel.type.RelDataType;
import org.jspecify.annotations.Nullable;

/**
 * A statement that Calcite computes over any number of scans, as generated code. It keeps no tree
 * of the planner: that would hold the planner's whole memory for as long as the plan is cached.
 */
final class CompiledPlan implements Plan {
  private final String explain;
  private final List<JobRequest> requests;
  private final Set<Integer> rowCounts;
  private final List<ValueList> lists;
  private final Map<String, Object> constants = new LinkedHashMap<>();
  private final GeneratedCode code;
  private final JavaTypeFactory typeFactory;
  private final int width;
  private final List<RowConversion> conversions;

  /**
   * @param rowCounts indexes of the parameters that are a LIMIT or OFFSET
   * @param lists of values, by their positions
   * @param cache of code that may be shared; null if none may, since it continues a series
   */
  CompiledPlan(
      EnumerableRel plan,
      Set<Integer> rowCounts,
      List<ValueList> lists,
      @Nullable CodeCache cache) {
    this.rowCounts = rowCounts;
    this.lists = lists;
    this.explain = text(plan, lists);
    this.requests = requests(plan);
    this.typeFactory = (JavaTypeFactory) plan.getCluster().getTypeFactory();
    this.width = plan.getRowType().getFieldCount();
    this.conversions =
        plan.getRowType().getFieldList().stream()
            .map(field -> RowConversion.of(field.getType()))
            .toList();
    ClassDeclaration type =
        new EnumerableRelImplementor(plan.getCluster().getRexBuilder(), constants)
            .implementRoot(plan, EnumerableRel.Prefer.ARRAY);
    LiftedConstants.Code source = LiftedConstants.of(type);
    constants.putAll(source.values());
    this.code =
        cache == null
            ? GeneratedCode.compiled(source.name(), source.members())
            : cache.of(source.name(), source.members());
  }

  @Override
  public RowCursor open(
      JobSource source, ExecutionContext context, List<? extends @Nullable Object> parameters)
      throws SQLException {
    Execution execution =
        new Execution(source, context, parameters, rowCounts, lists, constants, typeFactory);
    try {
      return new Rows(code.bind(execution).enumerator(), execution, context);
    } catch (RuntimeException | LinkageError | AssertionError | StackOverflowError e) {
      execution.close();
      throw SqlErrors.execution(code.remembered(e));
    }
  }

  @Override
  public String explain() {
    return explain;
  }

  @Override
  public List<JobRequest> requests() {
    return requests;
  }

  /** The plan, with long lists of values as the number of these. */
  private static String text(EnumerableRel plan, List<ValueList> lists) {
    String text = RelOptUtil.toString(plan);
    for (int i = 0; i < lists.size(); i++) {
      text =
          text.replace("?" + (ValueList.FIRST_INDEX + i), "{" + lists.get(i).size() + " values}");
    }
    return text;
  }

  private static List<JobRequest> requests(RelNode plan) {
    List<JobRequest> requests = new ArrayList<>();
    new RelVisitor() {
      @Override
      public void visit(RelNode node, int ordinal, @Nullable RelNode parent) {
        if (node instanceof RequestScan scan) {
          requests.add(scan.request());
        }
        super.visit(node, ordinal, parent);
      }
    }.go(plan);
    return requests;
  }

  /** The rows that generated code yields, each failure with its SQLState. */
  private final class Rows implements RowCursor {
    private final Enumerator<?> enumerator;
    private final Execution execution;
    private final ExecutionContext context;
    private @Nullable Object[] current = {};
    private boolean closed;

    Rows(Enumerator<?> enumerator, Execution execution, ExecutionContext context) {
      this.enumerator = enumerator;
      this.execution = execution;
      this.context = context;
    }

    @Override
    public boolean next() throws SQLException {
      context.check();
      try {
        if (closed || !enumerator.moveNext()) {
          return false;
        }
        current = converted(enumerator.current());
        return true;
      } catch (RuntimeException | LinkageError | AssertionError | StackOverflowError e) {
        close();
        throw SqlErrors.execution(code.remembered(e));
      }
    }

    private @Nullable Object[] converted(@Nullable Object row) {
      @Nullable Object[] raw =
          width == 1
              ? new Object[] {row}
              : row instanceof List<?> list
                  ? list.toArray()
                  : ((Object[]) requireNonNull(row)).clone();
      for (int i = 0; i < width; i++) {
        if (raw[i] != null) {
          raw[i] = conversions.get(i).apply(raw[i]);
        }
      }
      return raw;
    }

    @Override
    public @Nullable Object[] row() {
      return current;
    }

    @Override
    public void close() {
      if (!closed) {
        closed = true;
        execution.close();
        enumerator.close();
      }
    }
  }

  /** A value of Calcite's runtime as one that {@link RowCursor#row()} promises. */
  private interface RowConversion {
    Object apply(Object value);

    static RowConversion of(RelDataType type) {
      return switch (type.getSqlTypeName()) {
        case BOOLEAN, TINYINT, SMALLINT, INTEGER, BIGINT, CHAR, VARCHAR, DATE, TIME, TIMESTAMP ->
            value -> value;
        case DECIMAL ->
            value ->
                Numbers.withoutFill(
                    value instanceof BigDecimal decimal
                        ? decimal
                        : new BigDecimal(value.toString()));
        case FLOAT, DOUBLE -> value -> Numbers.finite(((Number) value).doubleValue());
        case REAL -> value -> Numbers.finiteReal(((Number) value).floatValue());
        case BINARY, VARBINARY ->
            value -> value instanceof ByteString bytes ? bytes.getBytes() : value;
        case ARRAY, MULTISET, ROW, MAP -> value -> ElementValues.of(value, type);
        default ->
            type.getIntervalQualifier() != null
                ? value -> Intervals.text(((Number) value).longValue(), type)
                : Object::toString;
      };
    }
  }
}
