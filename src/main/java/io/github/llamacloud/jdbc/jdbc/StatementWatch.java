package io.github.llamacloud.jdbc.jdbc;

import io.github.llamacloud.jdbc.jobs.ExecutionContext;
import jdk.jfr.FlightRecorder;

/** Watches one execution for JDK Flight Recorder, where the JVM has it. */
interface StatementWatch {
  /** Watches nothing. */
  StatementWatch NONE = (context, rows, state) -> {};

  /**
   * The execution has ended.
   *
   * @param rows that were returned
   * @param state SQLState of its failure, empty if it did not fail
   */
  void ended(ExecutionContext context, long rows, String state);

  /** Begins to watch an execution. */
  static StatementWatch begin(String sql) {
    return ModuleLayer.boot().findModule("jdk.jfr").isPresent() && isRecorded()
        ? recording(sql)
        : NONE;
  }

  /** The first event sets up the recorder: not for a JVM in which nothing has been recorded yet. */
  private static boolean isRecorded() {
    return FlightRecorder.isInitialized();
  }

  private static StatementWatch recording(String sql) {
    StatementEvent event = new StatementEvent();
    event.begin();
    return (context, rows, state) -> {
      event.end();
      if (event.shouldCommit()) {
        event.sql = sql;
        event.requests = context.requestsSent();
        event.rows = rows;
        event.state = state;
        event.commit();
      }
    };
  }
}
