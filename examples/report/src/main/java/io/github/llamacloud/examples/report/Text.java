package io.github.llamacloud.examples.report;

import java.awt.Font;
import java.awt.FontFormatException;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** How values look in the PDF. Called by the template; may be shared by threads. */
public final class Text {
  private static final DateTimeFormatter MINUTE =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT);
  private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("MM-dd", Locale.ROOT);
  private static final DateTimeFormatter HOUR = DateTimeFormatter.ofPattern("HH", Locale.ROOT);
  private static final Font FONT = font();

  private Text() {}

  private static Font font() {
    String name = "/net/sf/jasperreports/fonts/dejavu/DejaVuSans.ttf";
    try (InputStream file = Text.class.getResourceAsStream(name)) {
      return Font.createFont(Font.TRUETYPE_FONT, file);
    } catch (IOException | FontFormatException e) {
      throw new IllegalStateException("The font of the report cannot be read", e);
    }
  }

  /** On one line; what the font lacks is a square. */
  public static String line(String text, String ifNull) {
    if (text == null) {
      return ifNull;
    }
    StringBuilder shown = new StringBuilder();
    text.strip()
        .replaceAll("\\s+", " ")
        .codePoints()
        .map(c -> FONT.canDisplay(c) ? c : '□')
        .forEach(shown::appendCodePoint);
    return shown.toString();
  }

  /** The id of a directory, or that there is none. */
  public static String directory(String id) {
    return line(id, "(no directory)");
  }

  /** Enough of an id to tell it from others, for a chart. */
  public static String shortDirectory(String id) {
    String text = directory(id);
    return text.length() <= 14 ? text : text.substring(0, 12) + "…";
  }

  /** A date-time as 2026-10-27 15:04, or a dash. */
  public static String minute(LocalDateTime moment) {
    return moment == null ? "–" : MINUTE.format(moment);
  }

  /**
   * A bucket of the throughput: 15 for an hour; with its day where a day begins and there are more.
   */
  public static String bucket(LocalDateTime moment, int hours, boolean manyDays) {
    if (hours >= 24) {
      return DAY.format(moment);
    }
    return manyDays ? DAY.format(moment) + " " + HOUR.format(moment) : HOUR.format(moment);
  }

  /** A day as 10-27. */
  public static String day(LocalDate day) {
    return DAY.format(day);
  }

  /** 12,345, or a dash. */
  public static String number(Object number) {
    return number == null ? "–" : String.format(Locale.ROOT, "%,d", ((Number) number).longValue());
  }

  /** 12.3 %, or a dash. */
  public static String percent(Object percent) {
    return percent == null
        ? "–"
        : ((BigDecimal) percent).setScale(1, RoundingMode.HALF_UP).toPlainString() + " %";
  }

  /** Seconds as 1 h 02 min, 3 min 04 s or 5.6 s, or a dash. */
  public static String duration(Object seconds) {
    if (seconds == null) {
      return "–";
    }
    BigDecimal exact = (BigDecimal) seconds;
    if (exact.compareTo(BigDecimal.TEN) < 0) {
      return exact.setScale(1, RoundingMode.HALF_UP).toPlainString() + " s";
    }
    long whole = exact.setScale(0, RoundingMode.HALF_UP).longValueExact();
    if (whole < 60) {
      return whole + " s";
    }
    return whole < 3600
        ? String.format(Locale.ROOT, "%d min %02d s", whole / 60, whole % 60)
        : String.format(Locale.ROOT, "%d h %02d min", whole / 3600, whole % 3600 / 60);
  }
}
