package io.github.llamacloud.jdbc.sql;

import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlOrderBy;
import org.apache.calcite.sql.SqlSelect;
import org.apache.calcite.sql.SqlWith;

/** Labels of columns as they were typed; validation writes names as the catalog does. */
final class TypedLabels {
  private TypedLabels() {}

  /**
   * These columns with the labels of the statement's text.
   *
   * @param query as parsed, not validated
   */
  static List<ResultColumn> of(SqlNode query, List<ResultColumn> columns) {
    List<SqlNode> items = items(query);
    if (items.size() != columns.size()) {
      return columns;
    }
    List<ResultColumn> labelled = new ArrayList<>();
    for (int i = 0; i < columns.size(); i++) {
      ResultColumn column = columns.get(i);
      String typed =
          items.get(i) instanceof SqlIdentifier name && !name.isStar()
              ? name.names.get(name.names.size() - 1)
              : column.label();
      labelled.add(typed.equalsIgnoreCase(column.label()) ? labelled(column, typed) : column);
    }
    return labelled;
  }

  private static ResultColumn labelled(ResultColumn column, String label) {
    return new ResultColumn(
        label,
        column.type(),
        column.typeName(),
        column.precision(),
        column.scale(),
        column.nullable());
  }

  /** The select list that names the columns; empty if there is none. */
  private static List<SqlNode> items(SqlNode query) {
    if (query instanceof SqlOrderBy ordered) {
      return items(ordered.query);
    }
    if (query instanceof SqlWith with) {
      return items(with.body);
    }
    if (query instanceof SqlSelect select) {
      return select.getSelectList();
    }
    return query.isA(SqlKind.SET_QUERY) ? items(((SqlCall) query).operand(0)) : List.of();
  }
}
