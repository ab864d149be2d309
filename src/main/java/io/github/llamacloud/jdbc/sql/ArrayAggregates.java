package io.github.llamacloud.jdbc.sql;

import org.apache.calcite.rel.RelHomogeneousShuttle;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Aggregate;
import org.apache.calcite.rel.core.AggregateCall;
import org.apache.calcite.sql.SqlKind;

/** Refuses ARRAY_AGG and COLLECT of values that can be NULL: Calcite leaves the NULLs out. */
final class ArrayAggregates extends RelHomogeneousShuttle {
  @Override
  public RelNode visit(RelNode other) {
    RelNode visited = super.visit(other);
    if (visited instanceof Aggregate aggregate) {
      for (AggregateCall call : aggregate.getAggCallList()) {
        SqlKind kind = call.getAggregation().getKind();
        WindowRules.refuseIf(
            (kind == SqlKind.ARRAY_AGG || kind == SqlKind.COLLECT)
                && !call.ignoreNulls()
                && aggregate
                    .getInput()
                    .getRowType()
                    .getFieldList()
                    .get(call.getArgList().get(0))
                    .getType()
                    .isNullable(),
            kind + " of values that can be NULL (write COALESCE around them): it");
      }
    }
    return visited;
  }
}
