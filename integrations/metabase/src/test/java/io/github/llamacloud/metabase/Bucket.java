package io.github.llamacloud.metabase;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.temporal.ChronoField;
import java.time.temporal.ChronoUnit;
import java.time.temporal.IsoFields;
import java.time.temporal.TemporalAdjusters;
import java.time.temporal.WeekFields;
import java.util.Locale;

/** Metabase's temporal units, by java.time: what the SQL of the plugin is measured against. */
enum Bucket {
  DEFAULT(false),
  MILLISECOND(false),
  SECOND(false),
  MINUTE(false),
  HOUR(false),
  DAY(false),
  WEEK(true),
  MONTH(false),
  QUARTER(false),
  YEAR(false),
  SECOND_OF_MINUTE(false),
  MINUTE_OF_HOUR(false),
  HOUR_OF_DAY(false),
  DAY_OF_WEEK(true),
  DAY_OF_WEEK_ISO(true),
  DAY_OF_MONTH(false),
  DAY_OF_YEAR(false),
  WEEK_OF_YEAR(true),
  WEEK_OF_YEAR_ISO(true),
  WEEK_OF_YEAR_US(true),
  WEEK_OF_YEAR_INSTANCE(true),
  MONTH_OF_YEAR(false),
  QUARTER_OF_YEAR(false),
  YEAR_OF_ERA(false);

  private final boolean weekly;

  Bucket(boolean weekly) {
    this.weekly = weekly;
  }

  /** Whether the day on which weeks start might matter. */
  boolean weekly() {
    return weekly;
  }

  /** Whether the values are date-times, not numbers. */
  boolean truncates() {
    return compareTo(YEAR) <= 0;
  }

  /** Metabase's name, e.g. day-of-week. */
  String unit() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The LocalDateTime or Long of a date-time. */
  Comparable<?> of(LocalDateTime t, DayOfWeek start) {
    LocalDate day = t.toLocalDate();
    return switch (this) {
      case DEFAULT, MILLISECOND -> t;
      case SECOND -> t.truncatedTo(ChronoUnit.SECONDS);
      case MINUTE -> t.truncatedTo(ChronoUnit.MINUTES);
      case HOUR -> t.truncatedTo(ChronoUnit.HOURS);
      case DAY -> day.atStartOfDay();
      case WEEK -> week(day, start).atStartOfDay();
      case MONTH -> day.withDayOfMonth(1).atStartOfDay();
      case QUARTER -> day.with(IsoFields.DAY_OF_QUARTER, 1).atStartOfDay();
      case YEAR -> day.withDayOfYear(1).atStartOfDay();
      case SECOND_OF_MINUTE -> t.getLong(ChronoField.SECOND_OF_MINUTE);
      case MINUTE_OF_HOUR -> t.getLong(ChronoField.MINUTE_OF_HOUR);
      case HOUR_OF_DAY -> t.getLong(ChronoField.HOUR_OF_DAY);
      case DAY_OF_WEEK -> day.getLong(WeekFields.of(start, 1).dayOfWeek());
      case DAY_OF_WEEK_ISO -> day.getLong(ChronoField.DAY_OF_WEEK);
      case DAY_OF_MONTH -> day.getLong(ChronoField.DAY_OF_MONTH);
      case DAY_OF_YEAR -> day.getLong(ChronoField.DAY_OF_YEAR);
      case WEEK_OF_YEAR -> (long) Math.ceil(week(day, start).getDayOfYear() / 7.0);
      case WEEK_OF_YEAR_ISO -> day.getLong(IsoFields.WEEK_OF_WEEK_BASED_YEAR);
      case WEEK_OF_YEAR_US -> day.getLong(WeekFields.of(DayOfWeek.SUNDAY, 1).weekOfYear());
      case WEEK_OF_YEAR_INSTANCE -> day.getLong(WeekFields.of(start, 1).weekOfYear());
      case MONTH_OF_YEAR -> day.getLong(ChronoField.MONTH_OF_YEAR);
      case QUARTER_OF_YEAR -> day.getLong(IsoFields.QUARTER_OF_YEAR);
      case YEAR_OF_ERA -> day.getLong(ChronoField.YEAR);
    };
  }

  /** The first moment after the bucket of a date-time; of truncating units alone. */
  LocalDateTime end(LocalDateTime start) {
    return switch (this) {
      case DEFAULT, MILLISECOND -> start.plus(1, ChronoUnit.MILLIS);
      case SECOND -> start.plusSeconds(1);
      case MINUTE -> start.plusMinutes(1);
      case HOUR -> start.plusHours(1);
      case DAY -> start.plusDays(1);
      case WEEK -> start.plusWeeks(1);
      case MONTH -> start.plusMonths(1);
      case QUARTER -> start.plusMonths(3);
      case YEAR -> start.plusYears(1);
      default -> throw new IllegalArgumentException(unit());
    };
  }

  private static LocalDate week(LocalDate day, DayOfWeek start) {
    return day.with(TemporalAdjusters.previousOrSame(start));
  }
}
