package io.github.llamacloud.jdbc.fetch;

import io.github.llamacloud.jdbc.jobs.Equality;
import io.github.llamacloud.jdbc.json.Page;
import java.sql.SQLException;
import java.util.List;

/** Asks the service for one page of the list with these filters. */
interface Pages extends Slots {
  /**
   * A page of the rows that are asked for, on its way; the answer is waited for elsewhere.
   *
   * @param ahead whether nobody will wait for it until {@link Pending#needed} is called
   */
  Pending<Page> start(List<Equality> sent, PageRange range, boolean ahead) throws SQLException;

  /** A page that only tells something about the list or the service. */
  Page probe(List<Equality> sent, long offset, int limit) throws SQLException;

  /** Tells the client something: one sentence. */
  void warn(String sentence);

  /** How many further requests are allowed, {@link Long#MAX_VALUE} if there is no limit. */
  long requestsLeft();

  /** What a statement fails with that needs more requests than are allowed. */
  SQLException budgetExceeded();
}
