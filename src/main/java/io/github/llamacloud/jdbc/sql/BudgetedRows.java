package io.github.llamacloud.jdbc.sql;

import io.github.llamacloud.jdbc.error.Failures;
import io.github.llamacloud.jdbc.error.SqlState;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** Rows of a statement whose requests are limited: where the limit is hit, says what to do. */
final class BudgetedRows implements RowCursor {
  private final Advice advice;
  private final RowCursor rows;

  /** Opens the rows. */
  interface Opening {
    RowCursor open() throws SQLException;
  }

  /** What needs fewer requests. */
  interface Advice {
    /** One sentence. */
    String sentence() throws SQLException;
  }

  BudgetedRows(Opening opening, Advice advice) throws SQLException {
    this.advice = advice;
    try {
      this.rows = opening.open();
    } catch (SQLException e) {
      throw advised(e);
    }
  }

  private SQLException advised(SQLException failure) throws SQLException {
    return SqlState.REQUEST_BUDGET_EXCEEDED.code().equals(failure.getSQLState())
        ? Failures.requestBudgetExceeded(failure, advice.sentence())
        : failure;
  }

  @Override
  public boolean next() throws SQLException {
    try {
      return rows.next();
    } catch (SQLException e) {
      throw advised(e);
    }
  }

  @Override
  public @Nullable Object[] row() {
    return rows.row();
  }

  @Override
  public void close() {
    rows.close();
  }
}
