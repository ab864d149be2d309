package io.github.llamacloud.jdbc.jdbc;

import io.github.llamacloud.jdbc.error.Failures;
import io.github.llamacloud.jdbc.error.SqlState;
import java.io.InputStream;
import java.io.Reader;
import java.math.BigDecimal;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.sql.Array;
import java.sql.Blob;
import java.sql.Clob;
import java.sql.Date;
import java.sql.NClob;
import java.sql.PreparedStatement;
import java.sql.Ref;
import java.sql.RowId;
import java.sql.SQLException;
import java.sql.SQLType;
import java.sql.SQLXML;
import java.sql.Time;
import java.sql.Timestamp;
import java.util.Calendar;
import org.jspecify.annotations.Nullable;

/** The setters of a prepared statement: each ends as a plain value in {@link Parameters}. */
interface ParameterSetters extends PreparedStatement {

  /** The values set so far; throws if the statement is closed. */
  Parameters parameters() throws SQLException;

  private void put(int index, @Nullable Object value) throws SQLException {
    Parameters parameters = parameters();
    parameters.set(index, ParameterValue.of(value, parameters.conversion(index)));
  }

  private void put(int index, @Nullable Object value, int targetType, int scale)
      throws SQLException {
    Parameters parameters = parameters();
    Conversion conversion = parameters.conversion(index);
    parameters.set(index, ParameterValue.of(value, targetType, scale, conversion));
  }

  @Override
  default void setNull(int index, int sqlType) throws SQLException {
    put(index, null);
  }

  @Override
  default void setNull(int index, int sqlType, @Nullable String typeName) throws SQLException {
    put(index, null);
  }

  @Override
  default void setBoolean(int index, boolean value) throws SQLException {
    put(index, value);
  }

  @Override
  default void setByte(int index, byte value) throws SQLException {
    put(index, value);
  }

  @Override
  default void setShort(int index, short value) throws SQLException {
    put(index, value);
  }

  @Override
  default void setInt(int index, int value) throws SQLException {
    put(index, value);
  }

  @Override
  default void setLong(int index, long value) throws SQLException {
    put(index, value);
  }

  @Override
  default void setFloat(int index, float value) throws SQLException {
    put(index, value);
  }

  @Override
  default void setDouble(int index, double value) throws SQLException {
    put(index, value);
  }

  @Override
  default void setBigDecimal(int index, @Nullable BigDecimal value) throws SQLException {
    put(index, value);
  }

  @Override
  default void setString(int index, @Nullable String value) throws SQLException {
    put(index, value);
  }

  @Override
  default void setNString(int index, @Nullable String value) throws SQLException {
    put(index, value);
  }

  @Override
  default void setBytes(int index, byte @Nullable [] value) throws SQLException {
    put(index, value);
  }

  @Override
  default void setURL(int index, @Nullable URL value) throws SQLException {
    put(index, value);
  }

  @Override
  default void setDate(int index, @Nullable Date value) throws SQLException {
    setDate(index, value, null);
  }

  @Override
  default void setDate(int index, @Nullable Date value, @Nullable Calendar calendar)
      throws SQLException {
    put(index, value == null ? null : Zoned.digits(value, calendar));
  }

  @Override
  default void setTime(int index, @Nullable Time value) throws SQLException {
    setTime(index, value, null);
  }

  @Override
  default void setTime(int index, @Nullable Time value, @Nullable Calendar calendar)
      throws SQLException {
    put(index, value == null ? null : Zoned.digits(value, calendar));
  }

  @Override
  default void setTimestamp(int index, @Nullable Timestamp value) throws SQLException {
    setTimestamp(index, value, null);
  }

  @Override
  default void setTimestamp(int index, @Nullable Timestamp value, @Nullable Calendar calendar)
      throws SQLException {
    put(index, value == null ? null : Zoned.digits(value, calendar));
  }

  @Override
  default void setObject(int index, @Nullable Object value) throws SQLException {
    put(index, value);
  }

  @Override
  default void setObject(int index, @Nullable Object value, int targetType) throws SQLException {
    put(index, value, targetType, ParameterValue.NO_SCALE);
  }

  @Override
  default void setObject(int index, @Nullable Object value, int targetType, int scale)
      throws SQLException {
    put(index, value, targetType, scale);
  }

  @Override
  default void setObject(int index, @Nullable Object value, @Nullable SQLType targetType)
      throws SQLException {
    setObject(index, value, targetType, ParameterValue.NO_SCALE);
  }

  @Override
  default void setObject(int index, @Nullable Object value, @Nullable SQLType targetType, int scale)
      throws SQLException {
    Integer code = targetType == null ? null : targetType.getVendorTypeNumber();
    if (code == null) {
      put(index, value);
    } else {
      put(index, value, code, scale);
    }
  }

  private void putText(int index, @Nullable Reader reader, long length) throws SQLException {
    Conversion conversion = parameters().conversion(index);
    put(index, reader == null ? null : StreamContent.text(reader, length, conversion));
  }

  private byte @Nullable [] read(int index, @Nullable InputStream stream, long length)
      throws SQLException {
    Conversion conversion = parameters().conversion(index);
    return stream == null ? null : StreamContent.bytes(stream, length, conversion);
  }

  /** ASCII is the common part of UTF-8, in which all text of this driver is. */
  private void putAscii(int index, @Nullable InputStream stream, long length) throws SQLException {
    byte[] bytes = read(index, stream, length);
    put(index, bytes == null ? null : new String(bytes, StandardCharsets.UTF_8));
  }

  private static long checked(long length) throws SQLException {
    if (length < 0) {
      throw Failures.badArgument(
          SqlState.BAD_ARGUMENT, "A length is 0 or more, not " + length + ".");
    }
    return length;
  }

  @Override
  default void setAsciiStream(int index, @Nullable InputStream stream) throws SQLException {
    putAscii(index, stream, StreamContent.ALL);
  }

  @Override
  default void setAsciiStream(int index, @Nullable InputStream stream, int length)
      throws SQLException {
    putAscii(index, stream, checked(length));
  }

  @Override
  default void setAsciiStream(int index, @Nullable InputStream stream, long length)
      throws SQLException {
    putAscii(index, stream, checked(length));
  }

  @Override
  default void setBinaryStream(int index, @Nullable InputStream stream) throws SQLException {
    put(index, read(index, stream, StreamContent.ALL));
  }

  @Override
  default void setBinaryStream(int index, @Nullable InputStream stream, int length)
      throws SQLException {
    put(index, read(index, stream, checked(length)));
  }

  @Override
  default void setBinaryStream(int index, @Nullable InputStream stream, long length)
      throws SQLException {
    put(index, read(index, stream, checked(length)));
  }

  @Override
  default void setCharacterStream(int index, @Nullable Reader reader) throws SQLException {
    putText(index, reader, StreamContent.ALL);
  }

  @Override
  default void setCharacterStream(int index, @Nullable Reader reader, int length)
      throws SQLException {
    putText(index, reader, checked(length));
  }

  @Override
  default void setCharacterStream(int index, @Nullable Reader reader, long length)
      throws SQLException {
    putText(index, reader, checked(length));
  }

  @Override
  default void setNCharacterStream(int index, @Nullable Reader reader) throws SQLException {
    putText(index, reader, StreamContent.ALL);
  }

  @Override
  default void setNCharacterStream(int index, @Nullable Reader reader, long length)
      throws SQLException {
    putText(index, reader, checked(length));
  }

  @Override
  default void setClob(int index, @Nullable Clob value) throws SQLException {
    put(index, value);
  }

  @Override
  default void setClob(int index, @Nullable Reader reader) throws SQLException {
    putText(index, reader, StreamContent.ALL);
  }

  @Override
  default void setClob(int index, @Nullable Reader reader, long length) throws SQLException {
    putText(index, reader, checked(length));
  }

  @Override
  default void setNClob(int index, @Nullable NClob value) throws SQLException {
    put(index, value);
  }

  @Override
  default void setNClob(int index, @Nullable Reader reader) throws SQLException {
    putText(index, reader, StreamContent.ALL);
  }

  @Override
  default void setNClob(int index, @Nullable Reader reader, long length) throws SQLException {
    putText(index, reader, checked(length));
  }

  @Deprecated
  @Override
  default void setUnicodeStream(int index, @Nullable InputStream stream, int length)
      throws SQLException {
    throw absent("setUnicodeStream");
  }

  @Override
  default void setBlob(int index, @Nullable Blob value) throws SQLException {
    throw absent("BLOB");
  }

  @Override
  default void setBlob(int index, @Nullable InputStream stream) throws SQLException {
    throw absent("BLOB");
  }

  @Override
  default void setBlob(int index, @Nullable InputStream stream, long length) throws SQLException {
    throw absent("BLOB");
  }

  @Override
  default void setArray(int index, @Nullable Array value) throws SQLException {
    throw absent("ARRAY");
  }

  @Override
  default void setRef(int index, @Nullable Ref value) throws SQLException {
    throw absent("REF");
  }

  @Override
  default void setRowId(int index, @Nullable RowId value) throws SQLException {
    throw absent("ROWID");
  }

  @Override
  default void setSQLXML(int index, @Nullable SQLXML value) throws SQLException {
    throw absent("SQLXML");
  }

  private SQLException absent(String type) throws SQLException {
    Parameters ignored = parameters();
    return Failures.notSupported("A parameter as " + type);
  }
}
