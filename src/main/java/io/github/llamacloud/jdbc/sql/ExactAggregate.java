package io.github.llamacloud.jdbc.sql;

import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.util.List;
import org.apache.calcite.adapter.enumerable.AggAddContext;
import org.apache.calcite.adapter.enumerable.AggContext;
import org.apache.calcite.adapter.enumerable.AggImplementor;
import org.apache.calcite.adapter.enumerable.AggResetContext;
import org.apache.calcite.adapter.enumerable.AggResultContext;
import org.apache.calcite.adapter.enumerable.EnumUtils;
import org.apache.calcite.adapter.enumerable.StrictAggImplementor;
import org.apache.calcite.linq4j.tree.Expression;
import org.apache.calcite.linq4j.tree.Expressions;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.schema.FunctionParameter;
import org.apache.calcite.schema.ImplementableAggFunction;
import org.apache.calcite.sql.SqlCallBinding;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlOperandCountRange;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.type.InferTypes;
import org.apache.calcite.sql.type.ReturnTypes;
import org.apache.calcite.sql.type.SqlOperandCountRanges;
import org.apache.calcite.sql.type.SqlOperandMetadata;
import org.apache.calcite.sql.type.SqlReturnTypeInference;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.sql.type.SqlTypeTransforms;
import org.apache.calcite.sql.type.SqlTypeUtil;
import org.apache.calcite.sql.validate.SqlUserDefinedAggFunction;
import org.apache.calcite.util.Optionality;

/**
 * An aggregate of numbers that {@link Moments} computes: a DOUBLE, rounded once. Calcite's own make
 * a variance of a sum of rounded squares, of which nothing remains when the numbers are large.
 */
final class ExactAggregate extends SqlUserDefinedAggFunction {
  /** A sum of DOUBLEs; the sum of nothing is NULL. */
  static final ExactAggregate SUM = new ExactAggregate("SUM", "sum", false, ReturnTypes.AGG_SUM);

  /** By the names that queries call them. */
  static final List<ExactAggregate> NAMED =
      List.of(
          new ExactAggregate("AVG", "average", false),
          new ExactAggregate("VAR_POP", "populationVariance", true),
          new ExactAggregate("VAR_SAMP", "sampleVariance", true),
          new ExactAggregate("VARIANCE", "sampleVariance", true),
          new ExactAggregate("STDDEV_POP", "populationDeviation", true),
          new ExactAggregate("STDDEV_SAMP", "sampleDeviation", true),
          new ExactAggregate("STDDEV", "sampleDeviation", true));

  private ExactAggregate(String name, String result, boolean squared) {
    this(name, result, squared, ReturnTypes.DOUBLE.andThen(SqlTypeTransforms.FORCE_NULLABLE));
  }

  private ExactAggregate(
      String name, String result, boolean squared, SqlReturnTypeInference returnType) {
    super(
        new SqlIdentifier(name, SqlParserPos.ZERO),
        SqlKind.OTHER_FUNCTION,
        returnType,
        InferTypes.FIRST_KNOWN,
        new NumericOperand(),
        new Function(result, squared),
        false,
        false,
        Optionality.FORBIDDEN);
  }

  /** One number; a text is none, even if it could be converted. */
  private static final class NumericOperand implements SqlOperandMetadata {
    @Override
    public boolean checkOperandTypes(SqlCallBinding binding, boolean throwOnFailure) {
      RelDataType type = binding.getOperandType(0);
      boolean good = SqlTypeUtil.isNumeric(type) || type.getSqlTypeName() == SqlTypeName.NULL;
      if (!good && throwOnFailure) {
        throw binding.newValidationSignatureError();
      }
      return good;
    }

    @Override
    public SqlOperandCountRange getOperandCountRange() {
      return SqlOperandCountRanges.of(1);
    }

    @Override
    public String getAllowedSignatures(SqlOperator operator, String name) {
      return name + "(<NUMERIC>)";
    }

    @Override
    public boolean isFixedParameters() {
      return false;
    }

    @Override
    public List<RelDataType> paramTypes(RelDataTypeFactory typeFactory) {
      return List.of(typeFactory.createSqlType(SqlTypeName.DOUBLE));
    }

    @Override
    public List<String> paramNames() {
      return List.of("number");
    }
  }

  /** The aggregate as generated code calls it. */
  private record Function(String result, boolean squared) implements ImplementableAggFunction {
    @Override
    public RelDataType getReturnType(RelDataTypeFactory typeFactory) {
      return typeFactory.createTypeWithNullability(
          typeFactory.createSqlType(SqlTypeName.DOUBLE), true);
    }

    @Override
    public List<FunctionParameter> getParameters() {
      return List.of();
    }

    @Override
    public AggImplementor getImplementor(boolean windowContext) {
      return new Implementor(result, squared);
    }
  }

  private static final class Implementor extends StrictAggImplementor {
    private final String result;
    private final boolean squared;

    Implementor(String result, boolean squared) {
      this.result = result;
      this.squared = squared;
    }

    @Override
    public List<Type> getNotNullState(AggContext info) {
      return List.of(Moments.class);
    }

    @Override
    protected void implementNotNullReset(AggContext info, AggResetContext reset) {
      Expression moments = reset.accumulator().get(0);
      reset
          .currentBlock()
          .add(
              Expressions.statement(
                  Expressions.assign(
                      moments, Expressions.new_(Moments.class, Expressions.constant(squared)))));
    }

    @Override
    protected void implementNotNullAdd(AggContext info, AggAddContext add) {
      Class<?> number =
          switch (info.parameterRelTypes().get(0).getSqlTypeName()) {
            case TINYINT, SMALLINT, INTEGER, BIGINT -> long.class;
            case DECIMAL -> BigDecimal.class;
            default -> double.class;
          };
      Expression argument = EnumUtils.convert(add.arguments().get(0), number);
      add.currentBlock()
          .add(
              Expressions.statement(
                  Expressions.call(add.accumulator().get(0), "add", List.of(argument))));
    }

    @Override
    protected Expression implementNotNullResult(AggContext info, AggResultContext results) {
      return Expressions.call(results.accumulator().get(0), result);
    }
  }
}
