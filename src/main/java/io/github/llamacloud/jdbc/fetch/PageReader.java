package io.github.llamacloud.jdbc.fetch;

import io.github.llamacloud.jdbc.config.Settings;
import io.github.llamacloud.jdbc.error.Failures;
import io.github.llamacloud.jdbc.jobs.Equality;
import io.github.llamacloud.jdbc.jobs.ExecutionContext;
import io.github.llamacloud.jdbc.jobs.JobColumn;
import io.github.llamacloud.jdbc.jobs.RequestSlots;
import io.github.llamacloud.jdbc.json.MalformedBody;
import io.github.llamacloud.jdbc.json.Page;
import io.github.llamacloud.jdbc.json.PageDecoder;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.sql.SQLTransientException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.LongPredicate;
import okhttp3.HttpUrl;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/**
 * Asks for pages of the list and for single jobs, for one open request. Several answers may be on
 * their way; one thread waits for them. {@link #close} may be called by any thread.
 */
final class PageReader implements Pages, AutoCloseable {
  private final Service service;
  private final List<JobColumn> layout;
  private final ExecutionContext context;
  private final Settings settings;
  private final Experience experience;
  private final Set<Exchange<?>> running = ConcurrentHashMap.newKeySet();

  /** The first body's length for each job that was asked for. */
  private volatile double rowBytes;

  private volatile boolean closed;
  private int slotsTaken;

  /**
   * @param layout the columns that each row holds, in order, none twice
   */
  PageReader(
      Service service,
      List<JobColumn> layout,
      ExecutionContext context,
      Settings settings,
      Experience experience) {
    this.service = service;
    this.layout = layout;
    this.context = context;
    this.settings = settings;
    this.experience = experience;
  }

  @Override
  public Pending<Page> start(List<Equality> sent, PageRange range, boolean ahead)
      throws SQLException {
    return page(sent, range, ahead, page -> context.pageRead(page.rows().size(), page.totalSize()));
  }

  @Override
  public Page probe(List<Equality> sent, long offset, int limit) throws SQLException {
    return page(sent, new PageRange(offset, limit), false, page -> {}).await();
  }

  private Pending<Page> page(
      List<Equality> sent, PageRange range, boolean ahead, Consumer<Page> read)
      throws SQLException {
    HttpUrl url = service.pageUrl(sent, range);
    return new Asked<>(
        url,
        ahead,
        length -> isLikelyFull(length, range.limit()),
        (body, status) ->
            noMoreThan(
                range.limit(), new PageDecoder(layout, range.limit()).decode(body, status), status),
        page -> {
          context.requestRead(url.toString(), page.rows().size());
          experience.listAnswered(page.totalSize().isPresent());
          read.accept(page);
        });
  }

  /** Nothing depends on it but whether the next page is sent for at once, perhaps in vain. */
  private boolean isLikelyFull(long length, int limit) {
    if (rowBytes == 0) {
      rowBytes = (double) length / limit;
    }
    return length >= rowBytes * limit / 2;
  }

  @Override
  public void warn(String sentence) {
    context.warn(sentence);
  }

  /** Where the limit is ignored, nobody knows what the offset counts. */
  private static Page noMoreThan(int limit, Page page, int httpStatus) throws SQLException {
    if (page.rows().size() > limit) {
      throw Failures.contractBroken(
          "The service returned "
              + page.rows().size()
              + " jobs where at most "
              + limit
              + " were asked for.",
          httpStatus,
          null);
    }
    return page;
  }

  /**
   * One job, laid out as a row of a page.
   *
   * @param id one that {@link ListQuery#isPathSafe may go into a path}
   * @param ahead whether nobody will wait for it until {@link Pending#needed} is called
   */
  Pending<@Nullable Object[]> startJob(String id, boolean ahead) throws SQLException {
    HttpUrl url = service.jobUrl(id);
    return new Asked<>(
        url,
        ahead,
        length -> true,
        (body, status) -> new PageDecoder(layout).decodeJob(body, status),
        job -> context.requestRead(url.toString(), 1));
  }

  /** A request that is sent when it is its turn. */
  private final class Asked<T> implements Pending<T> {
    private final HttpUrl url;
    private final LongPredicate sendsOn;
    private final BodyHandler.Decoding<T> decoding;
    private final Consumer<T> read;
    private final Exchange<T> exchange;

    /** Whether it was asked for ahead and had ended when it was needed. */
    private boolean early;

    /** Whether the service refused for good, or for longer than the statement may wait. */
    private volatile boolean refused;

    /**
     * @param sendsOn whether a body of that length makes further requests likely to be of use
     */
    Asked(
        HttpUrl url,
        boolean ahead,
        LongPredicate sendsOn,
        BodyHandler.Decoding<T> decoding,
        Consumer<T> read)
        throws SQLException {
      this.url = url;
      this.sendsOn = sendsOn;
      this.decoding = decoding;
      this.read = read;
      this.exchange = send(ahead);
    }

    private Exchange<T> send(boolean ahead) throws SQLException {
      RequestSlots.Turn turn = context.slots().turn(settings.concurrency());
      BodyHandler<T> body = new BodyHandler<>(decoding, length -> turn.over(sendsOn.test(length)));
      Exchange<T> sent =
          new Exchange<>(
              service.call(url, ahead, body, context),
              context,
              service.failures(),
              response -> decoded(response, body),
              !ahead && service.isConnected(),
              turn);
      running.add(sent);
      if (closed) {
        throw Failures.objectClosed("cursor");
      }
      sent.start(ahead);
      return sent;
    }

    @Override
    public T await() throws SQLException {
      T answer = answer();
      read.accept(answer);
      return answer;
    }

    private T decoded(Response response, BodyHandler<T> body) throws SQLException, IOException {
      if (!response.isSuccessful()) {
        refused = isRefusal(response);
        throw service.failures().ofStatus(response);
      }
      return body.decoded();
    }

    @Override
    public Optional<T> answered() {
      return exchange.answered();
    }

    @Override
    public void needed() {
      early = exchange.hasEnded();
      exchange.needed();
    }

    /** What failed before anybody waited for it is asked for once more, now that it is needed. */
    private T answer() throws SQLException {
      try {
        return received(exchange);
      } catch (SQLException e) {
        if (!service.repeats()
            || !(e.getCause() instanceof MalformedBody
                || exchange.demand().hasLeftOff()
                || (early && !refused && mayPass(e)))) {
          throw e;
        }
        return received(send(false));
      }
    }

    private T received(Exchange<T> sent) throws SQLException {
      try {
        return sent.await();
      } finally {
        running.remove(sent);
      }
    }

    @Override
    public void drop() {
      running.remove(exchange);
      exchange.stop();
    }
  }

  private static boolean isRefusal(Response response) {
    return response.code() < HttpURLConnection.HTTP_INTERNAL_ERROR
        || !Passing.isPassing(response)
        || response.header(RetryWait.TOO_LONG) != null;
  }

  /** A time that has passed was long enough. */
  private static boolean mayPass(SQLException e) {
    return e instanceof SQLTransientException && !(e instanceof SQLTimeoutException);
  }

  /** None under a budget: a page that turns out not to be needed would be one too many. */
  @Override
  public synchronized boolean takeSlot() {
    if (closed || settings.maxRequests() > 0 || !context.slots().take(settings.concurrency())) {
      return false;
    }
    slotsTaken++;
    return true;
  }

  @Override
  public synchronized void giveSlotBack() {
    if (slotsTaken > 0) {
      slotsTaken--;
      context.slots().giveBack(1);
    }
  }

  @Override
  public long requestsLeft() {
    return settings.maxRequests() == 0
        ? Long.MAX_VALUE
        : Math.max(0, settings.maxRequests() - context.requestsSent());
  }

  @Override
  public SQLException budgetExceeded() {
    return Failures.requestBudgetExceeded(settings.maxRequests());
  }

  boolean isClosed() {
    return closed;
  }

  @Override
  public void close() {
    closed = true;
    running.forEach(Exchange::stop);
    synchronized (this) {
      context.slots().giveBack(slotsTaken);
      slotsTaken = 0;
    }
  }
}
