package io.github.llamacloud.jdbc.jdbc;

import io.github.llamacloud.jdbc.error.Failures;
import io.github.llamacloud.jdbc.error.SqlState;
import io.github.llamacloud.jdbc.sql.ResultColumn;
import java.sql.ParameterMetaData;
import java.sql.SQLException;
import java.util.List;

/** Describes the parameters of a statement, as far as the statement tells. Immutable. */
final class ParametersMetaData implements ParameterMetaData {
  private final List<ResultColumn> parameters;

  ParametersMetaData(List<ResultColumn> parameters) {
    this.parameters = parameters;
  }

  private ResultColumn parameter(int index) throws SQLException {
    if (index < 1 || index > parameters.size()) {
      throw noParameter(index, parameters.size());
    }
    return parameters.get(index - 1);
  }

  static SQLException noParameter(int index, int count) {
    return Failures.badArgument(
        SqlState.BAD_COLUMN_INDEX,
        "There is no parameter " + index + ": the statement has " + count + ".");
  }

  private ColumnType type(int index) throws SQLException {
    return ColumnType.of(parameter(index).type());
  }

  @Override
  public int getParameterCount() {
    return parameters.size();
  }

  @Override
  public int isNullable(int index) throws SQLException {
    return parameter(index).nullable() ? parameterNullable : parameterNoNulls;
  }

  @Override
  public boolean isSigned(int index) throws SQLException {
    return type(index).isNumeric();
  }

  @Override
  public int getPrecision(int index) throws SQLException {
    return type(index).precision(parameter(index));
  }

  @Override
  public int getScale(int index) throws SQLException {
    return type(index).scale(parameter(index));
  }

  @Override
  public int getParameterType(int index) throws SQLException {
    return parameter(index).type().getVendorTypeNumber();
  }

  @Override
  public String getParameterTypeName(int index) throws SQLException {
    return parameter(index).typeName();
  }

  @Override
  public String getParameterClassName(int index) throws SQLException {
    return type(index).javaClass().getName();
  }

  @Override
  public int getParameterMode(int index) throws SQLException {
    parameter(index);
    return parameterModeIn;
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
