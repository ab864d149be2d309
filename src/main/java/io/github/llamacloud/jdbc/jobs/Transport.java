package io.github.llamacloud.jdbc.jobs;

import java.io.IOException;
import java.util.Map;

/** Answers HTTP requests without a socket: what the in-process simulator stands behind. */
public interface Transport {
  /** Answers one request. */
  Response exchange(Request request) throws IOException;

  /**
   * A request.
   *
   * @param method e.g. {@code GET}
   * @param target path and query as on the wire, e.g. {@code /api/v1/x?limit=10}, percent-encoded
   * @param headers by lower-case name
   */
  record Request(String method, String target, Map<String, String> headers) {}

  /**
   * A response.
   *
   * @param status the HTTP status
   * @param headers by lower-case name
   * @param body the bytes, UTF-8 where they are text
   */
  @SuppressWarnings("ArrayRecordComponent")
  record Response(int status, Map<String, String> headers, byte[] body) {}
}
