package io.github.llamacloud.jdbc.sql;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlSelect;
import org.apache.calcite.sql.SqlWindow;
import org.apache.calcite.sql.fun.SqlCase;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.util.SqlShuttle;
import org.jspecify.annotations.Nullable;

/**
 * Rewrites two forms of window functions that Calcite validates wrongly or not at all: {@code OVER
 * (w ROWS …)}, whose frame it forgets, is written out with what the WINDOW clause says of {@code
 * w}; {@code COUNT(x) FILTER (WHERE c) OVER …} becomes {@code COUNT(CASE WHEN c THEN x END) OVER
 * …}.
 */
final class WindowSyntax extends SqlShuttle {
  private final Deque<List<SqlWindow>> named = new ArrayDeque<>();

  @Override
  public @Nullable SqlNode visit(SqlCall call) {
    if (!(call instanceof SqlSelect select)) {
      SqlNode visited = super.visit(call);
      return visited instanceof SqlCall over && over.getKind() == SqlKind.OVER
          ? over(over)
          : visited;
    }
    List<SqlWindow> windows = new ArrayList<>();
    for (SqlNode window : select.getWindowList()) {
      windows.add((SqlWindow) window);
    }
    named.push(windows);
    try {
      return super.visit(call);
    } finally {
      named.pop();
    }
  }

  private SqlNode over(SqlCall over) {
    SqlNode function = over.operand(0);
    SqlNode window = over.operand(1);
    SqlNode filtered =
        function.getKind() == SqlKind.FILTER ? filtered((SqlCall) function) : function;
    SqlNode written = window instanceof SqlWindow own ? written(own) : window;
    if (written instanceof SqlWindow own) {
      own.getOrderList().removeIf(WindowSyntax::isConstant);
    }
    return filtered == function && written == window
        ? over
        : over.getOperator().createCall(over.getParserPosition(), filtered, written);
  }

  /** {@code ORDER BY (SELECT 1)}, by which some say that they want no order. */
  private static boolean isConstant(SqlNode key) {
    return key instanceof SqlSelect select && select.getFrom() == null;
  }

  private static SqlNode when(SqlNode condition, SqlNode value, SqlParserPos pos) {
    return new SqlCase(
        pos, null, SqlNodeList.of(condition), SqlNodeList.of(value), SqlLiteral.createNull(pos));
  }

  /** An aggregate skips NULLs, so an argument that is NULL unless the condition holds will do. */
  private static SqlNode filtered(SqlCall filter) {
    SqlCall function = filter.operand(0);
    if (function.operandCount() != 1) {
      return filter;
    }
    SqlParserPos pos = filter.getParserPosition();
    SqlNode argument = function.operand(0);
    SqlNode value =
        argument instanceof SqlIdentifier name && name.isStar()
            ? SqlLiteral.createExactNumeric("1", pos)
            : argument;
    return function
        .getOperator()
        .createCall(
            function.getFunctionQuantifier(),
            function.getParserPosition(),
            when(filter.operand(1), value, pos));
  }

  /** The window without a name in it, if the WINDOW clause has the name. */
  private SqlWindow written(SqlWindow window) {
    SqlIdentifier name = window.getRefName();
    SqlWindow base = name == null ? null : named(name);
    if (base == null) {
      return window;
    }
    SqlWindow whole = written(base);
    return SqlWindow.create(
        null,
        null,
        copy(whole.getPartitionList()),
        window.getOrderList().isEmpty() ? copy(whole.getOrderList()) : window.getOrderList(),
        SqlLiteral.createBoolean(window.isRows(), window.getParserPosition()),
        window.getLowerBound(),
        window.getUpperBound(),
        null,
        window.getExclude(),
        window.getParserPosition());
  }

  private @Nullable SqlWindow named(SqlIdentifier name) {
    List<SqlWindow> windows = named.peek();
    return windows == null
        ? null
        : windows.stream()
            .filter(window -> name.getSimple().equalsIgnoreCase(window.getDeclName().getSimple()))
            .findFirst()
            .orElse(null);
  }

  /** A validated tree is changed in place, so no part of it may stand in two places. */
  private static SqlNodeList copy(SqlNodeList list) {
    SqlNodeList copy = new SqlNodeList(list.getParserPosition());
    for (SqlNode node : list) {
      copy.add(
          node.accept(
              new SqlShuttle() {
                @Override
                public @Nullable SqlNode visit(SqlCall call) {
                  CallCopyingArgHandler copying = new CallCopyingArgHandler(call, true);
                  call.getOperator().acceptCall(this, call, false, copying);
                  return copying.result();
                }

                @Override
                public SqlNode visit(SqlIdentifier identifier) {
                  return identifier.clone(identifier.getParserPosition());
                }
              }));
    }
    return copy;
  }
}
