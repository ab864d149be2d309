package io.github.llamacloud.jdbc.simulator;

import org.jspecify.annotations.Nullable;

/**
 * What a path leads to.
 *
 * @param jobId the job in the path, empty if it has none
 */
record Endpoint(Kind kind, String jobId) {
  private static final String LIST = "/api/v1/beta/batch-processing";

  enum Kind {
    /** The list of jobs. */
    JOBS,
    /** One job. */
    JOB,
    /** The items of one job. */
    ITEMS
  }

  /**
   * The endpoint at this path, null if there is none.
   *
   * @param path decoded: an escaped slash separates like any other
   */
  static @Nullable Endpoint at(String path) {
    if (path.equals(LIST)) {
      return new Endpoint(Kind.JOBS, "");
    }
    if (!path.startsWith(LIST + "/")) {
      return null;
    }
    String rest = path.substring(LIST.length() + 1);
    int slash = rest.indexOf('/');
    String id = slash < 0 ? rest : rest.substring(0, slash);
    if (id.isEmpty()) {
      return null;
    }
    if (slash < 0) {
      return new Endpoint(Kind.JOB, id);
    }
    return rest.substring(slash).equals("/items") ? new Endpoint(Kind.ITEMS, id) : null;
  }
}
