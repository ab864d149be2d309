package io.github.llamacloud.jdbc.fetch;

import io.github.llamacloud.jdbc.jobs.BoundCondition;
import io.github.llamacloud.jdbc.jobs.BoundList;
import io.github.llamacloud.jdbc.jobs.Equality;
import io.github.llamacloud.jdbc.jobs.JobColumn;
import java.net.HttpURLConnection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Reads jobs that are named by their ids from their own addresses, several at the same time. What
 * the service does not answer there is looked for in the list.
 */
final class JobsById implements RowBatches {
  static final int IDS_AT_MOST = 20;
  private static final int UNPROCESSABLE = 422;

  private final BoundList request;
  private final List<String> wantedIds;
  private final List<JobColumn> layout;
  private final PageReader reader;
  private final Experience experience;
  private final Supplier<RowBatches> list;

  private @Nullable RowBatches fallback;
  private boolean ended;

  /**
   * @param ids as {@link #ids} gives them
   * @param list reads the request from the list
   */
  JobsById(
      BoundList request,
      List<String> ids,
      List<JobColumn> layout,
      PageReader reader,
      Experience experience,
      Supplier<RowBatches> list) {
    this.request = request;
    this.wantedIds = ids;
    this.layout = layout;
    this.reader = reader;
    this.experience = experience;
    this.list = list;
  }

  /** The few ids, fit for a path, of which every job of a condition has one; empty if not so. */
  static Optional<List<String>> ids(BoundCondition condition) {
    List<String> ids = new ArrayList<>();
    for (List<Equality> alternative : condition.alternatives()) {
      Optional<String> id =
          alternative.stream()
              .filter(equality -> equality.column() == JobColumn.ID)
              .map(Equality::value)
              .findAny();
      if (id.filter(ListQuery::isPathSafe).isEmpty()) {
        return Optional.empty();
      }
      ids.add(id.get());
    }
    List<String> distinct = ids.stream().distinct().toList();
    return distinct.isEmpty() || distinct.size() > IDS_AT_MOST
        ? Optional.empty()
        : Optional.of(distinct);
  }

  @Override
  public boolean ended() {
    return fallback == null ? ended : fallback.ended();
  }

  @Override
  public List<@Nullable Object[]> next() throws SQLException {
    if (fallback != null) {
      return fallback.next();
    }
    Optional<List<@Nullable Object[]>> rows = rows();
    if (rows.isPresent()) {
      ended = true;
      return rows.get();
    }
    fallback = list.get();
    return List.of();
  }

  @Override
  public void askAhead() throws SQLException {
    if (fallback != null) {
      fallback.askAhead();
    }
  }

  /** All rows; empty if the service does not tell of single jobs. */
  private Optional<List<@Nullable Object[]>> rows() throws SQLException {
    Ahead<String, @Nullable Object[]> ahead = new Ahead<>(reader, reader::startJob);
    Optional<List<@Nullable Object[]>> rows = rows(ahead);
    ahead.drop();
    return rows;
  }

  private Optional<List<@Nullable Object[]>> rows(Ahead<String, @Nullable Object[]> ahead)
      throws SQLException {
    List<@Nullable Object[]> rows = new ArrayList<>();
    long toSkip = request.offset();
    for (int current = 0; rows.size() < request.limit() && current < wantedIds.size(); current++) {
      ahead.demandFirst(wantedIds.subList(current, wantedIds.size()));
      @Nullable Object[] row;
      try {
        row = ahead.await().value();
      } catch (SQLException e) {
        if (e.getErrorCode() == HttpURLConnection.HTTP_FORBIDDEN
            || e.getErrorCode() == UNPROCESSABLE) {
          return Optional.empty();
        }
        if (e.getErrorCode() != HttpURLConnection.HTTP_NOT_FOUND) {
          throw e;
        }
        checkThatThereIsAList();
        continue;
      }
      if (!wantedIds.get(current).equals(row[layout.indexOf(JobColumn.ID)])) {
        return Optional.empty();
      }
      if (request.condition().isMetBy(column -> row[layout.indexOf(column)]) && toSkip-- <= 0) {
        rows.add(row);
      }
    }
    return Optional.of(rows);
  }

  /** Nothing at all may be at this base URL: then a job that is not found tells nothing. */
  private void checkThatThereIsAList() throws SQLException {
    if (!experience.hasListAnswered()) {
      reader.probe(List.of(), 0, 1);
    }
  }
}
