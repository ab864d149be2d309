package io.github.llamacloud.jdbc.fetch;

import io.github.llamacloud.jdbc.error.Failures;
import io.github.llamacloud.jdbc.jobs.Equality;
import io.github.llamacloud.jdbc.jobs.ExecutionContext;
import io.github.llamacloud.jdbc.json.MalformedBody;
import io.github.llamacloud.jdbc.json.Page;
import io.github.llamacloud.jdbc.json.PageDecoder;
import java.io.IOException;
import java.io.InputStream;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import okhttp3.HttpUrl;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/**
 * Asks for pages of the list and for single jobs, for one open request. Several answers may be on
 * their way; one thread waits for them. {@link #close} may be called by any thread.
 */
final class PageReader implements Pages, AutoCloseable {
  private final Service service;
  private final PageDecoder decoder;
  private final ExecutionContext context;
  private final long maxRequests;
  private final Experience experience;
  private final Set<Exchange> running = ConcurrentHashMap.newKeySet();

  private volatile boolean closed;

  /**
   * @param maxRequests requests that the statement may send; 0 for no limit
   */
  PageReader(
      Service service,
      PageDecoder decoder,
      ExecutionContext context,
      long maxRequests,
      Experience experience) {
    this.maxRequests = maxRequests;
    this.service = service;
    this.decoder = decoder;
    this.context = context;
    this.experience = experience;
  }

  @Override
  public Pending<Page> start(List<Equality> sent, long offset, int limit) throws SQLException {
    Pending<Page> pending = page(sent, offset, limit);
    return () -> {
      Page page = pending.await();
      context.pageRead(page.rows().size(), page.totalSize());
      return page;
    };
  }

  @Override
  public Page probe(List<Equality> sent, long offset, int limit) throws SQLException {
    return page(sent, offset, limit).await();
  }

  private Pending<Page> page(List<Equality> sent, long offset, int limit) throws SQLException {
    HttpUrl url = service.query(sent).url(offset, limit);
    Pending<Page> pending = start(url, decoder::decode);
    return () -> {
      Page page = pending.await();
      context.requestRead(url.toString(), page.rows().size());
      experience.listAnswered(page.totalSize().isPresent());
      return page;
    };
  }

  /**
   * One job, laid out as a row of a page.
   *
   * @param id one that {@link ListQuery#isPathSafe may go into a path}
   */
  Pending<@Nullable Object[]> startJob(String id) throws SQLException {
    HttpUrl url = service.jobUrl(id);
    Pending<@Nullable Object[]> pending = start(url, decoder::decodeJob);
    return () -> {
      @Nullable Object[] job = pending.await();
      context.requestRead(url.toString(), 1);
      return job;
    };
  }

  /** Reads a body; the status is for its complaints. */
  private interface Decoding<T> {
    T decode(InputStream body, int httpStatus) throws SQLException, IOException;
  }

  private <T> Pending<T> start(HttpUrl url, Decoding<T> decoding) throws SQLException {
    Exchange exchange = send(url);
    return () -> {
      try {
        return decoded(exchange, decoding);
      } catch (SQLException e) {
        if (!service.repeats() || !(e.getCause() instanceof MalformedBody)) {
          throw e;
        }
        return decoded(send(url), decoding);
      }
    };
  }

  private Exchange send(HttpUrl url) throws SQLException {
    Exchange exchange = new Exchange(service.call(url, context), context);
    running.add(exchange);
    if (closed) {
      throw Failures.objectClosed("cursor");
    }
    exchange.start();
    return exchange;
  }

  private <T> T decoded(Exchange exchange, Decoding<T> decoding) throws SQLException {
    try (Response response = exchange.await(service.failures())) {
      if (!response.isSuccessful()) {
        throw service.failures().ofStatus(response);
      }
      return decoding.decode(response.body().byteStream(), response.code());
    } catch (IOException e) {
      throw service.failures().ofIo(e);
    } finally {
      running.remove(exchange);
    }
  }

  @Override
  public long requestsLeft() {
    return maxRequests == 0 ? Long.MAX_VALUE : Math.max(0, maxRequests - context.requestsSent());
  }

  @Override
  public SQLException budgetExceeded() {
    return Failures.requestBudgetExceeded(maxRequests);
  }

  boolean isClosed() {
    return closed;
  }

  @Override
  public void close() {
    closed = true;
    running.forEach(Exchange::stop);
  }
}
