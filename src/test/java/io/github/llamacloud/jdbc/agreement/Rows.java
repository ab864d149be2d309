package io.github.llamacloud.jdbc.agreement;

import java.math.BigDecimal;
import java.math.MathContext;
import java.sql.Date;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** The rows of a result in a form in which two databases can be compared. */
public record Rows(List<String> lines) {
  /**
   * Fractions agree to so many digits: the order of summation and the scale of a quotient differ.
   */
  private static final MathContext DIGITS = new MathContext(9);

  /** All that are left of these. */
  public static Rows read(ResultSet results) throws SQLException {
    int width = results.getMetaData().getColumnCount();
    List<String> lines = new ArrayList<>();
    while (results.next()) {
      StringBuilder line = new StringBuilder();
      for (int i = 1; i <= width; i++) {
        line.append(i == 1 ? "" : " | ").append(text(results.getObject(i)));
      }
      lines.add(line.toString());
    }
    return new Rows(lines);
  }

  /** The same rows without an order. */
  public Rows sorted() {
    List<String> copy = new ArrayList<>(lines);
    Collections.sort(copy);
    return new Rows(copy);
  }

  /** Whether every row, as often as it occurs here, occurs in the other. */
  boolean isPartOf(Rows other) {
    List<String> left = new ArrayList<>(other.lines);
    return lines.stream().allMatch(left::remove);
  }

  private static String text(Object value) {
    if (value == null) {
      return "NULL";
    }
    if (value instanceof Number number) {
      return number(new BigDecimal(number.toString()));
    }
    if (value instanceof Timestamp timestamp) {
      return "ts " + timestamp.toLocalDateTime();
    }
    return value instanceof Date date ? "date " + date.toLocalDate() : "'" + value + "'";
  }

  private static String number(BigDecimal value) {
    boolean whole = value.signum() == 0 || value.stripTrailingZeros().scale() <= 0;
    return (whole ? value : value.round(DIGITS)).stripTrailingZeros().toPlainString();
  }
}
