package io.github.llamacloud.jdbc.sql;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A statement's text with parameters instead of the numbers and date-times that it compares with.
 * Texts of the same shape differ in these values, which are equal to each other, or before and
 * after each other, in the same places.
 *
 * @param sql the text with parameters
 * @param shape what is the same for all statements of this kind
 * @param values a Long, LocalDate or LocalDateTime for each parameter
 */
record ParameterizedText(String sql, String shape, List<Object> values) {
  private static final int MOST_VALUES = 16;
  private static final int LONGEST_NUMBER = 9;

  private static final Set<String> COMPARISONS = Set.of("=", "<>", "!=", "<", "<=", ">", ">=");
  private static final Set<String> AFTER_VALUE =
      Set.of(
          "", "AND", "OR", ")", ";", ",", "GROUP", "HAVING", "ORDER", "LIMIT", "OFFSET", "FETCH",
          "UNION", "THEN", "AS", "WHERE", "JOIN", "INNER", "LEFT", "WINDOW");

  /** Before numbers that are compared with nothing. */
  private static final Set<String> BEFORE_NUMBER = Set.of("LIMIT", "OFFSET", "FIRST", "NEXT", "BY");

  /** Before texts that are compared with no number and no date-time. */
  private static final Set<String> BEFORE_TEXT = Set.of("LIKE", "ILIKE", "INTERVAL");

  /** Before values of CASE, which may be compared with anything by what is around it. */
  private static final Set<String> BEFORE_RESULT = Set.of("THEN", "ELSE");

  /** Functions whose first argument is the name of a unit. */
  private static final Set<String> OF_UNIT = Set.of("DATE_TRUNC", "DATE_PART");

  /** Of these years all calendars agree. */
  private static final Pattern DATE_TIME =
      Pattern.compile("'((?:19|2[0-9])[0-9]{2}-[0-9]{2}-[0-9]{2})(?:[ T]([0-9:]{8})Z?)?'");

  private static final Pattern DIGIT = Pattern.compile("[0-9]");

  /** Empty if the text has none of these values, or others, or parameters. */
  static Optional<ParameterizedText> of(String sql) {
    return sql.indexOf('?') >= 0 ? Optional.empty() : new Reader(sql).read();
  }

  /** Reads one text. */
  private static final class Reader {
    private final String sql;
    private final SqlTokens tokens;
    private final StringBuilder text = new StringBuilder();
    private final StringBuilder forms = new StringBuilder();
    private final List<Object> values = new ArrayList<>();

    /** What stays in the text, but may be compared with the values. */
    private final List<Object> results = new ArrayList<>();

    private int written;

    /** The last token of a value after BETWEEN. */
    private int low = -1;

    Reader(String sql) {
      this.sql = sql;
      this.tokens = SqlTokens.of(sql);
    }

    Optional<ParameterizedText> read() {
      if (tokens.size() > TextTemplate.MOST_TOKENS
          || !(tokens.word(0).equals("SELECT") || tokens.word(0).equals("WITH"))) {
        return Optional.empty();
      }
      for (int i = 0; i < tokens.size(); i++) {
        boolean understood =
            tokens.isNumber(i)
                ? number(i) || isUncomparedNumber(i) || isResult(i)
                : tokens.kind(i) != SqlToken.Kind.STRING
                    || dateTime(i)
                    || isOtherText(i)
                    || isResult(i);
        if (!understood) {
          return Optional.empty();
        }
      }
      if (values.isEmpty() || values.size() > MOST_VALUES) {
        return Optional.empty();
      }
      text.append(sql, written, sql.length());
      return Optional.of(
          new ParameterizedText(
              text.toString(), text + "\0" + forms + order(), List.copyOf(values)));
    }

    /** The ranks of the numbers, and of the date-times, among all of them. */
    private String order() {
      List<Object> all = new ArrayList<>(values);
      all.addAll(results);
      List<Object> numbers = sorted(all.stream().filter(Long.class::isInstance));
      List<Object> dateTimes =
          sorted(all.stream().filter(value -> !(value instanceof Long)).map(Reader::comparable));
      return all.stream()
          .map(
              value ->
                  value instanceof Long
                      ? numbers.indexOf(value)
                      : dateTimes.indexOf(comparable(value)))
          .toList()
          .toString();
    }

    private static List<Object> sorted(Stream<Object> values) {
      return values.distinct().sorted().toList();
    }

    private static Object comparable(Object dateTime) {
      return dateTime instanceof LocalDate date ? date.atStartOfDay() : dateTime;
    }

    /** Takes a number that something is compared with. */
    private boolean number(int i) {
      Long value = numberAt(i);
      if (value == null || !isCompared(i, i)) {
        return false;
      }
      take(i, i, value, "n");
      return true;
    }

    private @Nullable Long numberAt(int i) {
      String digits = tokens.word(i);
      return digits.length() <= LONGEST_NUMBER && digits.chars().allMatch(SqlTokens::isDigit)
          ? Long.valueOf(digits)
          : null;
    }

    /** Takes a date-time that something is compared with, written in any way. */
    private boolean dateTime(int i) {
      Object value = dateTimeAt(i);
      if (value == null) {
        return false;
      }
      boolean typed = tokens.word(i - 1).equals(value instanceof LocalDate ? "DATE" : "TIMESTAMP");
      int first = typed ? i - 1 : i;
      if (!isCompared(first, i)) {
        return false;
      }
      String form = DIGIT.matcher(tokens.get(i).text(sql)).replaceAll("0");
      take(first, i, value, (typed ? "t" : "") + form);
      return true;
    }

    private @Nullable Object dateTimeAt(int i) {
      Matcher parts = DATE_TIME.matcher(tokens.get(i).text(sql));
      if (!parts.matches()) {
        return null;
      }
      try {
        return parts.group(2) == null
            ? LocalDate.parse(parts.group(1))
            : LocalDateTime.parse(parts.group(1) + "T" + parts.group(2));
      } catch (DateTimeParseException e) {
        return null;
      }
    }

    /** Leaves a value of CASE in the text. */
    private boolean isResult(int i) {
      if (!BEFORE_RESULT.contains(tokens.word(i - 1))) {
        return false;
      }
      Object value = tokens.isNumber(i) ? numberAt(i) : dateTimeAt(i);
      if (value != null) {
        results.add(value);
      }
      return value != null || isPlainText(i);
    }

    private void take(int first, int last, Object value, String form) {
      text.append(sql, written, tokens.get(first).start()).append('?');
      written = tokens.get(last).end();
      values.add(value);
      forms.append(form);
      low = tokens.word(first - 1).equals("BETWEEN") ? last : -1;
    }

    /** Whether it is the second operand of a comparison, or an end of a BETWEEN. */
    private boolean isCompared(int first, int last) {
      return AFTER_VALUE.contains(tokens.word(last + 1))
          && (isAfterComparison(first)
              || (tokens.word(first - 1).equals("BETWEEN")
                  && isOperandEnd(tokens.word(first - 2).equals("NOT") ? first - 3 : first - 2))
              || (low >= 0 && low == first - 2 && tokens.word(first - 1).equals("AND")));
    }

    private boolean isAfterComparison(int i) {
      int begin = i;
      while (tokens.kind(begin - 1) == SqlToken.Kind.SIGN
          && "<>=!".contains(tokens.word(begin - 1))) {
        begin--;
      }
      return begin < i
          && COMPARISONS.contains(sql.substring(tokens.get(begin).start(), tokens.get(i - 1).end()))
          && isOperandEnd(begin - 1);
    }

    private boolean isOperandEnd(int i) {
      return tokens.isName(i) || tokens.word(i).equals(")");
    }

    private boolean isUncomparedNumber(int i) {
      int at = i;
      while (tokens.word(at - 1).equals(",") && tokens.isNumber(at - 2)) {
        at -= 2;
      }
      return BEFORE_NUMBER.contains(tokens.word(at - 1));
    }

    private boolean isOtherText(int i) {
      if (!isQuoted(i)) {
        return false;
      }
      return BEFORE_TEXT.contains(tokens.word(i - 1))
          || (tokens.word(i - 1).equals("(") && OF_UNIT.contains(tokens.word(i - 2)))
          || (isPlainText(i)
              && AFTER_VALUE.contains(tokens.word(i + 1))
              && (isAfterComparison(i) || tokens.placeOfIn(i) >= 0));
    }

    private boolean isQuoted(int i) {
      SqlToken token = tokens.get(i);
      return token.end() - token.start() >= 2
          && sql.charAt(token.start()) == '\''
          && sql.charAt(token.end() - 1) == '\'';
    }

    /** Whether it is a text that is no number and no date-time. */
    private boolean isPlainText(int i) {
      return tokens.kind(i) == SqlToken.Kind.STRING
          && isQuoted(i)
          && Character.isLetter(sql.charAt(tokens.get(i).start() + 1));
    }
  }
}
