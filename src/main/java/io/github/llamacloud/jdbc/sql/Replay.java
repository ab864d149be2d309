package io.github.llamacloud.jdbc.sql;

/** How often the rows of a scan are read within one execution. */
enum Replay {
  /** Once: they are not kept. */
  NONE,
  /** Once by each of several scans of the same request: kept, unless they are too many. */
  SHARED,
  /** Again and again by a loop: kept, as reading the list for every outer row is no way out. */
  LOOPED
}
