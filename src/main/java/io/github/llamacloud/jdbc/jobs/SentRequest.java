package io.github.llamacloud.jdbc.jobs;

import java.util.OptionalInt;

/**
 * One HTTP request that a statement has sent.
 *
 * @param url with its parameters; the key is in no URL
 * @param status the HTTP status, 0 if no answer came
 * @param millis from sending to the end of the answer
 * @param bytes of the answer's body, after decompression
 * @param attempt 1, or more for a repetition
 * @param rows jobs in the answer, empty if it was none or is not read yet
 */
public record SentRequest(
    String url, int status, long millis, long bytes, int attempt, OptionalInt rows) {

  /** The same, with the number of jobs in the answer. */
  public SentRequest withRows(int count) {
    return new SentRequest(url, status, millis, bytes, attempt, OptionalInt.of(count));
  }
}
