package io.github.llamacloud.jdbc.simulator;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Writes one JSON text, without white space. The simulator has a writer of its own because it
 * shares nothing with the reader that it puts to the test. Not for sharing by threads.
 */
final class JsonWriter {
  private static final char[] HEX = "0123456789abcdef".toCharArray();

  private final StringBuilder text;

  JsonWriter(int expectedLength) {
    text = new StringBuilder(expectedLength);
  }

  JsonWriter open(char bracket) {
    separate();
    text.append(bracket);
    return this;
  }

  JsonWriter close(char bracket) {
    text.append(bracket);
    return this;
  }

  /** The name of the value that follows: one of ours, nothing to escape. */
  JsonWriter name(String name) {
    separate();
    text.append('"').append(name).append("\":");
    return this;
  }

  JsonWriter string(@Nullable String value) {
    if (value == null) {
      return raw("null");
    }
    separate();
    int plain = plainLength(value);
    text.append('"').append(value, 0, plain);
    for (int i = plain; i < value.length(); i++) {
      append(value, i);
    }
    text.append('"');
    return this;
  }

  /** A value that is JSON already: a number, a literal. */
  JsonWriter raw(String json) {
    separate();
    text.append(json);
    return this;
  }

  byte[] toBytes() {
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }

  /** A comma, unless a value begins the text or follows a bracket or its own name. */
  private void separate() {
    if (text.length() > 0) {
      char last = text.charAt(text.length() - 1);
      if (last != '{' && last != '[' && last != ':') {
        text.append(',');
      }
    }
  }

  /** How far the text can be copied as it is: nearly always to its end. */
  private static int plainLength(String value) {
    int i = 0;
    while (i < value.length() && isPlain(value.charAt(i))) {
      i++;
    }
    return i;
  }

  private static boolean isPlain(char c) {
    return c >= ' ' && c != '"' && c != '\\' && !Character.isSurrogate(c);
  }

  private void append(String value, int i) {
    char c = value.charAt(i);
    switch (c) {
      case '"' -> text.append("\\\"");
      case '\\' -> text.append("\\\\");
      case '\n' -> text.append("\\n");
      case '\r' -> text.append("\\r");
      case '\t' -> text.append("\\t");
      default -> {
        if (c < ' ' || isUnpaired(value, i)) {
          escape(c);
        } else {
          text.append(c);
        }
      }
    }
  }

  /** UTF-8 has no bytes for half of a surrogate pair; JSON can still spell it. */
  private static boolean isUnpaired(String value, int i) {
    char c = value.charAt(i);
    if (Character.isHighSurrogate(c)) {
      return i + 1 == value.length() || !Character.isLowSurrogate(value.charAt(i + 1));
    }
    return Character.isLowSurrogate(c)
        && (i == 0 || !Character.isHighSurrogate(value.charAt(i - 1)));
  }

  private void escape(char c) {
    text.append("\\u");
    for (int shift = 12; shift >= 0; shift -= 4) {
      text.append(HEX[(c >> shift) & 0xf]);
    }
  }
}
