package io.github.llamacloud.jdbc.sql;

import io.github.llamacloud.jdbc.error.CarriedSqlException;
import io.github.llamacloud.jdbc.error.Failures;
import io.github.llamacloud.jdbc.error.SqlState;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.calcite.linq4j.function.Strict;
import org.jspecify.annotations.Nullable;

/**
 * Text as date-times, in SQL's form or in RFC 3339's: {@code 2024-03-10}, {@code 2024-03-10
 * 02:30:00.123}, {@code 2024-03-10T02:30:00Z}, {@code 2024-03-10T02:30+01:00}. What has an offset
 * is brought to UTC; digits beyond milliseconds are apart. Also the way back. Public for generated
 * code alone.
 */
public final class Timestamps {
  private static final Pattern FORM =
      Pattern.compile(
          "(\\d{4})-(\\d{1,2})-(\\d{1,2})"
              + "(?:[ tT]+(\\d{1,2}):(\\d{1,2})(?::(\\d{1,2})(?:[.,](\\d{1,9}))?)?"
              + "\\s*([zZ]|UTC|[-+]\\d{2}(?::?\\d{2})?)?)?");
  private static final Pattern TIME =
      Pattern.compile("(\\d{1,2}):(\\d{1,2})(?::(\\d{1,2})(?:[.,](\\d{1,9}))?)?");
  private static final DateTimeFormatter SQL_FORM =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSS");
  private static final DateTimeFormatter NANO_FORM =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.nnnnnnnnn");

  private static final int NANOS_PER_MILLI = 1_000_000;
  private static final int MILLIS_PER_MINUTE = 60_000;
  private static final int MILLIS_PER_DAY = 86_400_000;

  private Timestamps() {}

  /** Milliseconds since the epoch, UTC. */
  @Strict
  public static Long timestamp(String text) {
    return millis(parse(text, "TIMESTAMP"));
  }

  /** Days since the epoch, of the UTC day. */
  @Strict
  public static Integer date(String text) {
    return (int) parse(text, "DATE").toLocalDate().toEpochDay();
  }

  /** Milliseconds since midnight, of a time or of the time of a date-time. */
  @Strict
  public static Integer time(String text) {
    return (int) (timeOfDay(text).toNanoOfDay() / NANOS_PER_MILLI);
  }

  /** The nanoseconds, 0 to 999,999, that a text of a date-time or time has after milliseconds. */
  @Strict
  public static Integer nanosOfMillisecond(String text) {
    return (int) (timeOfDay(text).toNanoOfDay() % NANOS_PER_MILLI);
  }

  /** Nanoseconds since the epoch, of milliseconds and of what is beyond them. */
  @Strict
  public static BigDecimal nanoseconds(long millis, int nanos) {
    return BigDecimal.valueOf(millis)
        .multiply(BigDecimal.valueOf(NANOS_PER_MILLI))
        .add(BigDecimal.valueOf(nanos));
  }

  /** Nanoseconds since midnight, likewise. */
  @Strict
  public static BigDecimal nanosecondsOfDay(int millis, int nanos) {
    return nanoseconds(millis, nanos);
  }

  /** Milliseconds as seconds with a fraction. */
  @Strict
  public static BigDecimal seconds(long millis) {
    return BigDecimal.valueOf(millis, 3);
  }

  @Strict
  public static BigDecimal secondsOfDay(int millis) {
    return seconds(millis);
  }

  /** The seconds of the minute, with their fraction, also before the epoch. */
  @Strict
  public static BigDecimal secondOfMinute(long millis) {
    return seconds(Math.floorMod(millis, MILLIS_PER_MINUTE));
  }

  @Strict
  public static BigDecimal secondOfTime(int millis) {
    return secondOfMinute(millis);
  }

  /** The seconds beyond minutes, negative in a negative interval. */
  @Strict
  public static BigDecimal secondOfInterval(long millis) {
    return seconds(millis % MILLIS_PER_MINUTE);
  }

  /**
   * A TIMESTAMP as a cast writes it: without zeros at the end of the fraction, as PostgreSQL does.
   *
   * @param millis since the epoch, UTC
   */
  @Strict
  public static String timestampText(long millis) {
    LocalDateTime value = LocalDateTime.ofInstant(Instant.ofEpochMilli(millis), ZoneOffset.UTC);
    return withoutZeros(SQL_FORM.format(value));
  }

  /**
   * A TIME as a cast writes it.
   *
   * @param millis since midnight
   */
  @Strict
  public static String timeText(int millis) {
    String day = SQL_FORM.format(LocalDate.EPOCH.atStartOfDay().plusNanos(millis * 1_000_000L));
    return withoutZeros(day.substring(day.indexOf(' ') + 1));
  }

  private static String withoutZeros(String text) {
    return text.replaceFirst("\\.?0*$", "");
  }

  /** Milliseconds rounded to a multiple of this many. */
  @Strict
  public static long rounded(long millis, int unit) {
    return Math.floorDiv(millis + unit / 2, (long) unit) * unit;
  }

  /** A time of day rounded to a multiple of this many milliseconds; the day has no 24:00. */
  @Strict
  public static int roundedTime(int millis, int unit) {
    return (int) Math.min(rounded(millis, unit), MILLIS_PER_DAY - unit);
  }

  /** The text as SQL's TIMESTAMP literal has it, with milliseconds or all digits. */
  static String canonical(String text) {
    return text(parse(text, "TIMESTAMP"));
  }

  /** A date-time as text, with milliseconds or, if it has more, with all digits. */
  static String text(LocalDateTime value) {
    return (isFine(value.toLocalTime()) ? NANO_FORM : SQL_FORM).format(value);
  }

  /** Whether it has more digits than milliseconds have. */
  static boolean isFine(LocalTime value) {
    return value.toNanoOfDay() % NANOS_PER_MILLI != 0;
  }

  /** The date-time that a text is, in UTC, with all its digits. */
  static LocalDateTime dateTime(String text) {
    return parse(text, "TIMESTAMP");
  }

  /** Milliseconds since the epoch of a date-time in UTC; what is finer is cut. */
  static long millis(LocalDateTime value) {
    return value.toInstant(ZoneOffset.UTC).toEpochMilli();
  }

  private static LocalDateTime parse(String text, String type) {
    Matcher m = FORM.matcher(text.strip());
    try {
      if (m.matches()) {
        return dateTime(m);
      }
    } catch (DateTimeException e) {
      throw bad(text, type, e);
    }
    throw bad(text, type, null);
  }

  /** A time as text has it, or the time of a date-time. */
  static LocalTime timeOfDay(String text) {
    Matcher m = TIME.matcher(text.strip());
    try {
      return m.matches() ? time(m, 1) : parse(text, "TIME").toLocalTime();
    } catch (DateTimeException e) {
      throw bad(text, "TIME", e);
    }
  }

  private static LocalTime time(Matcher m, int group) {
    String fraction = m.group(group + 3) == null ? "0" : m.group(group + 3);
    int nanos = Integer.parseInt((fraction + "000000000").substring(0, 9));
    return LocalTime.of(number(m, group), number(m, group + 1), number(m, group + 2), nanos);
  }

  private static LocalDateTime dateTime(Matcher m) {
    LocalDate date = LocalDate.of(number(m, 1), number(m, 2), number(m, 3));
    if (m.group(4) == null) {
      return date.atStartOfDay();
    }
    LocalDateTime local = LocalDateTime.of(date, time(m, 4));
    String offset = m.group(8);
    return offset == null || offset.equalsIgnoreCase("z") || offset.equals("UTC")
        ? local
        : local.minusSeconds(ZoneOffset.of(offset).getTotalSeconds());
  }

  private static int number(Matcher m, int group) {
    return m.group(group) == null ? 0 : Integer.parseInt(m.group(group));
  }

  private static CarriedSqlException bad(String text, String type, @Nullable Throwable cause) {
    String shown = text.length() <= 60 ? text : text.substring(0, 60) + "…";
    return new CarriedSqlException(
        Failures.data(
            SqlState.BAD_DATETIME,
            "'"
                + shown
                + "' is not a "
                + type
                + "; write it like "
                + (type.equals("TIME")
                    ? "'02:30:00.123'."
                    : "'2024-03-10 02:30:00.123' or '2024-03-10T02:30:00Z'."),
            cause));
  }
}
