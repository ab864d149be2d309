package io.github.llamacloud.jdbc.jdbc;

import io.github.llamacloud.jdbc.error.CarriedSqlException;
import io.github.llamacloud.jdbc.error.Failures;
import io.github.llamacloud.jdbc.error.SqlState;
import io.github.llamacloud.jdbc.jobs.ExecutionContext;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** The edge of the API: whatever is thrown below leaves as a SQLException with a SQLState. */
final class ApiEdge {
  private static final int DEEPEST_CAUSE = 50;

  private ApiEdge() {}

  /**
   * What to throw to the caller. A SQLException that is wrapped is taken out; anything that a
   * cancelled execution throws is a consequence of the cancelling.
   */
  static SQLException failure(Throwable thrown, ExecutionContext context) {
    SQLException failure = failure(thrown);
    if (!context.isCancelled() || hasState(failure, SqlState.CANCELLED)) {
      return failure;
    }
    SQLException cancelled = Failures.cancelled();
    cancelled.initCause(failure);
    return cancelled;
  }

  /** What to throw to the caller outside of an execution. */
  static SQLException failure(Throwable thrown) {
    Throwable cause = thrown;
    for (int depth = 0; cause != null && depth < DEEPEST_CAUSE; depth++) {
      SQLException found = stated(cause);
      if (found != null) {
        return found;
      }
      cause = cause.getCause();
    }
    return Failures.internal("The driver failed: " + brief(thrown), thrown);
  }

  private static @Nullable SQLException stated(Throwable thrown) {
    Throwable inner = thrown instanceof CarriedSqlException carrier ? carrier.carried() : thrown;
    return inner instanceof SQLException found && found.getSQLState() != null ? found : null;
  }

  private static boolean hasState(SQLException failure, SqlState state) {
    return state.code().equals(failure.getSQLState());
  }

  private static String brief(Throwable thrown) {
    String text = thrown.toString();
    return text.length() <= 200 ? text : text.substring(0, 200) + "…";
  }
}
