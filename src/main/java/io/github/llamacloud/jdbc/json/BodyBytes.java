package io.github.llamacloud.jdbc.json;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.lang.ref.SoftReference;
import java.util.Arrays;
import java.util.concurrent.ArrayBlockingQueue;
import org.jspecify.annotations.Nullable;

/**
 * A body in an array that is used again for others, since a page is half a megabyte. To be closed,
 * after which nothing may refer to the array.
 */
final class BodyBytes implements AutoCloseable {
  /** Zeros behind the body, so that words may be read at each of its bytes and behind the last. */
  static final int PADDING = 3 * Long.BYTES;

  /** Of a longer body only the beginning is held. */
  private static final int HELD_AT_MOST = 4 << 20;

  private static final int FIRST_SIZE = 16 << 10;
  private static final int ARRAYS_KEPT = 8;
  private static final byte[] NOTHING = {};
  private static final ArrayBlockingQueue<SoftReference<byte[]>> KEPT =
      new ArrayBlockingQueue<>(ARRAYS_KEPT);

  private final InputStream stream;
  private byte[] bytes;
  private int size;
  private boolean whole;

  private BodyBytes(InputStream stream, byte[] bytes) {
    this.stream = stream;
    this.bytes = bytes;
  }

  /**
   * Reads a body, to its end if it is not too long.
   *
   * @throws IOException if the stream fails
   */
  static BodyBytes read(InputStream stream) throws IOException {
    SoftReference<byte[]> kept = KEPT.poll();
    byte @Nullable [] array = kept == null ? null : kept.get();
    BodyBytes body = new BodyBytes(stream, array == null ? new byte[FIRST_SIZE] : array);
    body.fill();
    return body;
  }

  private void fill() throws IOException {
    while (!whole && size < HELD_AT_MOST) {
      if (size + PADDING >= bytes.length) {
        bytes = Arrays.copyOf(bytes, Math.min(2 * bytes.length, HELD_AT_MOST + PADDING));
      }
      int count = stream.read(bytes, size, bytes.length - PADDING - size);
      if (count == 0) {
        throw new IOException("A stream answered nothing, and is not at its end.");
      }
      whole = count < 0;
      size += Math.max(0, count);
    }
    Arrays.fill(bytes, size, size + PADDING, (byte) 0);
  }

  /** Whether all of the body is in the array. */
  boolean isWhole() {
    return whole;
  }

  /** The body, followed by zeros. */
  byte[] array() {
    return bytes;
  }

  /** How many bytes the body has, or those of it that were read. */
  int size() {
    return size;
  }

  /** All of the body, from its beginning on. */
  InputStream stream() {
    InputStream read = new ByteArrayInputStream(bytes, 0, size);
    return whole ? read : new SequenceInputStream(read, stream);
  }

  @Override
  public void close() {
    if (bytes.length > 0) {
      KEPT.offer(new SoftReference<>(bytes));
      bytes = NOTHING;
    }
  }
}
