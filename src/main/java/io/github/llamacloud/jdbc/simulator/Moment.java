package io.github.llamacloud.jdbc.simulator;

import java.time.LocalDateTime;
import java.time.ZoneOffset;

/** Date-times as microseconds since 1970-01-01T00:00:00Z, and as the service spells them. */
final class Moment {
  static final long SECOND = 1_000_000;
  static final long DAY = 86_400 * SECOND;

  private Moment() {}

  /**
   * RFC 3339 in UTC, cut to so many digits.
   *
   * @param fractionDigits 3 or 6
   */
  static String text(long micros, int fractionDigits) {
    long second = Math.floorDiv(micros, SECOND);
    LocalDateTime at = LocalDateTime.ofEpochSecond(second, 0, ZoneOffset.UTC);
    long fraction = Math.floorMod(micros, SECOND);
    StringBuilder text = new StringBuilder(27);
    pad(text, at.getYear(), 4).append('-');
    pad(text, at.getMonthValue(), 2).append('-');
    pad(text, at.getDayOfMonth(), 2).append('T');
    pad(text, at.getHour(), 2).append(':');
    pad(text, at.getMinute(), 2).append(':');
    pad(text, at.getSecond(), 2).append('.');
    return pad(text, fractionDigits == 3 ? fraction / 1000 : fraction, fractionDigits)
        .append('Z')
        .toString();
  }

  private static StringBuilder pad(StringBuilder text, long value, int width) {
    String digits = Long.toString(value);
    for (int i = digits.length(); i < width; i++) {
      text.append('0');
    }
    return text.append(digits);
  }
}
