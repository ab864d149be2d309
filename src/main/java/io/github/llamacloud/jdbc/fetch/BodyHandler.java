package io.github.llamacloud.jdbc.fetch;

import java.io.IOException;
import java.io.InputStream;
import java.sql.SQLException;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Decodes the body of a good answer in its call. What came of it is told only when the body was
 * there to its end, see Attempt; a further attempt begins anew. A tag of the call's request; used
 * by the call's thread.
 */
final class BodyHandler<T> {
  private final Decoding<T> decoding;
  private final LongConsumer received;
  private @Nullable T decoded;
  private @Nullable Throwable failure;

  /** Reads a body; the status is for its complaints. */
  interface Decoding<T> {
    T decode(InputStream body, int httpStatus) throws SQLException, IOException;
  }

  /**
   * @param received is told how long a good body is, once or more often, when its end was received;
   *     a page is decoded after that if it is not very long
   */
  BodyHandler(Decoding<T> decoding, LongConsumer received) {
    this.decoding = decoding;
    this.received = received;
  }

  /** The end of a body was received, which has so many bytes. */
  void received(long length) {
    received.accept(length);
  }

  /**
   * Reads a body, perhaps not to its end.
   *
   * @throws IOException if the stream fails
   */
  void read(InputStream body, int httpStatus) throws IOException {
    decoded = null;
    failure = null;
    try {
      decoded = decoding.decode(body, httpStatus);
    } catch (SQLException | RuntimeException | Error e) {
      // A call that ends with anything but an IOException would take its thread along.
      failure = e;
    }
  }

  /**
   * What the latest body was.
   *
   * @throws SQLException if it was not understood
   */
  T decoded() throws SQLException {
    Throwable thrown = failure;
    if (thrown instanceof SQLException doubt) {
      throw doubt;
    }
    if (thrown instanceof RuntimeException unexpected) {
      throw unexpected;
    }
    if (thrown instanceof Error error) {
      throw error;
    }
    T value = decoded;
    if (value == null) {
      throw new IllegalStateException("no body was read");
    }
    return value;
  }
}
