package io.github.llamacloud.jdbc.fetch;

import static java.util.Objects.requireNonNull;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;
import okhttp3.Call;
import okhttp3.Interceptor;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.ResponseBody;
import okio.AsyncTimeout;
import okio.Buffer;

/**
 * Sends a request once, within a time limit. The answer is read to its end, so that one which
 * breaks off is found out before anybody uses it.
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

  /** The answer; the body of a good one is read by its BodyHandler, that of others in memory. */
  Response send(Interceptor.Chain chain, Request request) throws IOException {
    Limit limit = limit(chain.call());
    Response whole = null;
    IOException failure = null;
    boolean late;
    try (Response streamed = chain.proceed(request)) {
      whole = streamed.isSuccessful() ? handled(streamed, request) : inMemory(streamed);
    } catch (IOException e) {
      failure = e;
    } finally {
      late = limit.exit();
    }
    if (late) {
      throw new RequestTimeout();
    }
    if (whole == null) {
      throw requireNonNull(failure);
    }
    return whole;
  }

  private Limit limit(Call call) {
    Exchange<?> here = Exchange.ofThisThread();
    if (here != null) {
      return here.limitAttempt(timeout);
    }
    OkioLimit limit = new OkioLimit(call);
    limit.timeout(timeout.toNanos(), TimeUnit.NANOSECONDS);
    limit.enter();
    return limit;
  }

  private static Response handled(Response streamed, Request request) throws IOException {
    BodyHandler<?> handler = requireNonNull(request.tag(BodyHandler.class));
    Body body = new Body(streamed.body().byteStream(), handler::received);
    handler.read(body, streamed.code());
    // A body that breaks off is no answer, whatever its beginning was taken for.
    if (body.read() >= 0) {
      body.transferTo(OutputStream.nullOutputStream());
    }
    return with(new Buffer(), body.length, streamed);
  }

  private static Response inMemory(Response streamed) throws IOException {
    Buffer content = new Buffer();
    new Body(streamed.body().byteStream(), length -> {}).transferTo(content.outputStream());
    return with(content, content.size(), streamed);
  }

  private static Response with(Buffer content, long length, Response streamed) {
    return streamed.newBuilder().body(ResponseBody.create(content, null, length)).build();
  }

  /** A body of a bearable length, which is left open. */
  private static final class Body extends FilterInputStream {
    private final LongConsumer received;
    private long length;

    Body(InputStream in, LongConsumer received) {
      super(in);
      this.received = received;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int start, int count) throws IOException {
      int read = in.read(bytes, start, count);
      if (read < 0) {
        received.accept(length);
      }
      length += Math.max(0, read);
      if (length > LARGEST_BODY) {
        throw new BodyTooLarge();
      }
      return read;
    }

    @Override
    public void close() {
      // Who decodes does not read to the end what he does not understand.
    }
  }

  /** Cancels a call that takes too long. */
  interface Limit {
    /** Ends the limit, and answers whether it has passed. */
    boolean exit();
  }

  /** Cancels it from a thread of Okio's, to which telling it takes a while. */
  private static final class OkioLimit extends AsyncTimeout implements Limit {
    private final Call call;

    OkioLimit(Call call) {
      this.call = call;
    }

    @Override
    protected void timedOut() {
      call.cancel();
    }
  }
}
