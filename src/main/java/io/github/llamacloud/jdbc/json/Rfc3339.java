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

  /** The length of {@code YYYY-MM-DDThh:mm:ss}. */
  private static final int SECONDS_END = 19;

  /** The length of {@code hh:mm}. */
  private static final int OFFSET_LENGTH = 5;

  private static final int NO_NUMBER = -10_000;

  private byte[] text = {};
  private int end;
  private int at;

  /**
   * Milliseconds since the epoch, finer digits cut off; {@link #INVALID} for anything but {@code
   * YYYY-MM-DDThh:mm:ss}, up to nine digits of a fraction, and {@code Z}, {@code ±hh:mm} or nothing
   * for UTC. The last second of a UTC day may be a leap second, 60: it counts as the first of the
   * next day, as most clocks show it.
   */
  long epochMillis(TokenText dateTime) {
    text = dateTime.bytes;
    at = dateTime.start;
    end = at + dateTime.length;
    return dateTime.isAscii() ? read() : INVALID;
  }

  private long read() {
    if (end - at < SECONDS_END) {
      return INVALID;
    }
    int year = 100 * two(at) + two(at + 2);
    int month = two(at + 5);
    int day = two(at + 8);
    int hour = two(at + 11);
    int minute = two(at + 14);
    int second = two(at + 17);
    boolean shaped =
        text[at + 4] == '-'
            && text[at + 7] == '-'
            && (text[at + 10] == 'T' || text[at + 10] == 't' || text[at + 10] == ' ')
            && text[at + 13] == ':'
            && text[at + 16] == ':';
    at += SECONDS_END;
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

  /** A number of two digits; negative, by more than any other part counts, if it is none. */
  private int two(int place) {
    int tens = text[place] - '0';
    int ones = text[place + 1] - '0';
    return tens < 0 || tens > 9 || ones < 0 || ones > 9 ? NO_NUMBER : 10 * tens + ones;
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
    if (sign == 0 || end - at < OFFSET_LENGTH || text[at + 2] != ':') {
      return Integer.MIN_VALUE;
    }
    int hours = two(at);
    int minutes = two(at + 3);
    at += OFFSET_LENGTH;
    return hours < 0 || hours > 23 || minutes < 0 || minutes > 59
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
