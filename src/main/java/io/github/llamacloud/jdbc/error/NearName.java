package io.github.llamacloud.jdbc.error;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Finds the name that a misspelt one probably meant. */
public final class NearName {
  private NearName() {}

  /** The nearest of these names, if one is near enough; upper and lower case count as equal. */
  public static Optional<String> of(String name, List<String> names) {
    String wanted = name.toLowerCase(Locale.ROOT);
    Optional<String> nearest = Optional.empty();
    int least = Math.max(2, wanted.length() / 3) + 1;
    for (String known : names) {
      int distance = distance(wanted, known.toLowerCase(Locale.ROOT));
      if (distance < least) {
        least = distance;
        nearest = Optional.of(known);
      }
    }
    return nearest;
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
