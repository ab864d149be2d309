package io.github.llamacloud.jdbc.sql;

import static java.util.stream.Collectors.joining;

import io.github.llamacloud.jdbc.jobs.JobColumn;
import java.util.Collection;

/** Why a part of a statement is not sent: what the service does not offer, in words. */
final class NotSentReasons {
  static final String ORDER = "the service documents no order";
  static final String SORTED_FIRST = "all rows are sorted first";
  static final String FILTERED_FIRST = "the rows are filtered here first";
  static final String LIMITED_FIRST = "the rows are limited first";
  static final String COMPUTED_FIRST = "the rows are joined or computed here first";
  static final String GROUPED_FIRST = "it is about groups, which are made here";
  static final String COUNTED_FIRST = "it is about counts, which are known here alone";
  static final String JOIN = "the service has no joins";
  static final String UNDOCUMENTED_VALUES = "a value that is not documented must not be lost";
  static final String FUNCTION = "the service compares a column itself, not what is made of it";
  static final String PATTERN = "the service finds whole values, not patterns";
  static final String RANGE = "the service finds single values, not ranges";
  static final String ROW_VALUE = "it compares with what differs from row to row";
  static final String NO_TEXT = "it compares with what is not a text";
  static final String NO_COLUMN = "it looks at no column";
  static final String COMBINATIONS = "its values have too many combinations";
  static final String FUNCTION_OF_GROUPS =
      "it cannot be computed from the number of jobs of each status and job_type";
  static final String READ_ANYWAY = "another part of the statement reads the same jobs";

  private NotSentReasons() {}

  static String noFilter(Collection<JobColumn> columns) {
    return "the service has no filter on " + names(columns);
  }

  static String noNull(JobColumn column) {
    return "the service cannot be asked for jobs with or without a " + column.columnName();
  }

  static String complement(JobColumn column) {
    return "the service finds one " + column.columnName() + ", not all but one";
  }

  static String manyValues(int most) {
    return "for more than " + most + " values reading the list takes no more requests";
  }

  /** An OR, of which one alternative is not sent for another reason. */
  static String alternative(String what, String reason) {
    return "each side of an OR must be sent, and " + what + " is not: " + reason;
  }

  /** A condition that narrows what is asked for, but has to be compared here all the same. */
  static String partly(String reason) {
    return "it is sent as far as possible and compared here too, for " + reason;
  }

  static String grouping(Collection<JobColumn> columns) {
    return "the service is asked for the number of jobs of each status and job_type, not for "
        + names(columns);
  }

  private static String names(Collection<JobColumn> columns) {
    return columns.stream().map(JobColumn::columnName).distinct().collect(joining(", "));
  }
}
