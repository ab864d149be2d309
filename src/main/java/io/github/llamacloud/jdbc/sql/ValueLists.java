package io.github.llamacloud.jdbc.sql;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexDynamicParam;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.type.SqlTypeName;
import org.jspecify.annotations.Nullable;

/**
 * Makes one operator of a long list of values: {@code x = 'a' OR x = 'b' …} is {@link
 * ListMembership}, and {@code x <> 'a' AND …} its negation. The time that Calcite takes to simplify
 * as many comparisons grows with the cube of their number, and the code for them has no end.
 */
final class ValueLists {
  private final RexBuilder rexBuilder;
  private final Map<ValueList, ListMembership> lists = new LinkedHashMap<>();

  ValueLists(RexBuilder rexBuilder) {
    this.rexBuilder = rexBuilder;
  }

  /** The lists made so far, in the order of their positions. */
  List<ValueList> made() {
    return List.copyOf(lists.keySet());
  }

  /** Whether the operands of this operator may be so many that some of them are a long list. */
  static boolean mayHold(SqlOperator operator, List<? extends RexNode> operands) {
    return operands.size() > FilterTranslator.MOST_ALTERNATIVES
        && (operator.kind == SqlKind.OR || operator.kind == SqlKind.AND);
  }

  /**
   * The operands of an OR or AND, with long lists as one operand each.
   *
   * @param kind OR or AND
   */
  List<RexNode> shortened(SqlKind kind, List<? extends RexNode> operands) {
    SqlKind compared = kind == SqlKind.OR ? SqlKind.EQUALS : SqlKind.NOT_EQUALS;
    Map<RexNode, Values> bySubject = new LinkedHashMap<>();
    List<RexNode> others = new ArrayList<>();
    for (RexNode operand : operands) {
      if (!(operand instanceof RexCall comparison)
          || comparison.getKind() != compared
          || !bySubject.computeIfAbsent(comparison.operands.get(0), Values::new).add(comparison)) {
        others.add(operand);
      }
    }
    List<RexNode> shortened = new ArrayList<>();
    for (Values values : bySubject.values()) {
      ValueList list = values.list();
      if (list.size() <= FilterTranslator.MOST_ALTERNATIVES) {
        shortened.addAll(values.comparisons);
      } else {
        RexNode in = membership(list).call(rexBuilder, values.subject);
        shortened.add(kind == SqlKind.OR ? in : rexBuilder.makeCall(SqlStdOperatorTable.NOT, in));
      }
    }
    shortened.addAll(others);
    return shortened;
  }

  private ListMembership membership(ValueList list) {
    return lists.computeIfAbsent(list, unknown -> new ListMembership(unknown, lists.size()));
  }

  /** What one expression is compared with. */
  private final class Values {
    private final RexNode subject;
    private final Set<RexNode> comparisons = new LinkedHashSet<>();
    private final Set<Object> literals = new HashSet<>();
    private final Set<Integer> parameters = new LinkedHashSet<>();
    private boolean hasNull;

    Values(RexNode subject) {
      this.subject = subject;
    }

    ValueList list() {
      return new ValueList(literals, List.copyOf(parameters), hasNull);
    }

    /** Takes the value in; answers false if it is none that can be in a list. */
    boolean add(RexCall comparison) {
      RexNode value = comparable(comparison.operands.get(1));
      if (value instanceof RexDynamicParam param) {
        parameters.add(param.getIndex());
      } else if (value instanceof RexLiteral literal) {
        Object known = known(literal);
        if (known == null) {
          hasNull = true;
        } else {
          literals.add(known);
        }
      } else {
        return false;
      }
      comparisons.add(comparison);
      return true;
    }

    /** The literal or parameter that is compared as it is; null if there is none. */
    private @Nullable RexNode comparable(RexNode value) {
      SqlTypeName type = subject.getType().getSqlTypeName();
      RexNode bare =
          switch (type) {
            case VARCHAR -> FilterTranslator.uncast(value);
            case TINYINT, SMALLINT, INTEGER, BIGINT, DECIMAL -> withoutWidening(value);
            case TIMESTAMP, DATE, TIME -> dateTime(value);
            case FLOAT, DOUBLE -> approximate(value);
            default -> null;
          };
      if (bare instanceof RexLiteral literal && literal.isNull()) {
        return literal;
      }
      return bare != null && isAlike(type, bare.getType().getSqlTypeName()) ? bare : null;
    }

    private static boolean isAlike(SqlTypeName type, SqlTypeName other) {
      return type == other
          || (SqlTypeName.EXACT_TYPES.contains(type) && SqlTypeName.EXACT_TYPES.contains(other));
    }

    private @Nullable RexNode dateTime(RexNode value) {
      if (new FineDateTimes(rexBuilder).fraction(subject) != null) {
        return null;
      }
      RexNode literal = DateTimeTexts.literal(rexBuilder, value);
      return literal == null ? value : literal;
    }

    /** An exact number is compared as the DOUBLE that is nearest to it. */
    private RexNode approximate(RexNode value) {
      return value instanceof RexCall cast
              && cast.getKind() == SqlKind.CAST
              && cast.operands.get(0) instanceof RexLiteral number
              && !number.isNull()
              && SqlTypeName.EXACT_TYPES.contains(number.getType().getSqlTypeName())
              && Double.isFinite(number.getValueAs(Double.class))
          ? rexBuilder.makeApproxLiteral(number.getValueAs(BigDecimal.class), value.getType())
          : value;
    }

    private static @Nullable Object known(RexLiteral literal) {
      if (literal.isNull()) {
        return null;
      }
      return switch (literal.getType().getSqlTypeName()) {
        case VARCHAR -> literal.getValueAs(String.class);
        case DATE, TIME -> literal.getValueAs(Integer.class);
        case TIMESTAMP -> literal.getValueAs(Long.class);
        case FLOAT, DOUBLE -> ListedValues.key(literal.getValueAs(Double.class));
        default -> ListedValues.key(literal.getValueAs(BigDecimal.class));
      };
    }
  }

  /** Without casts of a number to a wider exact type. */
  private static RexNode withoutWidening(RexNode node) {
    RexNode bare = node;
    while (bare instanceof RexCall call
        && call.getKind() == SqlKind.CAST
        && isWider(call.getType(), call.operands.get(0).getType())) {
      bare = call.operands.get(0);
    }
    return bare;
  }

  private static boolean isWider(RelDataType to, RelDataType from) {
    return SqlTypeName.EXACT_TYPES.contains(to.getSqlTypeName())
        && SqlTypeName.EXACT_TYPES.contains(from.getSqlTypeName())
        && to.getScale() >= from.getScale()
        && to.getPrecision() - to.getScale() >= from.getPrecision() - from.getScale();
  }
}
