package io.github.llamacloud.jdbc.jobs;

import static java.util.Objects.requireNonNull;

import io.github.llamacloud.jdbc.error.Failures;
import io.github.llamacloud.jdbc.error.SqlState;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What SQL asks of the list of jobs, as one immutable value: the rows that pass all filters, less
 * the first {@code offset}, at most {@code limit} of them, with these columns.
 *
 * @param columns what each row holds, in order; may repeat a column, may be empty
 * @param filters equalities that all must hold; a NULL value matches nothing
 * @param offset rows to skip; a NULL value skips none
 * @param limit rows to return at most; empty, or a NULL value, for all
 */
public record ListRequest(
    List<JobColumn> columns, List<Filter> filters, Operand offset, Optional<Operand> limit) {

  private static final Operand ZERO = new Operand.Literal(0L);
  private static final int LONGEST_VALUE = 1024;

  public ListRequest {
    columns = List.copyOf(columns);
    filters = List.copyOf(filters);
  }

  /** The whole list with all columns. */
  public static ListRequest all() {
    return new ListRequest(List.of(JobColumn.values()), List.of(), ZERO, Optional.empty());
  }

  public ListRequest withColumns(List<JobColumn> newColumns) {
    return new ListRequest(newColumns, filters, offset, limit);
  }

  /** With one more filter; only before an offset or a limit is set. */
  public ListRequest withFilter(Filter filter) {
    if (filters.contains(filter)) {
      return this;
    }
    List<Filter> more = new ArrayList<>(filters);
    more.add(filter);
    return new ListRequest(columns, more, offset, limit);
  }

  public ListRequest withRange(Operand newOffset, Optional<Operand> newLimit) {
    return new ListRequest(columns, filters, newOffset, newLimit);
  }

  /** Whether an offset or a limit has been set, above which no filter may be added. */
  public boolean isLimited() {
    return limit.isPresent() || skipsRows();
  }

  /** Whether an offset has been set, be it a parameter whose value may turn out to be 0. */
  public boolean skipsRows() {
    return !offset.equals(ZERO);
  }

  /**
   * This request with its parameters replaced by their values, one filter per column.
   *
   * @return empty if no row can match: a contradiction, a NULL, a limit of 0, or a value that no
   *     enum of the service can hold
   * @throws SQLException 2201W or 2201X if the limit or offset is negative
   */
  public Optional<ListRequest> bind(List<? extends @Nullable Object> parameters)
      throws SQLException {
    List<Filter> bound = new ArrayList<>();
    boolean possible = true;
    for (Filter filter : filters) {
      Object value = filter.operand().value(parameters);
      Filter literal = new Filter(filter.column(), new Operand.Literal(value));
      possible &= value != null && literal.isPossible();
      if (!bound.contains(literal)) {
        possible &= bound.stream().noneMatch(other -> other.column() == filter.column());
        bound.add(literal);
      }
    }
    Long skipped = rowCount(offset.value(parameters), SqlState.BAD_OFFSET, "OFFSET");
    Long most =
        limit.isEmpty()
            ? null
            : rowCount(limit.get().value(parameters), SqlState.BAD_LIMIT, "LIMIT");
    if (!possible || (most != null && most == 0)) {
      return Optional.empty();
    }
    return Optional.of(
        new ListRequest(
            columns,
            bound,
            new Operand.Literal(skipped == null ? 0L : skipped),
            Optional.ofNullable(most).map(Operand.Literal::new)));
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

  /** This bound request, returning no more than so many rows. */
  public ListRequest atMost(long rows) {
    return rows >= maxRows()
        ? this
        : new ListRequest(columns, filters, offset, Optional.of(new Operand.Literal(rows)));
  }

  /** Of a bound request: rows to skip. */
  public long skippedRows() {
    return (Long) requireNonNull(((Operand.Literal) offset).value());
  }

  /** Of a bound request: rows to return at most, {@link ExecutionContext#ALL_ROWS} for all. */
  public long maxRows() {
    return limit
        .map(most -> (Long) requireNonNull(((Operand.Literal) most).value()))
        .orElse(ExecutionContext.ALL_ROWS);
  }

  /**
   * One equality.
   *
   * @param column a column with a {@link JobColumn#filterParameter()}
   * @param operand a String, or null for NULL
   */
  public record Filter(JobColumn column, Operand operand) {

    @Override
    public String toString() {
      return column.columnName() + " = " + operand;
    }

    /** Of a bound filter: the value that every row must have. */
    public String value() {
      return (String) requireNonNull(((Operand.Literal) operand).value());
    }

    /** The equality of the same column with another value. */
    public Filter withValue(String value) {
      return new Filter(column, new Operand.Literal(value));
    }

    /**
     * Of a bound filter: whether some job may have this value. The enums of the service are open:
     * what is not documented may still turn up in the data, so it is looked for; but no value is
     * empty, and none is a documented one in other letters, which the service tells apart (API.md
     * section 1).
     */
    public boolean isPossible() {
      String value = value();
      List<String> documented = column.documentedValues();
      return documented.isEmpty()
          || documented.contains(value)
          || (!value.isEmpty() && documented.stream().noneMatch(value::equalsIgnoreCase));
    }

    /**
     * Of a bound filter: whether it may be sent as a query parameter. A value that the service
     * would refuse or misread is not sent: rows are then compared here alone.
     */
    public boolean isSendable() {
      String value = value();
      return column.documentedValues().isEmpty()
          ? !value.isEmpty()
              && value.length() <= LONGEST_VALUE
              && value.indexOf('\0') < 0
              && isWellFormed(value)
          : column.documentedValues().contains(value);
    }

    private static boolean isWellFormed(String value) {
      return value
          .codePoints()
          .noneMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE);
    }
  }
}
