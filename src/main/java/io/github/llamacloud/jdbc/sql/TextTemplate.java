package io.github.llamacloud.jdbc.sql;

import io.github.llamacloud.jdbc.jobs.JobColumn;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A statement's text, with places instead of the texts that columns are compared with and of the
 * numbers of LIMIT and OFFSET. Texts of the same shape differ in values of the same length, which
 * are equal to each other, or before and after each other, in the same places.
 *
 * @param shape what is the same for all statements of this template
 * @param values a String or Long for each place
 */
record TextTemplate(String shape, List<Object> values) {
  private static final int LONGEST_TEXT = 100;
  private static final int LONGEST_NUMBER = 9;

  /** More tokens than these are a long list of values, through which each of them would go. */
  static final int MOST_TOKENS = 1_000;

  private static final char PLACE = '\0';

  private static final Set<String> AFTER_TEXT =
      Set.of("", "AND", "OR", "LIMIT", "OFFSET", "FETCH", ")", ",", ";");
  private static final Set<String> AFTER_NUMBER =
      Set.of("", "LIMIT", "OFFSET", "ROW", "ROWS", ")", ";");

  /** Empty if the text has other literals too, or none, or parameters. */
  static Optional<TextTemplate> of(String sql) {
    return sql.indexOf(PLACE) >= 0 || sql.indexOf('?') >= 0
        ? Optional.empty()
        : new Reader(sql).template();
  }

  /** Reads one text. */
  private static final class Reader {
    private final String sql;
    private final SqlTokens tokens;
    private final StringBuilder shape = new StringBuilder();
    private final List<Object> values = new ArrayList<>();

    Reader(String sql) {
      this.sql = sql;
      this.tokens = SqlTokens.of(sql);
    }

    Optional<TextTemplate> template() {
      if (tokens.size() > MOST_TOKENS || !tokens.word(0).equals("SELECT")) {
        return Optional.empty();
      }
      int written = 0;
      for (int i = 0; i < tokens.size(); i++) {
        SqlToken token = tokens.get(i);
        boolean number = tokens.isNumber(i);
        if (!number && token.kind() != SqlToken.Kind.STRING) {
          continue;
        }
        if (number ? !isRowCount(i) : !isCompared(i)) {
          return Optional.empty();
        }
        shape.append(sql, written, token.start()).append(PLACE);
        written = token.end();
        if (number) {
          add(Long.valueOf(token.text(sql)), token.end() - token.start());
        } else {
          add(sql.substring(token.start() + 1, token.end() - 1));
        }
      }
      shape.append(sql, written, sql.length());
      return values.isEmpty()
          ? Optional.empty()
          : Optional.of(new TextTemplate(shape.append(PLACE).append(order()).toString(), values));
    }

    private void add(Long number, int digits) {
      values.add(number);
      shape.append(digits);
    }

    private void add(String text) {
      values.add(text);
      boolean documented =
          Arrays.stream(JobColumn.values()).anyMatch(c -> c.documentedValues().contains(text));
      boolean likeDocumented =
          Arrays.stream(JobColumn.values())
              .flatMap(column -> column.documentedValues().stream())
              .anyMatch(text::equalsIgnoreCase);
      shape.append('\'').append(text.length());
      shape.append(documented ? 'd' : likeDocumented ? 'l' : 'o');
    }

    /** The ranks of the texts, and of the numbers. */
    private String order() {
      List<String> texts = sorted(String.class);
      List<Long> numbers = sorted(Long.class);
      return values.stream()
          .map(value -> value instanceof String text ? texts.indexOf(text) : numbers.indexOf(value))
          .toList()
          .toString();
    }

    private <T> List<T> sorted(Class<T> type) {
      return values.stream().filter(type::isInstance).map(type::cast).distinct().sorted().toList();
    }

    /** Whether it is a plain text after {@code name =} or in the list of an IN. */
    private boolean isCompared(int i) {
      SqlToken token = tokens.get(i);
      int length = token.end() - token.start() - 2;
      if (sql.charAt(token.start()) != '\'' || length < 1 || length > LONGEST_TEXT) {
        return false;
      }
      for (int at = token.start() + 1; at < token.end() - 1; at++) {
        char c = sql.charAt(at);
        if (c < ' ' || c > '~' || c == '\'') {
          return false;
        }
      }
      boolean afterEquals = tokens.word(i - 1).equals("=") && tokens.isName(i - 2);
      return sql.charAt(token.end() - 1) == '\''
          && AFTER_TEXT.contains(tokens.word(i + 1))
          && (afterEquals ? !tokens.word(i + 1).equals(",") : isInListOfName(i));
    }

    private boolean isInListOfName(int i) {
      int in = tokens.placeOfIn(i);
      return in >= 0
          && tokens.isName(in - 1)
          && (tokens.word(i + 1).equals(",") || tokens.word(i + 1).equals(")"));
    }

    private boolean isRowCount(int i) {
      String digits = tokens.get(i).text(sql);
      return (tokens.word(i - 1).equals("LIMIT") || tokens.word(i - 1).equals("OFFSET"))
          && digits.length() <= LONGEST_NUMBER
          && digits.charAt(0) != '0'
          && digits.chars().allMatch(SqlTokens::isDigit)
          && AFTER_NUMBER.contains(tokens.word(i + 1));
    }
  }
}
