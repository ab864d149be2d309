package io.github.llamacloud.jdbc.jobs;

import io.github.llamacloud.jdbc.error.Failures;
import io.github.llamacloud.jdbc.error.SqlState;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The jobs that meet a condition, less the first {@code offset}, at most {@code limit} of them,
 * with these columns.
 *
 * @param columns what each row holds, in order; may repeat a column, may be empty
 * @param offset rows to skip; a NULL value skips none
 * @param limit rows to return at most; empty, or a NULL value, for all
 */
public record ListRequest(
    List<JobColumn> columns, Condition condition, Operand offset, Optional<Operand> limit)
    implements JobRequest {

  private static final Operand ZERO = new Operand.Literal(0L);

  public ListRequest {
    columns = List.copyOf(columns);
  }

  /** The whole list with all columns. */
  public static ListRequest all() {
    return new ListRequest(List.of(JobColumn.values()), Condition.ALL, ZERO, Optional.empty());
  }

  public ListRequest withColumns(List<JobColumn> newColumns) {
    return new ListRequest(newColumns, condition, offset, limit);
  }

  /** With one more filter; only before an offset or a limit is set. */
  public ListRequest withFilter(Filter filter) {
    return withCondition(Condition.of(filter));
  }

  /** With one more condition; only before an offset or a limit is set. */
  public ListRequest withCondition(Condition more) {
    return new ListRequest(columns, condition.and(more), offset, limit);
  }

  /** With this condition instead; only before an offset or a limit is set. */
  public ListRequest withOnly(Condition newCondition) {
    return new ListRequest(columns, newCondition, offset, limit);
  }

  public ListRequest withRange(Operand newOffset, Optional<Operand> newLimit) {
    return new ListRequest(columns, condition, newOffset, newLimit);
  }

  /** Whether an offset or a limit has been set, above which no filter may be added. */
  public boolean isLimited() {
    return limit.isPresent() || skipsRows();
  }

  /** Whether an offset has been set, be it a parameter whose value may turn out to be 0. */
  public boolean skipsRows() {
    return !offset.equals(ZERO);
  }

  @Override
  public BoundList bind(List<? extends @Nullable Object> parameters) throws SQLException {
    Long skipped = rowCount(offset.value(parameters), SqlState.BAD_OFFSET, "OFFSET");
    Long most =
        limit.isEmpty()
            ? null
            : rowCount(limit.get().value(parameters), SqlState.BAD_LIMIT, "LIMIT");
    return new BoundList(
        columns,
        condition.bind(parameters),
        skipped == null ? 0 : skipped,
        most == null ? ExecutionContext.ALL_ROWS : most);
  }

  private static @Nullable Long rowCount(@Nullable Object value, SqlState state, String clause)
      throws SQLException {
    if (value == null) {
      return null;
    }
    long count = ((Number) value).longValue();
    if (count < 0) {
      throw Failures.data(state, clause + " must not be negative, but is " + count + ".", null);
    }
    return count;
  }
}
