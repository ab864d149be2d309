package io.github.llamacloud.jdbc.json;

import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;

/**
 * The text of a token where the parser has it, so that it is asked for only once. Of no meaning
 * after the parser went on, or made a String of it. Used by one thread.
 */
final class TokenText {
  char[] chars = {};
  int start;
  int length;

  /** Takes the text of the current token, a scalar or a name. */
  void read(JsonParser parser) throws IOException {
    chars = parser.getTextCharacters();
    start = parser.getTextOffset();
    length = parser.getTextLength();
  }

  boolean isEqualTo(String other) {
    if (other.length() != length) {
      return false;
    }
    int same = 0;
    while (same < length && chars[start + same] == other.charAt(same)) {
      same++;
    }
    return same == length;
  }

  @Override
  public String toString() {
    return new String(chars, start, length);
  }
}
