package io.github.llamacloud.jdbc.fetch;

import java.util.List;

/**
 * How the rows that an OFFSET skips are skipped: by the service, or here after reading them. A
 * service that ignores the offset or a filter skips the wrong rows, and the rows that it returns
 * need not show it.
 */
enum OffsetPolicy {
  /** Nothing to skip, or the service is known to heed all that is sent. */
  SENT,
  /** The service skips, and is put to the proof before a row is returned. */
  PROVED_FIRST,
  /** Rows are read and skipped here. */
  SKIPPED_HERE;

  /**
   * A proof costs a request or more, and so does reading up to a page of rows: which proves itself.
   *
   * @param parameters names of the filters, all of which must be sent
   * @param skipped rows to skip
   * @param pageSize rows of a page at most
   */
  static OffsetPolicy of(
      List<String> parameters, long skipped, int pageSize, Experience experience) {
    if (skipped == 0
        || (experience.isConfirmed(Experience.OFFSET) && experience.areConfirmed(parameters))) {
      return SENT;
    }
    return skipped <= pageSize || parameters.stream().anyMatch(experience::isRefuted)
        ? SKIPPED_HERE
        : PROVED_FIRST;
  }
}
