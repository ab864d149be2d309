package io.github.llamacloud.jdbc.sql;

import io.github.llamacloud.jdbc.jobs.JobColumn;
import io.github.llamacloud.jdbc.jobs.Operand;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexDynamicParam;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexShuttle;
import org.apache.calcite.rex.RexSubQuery;
import org.apache.calcite.rex.RexUtil;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.type.SqlTypeFamily;
import org.jspecify.annotations.Nullable;

/**
 * What a statement compares the enums with: a documented value in other letters is most likely a
 * mistake, since no job has it.
 */
final class EnumComparisons {
  /** No comparison. */
  static final EnumComparisons NONE = new EnumComparisons(Set.of());

  private static final Set<SqlKind> COMPARING =
      Set.of(
          SqlKind.EQUALS,
          SqlKind.NOT_EQUALS,
          SqlKind.IS_DISTINCT_FROM,
          SqlKind.IS_NOT_DISTINCT_FROM);

  private final Set<Comparison> comparisons;

  private EnumComparisons(Set<Comparison> comparisons) {
    this.comparisons = comparisons;
  }

  /** An enum and a text that it is compared with. */
  private record Comparison(JobColumn column, Operand operand) {
    Optional<String> hint(List<? extends @Nullable Object> parameters) {
      return operand instanceof Operand.Parameter parameter
              && parameter.index() >= parameters.size()
          ? Optional.empty()
          : hint(operand.value(parameters));
    }

    private Optional<String> hint(@Nullable Object value) {
      return value instanceof String text && !column.documentedValues().contains(text)
          ? column.documentedValues().stream()
              .filter(text::equalsIgnoreCase)
              .findFirst()
              .map(
                  documented ->
                      column.columnName()
                          + ": "
                          + RelText.literal(text)
                          + " matches nothing; did you mean "
                          + RelText.literal(documented)
                          + "?")
          : Optional.empty();
    }
  }

  /** The comparisons in a plan as it is converted, in its sub-queries too. */
  static EnumComparisons in(RelNode rel) {
    Set<Comparison> found = new LinkedHashSet<>();
    collect(rel, found);
    return found.isEmpty() ? NONE : new EnumComparisons(Set.copyOf(found));
  }

  /** The same with other values. */
  EnumComparisons mapped(UnaryOperator<Operand> mapping) {
    return new EnumComparisons(
        comparisons.stream()
            .map(
                comparison ->
                    new Comparison(comparison.column(), mapping.apply(comparison.operand())))
            .collect(Collectors.toUnmodifiableSet()));
  }

  boolean isSame(EnumComparisons other) {
    return comparisons.equals(other.comparisons);
  }

  private static void collect(RelNode rel, Set<Comparison> found) {
    RelNode fields = rel instanceof Project ? rel.getInput(0) : rel;
    RelNode plain = rel.accept(new Collector(fields, found));
    plain.getInputs().forEach(input -> collect(input, found));
  }

  /**
   * A sentence for each value that is a documented one in other letters, in a fixed order.
   *
   * @param parameters as far as they are known
   */
  List<String> hints(List<? extends @Nullable Object> parameters) {
    Set<String> hints = new TreeSet<>();
    for (Comparison comparison : comparisons) {
      comparison.hint(parameters).ifPresent(hints::add);
    }
    return List.copyOf(hints);
  }

  /** Finds the comparisons in an expression over the fields of a node. */
  private static final class Collector extends RexShuttle {
    private final RelNode fields;
    private final Set<Comparison> found;

    Collector(RelNode fields, Set<Comparison> found) {
      this.fields = fields;
      this.found = found;
    }

    @Override
    public RexNode visitCall(RexCall call) {
      if (call.getKind() == SqlKind.SEARCH) {
        return RexUtil.expandSearch(fields.getCluster().getRexBuilder(), null, call).accept(this);
      }
      if (call.getOperator() instanceof ListMembership membership) {
        add(ListMembership.value(call), membership.list());
      }
      if (COMPARING.contains(call.getKind())) {
        add(call.getOperands().get(0), call.getOperands().get(1));
        add(call.getOperands().get(1), call.getOperands().get(0));
      }
      return super.visitCall(call);
    }

    @Override
    public RexNode visitSubQuery(RexSubQuery subQuery) {
      collect(subQuery.rel, found);
      return super.visitSubQuery(subQuery);
    }

    private void add(RexNode columnSide, RexNode valueSide) {
      column(columnSide)
          .ifPresent(
              column ->
                  operand(FilterTranslator.uncast(valueSide))
                      .ifPresent(operand -> found.add(new Comparison(column, operand))));
    }

    private void add(RexNode columnSide, ValueList values) {
      column(columnSide)
          .ifPresent(
              column ->
                  values.operands().forEach(value -> found.add(new Comparison(column, value))));
    }

    private Optional<JobColumn> column(RexNode node) {
      return FilterTranslator.uncast(node) instanceof RexInputRef ref
          ? RelText.column(fields, ref.getIndex())
              .filter(column -> !column.documentedValues().isEmpty())
          : Optional.empty();
    }

    private static Optional<Operand> operand(RexNode value) {
      if (value instanceof RexDynamicParam param) {
        return Optional.of(new Operand.Parameter(param.getIndex()));
      }
      return value instanceof RexLiteral literal
              && !literal.isNull()
              && literal.getType().getSqlTypeName().getFamily() == SqlTypeFamily.CHARACTER
          ? Optional.of(new Operand.Literal(literal.getValueAs(String.class)))
          : Optional.empty();
    }
  }
}
