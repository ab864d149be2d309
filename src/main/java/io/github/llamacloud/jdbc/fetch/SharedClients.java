package io.github.llamacloud.jdbc.fetch;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import okhttp3.ConnectionSpec;
import okhttp3.Dispatcher;
import okhttp3.Dns;
import okhttp3.Interceptor;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Response;

/**
 * The clients that all connections derive theirs from, so that sockets and threads are shared. Made
 * when first needed: setting up TLS costs more than all the rest, so plain http does without.
 */
final class SharedClients {
  private static final int THREAD_IDLE_SECONDS = 10;
  private static final int PING_SECONDS = 10;

  private SharedClients() {}

  static OkHttpClient plain() {
    return Plain.CLIENT;
  }

  static OkHttpClient tls() {
    return Tls.CLIENT;
  }

  /** The next request opens a socket, unless one is in use that it can share. */
  static void closeIdleSockets() {
    plain().connectionPool().evictAll();
  }

  /** Watches calls that run on threads of their callers. */
  static CallWatch callWatch() {
    return Plain.CALL_WATCH;
  }

  private static final class Plain {
    static final Dispatcher DISPATCHER = dispatcher();
    static final CallWatch CALL_WATCH = new CallWatch(DISPATCHER.executorService());
    static final OkHttpClient CLIENT =
        new OkHttpClient.Builder()
            .dispatcher(DISPATCHER)
            .dns(new NameLookUp(Dns.SYSTEM, DISPATCHER.executorService()))
            .connectionSpecs(List.of(ConnectionSpec.CLEARTEXT))
            .protocols(List.of(Protocol.HTTP_1_1))
            // Repeating and redirecting are decided by this package, where they are counted.
            .retryOnConnectionFailure(false)
            .followRedirects(false)
            .followSslRedirects(false)
            // RetryInterceptor limits a request as a whole.
            .readTimeout(Duration.ZERO)
            .writeTimeout(Duration.ZERO)
            .addNetworkInterceptor(SharedClients::withoutOwnFollowUp)
            .build();
  }

  private static final class Tls {
    static final OkHttpClient CLIENT =
        Plain.CLIENT
            .newBuilder()
            .connectionSpecs(List.of(ConnectionSpec.MODERN_TLS))
            .protocols(List.of(Protocol.HTTP_2, Protocol.HTTP_1_1))
            // A call that is given up leaves a shared connection open: a dead one is found by this.
            .pingInterval(Duration.ofSeconds(PING_SECONDS))
            .build();
  }

  /** Daemon threads, or the pool would keep a program from ending. */
  private static Dispatcher dispatcher() {
    ThreadPoolExecutor threads =
        new ThreadPoolExecutor(
            0,
            Integer.MAX_VALUE,
            THREAD_IDLE_SECONDS,
            TimeUnit.SECONDS,
            new SynchronousQueue<>(),
            task -> {
              Thread thread = new Thread(task, "llamacloud-jdbc");
              thread.setDaemon(true);
              return thread;
            });
    Dispatcher dispatcher = new Dispatcher(threads);
    // Every call has a caller that waits for it: these are limited elsewhere.
    dispatcher.setMaxRequests(Integer.MAX_VALUE);
    dispatcher.setMaxRequestsPerHost(Integer.MAX_VALUE);
    return dispatcher;
  }

  /**
   * OkHttp repeats a 503 with {@code Retry-After: 0} by itself, uncounted, unless it cannot see it.
   */
  private static Response withoutOwnFollowUp(Interceptor.Chain chain) throws IOException {
    Response response = chain.proceed(chain.request());
    String retryAfter = response.header("Retry-After");
    return response.code() != 503 || retryAfter == null
        ? response
        : response
            .newBuilder()
            .removeHeader("Retry-After")
            .header(RetryWait.RETRY_AFTER_OF_503, retryAfter)
            .build();
  }
}
