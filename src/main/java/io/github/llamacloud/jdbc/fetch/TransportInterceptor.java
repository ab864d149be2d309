package io.github.llamacloud.jdbc.fetch;

import io.github.llamacloud.jdbc.jobs.Transport;
import java.io.IOException;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import okhttp3.Headers;
import okhttp3.HttpUrl;
import okhttp3.Interceptor;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.ResponseBody;

/** Answers from a {@link Transport}, so that no socket is used. */
record TransportInterceptor(Transport transport) implements Interceptor {
  @Override
  public Response intercept(Chain chain) throws IOException {
    Request request = chain.request();
    Transport.Response answer = exchange(request);
    return new Response.Builder()
        .request(request)
        .protocol(Protocol.HTTP_1_1)
        .code(answer.status())
        .message("")
        .headers(Headers.of(answer.headers()))
        .body(ResponseBody.create(answer.body(), null))
        .build();
  }

  /** OkHttp would print an unchecked exception and lose its message. */
  private Transport.Response exchange(Request request) throws IOException {
    try {
      return transport.exchange(
          new Transport.Request(request.method(), target(request.url()), headers(request)));
    } catch (RuntimeException e) {
      throw new IOException("the answer in process failed: " + e, e);
    }
  }

  private static String target(HttpUrl url) {
    String query = url.encodedQuery();
    return url.encodedPath() + (query == null ? "" : "?" + query);
  }

  private static Map<String, String> headers(Request request) {
    Map<String, String> headers = new HashMap<>();
    request
        .headers()
        .forEach(pair -> headers.put(pair.getFirst().toLowerCase(Locale.ROOT), pair.getSecond()));
    return headers;
  }
}
