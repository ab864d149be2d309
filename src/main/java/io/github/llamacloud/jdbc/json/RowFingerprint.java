package io.github.llamacloud.jdbc.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;

/**
 * A 64-bit digest of a job's fields as the service wrote them, whatever their order. Two states of
 * a job that differ in a field have different ones, but for one chance in 2⁶⁴.
 */
final class RowFingerprint {
  private static final long START = 0xcbf29ce484222325L;
  private static final long MULTIPLIER = 0x9e3779b97f4a7c15L;
  private static final long OTHER_MULTIPLIER = 0xd6e8feb86659fd93L;

  private long sum;

  /** Forgets all fields. */
  void clear() {
    sum = 0;
  }

  /**
   * Adds a scalar value.
   *
   * @param field tells the fields apart
   * @return a digest of the field and its value
   */
  long add(JsonToken token, TokenText text, int field) {
    return add(after(START ^ ((long) field << Byte.SIZE), token, text));
  }

  /**
   * Adds the object or list whose first token is the current one, and goes to its last.
   *
   * @param field tells the fields apart
   * @return a digest of the field and its value
   */
  long add(JsonParser parser, int field) throws IOException {
    TokenText text = new TokenText();
    long digest = after(START, field);
    int depth = 0;
    JsonToken token = parser.currentToken();
    while (token != null) {
      depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
      if (token.isStructStart() || token.isStructEnd()) {
        digest = after(digest, token.ordinal());
      } else {
        text.set(parser);
        digest = after(digest, token, text);
      }
      token = depth == 0 ? null : parser.nextToken();
    }
    return add(digest);
  }

  private long add(long digest) {
    long mixed = mixed(digest);
    sum += mixed;
    return mixed;
  }

  private static long after(long start, JsonToken token, TokenText text) {
    byte[] bytes = text.bytes;
    int at = text.start;
    int end = at + text.length;
    int kind = 2 * token.ordinal() + (text.isAscii() ? 0 : 1);
    long digest = after(start, ((long) text.length << Integer.SIZE) | kind);
    // Two at a time, since each step has to wait for the one before.
    long other = ~digest;
    for (; at + 2 * Long.BYTES <= end; at += 2 * Long.BYTES) {
      digest = after(digest, TokenText.eight(bytes, at));
      other = after(other, TokenText.eight(bytes, at + Long.BYTES), OTHER_MULTIPLIER);
    }
    if (at + Long.BYTES <= end) {
      digest = after(digest, TokenText.eight(bytes, at));
      at += Long.BYTES;
    }
    long rest = TokenText.eight(bytes, at) & ((1L << (Byte.SIZE * (end - at))) - 1);
    return after(after(other, rest, OTHER_MULTIPLIER), digest);
  }

  private static long after(long digest, long value) {
    return after(digest, value, MULTIPLIER);
  }

  /** Both halves of a product of 128 bits, so that high bits count as much as low ones. */
  private static long after(long digest, long value, long multiplier) {
    long both = digest ^ value;
    return (both * multiplier) ^ Math.multiplyHigh(both, multiplier);
  }

  /** All bits of the digest reach all bits of the sum. */
  private static long mixed(long digest) {
    long bits = (digest ^ (digest >>> 33)) * 0xff51afd7ed558ccdL;
    bits = (bits ^ (bits >>> 33)) * 0xc4ceb9fe1a85ec53L;
    return bits ^ (bits >>> 33);
  }

  long value() {
    return mixed(sum);
  }
}
