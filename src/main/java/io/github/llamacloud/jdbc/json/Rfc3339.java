package io.github.llamacloud.jdbc.json;

/**
 * Reads date-times as the service writes them. By hand, since a page holds thousands of them and
 * {@code OffsetDateTime.parse} would take longer than all the rest of decoding. Used by one thread.
 */
final class Rfc3339 {
  /** What {@link #epochMillis} answers to text that is no date-time. */
  static final long INVALID = Long.MIN_VALUE;

  /** From 0000-03-01 to 1970-01-01. */
  private static final long DAYS_FROM_YEAR_ZERO_TO_EPOCH = 719_468;

  private static final long MILLIS_PER_SECOND = 1000;
  private static final long SECONDS_PER_DAY = 86_400;
  private static final int MOST_FRACTION_DIGITS = 9;

  private char[] text = {};
  private int end;
  private int at;

  /**
   * Milliseconds since the epoch, finer digits cut off; {@link #INVALID} for anything but {@code
   * YYYY-MM-DDThh:mm:ss}, up to nine digits of a fraction, and {@code Z}, {@code ±hh:mm} or nothing
   * for UTC. The last second of a UTC day may be a leap second, 60: it counts as the first of the
   * next day, as most clocks show it.
   */
  long epochMillis(char[] chars, int start, int length) {
    text = chars;
    at = start;
    end = start + length;
    return read();
  }

  private long read() {
    int year = digits(4);
    boolean shaped = skip('-', '-');
    int month = digits(2);
    shaped &= skip('-', '-');
    int day = digits(2);
    shaped &= skip('T', 't') || skip(' ', ' ');
    int hour = digits(2);
    shaped &= skip(':', ':');
    int minute = digits(2);
    shaped &= skip(':', ':');
    int second = digits(2);
    int millis = fraction();
    int offset = offsetSeconds();
    if (!shaped
        || at != end
        || year < 0
        || month < 1
        || month > 12
        || day < 1
        || day > daysOf(year, month)
        || hour < 0
        || hour > 23
        || minute < 0
        || minute > 59
        || second < 0
        || second > 60
        || millis < 0
        || offset == Integer.MIN_VALUE) {
      return INVALID;
    }
    long seconds =
        daysSinceEpoch(year, month, day) * SECONDS_PER_DAY
            + hour * 3600L
            + minute * 60L
            + second
            - offset;
    if (second == 60 && Math.floorMod(seconds, SECONDS_PER_DAY) != 0) {
      return INVALID;
    }
    return seconds * MILLIS_PER_SECOND + millis;
  }

  /** A number of exactly so many digits; -1 if they are not there. */
  private int digits(int count) {
    if (end - at < count) {
      return -1;
    }
    int value = 0;
    for (int i = 0; i < count; i++) {
      int digit = text[at + i] - '0';
      if (digit < 0 || digit > 9) {
        return -1;
      }
      value = value * 10 + digit;
    }
    at += count;
    return value;
  }

  private boolean skip(char expected, char orElse) {
    if (at < end && (text[at] == expected || text[at] == orElse)) {
      at++;
      return true;
    }
    return false;
  }

  /** The milliseconds of an optional fraction; -1 if it has no digit or too many. */
  private int fraction() {
    if (!skip('.', '.')) {
      return 0;
    }
    int millis = 0;
    int count = 0;
    while (at < end && text[at] >= '0' && text[at] <= '9') {
      millis = count < 3 ? millis * 10 + (text[at] - '0') : millis;
      count++;
      at++;
    }
    if (count == 0 || count > MOST_FRACTION_DIGITS) {
      return -1;
    }
    return count == 1 ? millis * 100 : count == 2 ? millis * 10 : millis;
  }

  /** Seconds east of UTC; {@link Integer#MIN_VALUE} if the offset is malformed. */
  private int offsetSeconds() {
    if (at == end || skip('Z', 'z')) {
      return 0;
    }
    int sign = skip('+', '+') ? 1 : skip('-', '-') ? -1 : 0;
    int hours = digits(2);
    boolean shaped = skip(':', ':');
    int minutes = digits(2);
    return sign == 0 || !shaped || hours < 0 || hours > 23 || minutes < 0 || minutes > 59
        ? Integer.MIN_VALUE
        : sign * (hours * 3600 + minutes * 60);
  }

  private static int daysOf(int year, int month) {
    return switch (month) {
      case 2 -> isLeap(year) ? 29 : 28;
      case 4, 6, 9, 11 -> 30;
      default -> 31;
    };
  }

  private static boolean isLeap(int year) {
    return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
  }

  /** Counts in years that begin in March, so that a leap day is the last of its year. */
  private static long daysSinceEpoch(int year, int month, int day) {
    long marchYear = month > 2 ? year : year - 1L;
    long monthsFromMarch = (month + 9L) % 12;
    long leapDays =
        Math.floorDiv(marchYear, 4) - Math.floorDiv(marchYear, 100) + Math.floorDiv(marchYear, 400);
    long daysBeforeMonth = (153 * monthsFromMarch + 2) / 5;
    long fromYearZero = 365 * marchYear + leapDays + daysBeforeMonth + day - 1;
    return fromYearZero - DAYS_FROM_YEAR_ZERO_TO_EPOCH;
  }
}
