package io.github.llamacloud.jdbc.sql;

import java.util.ArrayList;
import java.util.List;

/**
 * All that EXPLAIN has to say of a statement.
 *
 * @param plan one operator a line
 * @param requests in words, as {@link io.github.llamacloud.jdbc.jobs.JobSource#explain} has them
 * @param parallel what of the requests is sent at the same time
 * @param hints what is probably a mistake
 */
record Explained(
    List<String> plan,
    List<String> requests,
    List<String> parallel,
    List<NotSent> notSent,
    List<String> hints) {

  /** As lines for people. */
  List<String> lines() {
    List<String> lines = new ArrayList<>(plan);
    lines.add("Requests:");
    if (requests.isEmpty()) {
      lines.add("  none");
    }
    requests.forEach(line -> lines.add("  " + line));
    parallel.forEach(line -> lines.add("  " + line));
    notSent.forEach(part -> lines.add(part.line()));
    hints.forEach(hint -> lines.add("hint: " + hint));
    return lines;
  }
}
