package io.github.llamacloud.jdbc.fetch;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import okhttp3.Dns;

/**
 * Looks names up. For a call that runs on the thread of its caller another thread does: nothing
 * ends a look-up, but the caller can leave.
 *
 * @param names knows the names
 * @param threads look them up
 */
record NameLookUp(Dns names, Executor threads) implements Dns {
  @Override
  public List<InetAddress> lookup(String host) throws UnknownHostException {
    Exchange<?> ofCaller = Exchange.ofThisThread();
    if (ofCaller == null) {
      return names.lookup(host);
    }
    CompletableFuture<List<InetAddress>> found = new CompletableFuture<>();
    threads.execute(
        () -> {
          try {
            found.complete(names.lookup(host));
          } catch (UnknownHostException | RuntimeException | Error e) {
            found.completeExceptionally(e);
          }
        });
    UnknownHostException unknown = new UnknownHostException(host);
    try {
      CompletableFuture.anyOf(found, ofCaller.end()).get();
      return found.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      unknown.initCause(e);
    } catch (ExecutionException | CancellationException e) {
      unknown.initCause(e);
    }
    throw unknown;
  }
}
