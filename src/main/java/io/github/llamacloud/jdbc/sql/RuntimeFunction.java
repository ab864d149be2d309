package io.github.llamacloud.jdbc.sql;

import com.google.common.base.Suppliers;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.schema.impl.ScalarFunctionImpl;
import org.apache.calcite.sql.SqlFunction;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.type.OperandTypes;
import org.apache.calcite.sql.type.ReturnTypes;
import org.apache.calcite.sql.validate.SqlUserDefinedFunction;

/**
 * A public static method as a function of a plan, which generated code calls. It is put into plans
 * after validation, so it needs no rules for the types of its operands.
 */
final class RuntimeFunction {
  private final Supplier<SqlFunction> function;

  /**
   * @param method the name of the only method of this name
   */
  RuntimeFunction(Class<?> type, String method) {
    this(
        () ->
            Arrays.stream(type.getMethods())
                .filter(m -> m.getName().equals(method))
                .findFirst()
                .orElseThrow());
  }

  RuntimeFunction(Method method) {
    this(() -> method);
  }

  /** Calcite makes the code for all functions that it knows beside it: not before it is called. */
  private RuntimeFunction(Supplier<Method> method) {
    this.function = Suppliers.memoize(() -> function(method.get()));
  }

  private static SqlFunction function(Method method) {
    SqlIdentifier name = new SqlIdentifier(method.getName(), SqlParserPos.ZERO);
    return new SqlUserDefinedFunction(
        name,
        SqlKind.OTHER_FUNCTION,
        ReturnTypes.ARG0,
        null,
        OperandTypes.operandMetadata(
            List.of(), typeFactory -> List.of(), i -> "value" + i, i -> false),
        ScalarFunctionImpl.create(method));
  }

  /** A call of it; NULL if an operand is NULL. */
  RexNode call(RexBuilder rexBuilder, RelDataType type, List<RexNode> operands) {
    return rexBuilder.makeCall(type, function.get(), operands);
  }
}
