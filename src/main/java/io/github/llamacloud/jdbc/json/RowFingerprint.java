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
  private static final long PRIME = 0x100000001b3L;

  private long sum;

  /** Forgets all fields. */
  void clear() {
    sum = 0;
  }

  /**
   * Adds the value whose first token is the current one, and goes to its last.
   *
   * @param field tells the fields apart
   */
  void add(JsonParser parser, int field) throws IOException {
    long digest = (START ^ field) * PRIME;
    int depth = 0;
    JsonToken token = parser.currentToken();
    while (token != null) {
      digest = (digest ^ token.ordinal()) * PRIME;
      if (token.isStructStart()) {
        depth++;
      } else if (token.isStructEnd()) {
        depth--;
      } else {
        digest = text(parser, digest);
      }
      token = depth == 0 ? null : parser.nextToken();
    }
    sum += mixed(digest);
  }

  private static long text(JsonParser parser, long start) throws IOException {
    char[] chars = parser.getTextCharacters();
    int end = parser.getTextOffset() + parser.getTextLength();
    long digest = start;
    for (int i = parser.getTextOffset(); i < end; i++) {
      digest = (digest ^ chars[i]) * PRIME;
    }
    return digest;
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
