package io.github.llamacloud.jdbc.sql;

import io.github.llamacloud.jdbc.jobs.ExecutionContext;
import io.github.llamacloud.jdbc.jobs.JobRequest;
import io.github.llamacloud.jdbc.jobs.JobSource;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.rel.core.Values;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexLiteral;
import org.jspecify.annotations.Nullable;

/**
 * A statement whose rows are known when it is planned, like {@code SELECT 1} or an empty result.
 */
record ValuesPlan(List<@Nullable Object[]> rows, String explain) implements Plan {

  /** Empty if a value is of a type that only generated code computes. */
  static Optional<Plan> of(Values values) {
    List<@Nullable Object[]> rows = new ArrayList<>();
    for (List<RexLiteral> tuple : values.tuples) {
      @Nullable Object[] row = new Object[tuple.size()];
      for (int i = 0; i < row.length; i++) {
        RexLiteral literal = tuple.get(i);
        RelDataType type = values.getRowType().getFieldList().get(i).getType();
        if (!literal.isNull()) {
          Object value = value(literal, type);
          if (value == null) {
            return Optional.empty();
          }
          row[i] = value;
        }
      }
      rows.add(row);
    }
    return Optional.of(new ValuesPlan(rows, RelOptUtil.toString(values)));
  }

  private static @Nullable Object value(RexLiteral literal, RelDataType type) {
    return switch (type.getSqlTypeName()) {
      case BOOLEAN -> literal.getValueAs(Boolean.class);
      case INTEGER, SMALLINT, TINYINT -> literal.getValueAs(Integer.class);
      case BIGINT -> literal.getValueAs(Long.class);
      case DECIMAL -> decimal(literal, type);
      case DOUBLE, FLOAT -> Numbers.finite(literal.getValueAs(Double.class));
      case VARCHAR -> literal.getValueAs(String.class);
      case CHAR -> padded(literal.getValueAs(String.class), type.getPrecision());
      case TIMESTAMP -> literal.getValueAs(Long.class);
      case DATE -> literal.getValueAs(Integer.class);
      default -> null;
    };
  }

  private static @Nullable Object decimal(RexLiteral literal, RelDataType type) {
    BigDecimal value = literal.getValueAs(BigDecimal.class);
    return value == null
        ? null
        : Numbers.withoutFill(value.setScale(type.getScale(), RoundingMode.HALF_UP));
  }

  private static @Nullable Object padded(@Nullable String text, int length) {
    return text == null ? null : text + " ".repeat(Math.max(0, length - text.length()));
  }

  @Override
  public RowCursor open(
      JobSource source, ExecutionContext context, List<? extends @Nullable Object> parameters) {
    return new FixedRows(rows.stream().map(row -> row.clone()).toList());
  }

  @Override
  public List<JobRequest> requests() {
    return List.of();
  }
}
