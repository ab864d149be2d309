package io.github.llamacloud.metabase;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.time.temporal.IsoFields;
import java.time.temporal.TemporalUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Adding, subtracting and casting date-times, against java.time. */
class DateArithmeticTest {

  private static TemporalUnit unit(String name) {
    return switch (name) {
      case "millisecond" -> ChronoUnit.MILLIS;
      case "quarter" -> IsoFields.QUARTER_YEARS;
      default -> ChronoUnit.valueOf(name.toUpperCase(Locale.ROOT) + "S");
    };
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "millisecond",
        "second",
        "minute",
        "hour",
        "day",
        "week",
        "month",
        "quarter",
        "year"
      })
  void adds(String name) {
    for (long amount : new long[] {1, -1, 7, -13, 40}) {
      List<List<Object>> expected =
          Demo.JOBS.stream()
              .limit(200)
              .map(
                  job ->
                      Arrays.<Object>asList(
                          job.id(),
                          job.createdAt().plus(amount, unit(name)),
                          job.completedAt() == null
                              ? null
                              : job.completedAt().plus(amount, unit(name))))
              .toList();
      assertEquals(
          expected,
          Demo.rows(
              "SELECT id, "
                  + Plugin.added(Demo.column("created_at"), amount, name)
                  + ", "
                  + Plugin.added(Demo.column("completed_at"), amount, name)
                  + " FROM "
                  + Demo.TABLE
                  + " LIMIT 200"));
    }
  }

  @Test
  void addsFractionsOfWhatHasALength() {
    String column = Demo.column("created_at");
    LocalDateTime created = Demo.JOBS.get(0).createdAt();
    assertEquals(
        List.of(List.of(created.plusNanos(500_000_000), created.minusHours(36))),
        Demo.rows(
            "SELECT "
                + Plugin.added(column, 0.5, "second")
                + ", "
                + Plugin.added(column, -1.5, "day")
                + " FROM "
                + Demo.TABLE
                + " LIMIT 1"));
    assertThrows(RuntimeException.class, () -> Plugin.added(column, 0.5, "month"));
  }

  @Test
  void addsToAParameterAndAmountsThatAreColumns() {
    LocalDateTime t = LocalDateTime.of(2024, 1, 31, 10, 20, 30, 123_000_000);
    String parameter =
        Plugin.sql(
            Plugin.generate(
                "add-interval-honeysql-form", Plugin.DRIVER, t, 1L, Plugin.keyword("month")));
    String column =
        Plugin.added(Demo.column("created_at"), Plugin.raw(Demo.column("total_items")), "minute");
    assertEquals(
        List.of(
            List.of(
                LocalDateTime.of(2024, 2, 29, 10, 20, 30, 123_000_000),
                Demo.JOBS.get(0).createdAt().plusMinutes(Demo.JOBS.get(0).totalItems()))),
        Demo.rows("SELECT " + parameter + ", " + column + " FROM " + Demo.TABLE + " LIMIT 1", t));
  }

  /** "The previous 30 days" and its like. */
  @Test
  void countsFromNow() {
    String now = Plugin.sql(Plugin.generate("current-datetime-honeysql-form", Plugin.DRIVER));
    LocalDateTime before = LocalDateTime.now(ZoneOffset.UTC).truncatedTo(ChronoUnit.MILLIS);
    LocalDateTime then = (LocalDateTime) Demo.rows("SELECT " + now).get(0).get(0);
    LocalDateTime after = LocalDateTime.now(ZoneOffset.UTC);
    assertFalse(then.isBefore(before), then + " " + before);
    assertFalse(then.isAfter(after), then + " " + after);

    String column = Demo.column("created_at");
    String from = Plugin.bucket("month", Plugin.added(now, -1200L, "month"));
    String to = Plugin.bucket("month", now);
    List<List<Object>> all = List.of(List.of((long) Demo.JOBS.size()));
    assertEquals(
        all,
        Demo.rows(
            "SELECT COUNT(*) AS \"count\" FROM "
                + Demo.TABLE
                + " WHERE ("
                + column
                + " >= "
                + from
                + ") AND ("
                + column
                + " < "
                + Plugin.added(to, 1200L, "month")
                + ")"));
  }

  /** As the other databases do: by the calendar from a day on, by the clock below. */
  @ParameterizedTest
  @ValueSource(strings = {"year", "quarter", "month", "week", "day", "hour", "minute", "second"})
  void differs(String name) {
    LocalDateTime fixed = LocalDateTime.of(2025, 2, 28, 12, 0);
    boolean calendar = List.of("year", "quarter", "month", "week", "day").contains(name);
    String column = Demo.column("created_at");
    String sql =
        Plugin.sql(
                Plugin.generate(
                    "datetime-diff",
                    Plugin.DRIVER,
                    Plugin.keyword(name),
                    fixed,
                    Plugin.raw(column)))
            + " AS \"forth\", "
            + Plugin.sql(
                Plugin.generate(
                    "datetime-diff",
                    Plugin.DRIVER,
                    Plugin.keyword(name),
                    Plugin.raw(column),
                    fixed));
    List<List<Object>> expected =
        Demo.JOBS.stream()
            .map(
                job -> {
                  LocalDateTime x = calendar ? fixed.truncatedTo(ChronoUnit.DAYS) : fixed;
                  LocalDateTime y =
                      calendar ? job.createdAt().truncatedTo(ChronoUnit.DAYS) : job.createdAt();
                  return List.<Object>of(
                      job.id(), unit(name).between(x, y), unit(name).between(y, x));
                })
            .toList();
    assertEquals(
        expected, Demo.rows("SELECT id, " + sql + " AS \"back\" FROM " + Demo.TABLE, fixed, fixed));
  }

  @ParameterizedTest
  @CsvSource({
    "seconds, 1700000000, 2023-11-14T22:13:20",
    "seconds, 1700000000.123, 2023-11-14T22:13:20.123",
    "seconds, -1, 1969-12-31T23:59:59",
    "milliseconds, 1700000000123, 2023-11-14T22:13:20.123",
    "milliseconds, -1, 1969-12-31T23:59:59.999",
    "microseconds, 1700000000123999, 2023-11-14T22:13:20.123",
    "nanoseconds, 1700000000123999999, 2023-11-14T22:13:20.123",
    "nanoseconds, -1, 1969-12-31T23:59:59.999"
  })
  void readsUnixTime(String unit, String number, LocalDateTime expected) {
    Object form = Plugin.raw("\"source\".\"n\"");
    String sql =
        Plugin.sql(
            Plugin.generate("unix-timestamp->honeysql", Plugin.DRIVER, Plugin.keyword(unit), form));
    assertEquals(
        List.of(List.of(expected)),
        Demo.rows("SELECT " + sql + " FROM (VALUES (" + number + ")) AS \"source\"(\"n\")"));
  }

  @Test
  void readsIsoText() {
    String dateTime =
        Plugin.sql(
            Plugin.generate(
                "cast-temporal-string",
                Plugin.DRIVER,
                Plugin.keyword("Coercion/ISO8601->DateTime"),
                Plugin.raw("t")));
    String date =
        Plugin.sql(
            Plugin.generate(
                "cast-temporal-string",
                Plugin.DRIVER,
                Plugin.keyword("Coercion/ISO8601->Date"),
                Plugin.raw("t")));
    assertEquals(
        List.of(
            List.of(
                LocalDateTime.of(2024, 3, 10, 0, 30, 0, 123_000_000), LocalDate.of(2024, 3, 10))),
        Demo.rows(
            "SELECT "
                + dateTime
                + ", "
                + date
                + " FROM (VALUES ('2024-03-10T02:30:00.123+02:00')) AS x(t)"));
  }

  /** What "convert this question to SQL" writes: the driver has no literals with a zone. */
  @Test
  void writesLiteralsInUtc() {
    OffsetDateTime t = OffsetDateTime.of(2024, 3, 10, 2, 30, 0, 7_000_000, ZoneOffset.ofHours(2));
    ZonedDateTime z = t.atZoneSameInstant(ZoneId.of("Asia/Tokyo"));
    String expected = "timestamp '2024-03-10 00:30:00.007'";
    assertEquals(expected, Plugin.generate("inline-value", Plugin.DRIVER, t));
    assertEquals(expected, Plugin.generate("inline-value", Plugin.DRIVER, z));
    assertEquals(
        List.of(List.of(LocalDateTime.of(2024, 3, 10, 0, 30, 0, 7_000_000))),
        Demo.rows("SELECT " + expected));
    assertTrue(
        Demo.rows("SELECT id FROM batch_jobs WHERE created_at < " + expected + " LIMIT 1")
            .isEmpty());
  }
}
