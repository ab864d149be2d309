package io.github.llamacloud.jdbc.sql;

import io.github.llamacloud.jdbc.jobs.JobColumn;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** Finds the column that a misspelt name probably meant. */
final class NearName {
  private NearName() {}

  /** A hint to append to a message, beginning with a space. */
  static String ofColumn(String name) {
    String wanted = name.toLowerCase(Locale.ROOT);
    String nearest = null;
    int least = Math.max(2, wanted.length() / 3) + 1;
    for (JobColumn column : JobColumn.values()) {
      int distance = distance(wanted, column.columnName());
      if (distance < least) {
        least = distance;
        nearest = column.columnName();
      }
    }
    return nearest != null
        ? " Did you mean '" + nearest + "'?"
        : Arrays.stream(JobColumn.values())
            .map(JobColumn::columnName)
            .collect(Collectors.joining(", ", " The columns of batch_jobs are ", "."));
  }

  /** The edit distance of Levenshtein. */
  private static int distance(String a, String b) {
    int[] row = new int[b.length() + 1];
    Arrays.setAll(row, i -> i);
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int above = row[j];
        int change = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        row[j] = Math.min(change, 1 + Math.min(above, row[j - 1]));
        diagonal = above;
      }
    }
    return row[b.length()];
  }
}
