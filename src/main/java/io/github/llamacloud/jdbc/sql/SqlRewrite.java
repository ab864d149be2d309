package io.github.llamacloud.jdbc.sql;

import io.github.llamacloud.jdbc.error.CarriedSqlException;
import io.github.llamacloud.jdbc.error.Failures;
import io.github.llamacloud.jdbc.jobs.JobColumn;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.apache.calcite.avatica.util.TimeUnit;
import org.apache.calcite.sql.JoinConditionType;
import org.apache.calcite.sql.JoinType;
import org.apache.calcite.sql.SqlBasicTypeNameSpec;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlCharStringLiteral;
import org.apache.calcite.sql.SqlDataTypeSpec;
import org.apache.calcite.sql.SqlDynamicParam;
import org.apache.calcite.sql.SqlFunction;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlIntervalQualifier;
import org.apache.calcite.sql.SqlJoin;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlSelect;
import org.apache.calcite.sql.SqlUnknownLiteral;
import org.apache.calcite.sql.SqlUserDefinedTypeNameSpec;
import org.apache.calcite.sql.SqlUtil;
import org.apache.calcite.sql.SqlWithItem;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.sql.util.SqlShuttle;
import org.apache.calcite.util.NlsString;
import org.apache.calcite.util.Util;
import org.jspecify.annotations.Nullable;

/**
 * Rewrites a parsed statement into what Calcite validates: PostgreSQL's {@code date_trunc('unit',
 * ts)}, {@code now()}, type names such as {@code text}, date-time literals with T and Z, and
 * parameters whose values need another type than the inferred one.
 */
final class SqlRewrite extends SqlShuttle {
  private static final int MILLISECONDS = 3;

  private static final Set<TimeUnit> NOT_TRUNCATED =
      Set.of(TimeUnit.DOW, TimeUnit.ISODOW, TimeUnit.DOY, TimeUnit.ISOYEAR, TimeUnit.EPOCH);

  private static final Map<String, SqlBasicTypeName> TYPE_NAMES =
      Map.ofEntries(
          Map.entry("text", new SqlBasicTypeName(SqlTypeName.VARCHAR, -1)),
          Map.entry("string", new SqlBasicTypeName(SqlTypeName.VARCHAR, -1)),
          Map.entry("bool", new SqlBasicTypeName(SqlTypeName.BOOLEAN, -1)),
          Map.entry("int2", new SqlBasicTypeName(SqlTypeName.SMALLINT, -1)),
          Map.entry("int4", new SqlBasicTypeName(SqlTypeName.INTEGER, -1)),
          Map.entry("int8", new SqlBasicTypeName(SqlTypeName.BIGINT, -1)),
          Map.entry("long", new SqlBasicTypeName(SqlTypeName.BIGINT, -1)),
          Map.entry("float4", new SqlBasicTypeName(SqlTypeName.REAL, -1)),
          Map.entry("float8", new SqlBasicTypeName(SqlTypeName.DOUBLE, -1)),
          Map.entry("timestamptz", new SqlBasicTypeName(SqlTypeName.TIMESTAMP, MILLISECONDS)),
          Map.entry("datetime", new SqlBasicTypeName(SqlTypeName.TIMESTAMP, MILLISECONDS)));

  /** Calcite's periods hold their end. */
  private static final Set<SqlKind> PERIODS =
      Set.of(
          SqlKind.OVERLAPS,
          SqlKind.CONTAINS,
          SqlKind.PRECEDES,
          SqlKind.IMMEDIATELY_PRECEDES,
          SqlKind.SUCCEEDS,
          SqlKind.IMMEDIATELY_SUCCEEDS,
          SqlKind.PERIOD_EQUALS);

  private static final Set<String> NOW = Set.of("CURRENT_TIMESTAMP", "LOCALTIMESTAMP");

  /** What a session has in a database, and not here; Calcite answers with empty texts. */
  private static final Set<String> SESSION =
      Set.of(
          "USER",
          "CURRENT_USER",
          "SESSION_USER",
          "SYSTEM_USER",
          "CURRENT_ROLE",
          "CURRENT_PATH",
          "CURRENT_CATALOG",
          "{FN USER}",
          "{FN DATABASE}");

  /** Where a WITH item has its query. */
  private static final int QUERY_OF_WITH = 2;

  private static final Set<String> CASTS = Set.of("CAST", "::", "TRY_CAST", "SAFE_CAST");

  /** The characters of texts with escapes, as Calcite's parser says. */
  private static final String UTF_16 = "UTF16";

  private record SqlBasicTypeName(SqlTypeName name, int precision) {}

  private final Map<Integer, ParameterType> parameterTypes;

  SqlRewrite(Map<Integer, ParameterType> parameterTypes) {
    this.parameterTypes = parameterTypes;
  }

  SqlNode rewrite(SqlNode statement) {
    SqlNode rewritten = statement.accept(this);
    return rewritten == null ? statement : rewritten;
  }

  @Override
  public @Nullable SqlNode visit(SqlCall call) {
    if (call.getKind() == SqlKind.AS) {
      return named(call);
    }
    if (call.getKind() == SqlKind.EXPLICIT_TABLE) {
      return everything(call);
    }
    if (call instanceof SqlWithItem item) {
      item.setOperand(QUERY_OF_WITH, rewrite(item.query));
      return item;
    }
    if (call.getKind() == SqlKind.FILTER) {
      return super.visit(withOrderApart(call));
    }
    if (PERIODS.contains(call.getKind())) {
      throw new CarriedSqlException(
          Failures.notSupported("The comparison of periods by " + call.getOperator().getName()));
    }
    if (call instanceof SqlJoin join
        && isNamed(join)
        && join.getLeft() instanceof SqlJoin left
        && isNamed(left)) {
      throw new CarriedSqlException(
          Failures.notSupported("FULL JOIN … USING or NATURAL of more than two tables"));
    }
    if (call instanceof SqlSelect select && select.getWhere() != null) {
      select.setWhere(select.getWhere().accept(new CommonColumns(select.getFrom())));
    }
    SqlNode visited = super.visit(call);
    if (!(visited instanceof SqlCall inner)) {
      return visited;
    }
    if (CASTS.contains(inner.getOperator().getName())) {
      return castOfParameter(inner, inner.getParserPosition());
    }
    return inner.getOperator() instanceof SqlFunction ? function(inner) : inner;
  }

  /** {@code TABLE t} as {@code SELECT * FROM t}, which has room for a LIMIT. */
  private static SqlNode everything(SqlCall table) {
    SqlParserPos pos = table.getParserPosition();
    return new SqlSelect(
        pos,
        null,
        SqlNodeList.of(SqlIdentifier.star(pos)),
        table.operand(0),
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null);
  }

  /** Whether columns of equal names are merged though either side may be NULL. */
  private static boolean isNamed(SqlJoin join) {
    return join.getJoinType() == JoinType.FULL
        && (join.isNatural() || join.getConditionType() == JoinConditionType.USING);
  }

  /**
   * {@code STRING_AGG(a, ',' ORDER BY b) FILTER …} with the order apart: Calcite knows no other way
   * to write it below FILTER.
   */
  private static SqlCall withOrderApart(SqlCall filter) {
    if (!(filter.operand(0) instanceof SqlCall aggregate)
        || !aggregate.getOperator().getName().equalsIgnoreCase("STRING_AGG")
        || !(Util.last(aggregate.getOperandList()) instanceof SqlNodeList order)) {
      return filter;
    }
    SqlParserPos pos = aggregate.getParserPosition();
    SqlNode list =
        SqlStdOperatorTable.LISTAGG.createCall(
            aggregate.getFunctionQuantifier(),
            pos,
            Util.skipLast(aggregate.getOperandList()).toArray(SqlNode[]::new));
    return filter
        .getOperator()
        .createCall(
            filter.getParserPosition(),
            SqlStdOperatorTable.WITHIN_GROUP.createCall(pos, list, order),
            filter.operand(1));
  }

  /** Names are given here, not used. */
  private SqlNode named(SqlCall as) {
    List<SqlNode> operands = new ArrayList<>(as.getOperandList());
    operands.set(0, rewrite(operands.get(0)));
    return as.getOperator()
        .createCall(as.getFunctionQuantifier(), as.getParserPosition(), operands);
  }

  private static SqlNode function(SqlCall call) {
    SqlParserPos pos = call.getParserPosition();
    String name = call.getOperator().getName().toUpperCase(Locale.ROOT);
    List<SqlNode> operands = call.getOperandList();
    return switch (name) {
      case "NOW", "CURRENT_TIMESTAMP", "LOCALTIMESTAMP" ->
          operands.isEmpty() ? now(pos) : rounded(call, SqlTypeName.TIMESTAMP);
      case "CURRENT_TIME", "LOCALTIME" ->
          operands.isEmpty() ? call : rounded(call, SqlTypeName.TIME);
      case "CURRENT_SCHEMA" ->
          operands.isEmpty() ? SqlLiteral.createCharString(JobColumn.SCHEMA, pos) : call;
      case "TO_TIMESTAMP" ->
          throw new CarriedSqlException(
              Failures.notSupported("TO_TIMESTAMP (write CAST(text AS TIMESTAMP)): it"));
      case "DATE_TRUNC" ->
          operands.size() == 2 && operands.get(0) instanceof SqlCharStringLiteral unit
              ? dateTrunc(call, unit.getValueAs(String.class), operands.get(1), pos)
              : call;
      case "ARRAY_AGG" ->
          ArrayAggregates.ARRAY_AGG.createCall(
              call.getFunctionQuantifier(), pos, operands.toArray(SqlNode[]::new));
      case "RAND", "RAND_INTEGER" -> call.getOperator().createCall(pos, integers(operands, pos));
      case "FLOOR", "CEIL" -> isWeek(operands) ? mondays(call, operands, pos) : call;
      case "EXTRACT", "DATE_PART" -> DateTimeParts.extract(call);
      case "TIMESTAMPDIFF" -> DateTimeParts.difference(call);
      case "SUM", "AVG", "STDDEV", "STDDEV_POP", "STDDEV_SAMP", "VARIANCE", "VAR_POP", "VAR_SAMP" ->
          operands.get(0) instanceof SqlDynamicParam || isNull(operands.get(0))
              ? onCast(call, SqlTypeName.DOUBLE, pos)
              : call;
      case "COUNT", "MIN", "MAX" ->
          operands.size() == 1 && isNull(operands.get(0))
              ? onCast(call, SqlTypeName.VARCHAR, pos)
              : call;
      default -> {
        if (SESSION.contains(name)) {
          throw unknown(name);
        }
        yield call;
      }
    };
  }

  private static CarriedSqlException unknown(String name) {
    return new CarriedSqlException(Failures.notSupported(name));
  }

  /**
   * Calcite would give a parameter the type that it is cast to, and then drop the cast: a text or a
   * date-time would keep what the cast takes away.
   */
  private static SqlNode castOfParameter(SqlCall call, SqlParserPos pos) {
    if (!(call.operand(0) instanceof SqlDynamicParam)
        || !(call.operand(1) instanceof SqlDataTypeSpec type)
        || !(type.getTypeNameSpec() instanceof SqlBasicTypeNameSpec basic)
        || basic.getPrecision() < 0) {
      return call;
    }
    SqlTypeName whole =
        switch (basic.getTypeName().getSimple()) {
          case "CHAR", "VARCHAR" -> SqlTypeName.VARCHAR;
          case "TIMESTAMP" -> SqlTypeName.TIMESTAMP;
          case "TIME" -> SqlTypeName.TIME;
          default -> null;
        };
    return whole == null
        ? call
        : call.getOperator()
            .createCall(pos, cast(call.operand(0), whole, -1, pos), call.operand(1));
  }

  private static boolean isNull(SqlNode node) {
    return SqlUtil.isNullLiteral(node, false);
  }

  /** Nothing else tells what the parameter, or NULL, is. */
  private static SqlNode onCast(SqlCall call, SqlTypeName type, SqlParserPos pos) {
    SqlNode value = cast(call.operand(0), type, -1, pos);
    return ((SqlFunction) call.getOperator()).createCall(call.getFunctionQuantifier(), pos, value);
  }

  /** Seeds and bounds of random numbers, which generated code passes on as they are. */
  private static List<SqlNode> integers(List<SqlNode> numbers, SqlParserPos pos) {
    return numbers.stream().map(number -> cast(number, SqlTypeName.INTEGER, -1, pos)).toList();
  }

  /** The clock has milliseconds, whatever precision is asked for. */
  private static SqlNode rounded(SqlCall call, SqlTypeName type) {
    SqlParserPos pos = call.getParserPosition();
    SqlNode clock =
        call.getOperator()
            .createCall(pos, SqlLiteral.createExactNumeric(String.valueOf(MILLISECONDS), pos));
    return call.operand(0) instanceof SqlLiteral digits
        ? cast(clock, type, digits.intValue(true), pos)
        : call;
  }

  private static SqlNode now(SqlParserPos pos) {
    return SqlStdOperatorTable.CURRENT_TIMESTAMP.createCall(
        pos, SqlLiteral.createExactNumeric(String.valueOf(MILLISECONDS), pos));
  }

  /** Weeks begin on Monday, as in ISO 8601 and PostgreSQL; Calcite's begin on Sunday. */
  private static SqlNode dateTrunc(SqlCall call, String unitName, SqlNode value, SqlParserPos pos) {
    TimeUnit unit = DateTimeParts.unit(unitName);
    if (unit == null || NOT_TRUNCATED.contains(unit)) {
      return call;
    }
    SqlNode timestamp = cast(value, SqlTypeName.TIMESTAMP, MILLISECONDS, pos);
    if (unit == TimeUnit.MICROSECOND) {
      return timestamp;
    }
    if (unit != TimeUnit.WEEK) {
      return floor(timestamp, unit, pos);
    }
    return mondays((SqlCall) floor(timestamp, unit, pos), List.of(timestamp), pos);
  }

  private static boolean isWeek(List<SqlNode> operands) {
    return operands.size() == 2
        && operands.get(1) instanceof SqlIntervalQualifier unit
        && unit.getStartUnit() == TimeUnit.WEEK;
  }

  /** FLOOR or CEIL to weeks that begin a day later than Calcite's. */
  private static SqlNode mondays(SqlCall rounding, List<SqlNode> operands, SqlParserPos pos) {
    SqlNode day = SqlLiteral.createInterval(1, "1", day(pos), pos);
    SqlNode shifted = SqlStdOperatorTable.MINUS.createCall(pos, operands.get(0), day);
    return SqlStdOperatorTable.PLUS.createCall(
        pos,
        rounding
            .getOperator()
            .createCall(pos, shifted, new SqlIntervalQualifier(TimeUnit.WEEK, null, pos)),
        day);
  }

  private static SqlIntervalQualifier day(SqlParserPos pos) {
    return new SqlIntervalQualifier(TimeUnit.DAY, null, pos);
  }

  private static SqlNode floor(SqlNode value, TimeUnit unit, SqlParserPos pos) {
    return SqlStdOperatorTable.FLOOR.createCall(
        pos, value, new SqlIntervalQualifier(unit, null, pos));
  }

  static SqlNode cast(SqlNode value, SqlTypeName type, int precision, SqlParserPos pos) {
    return SqlStdOperatorTable.CAST.createCall(
        pos, value, new SqlDataTypeSpec(new SqlBasicTypeNameSpec(type, precision, pos), pos));
  }

  /** CURRENT_TIMESTAMP without parentheses is parsed as a name; it has milliseconds here. */
  @Override
  public SqlNode visit(SqlIdentifier name) {
    if (!name.isSimple() || name.isComponentQuoted(0)) {
      return name;
    }
    String word = name.getSimple().toUpperCase(Locale.ROOT);
    SqlParserPos pos = name.getParserPosition();
    if (SESSION.contains(word)) {
      throw unknown(word);
    }
    return NOW.contains(word)
        ? now(pos)
        : word.equals("CURRENT_SCHEMA") ? SqlLiteral.createCharString(JobColumn.SCHEMA, pos) : name;
  }

  @Override
  public SqlNode visit(SqlLiteral literal) {
    SqlParserPos pos = literal.getParserPosition();
    if ((literal instanceof SqlUnknownLiteral zoned && zoned.tag.contains(" WITH "))
        || literal.getTypeName().getName().contains("_TZ")
        || literal.getTypeName().getName().contains("_TIME_ZONE")) {
      throw new CarriedSqlException(Failures.notSupported("A type with a time zone"));
    }
    if (literal instanceof SqlUnknownLiteral unknown && unknown.tag.equalsIgnoreCase("TIMESTAMP")) {
      String text = Timestamps.canonical(unknown.getValueAs(String.class));
      return Timestamps.nanosOfMillisecond(text) == 0
          ? SqlLiteral.createUnknown("TIMESTAMP", text, pos)
          : cast(SqlLiteral.createCharString(text, pos), SqlTypeName.TIMESTAMP, -1, pos);
    }
    if (literal instanceof SqlUnknownLiteral unknown
        && unknown.tag.equalsIgnoreCase("TIME")
        && Timestamps.nanosOfMillisecond(unknown.getValueAs(String.class)) != 0) {
      return cast(
          SqlLiteral.createCharString(unknown.getValueAs(String.class), pos),
          SqlTypeName.TIME,
          -1,
          pos);
    }
    // E'…' and U&'…' are texts as any other.
    return literal.getValue() instanceof NlsString text && UTF_16.equals(text.getCharsetName())
        ? SqlLiteral.createCharString(text.getValue(), pos)
        : literal;
  }

  @Override
  public SqlNode visit(SqlDataTypeSpec type) {
    String zoned = type.getTypeName().toString();
    if (zoned.endsWith("_TZ") || zoned.endsWith("_TIME_ZONE")) {
      throw new CarriedSqlException(Failures.notSupported("A type with a time zone"));
    }
    if (type.getTypeNameSpec() instanceof SqlUserDefinedTypeNameSpec named) {
      SqlIdentifier name = named.getTypeName();
      SqlBasicTypeName basic =
          name.isSimple() ? TYPE_NAMES.get(name.getSimple().toLowerCase(Locale.ROOT)) : null;
      if (basic != null) {
        SqlParserPos pos = type.getParserPosition();
        return new SqlDataTypeSpec(
            new SqlBasicTypeNameSpec(basic.name(), basic.precision(), pos), pos);
      }
    }
    return type;
  }

  @Override
  public SqlNode visit(SqlDynamicParam param) {
    ParameterType type = parameterTypes.get(param.getIndex());
    return type == null ? param : type.of(param);
  }
}
