package io.github.llamacloud.jdbc.sql;

import java.util.Map;
import java.util.Optional;

/** Examples of statements that are one request, by the shapes of their texts. Safe for threads. */
final class RequestTemplates {
  private static final int CACHED_SHAPES = 1_000;

  private final Map<String, Known> byShape = RecentlyUsed.map(CACHED_SHAPES);

  /** What is known of a shape: no example if each of its statements is to be compiled. */
  private record Known(Optional<RequestTemplate> example) {}

  /** What a statement is, if that is known without compiling it. */
  Optional<RequestTemplate> find(TextTemplate text) {
    Known known;
    synchronized (byShape) {
      known = byShape.get(text.shape());
    }
    return known == null
        ? Optional.empty()
        : known.example().flatMap(example -> example.with(text.values()));
  }

  /** Learns from a statement that was compiled. */
  void learn(TextTemplate text, CompiledStatement compiled) {
    synchronized (byShape) {
      Known known = byShape.get(text.shape());
      byShape.put(
          text.shape(),
          new Known(
              known == null
                  ? RequestTemplate.of(text.values(), compiled)
                  : known
                      .example()
                      .flatMap(example -> example.confirmed(text.values(), compiled))));
    }
  }
}
