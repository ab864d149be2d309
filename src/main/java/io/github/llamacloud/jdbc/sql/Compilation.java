package io.github.llamacloud.jdbc.sql;

import io.github.llamacloud.jdbc.error.Failures;
import io.github.llamacloud.jdbc.jobs.ExecutionContext;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.calcite.adapter.enumerable.EnumerableRel;
import org.apache.calcite.plan.ConventionTraitDef;
import org.apache.calcite.plan.RelOptCluster;
import org.apache.calcite.plan.volcano.VolcanoPlanner;
import org.apache.calcite.prepare.CalciteCatalogReader;
import org.apache.calcite.rel.RelCollationTraitDef;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.RelRoot;
import org.apache.calcite.rel.core.Values;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeField;
import org.apache.calcite.runtime.CalciteContextException;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlDynamicParam;
import org.apache.calcite.sql.SqlExplain;
import org.apache.calcite.sql.SqlExplainFormat;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlOrderBy;
import org.apache.calcite.sql.parser.SqlParseException;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.type.SqlTypeUtil;
import org.apache.calcite.sql.util.SqlBasicVisitor;
import org.apache.calcite.sql.validate.SqlValidator;
import org.apache.calcite.sql2rel.SqlToRelConverter;
import org.apache.calcite.sql2rel.StandardConvertletTable;
import org.jspecify.annotations.Nullable;

/**
 * Compiles one statement: parse, validate, convert, and then either absorb it into one request or
 * plan it. One object, one thread, one use: Calcite's parts hold unsynchronised maps.
 */
final class Compilation {
  private static final String TYPES_DIFFER = "failed to preserve datatypes";

  /** Generated code keeps the series of each call for as long as it is cached. */
  private static final Set<String> STATEFUL = Set.of("RAND", "RAND_INTEGER");

  private final SqlEngine engine;
  private final String sql;
  private final SqlText text;
  private final Map<Integer, ParameterType> parameterTypes;
  private final Set<Integer> untyped = new HashSet<>();
  private final Dialect.TypeFactory typeFactory = new Dialect.TypeFactory();
  private EnumComparisons enums = EnumComparisons.NONE;
  private Supplier<RelNode> asWritten =
      () -> {
        throw new IllegalStateException("There is no plan yet.");
      };
  private final CalciteCatalogReader catalog = Dialect.catalog(typeFactory);

  Compilation(SqlEngine engine, String sql, Map<Integer, ParameterType> parameterTypes)
      throws SQLException {
    this.engine = engine;
    this.sql = sql;
    this.text = SqlText.parseable(sql);
    this.parameterTypes = new HashMap<>(parameterTypes);
  }

  CompiledStatement compile() throws SQLException {
    return guarded(
        () -> {
          SqlNode statement = parsed();
          return statement instanceof SqlExplain explain ? explained(explain) : query(statement);
        });
  }

  /** What of the query is computed here. */
  List<NotSent> notSent() throws SQLException {
    return guarded(
        () -> {
          query(parsedQuery());
          return NotSentParts.of(asWritten.get());
        });
  }

  /** What may fail as Calcite does. */
  private interface Step<T> {
    T run() throws SQLException, SqlParseException;
  }

  private <T> T guarded(Step<T> step) throws SQLException {
    try {
      return step.run();
    } catch (SqlParseException e) {
      throw SqlErrors.parse(e, text);
    } catch (RuntimeException | LinkageError | AssertionError | StackOverflowError e) {
      throw SqlErrors.compile(e, text);
    }
  }

  private SqlNode parsed() throws SqlParseException {
    return StatementParser.parse(text.text());
  }

  /** The query of the statement, parsed anew: validation changes the tree that it is given. */
  private SqlNode parsedQuery() throws SqlParseException {
    SqlNode statement = parsed();
    return statement instanceof SqlExplain explain ? explain.getExplicandum() : statement;
  }

  private CompiledStatement explained(SqlExplain explain) throws SQLException, SqlParseException {
    boolean asJson = explain.getFormat() == SqlExplainFormat.JSON;
    if (!asJson && explain.getFormat() != SqlExplainFormat.TEXT) {
      throw Failures.notSupported("EXPLAIN PLAN AS " + explain.getFormat());
    }
    LazyPlan plan = query(explain.getExplicandum()).plan();
    return new CompiledStatement(
        engine,
        sql,
        ExplainPlan.COLUMNS,
        CompiledStatement.Parameters.NONE,
        EnumComparisons.NONE,
        LazyPlan.of(
            new ExplainPlan(
                plan, NotSentParts.of(asWritten.get()), enums.hints(List.of()), asJson)),
        false);
  }

  /** Takes from the tree what the text alone tells before validation changes it. */
  private CompiledStatement query(SqlNode statement) throws SQLException, SqlParseException {
    if (!statement.isA(SqlKind.QUERY)) {
      throw Failures.notSupported("The statement " + statement.getKind());
    }
    Map<Integer, Long> rowCounts = rowCounts(statement);
    List<String> labels = TypedLabels.in(statement);
    boolean stateful = isStateful(statement);
    Validated validated = validated(statement);
    SqlValidator validator = validated.validator();
    List<RelDataType> types =
        validator.getParameterRowType(validated.node()).getFieldList().stream()
            .map(RelDataTypeField::getType)
            .toList();
    LazyPlan plan;
    try {
      plan = plan(validated, rowCounts.keySet(), stateful);
    } catch (AssertionError e) {
      if (String.valueOf(e.getMessage()).contains(TYPES_DIFFER) && typesTexts(types)) {
        return query(parsedQuery());
      }
      throw e;
    }
    return new CompiledStatement(
        engine,
        sql,
        TypedLabels.given(
            labels, ResultColumns.of(validator.getValidatedNodeType(validated.node()))),
        new CompiledStatement.Parameters(
            types, Map.copyOf(parameterTypes), Set.copyOf(untyped), rowCounts),
        enums,
        plan,
        stateful);
  }

  /**
   * Casts the parameters that are texts to texts: beside a column, Calcite takes the result for as
   * long as the column, and then finds it longer. Answers whether there was one.
   */
  private boolean typesTexts(List<RelDataType> types) {
    boolean changed = false;
    for (int i = 0; i < types.size(); i++) {
      if (SqlTypeUtil.inCharFamily(types.get(i))) {
        changed |= parameterTypes.putIfAbsent(i, ParameterType.VARCHAR) == null;
      }
    }
    return changed;
  }

  private record Validated(SqlNode node, SqlValidator validator) {}

  /**
   * Validates; a parameter whose type the statement does not tell is a text until it has a value.
   *
   * @param parsed not yet validated; a further attempt parses anew
   */
  private Validated validated(SqlNode parsed) throws SqlParseException {
    SqlNode statement = parsed;
    while (true) {
      SqlValidator validator = new StatementValidator(catalog, typeFactory);
      try {
        SqlNode rewritten = new SqlRewrite(parameterTypes).rewrite(windowsWritten(statement));
        return new Validated(validator.validate(rewritten), validator);
      } catch (CalciteContextException e) {
        statement = parsedQuery();
        Integer untypedParameter = untypedParameter(e, statement);
        if (untypedParameter == null || !untyped.add(untypedParameter)) {
          throw e;
        }
        parameterTypes.putIfAbsent(untypedParameter, ParameterType.VARCHAR);
      } catch (UnsupportedOperationException e) {
        statement = parsedQuery();
        if (!String.valueOf(e.getMessage()).contains(SqlDynamicParam.class.getName())
            || !typesUntyped(statement)) {
          throw e;
        }
      }
    }
  }

  /** Makes texts of all parameters that have no type; answers whether there was one. */
  private boolean typesUntyped(SqlNode statement) {
    int before = untyped.size();
    statement.accept(
        new SqlBasicVisitor<Void>() {
          @Override
          public Void visit(SqlDynamicParam param) {
            if (parameterTypes.putIfAbsent(param.getIndex(), ParameterType.VARCHAR) == null) {
              untyped.add(param.getIndex());
            }
            return null;
          }
        });
    return untyped.size() > before;
  }

  /** Whether it calls a function that continues a series of numbers. */
  private static boolean isStateful(SqlNode statement) {
    boolean[] found = {false};
    statement.accept(
        new SqlBasicVisitor<Void>() {
          @Override
          public Void visit(SqlCall call) {
            found[0] |= STATEFUL.contains(call.getOperator().getName().toUpperCase(Locale.ROOT));
            return super.visit(call);
          }
        });
    return found[0];
  }

  private static SqlNode windowsWritten(SqlNode statement) {
    SqlNode written = statement.accept(new WindowSyntax());
    return written == null ? statement : written;
  }

  private @Nullable Integer untypedParameter(CalciteContextException e, SqlNode statement) {
    String reason = e.getCause() == null ? "" : String.valueOf(e.getCause().getMessage());
    if (!reason.contains("dynamic parameter") && !reason.contains("<UNKNOWN>")) {
      return null;
    }
    SqlParserPos where =
        new SqlParserPos(e.getPosLine(), e.getPosColumn(), e.getEndPosLine(), e.getEndPosColumn());
    Integer[] found = {null};
    statement.accept(
        new SqlBasicVisitor<Void>() {
          @Override
          public Void visit(SqlDynamicParam param) {
            if (found[0] == null
                && !untyped.contains(param.getIndex())
                && where.overlaps(param.getParserPosition())) {
              found[0] = param.getIndex();
            }
            return null;
          }
        });
    return found[0];
  }

  /** The parameters that are a LIMIT or OFFSET, with what NULL means: all rows, or none skipped. */
  private static Map<Integer, Long> rowCounts(SqlNode statement) {
    Map<Integer, Long> indexes = new HashMap<>();
    statement.accept(
        new SqlBasicVisitor<Void>() {
          @Override
          public Void visit(SqlCall call) {
            if (call instanceof SqlOrderBy ordered) {
              add(ordered.fetch, ExecutionContext.ALL_ROWS);
              add(ordered.offset, 0L);
            }
            return super.visit(call);
          }

          private void add(@Nullable SqlNode count, long whenNull) {
            if (count instanceof SqlDynamicParam param) {
              indexes.put(param.getIndex(), whenNull);
            }
          }
        });
    return indexes;
  }

  private LazyPlan plan(Validated validated, Set<Integer> rowCounts, boolean stateful) {
    VolcanoPlanner volcano = new VolcanoPlanner();
    volcano.addRelTraitDef(ConventionTraitDef.INSTANCE);
    volcano.addRelTraitDef(RelCollationTraitDef.INSTANCE);
    volcano.setExecutor(new ConstantFolding());
    DialectRexBuilder rexBuilder = new DialectRexBuilder(typeFactory);
    RelOptCluster cluster = RelOptCluster.create(volcano, rexBuilder);
    cluster.setMetadataQuerySupplier(ConversionMetadata::new);
    RelRoot root = converted(validated, cluster);
    RelNode absorbed = SharedScans.applyTo(new Absorber(rexBuilder).absorb(root.project()));
    enums = EnumComparisons.in(root.rel);
    asWritten = () -> absorbed;
    Plan plan = withoutPlanner(absorbed);
    if (plan != null) {
      return LazyPlan.of(plan);
    }
    StatementClasses.loadPlanned();
    cluster.setMetadataQuerySupplier(PlanningMetadata::new);
    cluster.invalidateMetadataQuery();
    LogicalPlanner planner = new LogicalPlanner(volcano, new LimitKeepingRelBuilder(cluster));
    RelRoot base = isOrdered(root) ? root : RelRoot.of(root.project(), root.kind);
    RelNode logical = planner.absorbed(base.rel);
    asWritten = () -> planner.asWritten(base.rel);
    Plan simple = base.isRefTrivial() ? withoutPlanner(logical) : null;
    return simple != null
        ? LazyPlan.of(simple)
        : new LazyPlan(
            () -> {
              try {
                EnumerableRel physical = planner.physical(logical, base);
                return new CompiledPlan(
                    physical, rowCounts, rexBuilder.lists(), stateful ? null : engine.code());
              } catch (RuntimeException | LinkageError | AssertionError | StackOverflowError e) {
                throw SqlErrors.compile(e, text);
              }
            });
  }

  private RelRoot converted(Validated validated, RelOptCluster cluster) {
    SqlToRelConverter converter =
        new SqlToRelConverter(
            (rowType, query, schemaPath, viewPath) -> {
              throw new UnsupportedOperationException("There are no views.");
            },
            validated.validator(),
            catalog,
            cluster,
            StandardConvertletTable.INSTANCE,
            Dialect.CONVERTER);
    RelRoot converted = converter.convertQuery(validated.node(), false, true);
    return SubQueries.isIn(converted.rel)
        ? converted.withRel(new SubQueries(cluster.getRexBuilder()).withoutLists(converted.rel))
        : converted;
  }

  private static boolean isOrdered(RelRoot root) {
    return !root.collation.getFieldCollations().isEmpty();
  }

  private static @Nullable Plan withoutPlanner(RelNode absorbed) {
    if (absorbed instanceof RequestScan scan) {
      return AbsorbedPlan.of(scan);
    }
    return absorbed instanceof Values values ? ValuesPlan.of(values).orElse(null) : null;
  }
}
