package io.github.llamacloud.jdbc.simulator;

/**
 * What the envelope's {@code next_page_token} says; the endpoint has no parameter to send it to.
 */
public enum NextPageToken {
  /** {@code "next_page_token": null}. */
  NULL,
  /** No {@code next_page_token}. */
  ABSENT,
  /** An opaque text while more rows follow, null at the end. */
  WHEN_MORE
}
