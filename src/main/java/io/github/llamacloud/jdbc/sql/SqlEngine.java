package io.github.llamacloud.jdbc.sql;

import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;

/** Compiles SQL over {@code batch_jobs}; keeps what it compiled. Shared by all connections. */
public final class SqlEngine {
  private static final int CACHED_STATEMENTS = 256;

  private final Map<Key, CompiledStatement> cache = RecentlyUsed.map(CACHED_STATEMENTS);

  private final CodeCache code = new CodeCache();
  private final RequestTemplates templates = new RequestTemplates();
  private final PlanTemplates planTemplates = new PlanTemplates();
  private final LongAdder compilations = new LongAdder();

  /** All that a compiled statement depends on: properties of connections act at execution. */
  private record Key(String sql, Map<Integer, ParameterType> parameterTypes) {}

  /**
   * Parses and validates a statement, or finds it among those compiled before.
   *
   * @throws SQLException class 42 with the position if it cannot be understood; 25006 if it writes
   */
  public PreparedSql prepare(String sql) throws SQLException {
    return compiled(sql, Map.of());
  }

  /** What of a statement is not sent; it is compiled anew, since plans keep no tree. */
  List<NotSent> notSent(String sql, Map<Integer, ParameterType> parameterTypes)
      throws SQLException {
    return new Compilation(this, sql, parameterTypes).notSent();
  }

  /** A plan that no other execution uses. */
  Plan planAnew(String sql, Map<Integer, ParameterType> parameterTypes) throws SQLException {
    return new Compilation(this, sql, parameterTypes).compile().plan().get();
  }

  /** How many statements were compiled, and not found. */
  long compilations() {
    return compilations.sum();
  }

  /** The code of all plans. */
  CodeCache code() {
    return code;
  }

  /** The statement with some parameters of other types than the inferred ones. */
  CompiledStatement compiled(String sql, Map<Integer, ParameterType> parameterTypes)
      throws SQLException {
    Key key = new Key(sql, Map.copyOf(parameterTypes));
    synchronized (cache) {
      CompiledStatement known = cache.get(key);
      if (known != null) {
        return known;
      }
    }
    Optional<TextTemplate> template =
        parameterTypes.isEmpty() ? TextTemplate.of(sql) : Optional.empty();
    Optional<RequestTemplate> alike = template.flatMap(templates::find);
    if (alike.isPresent()) {
      return alike.get().statement(this, sql);
    }
    Optional<ParameterizedText> parameterized =
        parameterTypes.isEmpty() && template.isEmpty()
            ? ParameterizedText.of(sql)
            : Optional.empty();
    Optional<PlanTemplate> planned = parameterized.flatMap(text -> planTemplates.find(this, text));
    if (planned.isPresent()) {
      return planned.get().statement(this, sql, parameterized.get().values());
    }
    CompiledStatement compiled = new Compilation(this, sql, parameterTypes).compile();
    template.ifPresent(text -> templates.learn(text, compiled));
    parameterized.ifPresent(text -> planTemplates.learn(text, compiled));
    compilations.increment();
    synchronized (cache) {
      CompiledStatement other = cache.putIfAbsent(key, compiled);
      return other == null ? compiled : other;
    }
  }
}
