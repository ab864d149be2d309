package io.github.llamacloud.jdbc.sql;

import io.github.llamacloud.jdbc.error.SqlState;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.calcite.avatica.util.TimeUnit;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexShuttle;
import org.apache.calcite.sql.SqlBasicFunction;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlCharStringLiteral;
import org.apache.calcite.sql.SqlFunction;
import org.apache.calcite.sql.SqlIntervalQualifier;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.type.OperandTypes;
import org.apache.calcite.sql.type.ReturnTypes;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.sql.type.SqlTypeTransforms;
import org.jspecify.annotations.Nullable;

/**
 * EXTRACT and DATE_PART, which are the same as in PostgreSQL: units by word or text, Sunday is day
 * 0 of DOW and 1 of DAYOFWEEK, SECOND and EPOCH have milliseconds.
 */
final class DateTimeParts extends RexShuttle {
  private static final int DIGITS = 19;
  private static final int MILLISECOND_DIGITS = 3;
  private static final String DAY_OF_WEEK = "DAYOFWEEK";

  private static final Map<String, TimeUnit> UNITS =
      Map.ofEntries(
          Map.entry("dow", TimeUnit.DOW),
          Map.entry("isodow", TimeUnit.ISODOW),
          Map.entry("doy", TimeUnit.DOY),
          Map.entry("isoyear", TimeUnit.ISOYEAR),
          Map.entry("epoch", TimeUnit.EPOCH),
          Map.entry("microsecond", TimeUnit.MICROSECOND),
          Map.entry("millisecond", TimeUnit.MILLISECOND),
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
          Map.entry("millennium", TimeUnit.MILLENNIUM),
          Map.entry("centuries", TimeUnit.CENTURY),
          Map.entry("millennia", TimeUnit.MILLENNIUM));

  /** How many of a unit below a second are in one. */
  private static final Map<TimeUnit, String> PER_SECOND =
      new EnumMap<>(
          Map.of(
              TimeUnit.MILLISECOND, "1000",
              TimeUnit.MICROSECOND, "1000000",
              TimeUnit.NANOSECOND, "1000000000"));

  private static final SqlFunction EPOCH = function("EXTRACT_EPOCH");
  private static final SqlFunction SECOND = function("EXTRACT_SECOND");

  /** What {@link #extract} puts into statements. */
  static final List<SqlOperator> OPERATORS = List.of(EPOCH, SECOND);

  private static final RuntimeFunction SECONDS = new RuntimeFunction(Timestamps.class, "seconds");
  private static final RuntimeFunction SECONDS_OF_DAY =
      new RuntimeFunction(Timestamps.class, "secondsOfDay");
  private static final RuntimeFunction SECOND_OF_MINUTE =
      new RuntimeFunction(Timestamps.class, "secondOfMinute");
  private static final RuntimeFunction SECOND_OF_TIME =
      new RuntimeFunction(Timestamps.class, "secondOfTime");
  private static final RuntimeFunction SECOND_OF_INTERVAL =
      new RuntimeFunction(Timestamps.class, "secondOfInterval");

  private final RexBuilder rexBuilder;

  DateTimeParts(RexBuilder rexBuilder) {
    this.rexBuilder = rexBuilder;
  }

  private static SqlFunction function(String name) {
    return SqlBasicFunction.create(
        name,
        ReturnTypes.explicit(
                typeFactory ->
                    typeFactory.createSqlType(SqlTypeName.DECIMAL, DIGITS, MILLISECOND_DIGITS))
            .andThen(SqlTypeTransforms.TO_NULLABLE),
        OperandTypes.DATETIME.or(OperandTypes.INTERVAL));
  }

  /** The unit that a word or its plural names; null if there is none. */
  static @Nullable TimeUnit unit(String word) {
    String small = word.toLowerCase(Locale.ROOT);
    TimeUnit unit = UNITS.get(small);
    return unit == null && small.endsWith("s")
        ? UNITS.get(small.substring(0, small.length() - 1))
        : unit;
  }

  /** EXTRACT or DATE_PART with a unit that is understood; any other call as it is. */
  static SqlNode extract(SqlCall call) {
    if (call.operandCount() != 2) {
      return call;
    }
    SqlParserPos pos = call.getParserPosition();
    SqlNode named = call.operand(0);
    TimeUnit unit =
        named instanceof SqlCharStringLiteral text
            ? unit(text.getValueAs(String.class))
            : unitWord(named);
    boolean sundayIsOne =
        named instanceof SqlIntervalQualifier && isAsLongAs(DAY_OF_WEEK, named.getParserPosition());
    if (unit == null) {
      return call;
    }
    return switch (unit) {
      case EPOCH -> EPOCH.createCall(pos, call.<SqlNode>operand(1));
      case SECOND -> SECOND.createCall(pos, call.<SqlNode>operand(1));
      case DOW ->
          sundayIsOne
              ? standard(unit, call, pos)
              : SqlStdOperatorTable.MINUS.createCall(
                  pos, standard(unit, call, pos), SqlLiteral.createExactNumeric("1", pos));
      default -> standard(unit, call, pos);
    };
  }

  /** The unit that a word names; null if it is none. */
  private static @Nullable TimeUnit unitWord(SqlNode word) {
    if (!(word instanceof SqlIntervalQualifier qualifier)) {
      return null;
    }
    return qualifier.timeFrameName == null
        ? qualifier.getStartUnit()
        : unit(qualifier.timeFrameName);
  }

  /**
   * TIMESTAMPDIFF of a unit below a second, which Calcite cuts to seconds, as a BIGINT; any other
   * call as it is.
   */
  static SqlNode difference(SqlCall call) {
    String perSecond = PER_SECOND.get(unitWord(call.operand(0)));
    if (perSecond == null) {
      return call;
    }
    SqlParserPos pos = call.getParserPosition();
    SqlNode seconds =
        SqlStdOperatorTable.MINUS.createCall(
            pos,
            EPOCH.createCall(pos, call.<SqlNode>operand(2)),
            EPOCH.createCall(pos, call.<SqlNode>operand(1)));
    SqlNode units =
        SqlStdOperatorTable.MULTIPLY.createCall(
            pos, seconds, SqlLiteral.createExactNumeric(perSecond, pos));
    return SqlRewrite.cast(units, SqlTypeName.BIGINT, -1, pos);
  }

  /** The parser makes the same unit of both words for the day of the week, of different length. */
  private static boolean isAsLongAs(String word, SqlParserPos pos) {
    return pos.getEndColumnNum() - pos.getColumnNum() + 1 == word.length();
  }

  private static SqlNode standard(TimeUnit unit, SqlCall call, SqlParserPos pos) {
    return SqlStdOperatorTable.EXTRACT.createCall(
        pos, new SqlIntervalQualifier(unit, null, pos), call.operand(1));
  }

  @Override
  public RexNode visitCall(RexCall call) {
    RexNode visited = super.visitCall(call);
    if (!(visited instanceof RexCall inner)) {
      return visited;
    }
    if (inner.getOperator().equals(EPOCH)) {
      return seconds(inner.getType(), inner.operands.get(0));
    }
    return inner.getOperator().equals(SECOND)
        ? second(inner.getType(), inner.operands.get(0))
        : inner;
  }

  private RexNode seconds(RelDataType type, RexNode value) {
    return switch (value.getType().getSqlTypeName()) {
      case TIME -> SECONDS_OF_DAY.call(rexBuilder, type, List.of(value));
      default -> SECONDS.call(rexBuilder, type, List.of(millis(value)));
    };
  }

  private RexNode second(RelDataType type, RexNode value) {
    boolean interval = value.getType().getIntervalQualifier() != null;
    RuntimeFunction function =
        interval
            ? SECOND_OF_INTERVAL
            : value.getType().getSqlTypeName() == SqlTypeName.TIME
                ? SECOND_OF_TIME
                : SECOND_OF_MINUTE;
    return function.call(rexBuilder, type, List.of(millis(value)));
  }

  /** A value that is a number of milliseconds at run time. */
  private RexNode millis(RexNode value) {
    if (SqlTypeName.YEAR_INTERVAL_TYPES.contains(value.getType().getSqlTypeName())) {
      throw Characters.failure(
          SqlState.FEATURE_NOT_SUPPORTED, "An interval of months has no seconds");
    }
    return value.getType().getSqlTypeName() == SqlTypeName.DATE
        ? rexBuilder.makeCast(
            rexBuilder
                .getTypeFactory()
                .createTypeWithNullability(
                    rexBuilder.getTypeFactory().createSqlType(SqlTypeName.TIMESTAMP),
                    value.getType().isNullable()),
            value)
        : value;
  }
}
