package io.github.llamacloud.jdbc.error;

import java.sql.SQLException;

/** Carries a SQLException through code that may throw only unchecked exceptions. */
public final class CarriedSqlException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final SQLException carried;

  public CarriedSqlException(SQLException carried) {
    super(carried.getMessage(), carried, false, false);
    this.carried = carried;
  }

  /** The exception to throw at the API's edge. */
  public SQLException carried() {
    return carried;
  }
}
