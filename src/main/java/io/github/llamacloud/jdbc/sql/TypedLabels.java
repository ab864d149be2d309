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
   * The names of a select list as they were typed, empty for what is no name.
   *
   * @param query as parsed, not validated
   */
  static List<String> in(SqlNode query) {
    return items(query).stream()
        .map(
            item ->
                item instanceof SqlIdentifier name && !name.isStar()
                    ? name.names.get(name.names.size() - 1)
                    : "")
        .toList();
  }

  /** These columns with typed labels, as far as they are the same names. */
  static List<ResultColumn> given(List<String> typed, List<ResultColumn> columns) {
    if (typed.size() != columns.size()) {
      return columns;
    }
    List<ResultColumn> labelled = new ArrayList<>();
    for (int i = 0; i < columns.size(); i++) {
      ResultColumn column = columns.get(i);
      labelled.add(
          typed.get(i).equalsIgnoreCase(column.label()) ? labelled(column, typed.get(i)) : column);
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
