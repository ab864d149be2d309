package io.github.llamacloud.jdbc.sql;

import java.util.List;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.sql.SqlCallBinding;
import org.apache.calcite.sql.type.SqlTypeFamily;
import org.apache.calcite.sql.validate.SqlValidator;
import org.apache.calcite.sql.validate.implicit.TypeCoercionImpl;

/** No aggregate takes a text for a number: 42804, rather than a failure at some row. */
final class AggregateCoercion extends TypeCoercionImpl {
  AggregateCoercion(RelDataTypeFactory typeFactory, SqlValidator validator) {
    super(typeFactory, validator);
  }

  @Override
  public boolean builtinFunctionCoercion(
      SqlCallBinding binding,
      List<RelDataType> operandTypes,
      List<SqlTypeFamily> expectedFamilies) {
    return !binding.getOperator().isAggregator()
        && super.builtinFunctionCoercion(binding, operandTypes, expectedFamilies);
  }
}
