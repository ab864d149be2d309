package io.github.llamacloud.jdbc.fetch;

import io.github.llamacloud.jdbc.jobs.Equality;
import io.github.llamacloud.jdbc.jobs.JobColumn;
import io.github.llamacloud.jdbc.json.Page;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * Finds the length of a list with a few small requests. What it answers was the length at a moment
 * in between: the last answer shows the last job and nothing behind it. Used by one thread.
 */
final class ListCounter {
  /** Two rows where there is one tell that a page is not cut to one. */
  static final int PAIR = 2;

  private static final int REQUESTS_AT_MOST = 60;
  private static final int GROWTH = 4;

  private final Pages pages;
  private final List<JobColumn> layout;
  private final int pageSize;
  private final Experience experience;
  private final ParameterProof proof;

  ListCounter(Pages pages, List<JobColumn> layout, int pageSize, Experience experience) {
    this.pages = pages;
    this.layout = layout;
    this.pageSize = pageSize;
    this.experience = experience;
    this.proof = new ParameterProof(pages, layout, pageSize, experience);
  }

  /** The first answer of a count: a total may come with it, or else many rows are of use. */
  Page beginning(List<Equality> sent) throws SQLException {
    return pages.probe(sent, 0, beginningLimit());
  }

  private int beginningLimit() {
    return experience.areTotalsMissing() ? pageSize : Math.min(PAIR, pageSize);
  }

  /** Whether there may be more jobs than those of the first answer. */
  boolean mayGoOn(Page first) {
    int rows = first.rows().size();
    return rows == PAIR || rows >= pageSize || experience.arePagesCut();
  }

  /** Whether a list has a job behind so many others, all of which pass what is sent. */
  boolean isLongerThan(long rows, List<Equality> sent) throws SQLException {
    Page behind = pages.probe(sent, rows, 1);
    return !behind.rows().isEmpty() && passes(behind, sent);
  }

  /** How many further requests the statement may send. */
  long requestsLeft() {
    return pages.requestsLeft();
  }

  /** The filters of a list of which it is not known yet whether the service heeds them. */
  long unproved(List<Equality> sent) {
    return sent.stream()
        .filter(filter -> !experience.isConfirmed(ListQuery.parameterName(filter)))
        .count();
  }

  /**
   * The lengths of several lists, each as {@link #count} tells it, asked for at the same time.
   *
   * @param lists no job moves from one of them to another
   * @param concurrency requests that may be under way together
   */
  List<OptionalLong> counts(List<List<Equality>> lists, int concurrency) throws SQLException {
    List<OptionalLong> counts = new ArrayList<>();
    for (int i = 0; i < lists.size(); i += concurrency) {
      counts.addAll(together(lists.subList(i, Math.min(i + concurrency, lists.size()))));
    }
    return counts;
  }

  private List<OptionalLong> together(List<List<Equality>> lists) throws SQLException {
    if (lists.size() == 1) {
      return List.of(count(lists.get(0), beginning(lists.get(0))));
    }
    PageRange beginning = new PageRange(0, beginningLimit());
    List<Page> firsts = answers(lists.stream().map(sent -> new Question(sent, beginning)).toList());
    List<Question> ends = new ArrayList<>();
    for (int i = 0; i < lists.size(); i++) {
      Page first = firsts.get(i);
      long total = first.totalSize().orElse(0);
      if (first.rows().size() >= PAIR
          && total >= first.rows().size()
          && isHeeded(lists.get(i), first)) {
        ends.add(new Question(lists.get(i), new PageRange(total - 1, PAIR)));
      }
    }
    List<Page> answers = answers(ends);
    Map<List<Equality>, Page> pairs = new HashMap<>();
    for (int i = 0; i < ends.size(); i++) {
      pairs.put(ends.get(i).sent(), answers.get(i));
    }
    List<OptionalLong> counts = new ArrayList<>();
    for (int i = 0; i < lists.size(); i++) {
      Page pair = pairs.get(lists.get(i));
      counts.add(
          pair != null && isLast(pair, lists.get(i))
              ? firsts.get(i).totalSize()
              : count(lists.get(i), firsts.get(i)));
    }
    return counts;
  }

  /** A page of a list. */
  private record Question(List<Equality> sent, PageRange range) {}

  private List<Page> answers(List<Question> questions) throws SQLException {
    Ahead<Question, Page> ahead =
        new Ahead<>(pages, (asked, early) -> pages.start(asked.sent(), asked.range(), early));
    List<Page> answers = new ArrayList<>();
    while (answers.size() < questions.size()) {
      ahead.demandFirst(questions.subList(answers.size(), questions.size()));
      answers.add(ahead.await().value());
    }
    return answers;
  }

  /**
   * The length of the list.
   *
   * @param first what {@link #beginning} gave
   * @return empty if the service ignores what is sent, or the list moves too fast: then it must be
   *     read
   */
  OptionalLong count(List<Equality> sent, Page first) throws SQLException {
    int seen = first.rows().size();
    if (seen == 0) {
      return OptionalLong.of(0);
    }
    if (!isHeeded(sent, first)) {
      return OptionalLong.empty();
    }
    if (seen < PAIR) {
      return pages.probe(sent, 1, 1).rows().isEmpty() ? OptionalLong.of(1) : OptionalLong.empty();
    }
    return new Search(sent).from(seen, first.totalSize());
  }

  /** Whether a list has exactly so many jobs, at least {@link #PAIR}, at this moment. */
  boolean isLength(List<Equality> sent, long length) throws SQLException {
    return isLast(pages.probe(sent, length - 1, PAIR), sent);
  }

  /** Whether what was asked for as a pair is the last job, and nothing is behind it. */
  private boolean isLast(Page pair, List<Equality> sent) {
    return pair.rows().size() == 1 && passes(pair, sent);
  }

  /**
   * Whether the service heeds what is sent.
   *
   * @param first where the list begins, with some jobs
   */
  private boolean isHeeded(List<Equality> sent, Page first) throws SQLException {
    return passes(first, sent) && proof.areFiltersHeeded(sent, 0);
  }

  private boolean passes(Page page, List<Equality> sent) {
    for (Equality filter : sent) {
      int slot = layout.indexOf(filter.column());
      if (!page.rows().stream().allMatch(row -> filter.value().equals(row[slot]))) {
        experience.refute(ListQuery.parameterName(filter));
        return false;
      }
    }
    return isEachJobOnce(page);
  }

  /** A job that is in two places is one job, but the length of the list counts it twice. */
  private static boolean isEachJobOnce(Page page) {
    return page.keys().stream().distinct().count() == page.rows().size();
  }

  /** The search for one list's end. */
  private final class Search {
    private final List<Equality> sent;
    private int requests;
    private boolean refuted;

    /** As far as is known, the length lies between these, both included. */
    private long low;

    private long high = Long.MAX_VALUE;

    /** Rows that a page is believed to hold. */
    private int width = pageSize;

    Search(List<Equality> sent) {
      this.sent = sent;
    }

    OptionalLong from(int seen, OptionalLong total) throws SQLException {
      low = seen;
      if (total.isEmpty() && seen == PAIR) {
        low = Math.max(low, ask(0, pageSize).rows().size());
      }
      long guess = total.orElse(low);
      boolean guessed = guess >= low && (total.isPresent() || low < pageSize);
      while (requests < REQUESTS_AT_MOST && low <= ParameterProof.BEYOND_THE_END) {
        if (guessed && isEnd(guess)) {
          return OptionalLong.of(guess);
        }
        if (refuted) {
          return OptionalLong.empty();
        }
        bracket();
        guess = readThrough();
        guessed = true;
      }
      return OptionalLong.empty();
    }

    private Page ask(long offset, int limit) throws SQLException {
      requests++;
      Page page = pages.probe(sent, offset, limit);
      refuted |= !passes(page, sent);
      return page;
    }

    /** Looks at the last job and for one behind it, in one answer. */
    private boolean isEnd(long length) throws SQLException {
      if (length == 0) {
        return isEmpty();
      }
      int rows = ask(length - 1, PAIR).rows().size();
      if (rows == 0) {
        high = length - 1;
        low = Math.min(low, high);
      } else if (rows > 1) {
        low = length + 1;
        high = Math.max(high, low);
      }
      return rows == 1 && !refuted;
    }

    private boolean isEmpty() throws SQLException {
      low = ask(0, PAIR).rows().size();
      high = low == 0 ? 0 : Long.MAX_VALUE;
      return low == 0 && !refuted;
    }

    /** Narrows the length down to what one page can tell. */
    private void bracket() throws SQLException {
      long step = Math.max(pageSize, low / GROWTH);
      while (high == Long.MAX_VALUE && low <= ParameterProof.BEYOND_THE_END && !refuted) {
        exists(low + step);
        step *= GROWTH;
      }
      while (high != Long.MAX_VALUE && high - low >= width && !refuted) {
        exists(low + (high - low) / 2);
      }
    }

    private void exists(long offset) throws SQLException {
      if (ask(offset, 1).rows().isEmpty()) {
        high = offset;
      } else {
        low = offset + 1;
      }
    }

    /** Reads the rest, which is hardly more than a page. */
    private long readThrough() throws SQLException {
      if (high <= low) {
        return low;
      }
      int rows = ask(low, (int) Math.min(pageSize, high - low + 1)).rows().size();
      width = Math.max(1, rows);
      return low + rows;
    }
  }
}
