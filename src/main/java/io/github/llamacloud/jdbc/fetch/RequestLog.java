package io.github.llamacloud.jdbc.fetch;

import io.github.llamacloud.jdbc.jobs.Equality;
import io.github.llamacloud.jdbc.jobs.SentRequest;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import jdk.jfr.FlightRecorder;
import okhttp3.HttpUrl;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/**
 * Tells of requests, of the waits before they are repeated and of lists that move: one line each at
 * {@link Level#FINE}, and events of JDK Flight Recorder where the JVM has it. Neither has headers
 * or bodies.
 */
final class RequestLog {
  /** Below the logger that the driver names as its parent. */
  private static final Logger LOGGER = Logger.getLogger(RequestLog.class.getPackageName());

  private static final boolean RECORDABLE = ModuleLayer.boot().findModule("jdk.jfr").isPresent();

  private RequestLog() {}

  /** The first event sets up the recorder: not for a JVM in which nothing has been recorded yet. */
  private static boolean isRecorded() {
    return RECORDABLE && FlightRecorder.isInitialized();
  }

  /** Whether a request that is sent now would be told to anybody. */
  static boolean isWatched() {
    return isRecorded() || LOGGER.isLoggable(Level.FINE);
  }

  /** Whoever can be told of a request when it has ended. */
  interface Watch {
    /** The request has ended. */
    void ended(SentRequest request);
  }

  /** Begins to watch a request that is sent now. */
  static Watch begin() {
    return isRecorded() ? recording() : RequestLog::log;
  }

  private static Watch recording() {
    RequestEvent event = new RequestEvent();
    event.begin();
    return request -> {
      event.end();
      if (event.shouldCommit()) {
        event.url = request.url();
        event.status = request.status();
        event.bytes = request.bytes();
        event.attempt = request.attempt();
        event.commit();
      }
      log(request);
    };
  }

  private static void log(SentRequest request) {
    LOGGER.fine(
        () ->
            "GET "
                + request.url()
                + (request.status() == 0
                    ? " failed"
                    : ": HTTP " + request.status() + ", " + request.bytes() + " bytes")
                + " after "
                + request.millis()
                + " ms"
                + (request.attempt() == 1 ? "" : ", attempt " + request.attempt()));
  }

  /** What waits. */
  interface Wait {
    /** Waits; see RetryInterceptor. */
    void run() throws SQLException, IOException;
  }

  /**
   * Waits before a request is repeated.
   *
   * @param response what was answered, null if nothing was
   * @param failure what was thrown instead, null if nothing was
   */
  static void retry(
      HttpUrl url,
      @Nullable Response response,
      @Nullable IOException failure,
      Duration wait,
      Wait waiting)
      throws SQLException, IOException {
    String reason =
        response != null
            ? "HTTP " + response.code()
            : failure == null ? "" : failure.getClass().getSimpleName();
    LOGGER.fine(
        () -> "GET " + url + " is repeated in " + wait.toMillis() + " ms because of " + reason);
    if (isRecorded()) {
      recorded(url, reason, waiting);
    } else {
      waiting.run();
    }
  }

  /**
   * Tells that a list has moved.
   *
   * @param sent the filters of the list
   * @param offset where the page began
   */
  static void repair(List<Equality> sent, long offset, Repair repair) {
    String filters =
        String.join(
            "&",
            sent.stream().map(one -> ListQuery.parameterName(one) + "=" + one.value()).toList());
    LOGGER.fine(
        () ->
            "The list"
                + (filters.isEmpty() ? "" : " of " + filters)
                + " has moved at offset "
                + offset
                + ": "
                + repair);
    if (isRecorded()) {
      recorded(filters, offset, repair);
    }
  }

  private static void recorded(String filters, long offset, Repair repair) {
    RepairEvent event = new RepairEvent();
    if (event.shouldCommit()) {
      event.filters = filters;
      event.offset = offset;
      event.repair = repair.toString();
      event.commit();
    }
  }

  private static void recorded(HttpUrl url, String reason, Wait waiting)
      throws SQLException, IOException {
    RetryEvent event = new RetryEvent();
    event.begin();
    try {
      waiting.run();
    } finally {
      event.end();
      if (event.shouldCommit()) {
        event.url = url.toString();
        event.reason = reason;
        event.commit();
      }
    }
  }
}
