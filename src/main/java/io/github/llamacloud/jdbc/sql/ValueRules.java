package io.github.llamacloud.jdbc.sql;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.rel.RelHomogeneousShuttle;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.AggregateCall;
import org.apache.calcite.rel.logical.LogicalAggregate;
import org.apache.calcite.rel.logical.LogicalProject;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexOver;
import org.apache.calcite.rex.RexShuttle;
import org.apache.calcite.schema.impl.ScalarFunctionImpl;
import org.apache.calcite.sql.SqlFunction;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.type.InferTypes;
import org.apache.calcite.sql.type.OperandTypes;
import org.apache.calcite.sql.type.ReturnTypes;
import org.apache.calcite.sql.type.SqlTypeFamily;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.sql.validate.SqlUserDefinedFunction;
import org.apache.calcite.util.DateString;
import org.apache.calcite.util.TimestampString;
import org.jspecify.annotations.Nullable;

/**
 * Makes a plan compute what the dialect promises: integer arithmetic that fails on overflow, sums
 * that cannot overflow, and text that becomes a date-time by our own parser.
 */
final class ValueRules {
  private static final SqlFunction PARSE_TIMESTAMP =
      parser("timestamp", SqlTypeName.TIMESTAMP, SqlTypeFamily.TIMESTAMP);
  private static final SqlFunction PARSE_DATE =
      parser("date", SqlTypeName.DATE, SqlTypeFamily.DATE);

  private final RexBuilder rexBuilder;

  ValueRules(RexBuilder rexBuilder) {
    this.rexBuilder = rexBuilder;
  }

  RelNode apply(RelNode rel) {
    return rel.accept(new Sums())
        .accept(new Texts())
        .accept(new DateTimeCasts(rexBuilder))
        .accept(new NumberRules(rexBuilder));
  }

  private static SqlFunction parser(String method, SqlTypeName type, SqlTypeFamily family) {
    return new SqlUserDefinedFunction(
        new SqlIdentifier("PARSE_" + family, SqlParserPos.ZERO),
        SqlKind.OTHER_FUNCTION,
        ReturnTypes.explicit(type),
        InferTypes.VARCHAR_1024,
        OperandTypes.operandMetadata(
            List.of(SqlTypeFamily.CHARACTER),
            typeFactory -> List.of(typeFactory.createSqlType(SqlTypeName.VARCHAR)),
            i -> "text",
            i -> false),
        ScalarFunctionImpl.create(Timestamps.class, method));
  }

  /** The literal that a cast of a literal text to a date-time is; null for any other expression. */
  static @Nullable RexNode literal(RexBuilder rexBuilder, RexNode node) {
    if (!(node instanceof RexCall call)
        || !isTextToDateTime(call)
        || !(call.operands.get(0) instanceof RexLiteral text)
        || text.isNull()) {
      return null;
    }
    String value = text.getValueAs(String.class);
    Object parsed =
        call.getType().getSqlTypeName() == SqlTypeName.DATE
            ? DateString.fromDaysSinceEpoch(Timestamps.date(value))
            : TimestampString.fromMillisSinceEpoch(
                Timestamps.rounded(
                    Timestamps.timestamp(value), DateTimeCasts.unit(call.getType())));
    return rexBuilder.makeLiteral(parsed, call.getType(), true);
  }

  private static boolean isTextToDateTime(RexCall call) {
    SqlTypeName to = call.getType().getSqlTypeName();
    return call.getKind() == SqlKind.CAST
        && (to == SqlTypeName.TIMESTAMP || to == SqlTypeName.DATE)
        && call.operands.get(0).getType().getSqlTypeName().getFamily() == SqlTypeFamily.CHARACTER;
  }

  /** Casts of text to date-times go through {@link Timestamps}. */
  private final class Texts extends RelHomogeneousShuttle {
    private final RexShuttle expressions =
        new RexShuttle() {
          @Override
          public RexNode visitCall(RexCall call) {
            RexNode visited = super.visitCall(call);
            if (!(visited instanceof RexCall cast) || !isTextToDateTime(cast)) {
              return visited;
            }
            RexNode literal = literal(rexBuilder, cast);
            if (literal != null) {
              return literal;
            }
            boolean date = cast.getType().getSqlTypeName() == SqlTypeName.DATE;
            RexNode parsed =
                rexBuilder.makeCall(
                    rexBuilder
                        .getTypeFactory()
                        .createTypeWithNullability(
                            date
                                ? cast.getType()
                                : rexBuilder
                                    .getTypeFactory()
                                    .createSqlType(SqlTypeName.TIMESTAMP, 3),
                            cast.getType().isNullable()),
                    date ? PARSE_DATE : PARSE_TIMESTAMP,
                    cast.operands);
            return rexBuilder.makeCast(cast.getType(), parsed);
          }
        };

    @Override
    public RelNode visit(RelNode other) {
      return super.visit(other).accept(expressions);
    }
  }

  /**
   * The argument of a SUM gets the type of the sum: an accumulator of BIGINT would overflow.
   * DOUBLEs are summed with all their digits.
   */
  private final class Sums extends RelHomogeneousShuttle {
    private final RexShuttle windows =
        new RexShuttle() {
          @Override
          public RexNode visitOver(RexOver over) {
            RexNode visited = super.visitOver(over);
            if (!(visited instanceof RexOver call) || !isSum(call.getAggOperator().getKind())) {
              return visited;
            }
            return rexBuilder.makeOver(
                call.getType(),
                isDouble(call.getType()) ? ExactAggregate.SUM : call.getAggOperator(),
                List.of(wide(call.getOperands().get(0), call.getType())),
                call.getWindow().partitionKeys,
                call.getWindow().orderKeys,
                call.getWindow().getLowerBound(),
                call.getWindow().getUpperBound(),
                call.getWindow().getExclude(),
                call.getWindow().isRows(),
                true,
                false,
                call.isDistinct(),
                call.ignoreNulls());
          }
        };

    @Override
    public RelNode visit(RelNode other) {
      RelNode visited = super.visit(other).accept(windows);
      return visited instanceof LogicalAggregate aggregate ? widened(aggregate) : visited;
    }

    private RelNode widened(LogicalAggregate aggregate) {
      RelNode input = aggregate.getInput();
      List<RexNode> fields = new ArrayList<>(rexBuilder.identityProjects(input.getRowType()));
      List<AggregateCall> calls = new ArrayList<>();
      for (AggregateCall call : aggregate.getAggCallList()) {
        if (!isSum(call.getAggregation().getKind())) {
          calls.add(call);
          continue;
        }
        RexNode argument = fields.get(call.getArgList().get(0));
        RexNode wide = wide(argument, call.getType());
        if (!wide.equals(argument)) {
          fields.add(wide);
          call = call.withArgList(ImmutableList.of(fields.size() - 1));
        }
        calls.add(isDouble(call.getType()) ? exact(call) : call);
      }
      RelNode summed =
          fields.size() == input.getRowType().getFieldCount()
              ? input
              : LogicalProject.create(
                  input,
                  List.of(),
                  fields,
                  (List<? extends @Nullable String>) null,
                  ImmutableSet.of());
      return aggregate.copy(
          aggregate.getTraitSet(),
          summed,
          aggregate.getGroupSet(),
          aggregate.getGroupSets(),
          calls);
    }

    private AggregateCall exact(AggregateCall call) {
      return AggregateCall.create(
          ExactAggregate.SUM,
          call.isDistinct(),
          call.isApproximate(),
          call.ignoreNulls(),
          call.rexList,
          call.getArgList(),
          call.filterArg,
          call.distinctKeys,
          call.getCollation(),
          call.getType(),
          call.getName());
    }

    /** The argument as a number of the type of its sum. */
    private RexNode wide(RexNode argument, RelDataType sum) {
      RelDataType type = argument.getType();
      return type.getSqlTypeName() == sum.getSqlTypeName()
          ? argument
          : rexBuilder.makeCast(
              rexBuilder.getTypeFactory().createTypeWithNullability(sum, type.isNullable()),
              argument);
    }

    private static boolean isSum(SqlKind kind) {
      return kind == SqlKind.SUM || kind == SqlKind.SUM0;
    }

    private static boolean isDouble(RelDataType type) {
      return type.getSqlTypeName() == SqlTypeName.DOUBLE;
    }
  }
}
