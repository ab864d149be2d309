package io.github.llamacloud.jdbc.jdbc;

import java.sql.Date;
import java.sql.Time;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Calendar;
import java.util.TimeZone;
import org.jspecify.annotations.Nullable;

/**
 * Digits to and from java.sql's date classes. Without a calendar the digits are kept: they are what
 * the class prints in the JVM's zone (in a gap of that zone no instant prints them, and Java moves
 * them on). With a calendar the digits are read, or written, in the calendar's zone.
 */
final class Zoned {
  /** Milliseconds: more than any zone's offset. */
  private static final long MARGIN = 36 * 3_600_000L;

  /** 1970: before, zones and calendars have changed in ways of their own. */
  private static final long ORDINARY = 0;

  private Zoned() {}

  /**
   * What prints these digits in the JVM's zone, as {@link Timestamp#valueOf(LocalDateTime)} makes
   * it, but quicker where the zone's offset does not change within three days.
   *
   * @param digits milliseconds of digits that are taken for UTC
   * @param zone the JVM's
   */
  static Timestamp timestamp(long digits, TimeZone zone) {
    long offset = zone.getOffset(digits - MARGIN);
    return digits > ORDINARY && offset == zone.getOffset(digits + MARGIN)
        ? new Timestamp(digits - offset)
        : Timestamp.valueOf(LocalDateTime.ofInstant(Instant.ofEpochMilli(digits), ZoneOffset.UTC));
  }

  static Timestamp timestamp(LocalDateTime digits, @Nullable Calendar calendar) {
    return calendar == null
        ? Timestamp.valueOf(digits)
        : Timestamp.from(digits.atZone(zone(calendar)).toInstant());
  }

  static Date date(LocalDate digits, @Nullable Calendar calendar) {
    return calendar == null
        ? Date.valueOf(digits)
        : new Date(timestamp(digits.atStartOfDay(), calendar).getTime());
  }

  /** On 1970-01-01, to the millisecond. */
  static Time time(LocalTime digits, @Nullable Calendar calendar) {
    return new Time(timestamp(LocalDate.EPOCH.atTime(digits), calendar).getTime());
  }

  static LocalDateTime digits(Timestamp timestamp, @Nullable Calendar calendar) {
    return calendar == null
        ? timestamp.toLocalDateTime()
        : LocalDateTime.ofInstant(timestamp.toInstant(), zone(calendar));
  }

  static LocalDate digits(Date date, @Nullable Calendar calendar) {
    return digits(new Timestamp(date.getTime()), calendar).toLocalDate();
  }

  static LocalTime digits(Time time, @Nullable Calendar calendar) {
    return digits(new Timestamp(time.getTime()), calendar).toLocalTime();
  }

  static LocalDateTime utc(Instant instant) {
    return LocalDateTime.ofInstant(instant, ZoneOffset.UTC);
  }

  private static ZoneId zone(Calendar calendar) {
    return calendar.getTimeZone().toZoneId();
  }
}
