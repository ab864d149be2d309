package io.github.llamacloud.jdbc.fetch;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import okhttp3.Call;
import okhttp3.Interceptor;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.ResponseBody;
import okio.AsyncTimeout;
import okio.Buffer;
import okio.BufferedSource;

/**
 * Sends a request once, within a time limit. The answer is read whole, so that one which breaks off
 * is found out before anybody uses it.
 *
 * @param timeout for all of it; zero for none
 */
record Attempt(Duration timeout) {
  /** A page of a thousand jobs with the longest messages has a quarter of it. */
  private static final long LARGEST_BODY = 256L << 20;

  /** An attempt took longer than allowed. */
  static final class RequestTimeout extends InterruptedIOException {
    private static final long serialVersionUID = 1L;
  }

  /** A body that no memory should be spent on. */
  static final class BodyTooLarge extends IOException {
    private static final long serialVersionUID = 1L;
  }

  /** The answer, its body in memory. */
  Response send(Interceptor.Chain chain, Request request) throws IOException {
    Limit limit = new Limit(chain.call());
    limit.timeout(timeout.toNanos(), TimeUnit.NANOSECONDS);
    limit.enter();
    Response whole = null;
    IOException failure = null;
    try (Response streamed = chain.proceed(request)) {
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

  /** Cancels a call that takes too long, from a thread of Okio's. */
  private static final class Limit extends AsyncTimeout {
    private final Call call;

    Limit(Call call) {
      this.call = call;
    }

    @Override
    protected void timedOut() {
      call.cancel();
    }
  }
}
