package io.github.llamacloud.jdbc.fetch;

import static java.util.Objects.requireNonNull;

import io.github.llamacloud.jdbc.jobs.ExecutionContext;
import io.github.llamacloud.jdbc.jobs.SentRequest;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.UnknownServiceException;
import java.security.cert.CertificateException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLPeerUnverifiedException;
import okhttp3.Call;
import okhttp3.Interceptor;
import okhttp3.Response;
import okhttp3.ResponseBody;
import okio.AsyncTimeout;
import okio.Buffer;
import okio.BufferedSource;
import org.jspecify.annotations.Nullable;

/**
 * Repeats a request that failed for a passing reason, and limits the time of each attempt. Answers
 * are read whole before they go on, so that one which breaks off is repeated as well. Shared by
 * threads.
 */
final class RetryInterceptor implements Interceptor {
  /** A page of a thousand jobs with the longest messages has a quarter of it. */
  private static final long LARGEST_BODY = 256L << 20;

  private final int maxRetries;
  private final long maxRequests;
  private final Duration requestTimeout;
  private final RetryWait wait;
  private final Sleeper sleeper;

  /** How to wait; tests do not. */
  interface Sleeper {
    void sleep(ExecutionContext context, Duration duration) throws SQLException;
  }

  /** An attempt took longer than allowed. */
  static final class RequestTimeout extends InterruptedIOException {
    private static final long serialVersionUID = 1L;
  }

  /** A body that no memory should be spent on. */
  static final class BodyTooLarge extends IOException {
    private static final long serialVersionUID = 1L;
  }

  /** The statement ended while its next attempt was due. */
  static final class WaitEnded extends IOException {
    private static final long serialVersionUID = 1L;

    WaitEnded(SQLException why) {
      super(why);
    }
  }

  /**
   * @param maxRequests requests that a statement may send; 0 for no limit
   */
  RetryInterceptor(
      int maxRetries, long maxRequests, Duration requestTimeout, RetryWait wait, Sleeper sleeper) {
    this.maxRetries = maxRetries;
    this.maxRequests = maxRequests;
    this.requestTimeout = requestTimeout;
    this.wait = wait;
    this.sleeper = sleeper;
  }

  @Override
  public Response intercept(Chain chain) throws IOException {
    ExecutionContext context = requireNonNull(chain.request().tag(ExecutionContext.class));
    IOException earlier = null;
    for (int failures = 0; ; failures++) {
      Response response = null;
      try {
        response = recorded(chain, context, failures + 1);
        if (failures >= maxRetries || !isPassing(response)) {
          return response;
        }
      } catch (IOException e) {
        suppress(e, earlier);
        if (failures >= maxRetries || chain.call().isCanceled() || !isPassing(e)) {
          throw e;
        }
        earlier = e;
      }
      pause(context, wait.before(response, failures));
    }
  }

  private void pause(ExecutionContext context, Duration duration) throws IOException {
    try {
      context.check();
      sleeper.sleep(context, duration);
    } catch (SQLException e) {
      throw new WaitEnded(e);
    }
  }

  private static void suppress(IOException e, @Nullable IOException earlier) {
    if (earlier != null && earlier != e) {
      e.addSuppressed(earlier);
    }
  }

  private Response recorded(Chain chain, ExecutionContext context, int attempt) throws IOException {
    try {
      context.requestBegins(maxRequests);
    } catch (SQLException e) {
      throw new WaitEnded(e);
    }
    long begin = System.nanoTime();
    Response response = null;
    try {
      response = attempt(chain);
      return response;
    } finally {
      context.requestEnded(
          new SentRequest(
              chain.request().url().toString(),
              response == null ? 0 : response.code(),
              TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin),
              response == null ? 0 : response.body().contentLength(),
              attempt,
              OptionalInt.empty()));
    }
  }

  private Response attempt(Chain chain) throws IOException {
    AttemptLimit limit = new AttemptLimit(chain.call());
    limit.timeout(requestTimeout.toNanos(), TimeUnit.NANOSECONDS);
    limit.enter();
    Response whole = null;
    IOException failure = null;
    try (Response streamed = chain.proceed(chain.request())) {
      whole = inMemory(streamed);
    } catch (IOException e) {
      failure = e;
    }
    if (limit.exit()) {
      throw new RequestTimeout();
    }
    if (whole == null) {
      throw requireNonNull(failure);
    }
    return whole;
  }

  private static Response inMemory(Response streamed) throws IOException {
    ResponseBody body = streamed.body();
    BufferedSource source = body.source();
    if (source.request(LARGEST_BODY + 1)) {
      throw new BodyTooLarge();
    }
    Buffer content = new Buffer();
    content.writeAll(source);
    return streamed
        .newBuilder()
        .body(ResponseBody.create(content, body.contentType(), content.size()))
        .build();
  }

  private static boolean isPassing(Response response) {
    if (response.isSuccessful()) {
      return false;
    }
    String said = response.header("x-should-retry", "");
    if ("true".equalsIgnoreCase(said) || "false".equalsIgnoreCase(said)) {
      return "true".equalsIgnoreCase(said);
    }
    int status = response.code();
    return status == 408 || status == 409 || status == 429 || status >= 500;
  }

  private static boolean isPassing(IOException e) {
    return !(e instanceof RequestTimeout
        || e instanceof WaitEnded
        || e instanceof BodyTooLarge
        || e instanceof UnknownServiceException
        || e instanceof SSLPeerUnverifiedException
        || isCausedByCertificate(e));
  }

  private static boolean isCausedByCertificate(Throwable e) {
    for (Throwable cause = e.getCause(); cause != null; cause = cause.getCause()) {
      if (cause instanceof CertificateException) {
        return true;
      }
    }
    return false;
  }

  /** Cancels a call that takes too long, from a thread of Okio's. */
  private static final class AttemptLimit extends AsyncTimeout {
    private final Call call;

    AttemptLimit(Call call) {
      this.call = call;
    }

    @Override
    protected void timedOut() {
      call.cancel();
    }
  }
}
