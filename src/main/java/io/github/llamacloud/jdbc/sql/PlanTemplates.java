package io.github.llamacloud.jdbc.sql;

import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Plans for statements that differ in the values that they compare with, by the shapes of their
 * texts. The first statement of a shape is planned with its values; at the second, a plan with
 * parameters is made and compared with the first. Safe for threads.
 */
final class PlanTemplates {
  private static final int CACHED_SHAPES = 256;

  private final Map<String, Known> byShape = RecentlyUsed.map(CACHED_SHAPES);

  /**
   * What is known of a shape.
   *
   * @param example a statement with its values, before a plan with parameters has been tried
   * @param template null if none has been tried, or if there is none
   */
  private record Known(@Nullable Example example, @Nullable PlanTemplate template) {}

  private record Example(List<Object> values, CompiledStatement statement) {
    boolean isPlanned() {
      return statement.plan().made().isPresent();
    }
  }

  /** The plan of a statement's shape, if it has one. */
  Optional<PlanTemplate> find(SqlEngine engine, ParameterizedText text) {
    Known known;
    synchronized (byShape) {
      known = byShape.get(text.shape());
    }
    if (known == null) {
      return Optional.empty();
    }
    Example example = known.example();
    if (example == null || !example.isPlanned()) {
      return Optional.ofNullable(known.template());
    }
    Optional<PlanTemplate> template = tried(engine, text.sql(), example);
    synchronized (byShape) {
      byShape.put(text.shape(), new Known(null, template.orElse(null)));
    }
    return template;
  }

  private static Optional<PlanTemplate> tried(SqlEngine engine, String sql, Example example) {
    try {
      return PlanTemplate.of(engine.compiled(sql, Map.of()), example.values(), example.statement());
    } catch (SQLException e) {
      // With a parameter it means nothing; with a value it does.
      return Optional.empty();
    }
  }

  /** Learns from a statement that was compiled. */
  void learn(ParameterizedText text, CompiledStatement compiled) {
    synchronized (byShape) {
      Known known = byShape.get(text.shape());
      if (known == null || (known.example() != null && !known.example().isPlanned())) {
        byShape.put(text.shape(), new Known(new Example(text.values(), compiled), null));
      }
    }
  }
}
