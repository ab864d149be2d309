package io.github.llamacloud.jdbc.sql;

import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.rel.RelHomogeneousShuttle;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexShuttle;
import org.apache.calcite.rex.RexSubQuery;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;

/**
 * Makes one operator of a long list of values: {@code x = 'a' OR x = 'b' …} is SEARCH, and {@code x
 * <> 'a' AND …} its negation. The time that Calcite takes to simplify as many comparisons grows
 * with the cube of their number.
 */
final class ValueLists extends RexShuttle {
  private final RexBuilder rexBuilder;

  ValueLists(RexBuilder rexBuilder) {
    this.rexBuilder = rexBuilder;
  }

  RelNode applyTo(RelNode rel) {
    return rel.accept(
        new RelHomogeneousShuttle() {
          @Override
          public RelNode visit(RelNode other) {
            return super.visit(other).accept(ValueLists.this);
          }
        });
  }

  @Override
  public RexNode visitSubQuery(RexSubQuery subQuery) {
    RexSubQuery visited = (RexSubQuery) super.visitSubQuery(subQuery);
    RelNode rel = applyTo(visited.rel);
    return rel == visited.rel ? visited : visited.clone(rel);
  }

  @Override
  public RexNode visitCall(RexCall call) {
    boolean any = call.getKind() == SqlKind.OR;
    if ((!any && call.getKind() != SqlKind.AND)
        || call.operands.size() <= FilterTranslator.MOST_ALTERNATIVES) {
      return super.visitCall(call);
    }
    SqlKind kind = any ? SqlKind.EQUALS : SqlKind.NOT_EQUALS;
    List<RexNode> values = new ArrayList<>();
    RexNode subject = null;
    for (RexNode operand : call.operands) {
      if (!(operand instanceof RexCall comparison)
          || comparison.getKind() != kind
          || !(comparison.operands.get(1) instanceof RexLiteral value)
          || value.isNull()
          || !(subject == null || subject.equals(comparison.operands.get(0)))) {
        return super.visitCall(call);
      }
      subject = comparison.operands.get(0);
      values.add(value);
    }
    if (subject == null) {
      return super.visitCall(call);
    }
    RexNode in = rexBuilder.makeIn(subject, values);
    return any ? in : rexBuilder.makeCall(SqlStdOperatorTable.NOT, in);
  }
}
