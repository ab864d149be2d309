package io.github.llamacloud.jdbc.jobs;

import java.util.List;

/** One equality with a known value: what a {@link Filter} becomes when its parameters are bound. */
public record Equality(JobColumn column, String value) {
  private static final int LONGEST_VALUE = 1024;

  @Override
  public String toString() {
    return toFilter().toString();
  }

  /** The filter with this value. */
  public Filter toFilter() {
    return new Filter(column, new Operand.Literal(value));
  }

  /**
   * Whether some job may have this value. The enums of the service are open: what is not documented
   * may still turn up in the data, so it is looked for; but no value is empty, and none is a
   * documented one in other letters, which the service tells apart (API.md section 1).
   */
  public boolean isPossible() {
    List<String> documented = column.documentedValues();
    return documented.isEmpty()
        || documented.contains(value)
        || (!value.isEmpty() && documented.stream().noneMatch(value::equalsIgnoreCase));
  }

  /**
   * Whether it may be sent as a query parameter. A value that the service would refuse or misread
   * is not sent: rows are then compared here alone.
   */
  public boolean isSendable() {
    if (column.filterParameter().isEmpty()) {
      return false;
    }
    return column.documentedValues().isEmpty()
        ? !value.isEmpty()
            && value.length() <= LONGEST_VALUE
            && value.indexOf('\0') < 0
            && isWellFormed(value)
        : column.documentedValues().contains(value);
  }

  private static boolean isWellFormed(String value) {
    return value
        .codePoints()
        .noneMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE);
  }
}
