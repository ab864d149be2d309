package io.github.llamacloud.jdbc.sql;

import io.github.llamacloud.jdbc.error.CarriedSqlException;
import io.github.llamacloud.jdbc.error.Failures;
import io.github.llamacloud.jdbc.jobs.JobColumn;
import java.math.RoundingMode;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Properties;
import org.apache.calcite.config.CalciteConnectionConfigImpl;
import org.apache.calcite.config.CalciteConnectionProperty;
import org.apache.calcite.config.NullCollation;
import org.apache.calcite.jdbc.CalciteSchema;
import org.apache.calcite.jdbc.JavaTypeFactoryImpl;
import org.apache.calcite.plan.RelOptTable;
import org.apache.calcite.prepare.CalciteCatalogReader;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.rel.type.RelDataTypeSystem;
import org.apache.calcite.rel.type.RelDataTypeSystemImpl;
import org.apache.calcite.schema.impl.AbstractSchema;
import org.apache.calcite.schema.impl.AbstractTable;
import org.apache.calcite.sql.SqlCollation;
import org.apache.calcite.sql.type.SqlTypeMappingRule;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.sql.validate.SqlConformanceEnum;
import org.apache.calcite.sql.validate.SqlValidator;
import org.apache.calcite.sql2rel.SqlToRelConverter;
import org.jspecify.annotations.Nullable;

/** The SQL dialect: casing, types and the catalog of one table. Immutable constants. */
final class Dialect {
  /** The length that is told of a VARCHAR without one. */
  static final int TOLD_VARCHAR = 65_536;

  /** The longest VARCHAR, and one without a length: nothing is cut to it. */
  static final int MAX_VARCHAR = Integer.MAX_VALUE;

  /** The digits of the widest DECIMAL. */
  static final int MAX_DECIMAL = 1000;

  /** The digits of a DECIMAL without a precision, and of a sum of integers. */
  static final int DECIMAL_DIGITS = 38;

  static final RelDataTypeSystem TYPE_SYSTEM = new TypeSystem();

  static final SqlValidator.Config VALIDATOR =
      SqlValidator.Config.DEFAULT
          .withConformance(SqlConformanceEnum.LENIENT)
          .withDefaultNullCollation(NullCollation.HIGH)
          .withIdentifierExpansion(true)
          .withTypeCoercionFactory(AggregateCoercion::new);

  /** A sub-query's ORDER BY is kept: tools wrap queries and expect the order to survive. */
  static final SqlToRelConverter.Config CONVERTER =
      SqlToRelConverter.config()
          .withExpand(false)
          .withTrimUnusedFields(false)
          .withRemoveSortInSubQuery(false)
          .withInSubQueryThreshold(Integer.MAX_VALUE);

  private static final CalciteSchema ROOT = rootSchema();

  private Dialect() {}

  /** A catalog in which {@code batch_jobs} is found with and without its schema, in any case. */
  static CalciteCatalogReader catalog(RelDataTypeFactory typeFactory) {
    Properties properties = new Properties();
    properties.setProperty(CalciteConnectionProperty.CASE_SENSITIVE.camelName(), "false");
    return new CalciteCatalogReader(
        ROOT, List.of(JobColumn.SCHEMA), typeFactory, new CalciteConnectionConfigImpl(properties));
  }

  /** Whether it is the table of jobs, and not one that a recursive query makes for itself. */
  static boolean isJobs(@Nullable RelOptTable table) {
    return table != null && table.unwrap(JobsTable.class) != null;
  }

  static RelDataType type(RelDataTypeFactory typeFactory, JobColumn column) {
    RelDataType type =
        switch (column.type()) {
          case VARCHAR -> typeFactory.createSqlType(SqlTypeName.VARCHAR, column.precision());
          case BIGINT -> typeFactory.createSqlType(SqlTypeName.BIGINT);
          case TIMESTAMP -> typeFactory.createSqlType(SqlTypeName.TIMESTAMP, column.precision());
        };
    return typeFactory.createTypeWithNullability(type, !column.required());
  }

  private static CalciteSchema rootSchema() {
    CalciteSchema root = CalciteSchema.createRootSchema(false, false);
    root.add(JobColumn.SCHEMA, new AbstractSchema()).add(JobColumn.TABLE, new JobsTable());
    return root;
  }

  /**
   * The table as Calcite sees it. It declares no key: a planner that believes in one would drop a
   * DISTINCT, and pages of a moving list can repeat a row.
   */
  private static final class JobsTable extends AbstractTable {
    @Override
    public RelDataType getRowType(RelDataTypeFactory typeFactory) {
      RelDataTypeFactory.Builder builder = typeFactory.builder();
      for (JobColumn column : JobColumn.values()) {
        builder.add(column.columnName(), type(typeFactory, column));
      }
      return builder.build();
    }
  }

  /** Text is UTF-8. One per compilation: it holds unsynchronised maps. */
  static final class TypeFactory extends JavaTypeFactoryImpl {
    TypeFactory() {
      super(TYPE_SYSTEM);
    }

    /** A CHAR as a VARCHAR of the same length and characters; not nullable. */
    RelDataType varying(RelDataType text) {
      RelDataType varying = createSqlType(SqlTypeName.VARCHAR, text.getPrecision());
      Charset charset = text.getCharset();
      SqlCollation collation = text.getCollation();
      return charset == null || collation == null
          ? varying
          : createTypeWithCharsetAndCollation(varying, charset, collation);
    }

    @Override
    public Charset getDefaultCharset() {
      return StandardCharsets.UTF_8;
    }

    /** Never a type that cannot hold the digits of all: Calcite's drops some at its limit. */
    @Override
    public @Nullable RelDataType leastRestrictive(
        List<RelDataType> types, SqlTypeMappingRule mappingRule) {
      RelDataType common = super.leastRestrictive(types, mappingRule);
      if (common != null
          && common.getSqlTypeName() == SqlTypeName.DECIMAL
          && types.stream().anyMatch(type -> type.getScale() > common.getScale())) {
        throw tooWide();
      }
      return common;
    }
  }

  private static CarriedSqlException tooWide() {
    return new CarriedSqlException(
        Failures.notSupported("A DECIMAL of more than " + MAX_DECIMAL + " digits"));
  }

  /** Exact sums, averages with fractions, milliseconds, and no padding of ragged strings. */
  private static final class TypeSystem extends RelDataTypeSystemImpl {
    private static final int MILLISECONDS = 3;

    @Override
    public int getMaxPrecision(SqlTypeName typeName) {
      return switch (typeName) {
        case DECIMAL -> MAX_DECIMAL;
        case TIMESTAMP, TIME -> MILLISECONDS;
        case VARCHAR, VARBINARY -> MAX_VARCHAR;
        case CHAR, BINARY -> TOLD_VARCHAR;
        default -> super.getMaxPrecision(typeName);
      };
    }

    @Override
    public int getMaxScale(SqlTypeName typeName) {
      return typeName == SqlTypeName.DECIMAL ? MAX_DECIMAL : super.getMaxScale(typeName);
    }

    @Override
    public int getDefaultPrecision(SqlTypeName typeName) {
      return switch (typeName) {
        case TIMESTAMP, TIME -> MILLISECONDS;
        case VARCHAR, VARBINARY -> MAX_VARCHAR;
        case DECIMAL -> DECIMAL_DIGITS;
        default -> super.getDefaultPrecision(typeName);
      };
    }

    @Override
    public RelDataType deriveSumType(RelDataTypeFactory typeFactory, RelDataType argument) {
      RelDataType sum =
          switch (argument.getSqlTypeName()) {
            case TINYINT, SMALLINT, INTEGER, BIGINT ->
                typeFactory.createSqlType(SqlTypeName.DECIMAL, DECIMAL_DIGITS, 0);
            case DECIMAL -> sumOfDecimals(typeFactory, argument);
            case REAL, FLOAT, DOUBLE -> typeFactory.createSqlType(SqlTypeName.DOUBLE);
            default -> argument;
          };
      return typeFactory.createTypeWithNullability(sum, argument.isNullable());
    }

    /** The sum of sums has the same type: Calcite derives one from the other. */
    private static RelDataType sumOfDecimals(RelDataTypeFactory typeFactory, RelDataType argument) {
      int scale = argument.getScale();
      int wholeDigits = Math.max(DECIMAL_DIGITS, argument.getPrecision() - scale);
      return typeFactory.createSqlType(
          SqlTypeName.DECIMAL, Math.min(MAX_DECIMAL, wholeDigits + scale), scale);
    }

    @Override
    public RelDataType deriveAvgAggType(RelDataTypeFactory typeFactory, RelDataType argument) {
      return SqlTypeName.NUMERIC_TYPES.contains(argument.getSqlTypeName())
          ? typeFactory.createTypeWithNullability(
              typeFactory.createSqlType(SqlTypeName.DOUBLE), argument.isNullable())
          : argument;
    }

    /**
     * A quotient of any size has {@link Numbers#QUOTIENT_DIGITS} digits that count: the smallest
     * one is a unit in the last place of the dividend over the greatest divisor.
     */
    @Override
    public @Nullable RelDataType deriveDecimalDivideType(
        RelDataTypeFactory typeFactory, RelDataType dividend, RelDataType divisor) {
      if (super.deriveDecimalDivideType(typeFactory, dividend, divisor) == null) {
        return null;
      }
      int wholeDigits = dividend.getPrecision() - dividend.getScale() + divisor.getScale();
      int scale =
          Math.max(
              divisor.getScale(),
              dividend.getScale()
                  + divisor.getPrecision()
                  - divisor.getScale()
                  + Numbers.QUOTIENT_DIGITS);
      if (wholeDigits + scale > MAX_DECIMAL) {
        throw tooWide();
      }
      return typeFactory.createSqlType(SqlTypeName.DECIMAL, wholeDigits + scale, scale);
    }

    @Override
    public @Nullable RelDataType deriveDecimalMultiplyType(
        RelDataTypeFactory typeFactory, RelDataType factor, RelDataType other) {
      RelDataType product = super.deriveDecimalMultiplyType(typeFactory, factor, other);
      if (product != null && factor.getPrecision() + other.getPrecision() > MAX_DECIMAL) {
        throw tooWide();
      }
      return product;
    }

    @Override
    public RoundingMode roundingMode() {
      return RoundingMode.HALF_UP;
    }

    @Override
    public boolean shouldConvertRaggedUnionTypesToVarying() {
      return true;
    }
  }
}
