package io.github.llamacloud.examples.report;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;

/**
 * Whole days in UTC.
 *
 * @param first the first day
 * @param last the last day, included
 */
record Period(LocalDate first, LocalDate last) {
  private static final int LONGEST = 365;
  private static final int TREND_DAYS = 14;

  Period {
    if (last.isBefore(first)) {
      throw new DateTimeException("The period ends before it begins");
    }
    if (!first.plusDays(LONGEST).isAfter(last)) {
      throw new DateTimeException("The period is longer than " + LONGEST + " days");
    }
  }

  /**
   * No argument for yesterday, one for a day, two for the first and the last.
   *
   * @throws DateTimeException if that is not what they are
   */
  static Period of(List<String> arguments, LocalDate today) {
    if (arguments.size() > 2) {
      throw new DateTimeException("There are more than two arguments");
    }
    LocalDate first = arguments.isEmpty() ? today.minusDays(1) : LocalDate.parse(arguments.get(0));
    Period period =
        new Period(first, arguments.size() < 2 ? first : LocalDate.parse(arguments.get(1)));
    if (!period.last.isBefore(today)) {
      throw new DateTimeException("The period is not over yet (UTC)");
    }
    return period;
  }

  LocalDateTime begin() {
    return first.atStartOfDay();
  }

  /** The first moment that is not in it. */
  LocalDateTime end() {
    return last.plusDays(1).atStartOfDay();
  }

  private long days() {
    return ChronoUnit.DAYS.between(first, last) + 1;
  }

  /** Throughput is shown by the hour for up to two days, by the day for more. */
  int bucketHours() {
    return days() <= 2 ? 1 : 24;
  }

  /** Where the failure rate by day begins: two weeks before the end, or with the period. */
  LocalDateTime trendBegin() {
    return days() >= TREND_DAYS ? begin() : end().minusDays(TREND_DAYS);
  }

  /** Where the period before, of the same length, begins. */
  LocalDateTime previousBegin() {
    return begin().minusDays(days());
  }

  /** The earliest moment that the report looks at. */
  LocalDateTime earliest() {
    return trendBegin().isBefore(previousBegin()) ? trendBegin() : previousBegin();
  }

  @Override
  public String toString() {
    return first.equals(last) ? first.toString() : first + "_" + last;
  }
}
