package io.github.llamacloud.jdbc.jdbc;

import io.github.llamacloud.jdbc.error.Failures;
import io.github.llamacloud.jdbc.error.SqlState;
import io.github.llamacloud.jdbc.sql.ResultColumn;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.List;

/**
 * Describes the columns of a result. Name and label are the same, as clients look a column up by
 * either. Tables are not named, lest clients take a result for an editable table. Immutable.
 */
final class ColumnsMetaData implements ResultSetMetaData {
  private final List<ResultColumn> columns;

  ColumnsMetaData(List<ResultColumn> columns) {
    this.columns = columns;
  }

  /** The column at this index, from 1. */
  static ResultColumn column(List<ResultColumn> columns, int index) throws SQLException {
    if (index < 1 || index > columns.size()) {
      throw Failures.badArgument(
          SqlState.BAD_COLUMN_INDEX,
          "There is no column " + index + ": the result has " + columns.size() + ".");
    }
    return columns.get(index - 1);
  }

  private ResultColumn column(int index) throws SQLException {
    return column(columns, index);
  }

  private ColumnType type(int index) throws SQLException {
    return ColumnType.of(column(index).type());
  }

  @Override
  public int getColumnCount() {
    return columns.size();
  }

  @Override
  public String getColumnLabel(int index) throws SQLException {
    return column(index).label();
  }

  @Override
  public String getColumnName(int index) throws SQLException {
    return column(index).label();
  }

  @Override
  public int getColumnType(int index) throws SQLException {
    return column(index).type().getVendorTypeNumber();
  }

  @Override
  public String getColumnTypeName(int index) throws SQLException {
    return column(index).typeName();
  }

  @Override
  public String getColumnClassName(int index) throws SQLException {
    return type(index).javaClass().getName();
  }

  @Override
  public int getPrecision(int index) throws SQLException {
    return type(index).precision(column(index));
  }

  @Override
  public int getScale(int index) throws SQLException {
    return type(index).scale(column(index));
  }

  @Override
  public int getColumnDisplaySize(int index) throws SQLException {
    return type(index).displaySize(column(index));
  }

  @Override
  public int isNullable(int index) throws SQLException {
    return column(index).nullable() ? columnNullable : columnNoNulls;
  }

  @Override
  public boolean isSigned(int index) throws SQLException {
    return type(index).isNumeric();
  }

  @Override
  public boolean isCaseSensitive(int index) throws SQLException {
    return type(index).isCharacter();
  }

  @Override
  public boolean isSearchable(int index) throws SQLException {
    column(index);
    return true;
  }

  @Override
  public boolean isAutoIncrement(int index) throws SQLException {
    column(index);
    return false;
  }

  @Override
  public boolean isCurrency(int index) throws SQLException {
    column(index);
    return false;
  }

  @Override
  public boolean isReadOnly(int index) throws SQLException {
    column(index);
    return true;
  }

  @Override
  public boolean isWritable(int index) throws SQLException {
    column(index);
    return false;
  }

  @Override
  public boolean isDefinitelyWritable(int index) throws SQLException {
    column(index);
    return false;
  }

  @Override
  public String getTableName(int index) throws SQLException {
    column(index);
    return "";
  }

  @Override
  public String getSchemaName(int index) throws SQLException {
    column(index);
    return "";
  }

  @Override
  public String getCatalogName(int index) throws SQLException {
    column(index);
    return "";
  }

  @Override
  public <T> T unwrap(Class<T> type) throws SQLException {
    return Unwrapping.unwrap(this, type);
  }

  @Override
  public boolean isWrapperFor(Class<?> type) {
    return type.isInstance(this);
  }
}
