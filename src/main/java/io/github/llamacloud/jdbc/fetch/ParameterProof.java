package io.github.llamacloud.jdbc.fetch;

import io.github.llamacloud.jdbc.error.SqlState;
import io.github.llamacloud.jdbc.jobs.Equality;
import io.github.llamacloud.jdbc.jobs.JobColumn;
import io.github.llamacloud.jdbc.json.Page;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Puts the parameters of a page to the proof: each is changed alone, and the answer must change
 * with it. Filters are compared over several rows, since the list may move between two requests.
 */
final class ParameterProof {
  private static final int COMPARED_ROWS_AT_MOST = 100;

  /** More jobs than any list has. */
  static final long BEYOND_THE_END = 1_000_000_000;

  /** No directory's id; a directory that has it all the same does no harm. */
  private static final String OTHER_DIRECTORY = "00000000-0000-0000-0000-000000000000";

  private final Pages pages;
  private final List<JobColumn> layout;
  private final int comparedRows;
  private final Experience experience;

  ParameterProof(Pages pages, List<JobColumn> layout, int pageSize, Experience experience) {
    this.pages = pages;
    this.layout = layout;
    this.comparedRows = Math.min(pageSize, COMPARED_ROWS_AT_MOST);
    this.experience = experience;
  }

  /** Whether nothing comes from far beyond the end, where a service that ignores it has rows. */
  boolean isOffsetHeeded(List<Equality> sent) throws SQLException {
    if (!experience.isConfirmed(Experience.OFFSET)
        && answer(sent, BEYOND_THE_END, 1).filter(page -> page.rows().isEmpty()).isPresent()) {
      experience.confirm(Experience.OFFSET);
    }
    return experience.isConfirmed(Experience.OFFSET);
  }

  /**
   * Whether the service is seen to heed the filters that it answered a page to.
   *
   * @param sent filters that all rows of the page pass, of which it has some
   * @param offset where the page begins
   */
  boolean areFiltersHeeded(List<Equality> sent, long offset) throws SQLException {
    for (Equality filter : sent) {
      String parameter = ListQuery.parameterName(filter);
      if (experience.isConfirmed(parameter)) {
        continue;
      }
      if (experience.isRefuted(parameter) || !changesWith(filter, sent, offset)) {
        experience.refute(parameter);
        return false;
      }
      experience.confirm(parameter);
    }
    return true;
  }

  /**
   * Asks for another value at the same offset: a service that ignores the filter gives the same
   * rows again, which do not have it.
   */
  private boolean changesWith(Equality filter, List<Equality> sent, long offset)
      throws SQLException {
    Equality other = otherThan(filter);
    List<Equality> changed = new ArrayList<>(sent);
    changed.set(sent.indexOf(filter), other);
    int slot = layout.indexOf(filter.column());
    return answer(changed, offset, comparedRows)
        .filter(page -> page.rows().stream().allMatch(row -> other.value().equals(row[slot])))
        .isPresent();
  }

  /** A page, if the service does not refuse to answer. */
  private Optional<Page> answer(List<Equality> filters, long offset, int limit)
      throws SQLException {
    try {
      return Optional.of(pages.probe(filters, offset, limit));
    } catch (SQLException e) {
      if (SqlState.CONTRACT_BROKEN.code().equals(e.getSQLState())) {
        return Optional.empty();
      }
      throw e;
    }
  }

  private static Equality otherThan(Equality filter) {
    return new Equality(
        filter.column(),
        filter.column().documentedValues().stream()
            .filter(value -> !value.equals(filter.value()))
            .findFirst()
            .orElse(OTHER_DIRECTORY));
  }
}
