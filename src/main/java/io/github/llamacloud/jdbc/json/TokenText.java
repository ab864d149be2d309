package io.github.llamacloud.jdbc.json;

import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The text of a scalar: where it stands in an array if it is ASCII, as almost all are, so that
 * numbers and date-times are read there and a String is made only of what is asked for. Of no
 * meaning after the array has changed. Used by one thread.
 */
final class TokenText {
  /** Bytes that every array has behind a text, so that eight can be read at once. */
  static final int PADDING = Long.BYTES;

  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final int ASCII = 0x7f;

  /** Every number of so many characters is within 64 bit. */
  private static final int SURELY_64_BIT = 18;

  /** Holds the text; two bytes a character if it is not {@link #isAscii}. */
  byte[] bytes = new byte[PADDING];

  int start;

  /** In bytes. */
  int length;

  private byte[] copies = new byte[PADDING];
  private @Nullable String string;

  /** Refers to ASCII text; {@link #PADDING} bytes behind it are there. */
  void set(byte[] ascii, int first, int count) {
    bytes = ascii;
    start = first;
    length = count;
    string = null;
  }

  /** Takes any text. */
  void set(String text) {
    int count = text.length();
    if (copies.length < 2 * count + PADDING) {
      copies = new byte[2 * count + PADDING];
    }
    int all = 0;
    for (int i = 0; i < count; i++) {
      char c = text.charAt(i);
      all |= c;
      copies[i] = (byte) c;
    }
    set(copies, 0, count);
    if (all > ASCII) {
      string = text;
      length = 2 * count;
      for (int i = 0; i < count; i++) {
        char c = text.charAt(i);
        copies[2 * i] = (byte) (c >> Byte.SIZE);
        copies[2 * i + 1] = (byte) c;
      }
    }
  }

  /** Takes the text of the parser's current token, a scalar. */
  void set(JsonParser parser) throws IOException {
    set(parser.getText());
  }

  /** Eight bytes, the first one lowest. */
  static long eight(byte[] bytes, int at) {
    return (long) LONGS.get(bytes, at);
  }

  boolean isAscii() {
    return string == null;
  }

  /** Whether this is the same ASCII text. */
  boolean isEqualTo(byte[] ascii) {
    return string == null && Arrays.equals(bytes, start, start + length, ascii, 0, ascii.length);
  }

  /**
   * The number that the digits are, perhaps after a minus.
   *
   * @throws NumberFormatException if it is beyond 64 bit
   */
  long integer() {
    if (length > SURELY_64_BIT) {
      return Long.parseLong(toString());
    }
    boolean negative = bytes[start] == '-';
    long magnitude = 0;
    for (int at = negative ? start + 1 : start; at < start + length; at++) {
      magnitude = 10 * magnitude + bytes[at] - '0';
    }
    return negative ? -magnitude : magnitude;
  }

  @Override
  public String toString() {
    return string == null ? new String(bytes, start, length, StandardCharsets.ISO_8859_1) : string;
  }
}
