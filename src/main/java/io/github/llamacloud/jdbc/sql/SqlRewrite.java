package io.github.llamacloud.jdbc.sql;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.apache.calcite.avatica.util.TimeUnit;
import org.apache.calcite.sql.SqlBasicTypeNameSpec;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlCharStringLiteral;
import org.apache.calcite.sql.SqlDataTypeSpec;
import org.apache.calcite.sql.SqlDynamicParam;
import org.apache.calcite.sql.SqlFunction;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlIntervalQualifier;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlUnknownLiteral;
import org.apache.calcite.sql.SqlUserDefinedTypeNameSpec;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.sql.util.SqlShuttle;
import org.jspecify.annotations.Nullable;

/**
 * Rewrites a parsed statement into what Calcite validates: PostgreSQL's {@code date_trunc('unit',
 * ts)}, {@code now()}, type names such as {@code text}, date-time literals with T and Z, and
 * parameters whose values need another type than the inferred one.
 */
final class SqlRewrite extends SqlShuttle {
  private static final int MILLISECONDS = 3;

  private static final Map<String, TimeUnit> TRUNC_UNITS =
      Map.ofEntries(
          Map.entry("millisecond", TimeUnit.MILLISECOND),
          Map.entry("milliseconds", TimeUnit.MILLISECOND),
          Map.entry("second", TimeUnit.SECOND),
          Map.entry("minute", TimeUnit.MINUTE),
          Map.entry("hour", TimeUnit.HOUR),
          Map.entry("day", TimeUnit.DAY),
          Map.entry("week", TimeUnit.WEEK),
          Map.entry("month", TimeUnit.MONTH),
          Map.entry("quarter", TimeUnit.QUARTER),
          Map.entry("year", TimeUnit.YEAR),
          Map.entry("decade", TimeUnit.DECADE),
          Map.entry("century", TimeUnit.CENTURY),
          Map.entry("millennium", TimeUnit.MILLENNIUM));

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

  private static final Set<String> NOW = Set.of("CURRENT_TIMESTAMP", "LOCALTIMESTAMP");

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
    SqlNode visited = super.visit(call);
    return visited instanceof SqlCall inner && inner.getOperator() instanceof SqlFunction
        ? function(inner)
        : visited;
  }

  private static SqlNode function(SqlCall call) {
    SqlParserPos pos = call.getParserPosition();
    String name = call.getOperator().getName().toUpperCase(Locale.ROOT);
    List<SqlNode> operands = call.getOperandList();
    return switch (name) {
      case "NOW", "CURRENT_TIMESTAMP", "LOCALTIMESTAMP" -> operands.isEmpty() ? now(pos) : call;
      case "DATE_TRUNC" ->
          operands.size() == 2 && operands.get(0) instanceof SqlCharStringLiteral unit
              ? dateTrunc(call, unit.getValueAs(String.class), operands.get(1), pos)
              : call;
      case "SUM", "AVG", "STDDEV", "STDDEV_POP", "STDDEV_SAMP", "VARIANCE", "VAR_POP", "VAR_SAMP" ->
          operands.get(0) instanceof SqlDynamicParam ? ofDouble(call, pos) : call;
      case "EXTRACT" -> isDayOfWeek(operands) ? dayOfWeek(call, pos) : call;
      default -> call;
    };
  }

  private static boolean isDayOfWeek(List<SqlNode> operands) {
    return operands.get(0) instanceof SqlIntervalQualifier unit
        && unit.getStartUnit() == TimeUnit.DOW;
  }

  /** Sunday is 0, as in PostgreSQL; Calcite's is 1. */
  private static SqlNode dayOfWeek(SqlCall call, SqlParserPos pos) {
    return SqlStdOperatorTable.MINUS.createCall(pos, call, SqlLiteral.createExactNumeric("1", pos));
  }

  /** Nothing else tells that the parameter is a number. */
  private static SqlNode ofDouble(SqlCall call, SqlParserPos pos) {
    SqlNode value = cast(call.operand(0), SqlTypeName.DOUBLE, -1, pos);
    return ((SqlFunction) call.getOperator()).createCall(call.getFunctionQuantifier(), pos, value);
  }

  private static SqlNode now(SqlParserPos pos) {
    return SqlStdOperatorTable.CURRENT_TIMESTAMP.createCall(
        pos, SqlLiteral.createExactNumeric(String.valueOf(MILLISECONDS), pos));
  }

  /** Weeks begin on Monday, as in ISO 8601 and PostgreSQL; Calcite's begin on Sunday. */
  private static SqlNode dateTrunc(SqlCall call, String unitName, SqlNode value, SqlParserPos pos) {
    TimeUnit unit = TRUNC_UNITS.get(unitName.toLowerCase(Locale.ROOT));
    if (unit == null) {
      return call;
    }
    SqlNode timestamp = cast(value, SqlTypeName.TIMESTAMP, MILLISECONDS, pos);
    if (unit != TimeUnit.WEEK) {
      return floor(timestamp, unit, pos);
    }
    SqlNode day = SqlLiteral.createInterval(1, "1", day(pos), pos);
    return SqlStdOperatorTable.PLUS.createCall(
        pos,
        floor(SqlStdOperatorTable.MINUS.createCall(pos, timestamp, day), TimeUnit.WEEK, pos),
        day);
  }

  private static SqlIntervalQualifier day(SqlParserPos pos) {
    return new SqlIntervalQualifier(TimeUnit.DAY, null, pos);
  }

  private static SqlNode floor(SqlNode value, TimeUnit unit, SqlParserPos pos) {
    return SqlStdOperatorTable.FLOOR.createCall(
        pos, value, new SqlIntervalQualifier(unit, null, pos));
  }

  private static SqlNode cast(SqlNode value, SqlTypeName type, int precision, SqlParserPos pos) {
    return SqlStdOperatorTable.CAST.createCall(
        pos, value, new SqlDataTypeSpec(new SqlBasicTypeNameSpec(type, precision, pos), pos));
  }

  /** CURRENT_TIMESTAMP without parentheses is parsed as a name; it has milliseconds here. */
  @Override
  public SqlNode visit(SqlIdentifier name) {
    return name.isSimple()
            && !name.isComponentQuoted(0)
            && NOW.contains(name.getSimple().toUpperCase(Locale.ROOT))
        ? now(name.getParserPosition())
        : name;
  }

  @Override
  public SqlNode visit(SqlLiteral literal) {
    if (literal instanceof SqlUnknownLiteral unknown && unknown.tag.equalsIgnoreCase("TIMESTAMP")) {
      return SqlLiteral.createUnknown(
          "TIMESTAMP",
          Timestamps.canonical(unknown.getValueAs(String.class)),
          literal.getParserPosition());
    }
    return literal;
  }

  @Override
  public SqlNode visit(SqlDataTypeSpec type) {
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
    return type == null
        ? param
        : SqlStdOperatorTable.CAST.createCall(
            param.getParserPosition(), param, type.spec(param.getParserPosition()));
  }
}
