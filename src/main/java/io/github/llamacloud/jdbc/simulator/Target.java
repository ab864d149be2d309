package io.github.llamacloud.jdbc.simulator;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A request's path and query, decoded. Of a repeated parameter the last value counts, as the
 * service has it; malformed escapes stand for themselves.
 */
record Target(String path, Map<String, String> parameters) {
  static Target parse(String target) {
    int mark = target.indexOf('?');
    if (mark < 0) {
      return new Target(decode(target, false), Map.of());
    }
    Map<String, String> parameters = new LinkedHashMap<>();
    for (String pair : target.substring(mark + 1).split("&", -1)) {
      if (!pair.isEmpty()) {
        int equals = pair.indexOf('=');
        String name = equals < 0 ? pair : pair.substring(0, equals);
        String value = equals < 0 ? "" : pair.substring(equals + 1);
        parameters.put(decode(name, true), decode(value, true));
      }
    }
    return new Target(decode(target.substring(0, mark), false), parameters);
  }

  private static String decode(String text, boolean plusIsSpace) {
    if (text.indexOf('%') < 0 && text.indexOf('+') < 0) {
      return text;
    }
    byte[] encoded = text.getBytes(StandardCharsets.UTF_8);
    ByteArrayOutputStream decoded = new ByteArrayOutputStream(encoded.length);
    for (int i = 0; i < encoded.length; i++) {
      int escaped = encoded[i] == '%' && i + 2 < encoded.length ? hex(encoded, i + 1) : -1;
      if (escaped >= 0) {
        decoded.write(escaped);
        i += 2;
      } else {
        decoded.write(plusIsSpace && encoded[i] == '+' ? ' ' : encoded[i]);
      }
    }
    return decoded.toString(StandardCharsets.UTF_8);
  }

  /** The value of two hexadecimal digits, -1 if they are none. */
  private static int hex(byte[] text, int at) {
    int high = Character.digit(text[at], 16);
    int low = Character.digit(text[at + 1], 16);
    return high < 0 || low < 0 ? -1 : high * 16 + low;
  }
}
