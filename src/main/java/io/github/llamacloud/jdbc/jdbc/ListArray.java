package io.github.llamacloud.jdbc.jdbc;

import io.github.llamacloud.jdbc.error.Failures;
import io.github.llamacloud.jdbc.error.SqlState;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An ARRAY value: its elements as the engine made them. Immutable. */
final class ListArray implements Array {
  private final @Nullable Object[] elements;

  ListArray(List<?> elements) {
    this.elements = elements.toArray();
  }

  @Override
  public String getBaseTypeName() {
    return "ANY";
  }

  @Override
  public int getBaseType() {
    return Types.JAVA_OBJECT;
  }

  @Override
  public Object getArray() {
    return elements.clone();
  }

  @Override
  public Object getArray(@Nullable Map<String, Class<?>> types) {
    return getArray();
  }

  @Override
  public Object getArray(long index, int count) throws SQLException {
    if (index < 1 || count < 0 || index - 1 + count > elements.length) {
      throw Failures.badArgument(
          SqlState.BAD_ARGUMENT,
          "The array has " + elements.length + " elements, not " + count + " from " + index + ".");
    }
    int from = (int) index - 1;
    return Arrays.copyOfRange(elements, from, from + count);
  }

  @Override
  public Object getArray(long index, int count, @Nullable Map<String, Class<?>> types)
      throws SQLException {
    return getArray(index, count);
  }

  @Override
  public ResultSet getResultSet() throws SQLException {
    throw Failures.notSupported("An array as a result set");
  }

  @Override
  public ResultSet getResultSet(@Nullable Map<String, Class<?>> types) throws SQLException {
    return getResultSet();
  }

  @Override
  public ResultSet getResultSet(long index, int count) throws SQLException {
    return getResultSet();
  }

  @Override
  public ResultSet getResultSet(long index, int count, @Nullable Map<String, Class<?>> types)
      throws SQLException {
    return getResultSet();
  }

  @Override
  public void free() {}

  @Override
  public String toString() {
    return Arrays.toString(elements);
  }
}
