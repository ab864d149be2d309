package io.github.llamacloud.jdbc.fetch;

import io.github.llamacloud.jdbc.error.Failures;
import io.github.llamacloud.jdbc.jobs.ExecutionContext;
import io.github.llamacloud.jdbc.jobs.ListRequest.Filter;
import io.github.llamacloud.jdbc.json.Page;
import io.github.llamacloud.jdbc.json.PageDecoder;
import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import okhttp3.HttpUrl;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/** Reads pages of the list, one at a time. {@link #close} may be called by any thread. */
final class PageReader implements Scan.Pages, AutoCloseable {
  private final Service service;
  private final PageDecoder decoder;
  private final ExecutionContext context;

  private volatile boolean closed;
  private volatile @Nullable Exchange current;

  PageReader(Service service, PageDecoder decoder, ExecutionContext context) {
    this.service = service;
    this.decoder = decoder;
    this.context = context;
  }

  @Override
  public Page read(List<Filter> sent, long offset, int limit) throws SQLException {
    Page page = probe(sent, offset, limit);
    context.pageRead(page.rows().size(), page.totalSize());
    return page;
  }

  @Override
  public Page probe(List<Filter> sent, long offset, int limit) throws SQLException {
    HttpUrl url = service.query(sent).url(offset, limit);
    Exchange exchange = new Exchange(service.call(url, context), context);
    current = exchange;
    if (closed) {
      throw Failures.objectClosed("cursor");
    }
    try (Response response = exchange.await(service.failures())) {
      if (!response.isSuccessful()) {
        throw service.failures().ofStatus(response);
      }
      return decoder.decode(response.body().byteStream(), response.code());
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
