package io.github.llamacloud.examples.spark;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Splits {@code batch_jobs} by what the service filters by and a job never changes: its type and
 * its directory. Never by status: a job that moves on between two statements would be in both
 * partitions, or in none.
 */
final class JobPartitions {
  private JobPartitions() {}

  /**
   * Conditions of which exactly one holds for each job: one a type and directory, or one a type if
   * no directory is given; and, last, the rest, with the jobs without a directory, those of other
   * directories and those of types that are not known here.
   *
   * @param jobTypes types to be read by themselves; one given twice counts once
   * @param directories directories to be read by themselves, likewise
   */
  static String[] conditions(List<String> jobTypes, List<String> directories) {
    LinkedHashSet<String> types = new LinkedHashSet<>(jobTypes);
    LinkedHashSet<String> places = new LinkedHashSet<>(directories);
    if (types.isEmpty()) {
      return new String[] {"1 = 1"};
    }
    List<String> conditions = new ArrayList<>();
    for (String type : types) {
      String ofType = "job_type = " + literal(type);
      if (places.isEmpty()) {
        conditions.add(ofType);
      }
      for (String place : places) {
        conditions.add(ofType + " AND directory_id = " + literal(place));
      }
    }
    String otherType = "job_type NOT IN " + list(types);
    conditions.add(
        places.isEmpty()
            ? otherType
            : "directory_id IS NULL OR directory_id NOT IN " + list(places) + " OR " + otherType);
    return conditions.toArray(String[]::new);
  }

  private static String list(LinkedHashSet<String> values) {
    return values.stream().map(JobPartitions::literal).collect(Collectors.joining(", ", "(", ")"));
  }

  private static String literal(String value) {
    return "'" + value.replace("'", "''") + "'";
  }
}
