package io.github.llamacloud.jdbc.sql;

import java.util.List;
import org.apache.calcite.sql.SqlAggFunction;
import org.apache.calcite.sql.SqlFunctionCategory;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.type.ReturnTypes;
import org.apache.calcite.sql.type.SqlReturnTypeInference;
import org.apache.calcite.sql.type.SqlTypeTransforms;
import org.apache.calcite.util.Optionality;

/**
 * NTH_VALUE, LAG and LEAD as statements are validated: of the type of their first argument, NULL
 * where there is no such row, and NULL where that row has one, default or not. {@link WindowRules}
 * replaces them by Calcite's own, whose types deny the one or the other.
 */
final class RowOfFrame extends SqlAggFunction {
  static final List<RowOfFrame> NAMED =
      List.of(
          new RowOfFrame(
              SqlStdOperatorTable.NTH_VALUE,
              ReturnTypes.ARG0.andThen(SqlTypeTransforms.FORCE_NULLABLE)),
          new RowOfFrame(SqlStdOperatorTable.LAG, neighbour()),
          new RowOfFrame(SqlStdOperatorTable.LEAD, neighbour()));

  private RowOfFrame(SqlAggFunction standard, SqlReturnTypeInference type) {
    super(
        standard.getName(),
        null,
        standard.getKind(),
        type,
        null,
        standard.getOperandTypeChecker(),
        SqlFunctionCategory.NUMERIC,
        false,
        true,
        Optionality.FORBIDDEN);
  }

  private static SqlReturnTypeInference neighbour() {
    return binding ->
        binding
            .getTypeFactory()
            .createTypeWithNullability(
                binding.getOperandType(0),
                binding.getOperandCount() < 3
                    || binding.getOperandType(0).isNullable()
                    || binding.getOperandType(2).isNullable());
  }

  @Override
  public boolean allowsNullTreatment() {
    return true;
  }

  /** Calcite's own function of this name. */
  static SqlAggFunction standard(SqlAggFunction function) {
    return switch (function.getKind()) {
      case NTH_VALUE -> SqlStdOperatorTable.NTH_VALUE;
      case LAG -> SqlStdOperatorTable.LAG;
      case LEAD -> SqlStdOperatorTable.LEAD;
      default -> function;
    };
  }
}
