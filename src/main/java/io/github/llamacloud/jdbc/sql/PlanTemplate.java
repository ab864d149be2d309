package io.github.llamacloud.jdbc.sql;

import io.github.llamacloud.jdbc.jobs.ExecutionContext;
import io.github.llamacloud.jdbc.jobs.JobRequest;
import io.github.llamacloud.jdbc.jobs.JobSource;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.calcite.rel.type.RelDataType;
import org.jspecify.annotations.Nullable;

/**
 * A plan with parameters, for statements that have values in their places. It was made without
 * knowing a value, so it is right for every value of the parameters' types.
 *
 * @param types of the parameters
 */
record PlanTemplate(
    List<ResultColumn> columns, EnumComparisons enums, List<RelDataType> types, CompiledPlan plan) {
  /** Digits of a DECIMAL that holds every BIGINT. */
  private static final int DIGITS_OF_BIGINT = 19;

  /**
   * Empty unless the plan of a statement with values is this plan but for the values: then they
   * decided on nothing in it.
   */
  static Optional<PlanTemplate> of(
      CompiledStatement parameterized, List<Object> values, CompiledStatement example)
      throws SQLException {
    List<RelDataType> types = parameterized.parameterTypes();
    if (parameterized.isStateful()
        || !areExact(values, types)
        || !parameterized.columns().equals(example.columns())
        || !parameterized.enums().isSame(example.enums())
        || !(parameterized.plan().get() instanceof CompiledPlan plan)) {
      return Optional.empty();
    }
    PlanTemplate template = new PlanTemplate(example.columns(), example.enums(), types, plan);
    Plan known = example.plan().get();
    return plan.requests().equals(known.requests())
            && template.explained(values).equals(known.explain())
        ? Optional.of(template)
        : Optional.empty();
  }

  /** Whether each value, and each other one that is written alike, is a value of its type. */
  private static boolean areExact(List<Object> values, List<RelDataType> types) {
    if (values.size() != types.size()) {
      return false;
    }
    for (int i = 0; i < values.size(); i++) {
      if (!isExact(values.get(i), types.get(i))) {
        return false;
      }
    }
    return true;
  }

  private static boolean isExact(Object value, RelDataType type) {
    return switch (type.getSqlTypeName()) {
      case INTEGER, BIGINT -> value instanceof Long;
      case DECIMAL ->
          value instanceof Long && type.getScale() == 0 && type.getPrecision() >= DIGITS_OF_BIGINT;
      case TIMESTAMP -> !(value instanceof Long);
      case DATE -> value instanceof LocalDate;
      default -> false;
    };
  }

  /** The text of the plan with values. */
  private String explained(List<Object> values) {
    String text = plan.explain();
    for (int i = values.size() - 1; i >= 0; i--) {
      text = text.replace("?" + i, explained(values.get(i), types.get(i)));
    }
    return text;
  }

  private static String explained(Object value, RelDataType type) {
    return switch (type.getSqlTypeName()) {
      case INTEGER, DATE -> value.toString();
      case TIMESTAMP ->
          Timestamps.timestampText(
                  Timestamps.millis(
                      value instanceof LocalDate date
                          ? date.atStartOfDay()
                          : (LocalDateTime) value))
              + ":"
              + type;
      default -> value + ":" + type;
    };
  }

  /** The statement with these values. */
  CompiledStatement statement(SqlEngine engine, String sql, List<Object> values) {
    return CompiledStatement.ofPlan(engine, sql, columns, enums, new WithValues(this, values));
  }

  /** The plan with values for its parameters. */
  private record WithValues(PlanTemplate template, List<Object> values) implements Plan {
    @Override
    public RowCursor open(
        JobSource source, ExecutionContext context, List<? extends @Nullable Object> parameters)
        throws SQLException {
      List<@Nullable Object> bound = new ArrayList<>();
      for (int i = 0; i < values.size(); i++) {
        bound.add(ParameterBinding.bind(i + 1, values.get(i), template.types.get(i)).value());
      }
      return template.plan.open(source, context, bound);
    }

    @Override
    public String explain() {
      return template.explained(values);
    }

    @Override
    public List<JobRequest> requests() {
      return template.plan.requests();
    }
  }
}
