package io.github.llamacloud.jdbc.error;

import java.sql.SQLDataException;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.SQLInvalidAuthorizationSpecException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLNonTransientException;
import java.sql.SQLSyntaxErrorException;
import java.sql.SQLTimeoutException;
import java.sql.SQLTransactionRollbackException;
import java.sql.SQLTransientConnectionException;
import java.sql.SQLTransientException;
import org.jspecify.annotations.Nullable;

/**
 * The factories of every failure that crosses the API. Each returns its exception and the caller
 * throws it, so that the stack begins where the fault is. Vendor codes are HTTP statuses, 0 where
 * no response was involved.
 */
public final class Failures {
  private Failures() {}

  /** A bad URL, or an unknown or invalid property: {@code 08001}. */
  public static SQLException badSetting(String message) {
    return new SQLNonTransientConnectionException(
        message, SqlState.BAD_CONNECTION_SETTING.code(), 0);
  }

  /** No answer came: DNS, refused, reset, TLS: {@code 08006}. */
  public static SQLException noAnswer(String message, @Nullable Throwable cause) {
    return new SQLTransientConnectionException(message, SqlState.NO_ANSWER.code(), 0, cause);
  }

  /** No key, or HTTP 401 or 403: {@code 28000}. */
  public static SQLException notAuthorized(String message, int httpStatus) {
    return new SQLInvalidAuthorizationSpecException(
        message, SqlState.NOT_AUTHORIZED.code(), httpStatus);
  }

  /** HTTP 429 after the retries: {@code 53000}. */
  public static SQLException tooManyRequests(String message) {
    return new SQLTransientException(message, SqlState.TOO_MANY_REQUESTS.code(), 429);
  }

  /** HTTP 5xx (or 408) after the retries: {@code 58000}. */
  public static SQLException serverError(String message, int httpStatus) {
    return new SQLTransientException(message, SqlState.SERVER_ERROR.code(), httpStatus);
  }

  /** An answer that breaks the service's contract: {@code 58030}. */
  public static SQLException contractBroken(
      String message, int httpStatus, @Nullable Throwable cause) {
    return new SQLNonTransientException(
        message, SqlState.CONTRACT_BROKEN.code(), httpStatus, cause);
  }

  /** The list moves faster than it can be read: {@code 40001}. */
  public static SQLException listMoved(String message) {
    return new SQLTransactionRollbackException(message, SqlState.LIST_MOVED.code(), 0);
  }

  /** The statement needs more requests than it may send: {@code 54000}. */
  public static SQLException requestBudgetExceeded(long maxRequests) {
    return budgetExceeded(
        "The statement needs more than the " + maxRequests + " requests that maxRequests allows.",
        null);
  }

  /**
   * The same, told with what needs fewer.
   *
   * @param failure as {@link #requestBudgetExceeded(long)} makes it
   * @param advice a sentence
   */
  public static SQLException requestBudgetExceeded(SQLException failure, String advice) {
    return budgetExceeded(failure.getMessage() + " " + advice, failure);
  }

  private static SQLException budgetExceeded(String message, @Nullable Throwable cause) {
    return new SQLNonTransientException(message, SqlState.REQUEST_BUDGET_EXCEEDED.code(), 0, cause);
  }

  /** A statement that is right, but more than can be planned or computed: {@code 54001}. */
  public static SQLException tooComplex(Throwable cause) {
    return new SQLNonTransientException(
        "The statement is too complex: it has too many or too deeply nested expressions. Write x IN"
            + " (…) instead of many comparisons, or divide it into several statements.",
        SqlState.STATEMENT_TOO_COMPLEX.code(),
        0,
        cause);
  }

  /** SQL that cannot be parsed or validated: class {@code 42}. */
  public static SQLException syntax(SqlState state, String message, @Nullable Throwable cause) {
    return new SQLSyntaxErrorException(message, state.code(), 0, cause);
  }

  /** A value that cannot be computed or converted: class {@code 22} or {@code 07}. */
  public static SQLException data(SqlState state, String message, @Nullable Throwable cause) {
    return new SQLDataException(message, state.code(), 0, cause);
  }

  /** A write: {@code 25006}. */
  public static SQLException readOnly(String statement) {
    return new SQLException(
        "The LlamaCloud driver is read-only: it cannot run " + statement + ".",
        SqlState.READ_ONLY.code());
  }

  /** The statement was cancelled: {@code 57014}. */
  public static SQLException cancelled() {
    return new SQLException("The statement was cancelled.", SqlState.CANCELLED.code());
  }

  /** The statement's time limit has passed: {@code HYT00}. */
  public static SQLException timeLimit(String message, @Nullable Throwable cause) {
    return new SQLTimeoutException(message, SqlState.TIME_LIMIT.code(), 0, cause);
  }

  /** A call on a closed connection: {@code 08003}. */
  public static SQLException connectionClosed() {
    return new SQLNonTransientConnectionException(
        "This connection is closed.", SqlState.CONNECTION_CLOSED.code());
  }

  /** A call on a closed statement or result set: {@code HY010}. */
  public static SQLException objectClosed(String what) {
    return new SQLException("This " + what + " is closed.", SqlState.OBJECT_CLOSED.code());
  }

  /** A feature that the driver does not have: {@code 0A000}. */
  public static SQLException notSupported(String feature) {
    return new SQLFeatureNotSupportedException(
        feature + " is not supported by the LlamaCloud driver.",
        SqlState.FEATURE_NOT_SUPPORTED.code());
  }

  /** A call with an argument that JDBC does not allow. */
  public static SQLException badArgument(SqlState state, String message) {
    return new SQLException(message, state.code());
  }

  /** A fault of the driver itself: {@code XX000}. */
  public static SQLException internal(String message, Throwable cause) {
    return new SQLException(message, SqlState.INTERNAL_ERROR.code(), cause);
  }
}
