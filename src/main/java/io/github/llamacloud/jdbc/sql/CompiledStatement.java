package io.github.llamacloud.jdbc.sql;

import io.github.llamacloud.jdbc.error.Failures;
import io.github.llamacloud.jdbc.error.SqlState;
import io.github.llamacloud.jdbc.jobs.ExecutionContext;
import io.github.llamacloud.jdbc.jobs.JobSource;
import io.github.llamacloud.jdbc.jobs.ListRequest;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.calcite.rel.type.RelDataType;
import org.jspecify.annotations.Nullable;

/** A statement, validated, with its plan. Immutable but for the plan, which is made when needed. */
final class CompiledStatement implements PreparedSql {
  private final SqlEngine engine;
  private final String sql;
  private final List<ResultColumn> columns;
  private final Parameters parameters;
  private final EnumComparisons enums;
  private final LazyPlan plan;
  private final boolean stateful;

  /**
   * @param stateful whether every execution needs a plan of its own
   */
  CompiledStatement(
      SqlEngine engine,
      String sql,
      List<ResultColumn> columns,
      Parameters parameters,
      EnumComparisons enums,
      LazyPlan plan,
      boolean stateful) {
    this.engine = engine;
    this.sql = sql;
    this.columns = columns;
    this.parameters = parameters;
    this.enums = enums;
    this.plan = plan;
    this.stateful = stateful;
  }

  /** A statement that is one request. */
  static CompiledStatement ofRequest(
      SqlEngine engine,
      String sql,
      List<ResultColumn> columns,
      EnumComparisons enums,
      ListRequest request) {
    return ofPlan(engine, sql, columns, enums, new AbsorbedPlan(request, JobScan.text(request)));
  }

  /** A statement without parameters that has this plan. */
  static CompiledStatement ofPlan(
      SqlEngine engine, String sql, List<ResultColumn> columns, EnumComparisons enums, Plan plan) {
    return new CompiledStatement(
        engine, sql, columns, Parameters.NONE, enums, LazyPlan.of(plan), false);
  }

  /**
   * What is known of the parameters.
   *
   * @param types by index
   * @param chosen types that were given to parameters from outside, by index
   * @param untyped indexes of those whose type the statement does not tell
   * @param rowCounts indexes of those that are a LIMIT or OFFSET, with what NULL means there
   */
  record Parameters(
      List<RelDataType> types,
      Map<Integer, ParameterType> chosen,
      Set<Integer> untyped,
      Map<Integer, Long> rowCounts) {
    static final Parameters NONE = new Parameters(List.of(), Map.of(), Set.of(), Map.of());
  }

  @Override
  public List<ResultColumn> columns() {
    return columns;
  }

  LazyPlan plan() {
    return plan;
  }

  /** The plan of every execution, if it has been made and there are no parameters. */
  Optional<Plan> planWithoutParameters() {
    return parameters.types().isEmpty() && !stateful ? plan.made() : Optional.empty();
  }

  EnumComparisons enums() {
    return enums;
  }

  /** Whether every execution needs a plan of its own. */
  boolean isStateful() {
    return stateful;
  }

  /** The inferred types of the parameters. */
  List<RelDataType> parameterTypes() {
    return parameters.types();
  }

  @Override
  public List<ResultColumn> parameters() {
    return parameters.types().stream().map(type -> ResultColumns.of("", type)).toList();
  }

  @Override
  public BoundQuery bind(List<? extends @Nullable Object> values) throws SQLException {
    int count = parameters.types().size();
    if (values.size() != count) {
      throw Failures.badArgument(
          SqlState.BAD_PARAMETER,
          "Parameters of the statement: " + count + "; values bound: " + values.size() + ".");
    }
    List<@Nullable Object> internal = new ArrayList<>();
    Map<Integer, ParameterType> retyped = new HashMap<>(parameters.chosen());
    for (int i = 0; i < count; i++) {
      Object value = values.get(i);
      Long whenNull = parameters.rowCounts().get(i);
      if (whenNull != null) {
        internal.add(ParameterBinding.rowCount(i + 1, value, whenNull));
        continue;
      }
      if (value != null && parameters.untyped().contains(i)) {
        ParameterType natural = ParameterBinding.natural(i + 1, value);
        if (!natural.equals(retyped.get(i))) {
          retyped.put(i, natural);
          internal.add(null);
          continue;
        }
      }
      ParameterBinding binding = ParameterBinding.bind(i + 1, value, parameters.types().get(i));
      internal.add(binding.value());
      if (binding.instead() != null) {
        retyped.put(i, binding.instead());
      }
    }
    return retyped.equals(parameters.chosen())
        ? new Bound(internal)
        : engine.compiled(sql, retyped).bind(values);
  }

  /** This statement with values. */
  private final class Bound implements BoundQuery {
    private final List<@Nullable Object> values;

    Bound(List<@Nullable Object> values) {
      this.values = values;
    }

    @Override
    public List<ResultColumn> columns() {
      return columns;
    }

    @Override
    public RowCursor open(JobSource source, ExecutionContext context) throws SQLException {
      enums.hints(values).forEach(context::warn);
      Plan opened = stateful ? engine.planAnew(sql, parameters.chosen()) : plan.get();
      return source.budget().isLimited()
          ? new BudgetedRows(
              () -> opened.open(source, context, values),
              () ->
                  new BudgetAdvice(
                          engine.notSent(sql, parameters.chosen()),
                          opened.requests(),
                          source.budget())
                      .sentence())
          : opened.open(source, context, values);
    }
  }
}
