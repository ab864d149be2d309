package io.github.llamacloud.jdbc.simulator;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * What surrounds a page of rows, with its two untrustworthy hints.
 *
 * @param totalSize what {@code total_size} says
 * @param nextPageToken what {@code next_page_token} says
 */
record Envelope(TotalSize totalSize, NextPageToken nextPageToken) {

  /** Begins a page; the caller writes its rows, then calls {@link #close}. */
  JsonWriter open(int expectedLength) {
    JsonWriter json = new JsonWriter(expectedLength + 64);
    json.open('{').name("items").open('[');
    return json;
  }

  /**
   * Ends a page.
   *
   * @param reached position after its last row, in the list of rows that match
   * @param total the number of rows that match
   */
  JsonWriter close(JsonWriter json, long reached, long total) {
    json.close(']');
    switch (nextPageToken) {
      case NULL -> json.name("next_page_token").string(null);
      case WHEN_MORE ->
          json.name("next_page_token").string(reached < total ? token(reached) : null);
      case ABSENT -> {}
    }
    switch (totalSize) {
      case NULL -> json.name("total_size").string(null);
      case EXACT -> total(json, total);
      case ZERO -> total(json, 0);
      case LOW -> total(json, Math.max(0, total - Math.max(1, total / 10)));
      case HIGH -> total(json, total + Math.max(1, total / 10));
      case ABSENT -> {}
    }
    return json.close('}');
  }

  private static void total(JsonWriter json, long total) {
    json.name("total_size").raw(Long.toString(total));
  }

  private static String token(long position) {
    byte[] text = ("next:" + position).getBytes(StandardCharsets.UTF_8);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(text);
  }
}
