package io.github.llamacloud.jdbc.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/**
 * Goes through JSON as programs write it: strings and short integers are read here, eight bytes at
 * a time while they are ASCII; objects and lists that nobody asks for are left to the JSON parser
 * one by one; for the rest there is {@link NotPlain}. What is read here is what the JSON parser
 * would make of it. Used by one thread.
 */
final class PlainJson {
  private static final long ONES = 0x0101010101010101L;
  private static final long HIGH_BITS = 0x8080808080808080L;
  private static final long QUOTES = ONES * '"';
  private static final long BACKSLASHES = ONES * '\\';
  private static final long SPACES = ONES * ' ';

  /** Longer ones are left to the JSON parser, which has its limits. */
  private static final int LONGEST_STRING = 1 << 20;

  /** Likewise. */
  private static final int LONGEST_NAME = 1000;

  private static final int MOST_DIGITS = 18;

  /** What may follow a backslash, and what it stands for, besides {@code uXXXX}. */
  private static final String ESCAPES = "\"\\/bfnrt";

  private static final String ESCAPED = "\"\\/\b\f\n\r\t";
  private static final int UNICODE_ESCAPE = 6;

  /** What a decoder makes of bytes that are not UTF-8. */
  private static final char REPLACEMENT = '\ufffd';

  /** What this class does not read; of a whole body that the JSON parser then has to read. */
  static final class NotPlain extends Exception {
    private static final long serialVersionUID = 1L;

    NotPlain() {
      super(null, null, false, false);
    }
  }

  /** Made when it is needed; goes less deep than the parser of whole bodies. */
  private static final class Nested {
    static final JsonFactory JSON =
        JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(100).build())
            .build();
  }

  private final byte[] bytes;
  private final int size;
  private int at;

  /**
   * @param body is read from its beginning on
   */
  PlainJson(BodyBytes body) {
    this.bytes = body.array();
    this.size = body.size();
  }

  /** The next character behind white space, which is not taken; 0 at the end, and for a NUL. */
  byte peek() {
    byte next = bytes[at];
    while (next == ' ' || next == '\n' || next == '\r' || next == '\t') {
      next = bytes[++at];
    }
    return next;
  }

  /** Takes this character, behind white space, if it is the next one. */
  boolean skip(char character) {
    if (peek() != character) {
      return false;
    }
    at++;
    return true;
  }

  /** Takes this character, which is the next one behind white space. */
  void expect(char character) throws NotPlain {
    if (!skip(character)) {
      throw new NotPlain();
    }
  }

  /** That there is nothing but white space left. */
  void expectEnd() throws NotPlain {
    if (peek() != 0 || at != size) {
      throw new NotPlain();
    }
  }

  /** Whether this name stands here, with nothing before it. */
  boolean isAt(PlainName name) {
    return bytes[at] == '"' && name.matches(eight(at + 1), eight(at + 1 + Long.BYTES));
  }

  /** Takes the name that {@link #isAt stands here}, and its colon. */
  void take(PlainName name) throws NotPlain {
    at += name.length() + 2;
    expect(':');
  }

  /** Takes the name of a field, and its colon. */
  String name() throws NotPlain {
    expect('"');
    int end = end(at);
    if (bytes[end] != '"' || end - at > LONGEST_NAME) {
      throw new NotPlain();
    }
    String name = new String(bytes, at, end - at, StandardCharsets.ISO_8859_1);
    at = end + 1;
    expect(':');
    return name;
  }

  /** Takes a value that is neither an object nor a list. */
  JsonToken scalar(TokenText text) throws NotPlain {
    byte first = peek();
    if (first == '"') {
      return string(text);
    }
    if (first == 'n') {
      return literal("null", JsonToken.VALUE_NULL, text);
    }
    if (first == 't') {
      return literal("true", JsonToken.VALUE_TRUE, text);
    }
    if (first == 'f') {
      return literal("false", JsonToken.VALUE_FALSE, text);
    }
    return integer(text);
  }

  private JsonToken string(TokenText text) throws NotPlain {
    int start = at + 1;
    int end = end(start);
    boolean ascii = bytes[end] == '"';
    boolean escaped = false;
    while (bytes[end] != '"') {
      if (bytes[end] >= 0 && bytes[end] < ' ') {
        throw new NotPlain();
      }
      escaped |= bytes[end] == '\\';
      end = end(bytes[end] == '\\' ? end + 2 : end + 1);
    }
    if (end - start > LONGEST_STRING) {
      throw new NotPlain();
    }
    if (ascii) {
      text.set(bytes, start, end - start);
    } else {
      String utf8 = utf8(start, end - start);
      text.set(escaped ? unescaped(utf8) : utf8);
    }
    at = end + 1;
    return JsonToken.VALUE_STRING;
  }

  private String utf8(int start, int length) throws NotPlain {
    String decoded = new String(bytes, start, length, StandardCharsets.UTF_8);
    if (decoded.indexOf(REPLACEMENT) >= 0) {
      // Most likely the bytes are no UTF-8.
      throw new NotPlain();
    }
    return decoded;
  }

  private static String unescaped(String text) throws NotPlain {
    StringBuilder all = new StringBuilder(text.length());
    int place = 0;
    for (int escape = text.indexOf('\\'); escape >= 0; escape = text.indexOf('\\', place)) {
      all.append(text, place, escape);
      int kind = ESCAPES.indexOf(text.charAt(escape + 1));
      if (kind >= 0) {
        all.append(ESCAPED.charAt(kind));
        place = escape + 2;
      } else {
        place = escape + UNICODE_ESCAPE;
        all.append(ofUnicodeEscape(text, escape, place));
      }
    }
    return all.append(text, place, text.length()).toString();
  }

  private static char ofUnicodeEscape(String text, int start, int end) throws NotPlain {
    if (text.charAt(start + 1) != 'u' || end > text.length()) {
      throw new NotPlain();
    }
    try {
      return (char) HexFormat.fromHexDigits(text, start + 2, end);
    } catch (NumberFormatException e) {
      throw new NotPlain();
    }
  }

  /** Takes a value of any kind. */
  void skipValue(TokenText scratch) throws NotPlain, IOException {
    byte first = peek();
    if (first != '{' && first != '[') {
      scalar(scratch);
      return;
    }
    for (int place = at + 1; place < Math.min(size, at + Integer.BYTES); place++) {
      if (bytes[place] == 0) {
        // The parser would take zeros for a sign of UTF-16; no JSON has one.
        throw new NotPlain();
      }
    }
    try (JsonParser parser = Nested.JSON.createParser(bytes, at, size - at)) {
      parser.nextToken();
      parser.skipChildren();
      at += (int) parser.currentLocation().getByteOffset();
    }
  }

  private JsonToken literal(String word, JsonToken token, TokenText text) throws NotPlain {
    for (int i = 0; i < word.length(); i++) {
      if (bytes[at + i] != word.charAt(i)) {
        throw new NotPlain();
      }
    }
    text.set(bytes, at, word.length());
    at += word.length();
    expectEndOfValue();
    return token;
  }

  private JsonToken integer(TokenText text) throws NotPlain {
    int first = bytes[at] == '-' ? at + 1 : at;
    int end = first;
    while (bytes[end] >= '0' && bytes[end] <= '9') {
      end++;
    }
    if (end == first || end - first > MOST_DIGITS || (bytes[first] == '0' && end > first + 1)) {
      throw new NotPlain();
    }
    text.set(bytes, at, end - at);
    at = end;
    expectEndOfValue();
    return JsonToken.VALUE_NUMBER_INT;
  }

  /** Anything else would belong to a number or word. */
  private void expectEndOfValue() throws NotPlain {
    if (!endsValue(peek())) {
      throw new NotPlain();
    }
  }

  private static boolean endsValue(byte character) {
    return character == ',' || character == '}' || character == ']';
  }

  /** The first place from here on with anything but a plain character of a string. */
  private int end(int from) {
    int place = from;
    while (true) {
      long word = eight(place);
      // Each has the high bit set of the bytes in question; of those before the first, no other.
      long quotes = (word ^ QUOTES) - ONES;
      long backslashes = (word ^ BACKSLASHES) - ONES;
      long controls = word - SPACES;
      long found = (quotes | backslashes | controls | word) & HIGH_BITS;
      if (found != 0) {
        return place + Long.numberOfTrailingZeros(found) / Byte.SIZE;
      }
      place += Long.BYTES;
    }
  }

  private long eight(int place) {
    return TokenText.eight(bytes, place);
  }
}
