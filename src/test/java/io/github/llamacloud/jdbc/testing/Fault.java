package io.github.llamacloud.jdbc.testing;

import io.github.llamacloud.jdbc.jobs.Transport;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import mockwebserver3.MockResponse;
import mockwebserver3.MockResponseBody;
import mockwebserver3.SocketEffect;
import okio.Buffer;
import okio.BufferedSink;

/** What befalls one request on its way through {@link SimulatedService}. */
public sealed interface Fault {

  /**
   * What is sent.
   *
   * @param ordinary what the simulator answered
   * @param closing opens when the service ends: nothing may wait longer
   */
  MockResponse befall(Transport.Response ordinary, CountDownLatch closing)
      throws InterruptedException;

  /** A response without faults. */
  static MockResponse.Builder response(Transport.Response ordinary) {
    MockResponse.Builder response = new MockResponse.Builder().code(ordinary.status());
    response.clearHeaders();
    ordinary.headers().forEach(response::setHeader);
    return response.body(new Buffer().write(ordinary.body()));
  }

  /** This response instead of the simulator's, with a JSON content type. */
  static Answer answer(int status, String body) {
    return new Answer(status, Map.of("content-type", "application/json"), body);
  }

  /** A 200 with this JSON body. */
  static Answer json(String body) {
    return answer(200, body);
  }

  /**
   * A response.
   *
   * @param headers all headers but the content length
   * @param body sent as UTF-8
   */
  record Answer(int status, Map<String, String> headers, String body) implements Fault {
    public Answer {
      headers = Map.copyOf(headers);
    }

    /** The same response with another header; a name must be written the same way to replace. */
    public Answer header(String name, String value) {
      Map<String, String> more = new LinkedHashMap<>(headers);
      more.put(name, value);
      return new Answer(status, more, body);
    }

    @Override
    public MockResponse befall(Transport.Response ordinary, CountDownLatch closing) {
      byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
      return response(new Transport.Response(status, headers, bytes)).build();
    }
  }

  /** The simulator's response with another body. */
  record Rewritten(UnaryOperator<String> change) implements Fault {
    @Override
    public MockResponse befall(Transport.Response ordinary, CountDownLatch closing) {
      String body = change.apply(new String(ordinary.body(), StandardCharsets.UTF_8));
      return response(
              new Transport.Response(
                  ordinary.status(), ordinary.headers(), body.getBytes(StandardCharsets.UTF_8)))
          .build();
    }
  }

  /** The simulator's response, a byte at a time with this pause after each. */
  record Drip(Duration pause) implements Fault {
    @Override
    public MockResponse befall(Transport.Response ordinary, CountDownLatch closing) {
      return response(ordinary).throttleBody(1, pause.toMillis(), TimeUnit.MILLISECONDS).build();
    }
  }

  /** The simulator's response, later; closing the service ends the wait. */
  record Delay(Duration by) implements Fault {
    @Override
    public MockResponse befall(Transport.Response ordinary, CountDownLatch closing)
        throws InterruptedException {
      boolean ended = closing.await(by.toNanos(), TimeUnit.NANOSECONDS);
      return ended ? Disconnect.AT_START.befall(ordinary, closing) : response(ordinary).build();
    }
  }

  /** The connection is closed, and all further ones are refused. */
  record Refusal(SimulatedService service) implements Fault {
    @Override
    public MockResponse befall(Transport.Response ordinary, CountDownLatch closing) {
      try {
        service.refuseConnections();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      return Disconnect.AT_START.befall(ordinary, closing);
    }
  }

  /** The connection is closed. */
  enum Disconnect implements Fault {
    /** After the request was read, before a byte of the response. */
    AT_START,
    /** After half the body; the content length promised it all. */
    DURING_BODY;

    @Override
    public MockResponse befall(Transport.Response ordinary, CountDownLatch closing) {
      MockResponse.Builder response = response(ordinary);
      SocketEffect close = new SocketEffect.CloseSocket();
      return switch (this) {
        case AT_START -> response.onResponseStart(close).build();
        case DURING_BODY -> response.onResponseBody(close).build();
      };
    }
  }

  /**
   * The simulator's response is made at once, but kept back until {@link #release} or the end of
   * the service. May befall many requests. Threads may share it.
   */
  final class Hang implements Fault {
    private static final long PATIENCE_SECONDS = 30;

    private final boolean inBody;
    private final CountDownLatch reached = new CountDownLatch(1);
    private final CountDownLatch released = new CountDownLatch(1);

    private Hang(boolean inBody) {
      this.inBody = inBody;
    }

    /** Not a byte of the response is sent before the release. */
    public static Hang beforeHeaders() {
      return new Hang(false);
    }

    /** Headers and half the body are sent before the release. */
    public static Hang duringBody() {
      return new Hang(true);
    }

    /** Waits until a request hangs here; fails the test if none comes. */
    public void awaitReached() throws InterruptedException {
      if (!reached.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        throw new AssertionError("No request came to hang.");
      }
    }

    /** Lets every request that hangs here go on, now and in future. */
    public void release() {
      released.countDown();
    }

    @Override
    public MockResponse befall(Transport.Response ordinary, CountDownLatch closing)
        throws InterruptedException {
      MockResponse.Builder response = response(ordinary);
      if (inBody) {
        response.setHeader("content-length", ordinary.body().length);
        return response.body(new HangingBody(ordinary.body())).build();
      }
      reached.countDown();
      released.await();
      return response.build();
    }

    /** Half the bytes, the wait, then the rest. */
    private final class HangingBody implements MockResponseBody {
      private final byte[] bytes;

      HangingBody(byte[] bytes) {
        this.bytes = bytes;
      }

      @Override
      public long getContentLength() {
        return bytes.length;
      }

      @Override
      public void writeTo(BufferedSink sink) throws IOException {
        int half = bytes.length / 2;
        sink.write(bytes, 0, half).flush();
        reached.countDown();
        try {
          released.await();
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
          throw new InterruptedIOException("The server was stopped.");
        }
        sink.write(bytes, half, bytes.length - half).flush();
      }
    }
  }
}
