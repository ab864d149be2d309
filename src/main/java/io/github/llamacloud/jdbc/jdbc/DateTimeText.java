package io.github.llamacloud.jdbc.jdbc;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.chrono.IsoChronology;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalQueries;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;

/**
 * The text forms of dates and times. Written as {@code 2024-03-10 02:30:00.123}; read in that form
 * or as ISO 8601, with a {@code T} or a space, with an offset (which turns them into UTC) or
 * without.
 */
final class DateTimeText {
  private static final DateTimeFormatter TIME =
      new DateTimeFormatterBuilder()
          .appendPattern("HH:mm[:ss]")
          .optionalStart()
          .appendFraction(ChronoField.NANO_OF_SECOND, 1, 9, true)
          .optionalEnd()
          .parseDefaulting(ChronoField.SECOND_OF_MINUTE, 0)
          .toFormatter(Locale.ROOT);

  private static final DateTimeFormatter DATE_TIME =
      new DateTimeFormatterBuilder()
          .parseCaseInsensitive()
          .append(DateTimeFormatter.ISO_LOCAL_DATE)
          .optionalStart()
          .appendLiteral(' ')
          .append(TIME)
          .appendPattern("[ ]")
          .optionalStart()
          .parseLenient()
          .appendOffset("+HH:mm", "Z")
          .optionalEnd()
          .toFormatter(Locale.ROOT)
          .withChronology(IsoChronology.INSTANCE)
          .withResolverStyle(ResolverStyle.STRICT);

  private DateTimeText() {}

  static String of(LocalDateTime dateTime, int fractionDigits) {
    return dateTime.toLocalDate() + " " + of(dateTime.toLocalTime(), fractionDigits);
  }

  static String of(LocalTime time, int fractionDigits) {
    StringBuilder text = new StringBuilder(18);
    twoDigits(text, time.getHour()).append(':');
    twoDigits(text, time.getMinute()).append(':');
    twoDigits(text, time.getSecond());
    String nanos = String.valueOf(1_000_000_000L + time.getNano()).substring(1);
    int digits = 9;
    while (digits > fractionDigits && nanos.charAt(digits - 1) == '0') {
      digits--;
    }
    return digits == 0 ? text.toString() : text.append('.').append(nanos, 0, digits).toString();
  }

  private static StringBuilder twoDigits(StringBuilder text, int number) {
    return text.append((char) ('0' + number / 10)).append((char) ('0' + number % 10));
  }

  /** The UTC digits of a date-time or a date (at midnight); empty if it is neither. */
  static Optional<LocalDateTime> dateTime(String text) {
    try {
      TemporalAccessor parsed = DATE_TIME.parse(withSpace(text.strip()));
      LocalDate date = LocalDate.from(parsed);
      LocalTime time = parsed.query(TemporalQueries.localTime());
      ZoneOffset offset = parsed.query(TemporalQueries.offset());
      LocalDateTime digits = date.atTime(time == null ? LocalTime.MIDNIGHT : time);
      return Optional.of(
          offset == null
              ? digits
              : digits.atOffset(offset).withOffsetSameInstant(ZoneOffset.UTC).toLocalDateTime());
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private static String withSpace(String text) {
    return text.length() > 10 && (text.charAt(10) == 'T' || text.charAt(10) == 't')
        ? text.substring(0, 10) + " " + text.substring(11)
        : text;
  }

  /** The time of a time or a date-time; empty if it is neither. */
  static Optional<LocalTime> time(String text) {
    try {
      return Optional.of(LocalTime.parse(text.strip(), TIME));
    } catch (DateTimeException e) {
      return dateTime(text).map(LocalDateTime::toLocalTime);
    }
  }

  /** Two digits a byte. */
  static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }
}
