package io.github.llamacloud.jdbc.fetch;

import io.github.llamacloud.jdbc.error.Failures;
import io.github.llamacloud.jdbc.jobs.ExecutionContext;
import io.github.llamacloud.jdbc.json.Page;
import io.github.llamacloud.jdbc.json.PageDecoder;
import java.io.IOException;
import java.sql.SQLException;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/** Reads the pages of one list, one at a time. {@link #close} may be called by any thread. */
final class PageReader implements Scan.Pages, AutoCloseable {
  private final Service service;
  private final ListQuery query;
  private final PageDecoder decoder;
  private final ExecutionContext context;

  private volatile boolean closed;
  private volatile @Nullable Exchange current;

  PageReader(Service service, ListQuery query, PageDecoder decoder, ExecutionContext context) {
    this.service = service;
    this.query = query;
    this.decoder = decoder;
    this.context = context;
  }

  @Override
  public Page read(long offset, int limit) throws SQLException {
    Exchange exchange = new Exchange(service.call(query.url(offset, limit), context), context);
    current = exchange;
    if (closed) {
      throw Failures.objectClosed("cursor");
    }
    try (Response response = exchange.await(service.failures())) {
      if (!response.isSuccessful()) {
        throw service.failures().ofStatus(response);
      }
      Page page = decoder.decode(response.body().byteStream(), response.code());
      context.pageRead(page.rows().size(), page.totalSize());
      return page;
    } catch (IOException e) {
      throw service.failures().ofIo(e);
    } finally {
      current = null;
    }
  }

  boolean isClosed() {
    return closed;
  }

  @Override
  public void close() {
    closed = true;
    Exchange running = current;
    if (running != null) {
      running.stop();
    }
  }
}
