package io.github.llamacloud.jdbc.fetch;

import io.github.llamacloud.jdbc.error.SqlState;
import io.github.llamacloud.jdbc.jobs.JobColumn;
import io.github.llamacloud.jdbc.jobs.ListRequest.Filter;
import io.github.llamacloud.jdbc.json.Page;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Puts the parameters of a page at an offset to the proof: each is changed alone, and the answer
 * must change with it. Filters are compared over several rows, since the list may move between two
 * requests.
 */
final class OffsetProof {
  private static final int COMPARED_ROWS_AT_MOST = 100;

  /** More jobs than any list has. */
  private static final long BEYOND_THE_END = 1_000_000_000;

  /** No directory's id; a directory that has it all the same does no harm. */
  private static final String OTHER_DIRECTORY = "00000000-0000-0000-0000-000000000000";

  private final Scan.Pages pages;
  private final List<JobColumn> layout;
  private final int comparedRows;
  private final ParameterTrust trust;

  OffsetProof(Scan.Pages pages, List<JobColumn> layout, int pageSize, ParameterTrust trust) {
    this.comparedRows = Math.min(pageSize, COMPARED_ROWS_AT_MOST);
    this.pages = pages;
    this.layout = layout;
    this.trust = trust;
  }

  /**
   * Whether the service is seen to heed the offset and the filters that it answered a page to.
   *
   * @param sent filters that all rows of the page pass, of which it has some
   * @param offset more than 0
   */
  boolean holds(List<Filter> sent, long offset) throws SQLException {
    if (!offsetIsHeeded(sent)) {
      return false;
    }
    for (Filter filter : sent) {
      String parameter = ListQuery.parameterName(filter);
      if (trust.isConfirmed(parameter)) {
        continue;
      }
      if (!changesWith(filter, sent, offset)) {
        trust.refute(parameter);
        return false;
      }
      trust.confirm(parameter);
    }
    return true;
  }

  /** Whether nothing comes from far beyond the end, where a service that ignores it has rows. */
  boolean offsetIsHeeded(List<Filter> sent) throws SQLException {
    if (!trust.isConfirmed(ParameterTrust.OFFSET)
        && answer(sent, BEYOND_THE_END, 1).filter(page -> page.rows().isEmpty()).isPresent()) {
      trust.confirm(ParameterTrust.OFFSET);
    }
    return trust.isConfirmed(ParameterTrust.OFFSET);
  }

  /**
   * Asks for another value at the same offset: a service that ignores the filter gives the same
   * rows again, which do not have it.
   */
  private boolean changesWith(Filter filter, List<Filter> sent, long offset) throws SQLException {
    Filter other = otherThan(filter);
    List<Filter> changed = new ArrayList<>(sent);
    changed.set(sent.indexOf(filter), other);
    int slot = layout.indexOf(filter.column());
    return answer(changed, offset, comparedRows)
        .filter(page -> page.rows().stream().allMatch(row -> other.value().equals(row[slot])))
        .isPresent();
  }

  /** A page, if the service does not refuse to answer. */
  private Optional<Page> answer(List<Filter> filters, long offset, int limit) throws SQLException {
    try {
      return Optional.of(pages.probe(filters, offset, limit));
    } catch (SQLException e) {
      if (SqlState.CONTRACT_BROKEN.code().equals(e.getSQLState())) {
        return Optional.empty();
      }
      throw e;
    }
  }

  private static Filter otherThan(Filter filter) {
    List<String> values = filter.column().documentedValues();
    @Nullable String value =
        values.stream().filter(v -> !v.equals(filter.value())).findFirst().orElse(OTHER_DIRECTORY);
    return filter.withValue(value);
  }
}
