package io.github.llamacloud.jdbc.testing;

import io.github.llamacloud.jdbc.config.ApiKeyProvider;
import java.net.URI;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** A provider on the class path of the tests; it tells what a test has put in, in turn. */
public final class TestKeys implements ApiKeyProvider {
  private static final Map<URI, Deque<String>> KEYS = new ConcurrentHashMap<>();

  /** For this host these keys, one whenever it is asked, the last one for ever. */
  public static void tell(String baseUrl, String... keys) {
    KEYS.put(URI.create(baseUrl), new ArrayDeque<>(Arrays.asList(keys)));
  }

  /** Tells nothing any more. */
  public static void forget() {
    KEYS.clear();
  }

  @Override
  public Optional<String> apiKey(URI baseUrl) {
    Deque<String> keys = KEYS.get(baseUrl);
    if (keys == null) {
      return Optional.empty();
    }
    return Optional.of(keys.size() > 1 ? keys.remove() : keys.element());
  }
}
