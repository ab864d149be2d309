package io.github.llamacloud.jdbc.jobs;

/**
 * One equality. A NULL matches nothing.
 *
 * @param column one with a {@link JobColumn#filterParameter()}, or {@link JobColumn#ID}
 * @param operand a String, or null for NULL
 */
public record Filter(JobColumn column, Operand operand) {
  /** Whether there is a request for the jobs with one value in this column. */
  public static boolean isOffered(JobColumn column) {
    return column == JobColumn.ID || column.filterParameter().isPresent();
  }

  @Override
  public String toString() {
    return column.columnName() + " = " + operand;
  }
}
