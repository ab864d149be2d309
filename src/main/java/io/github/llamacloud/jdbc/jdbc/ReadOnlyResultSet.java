package io.github.llamacloud.jdbc.jdbc;

import io.github.llamacloud.jdbc.error.Failures;
import java.io.InputStream;
import java.io.Reader;
import java.math.BigDecimal;
import java.sql.Array;
import java.sql.Blob;
import java.sql.Clob;
import java.sql.Date;
import java.sql.NClob;
import java.sql.Ref;
import java.sql.ResultSet;
import java.sql.RowId;
import java.sql.SQLException;
import java.sql.SQLType;
import java.sql.SQLXML;
import java.sql.Time;
import java.sql.Timestamp;
import org.jspecify.annotations.Nullable;

/**
 * Refuses every write through a result set with 25006, as every write is refused: not with 0A000,
 * on which pools throw the connection away.
 */
abstract class ReadOnlyResultSet implements ResultSet {

  private SQLException readOnly() throws SQLException {
    checkOpen();
    return Failures.readOnly("an update through a result set");
  }

  /** Throws if this result set, or its connection, is closed. */
  abstract void checkOpen() throws SQLException;

  @Override
  public final void updateArray(int index, @Nullable Array value) throws SQLException {
    throw readOnly();
  }

  @Override
  public final void updateAsciiStream(int index, @Nullable InputStream value) throws SQLException {
    throw readOnly();
  }

  @Override
  public final void updateAsciiStream(int index, @Nullable InputStream value, int length)
      throws SQLException {
    throw readOnly();
  }

  @Override
  public final void updateAsciiStream(int index, @Nullable InputStream value, long length)
      throws SQLException {
    throw readOnly();
  }

  @Override
  public final void updateBigDecimal(int index, @Nullable BigDecimal value) throws SQLException {
    throw readOnly();
  }

  @Override
  public final void updateBinaryStream(int index, @Nullable InputStream value) throws SQLException {
    throw readOnly();
  }

  @Override
  public final void updateBinaryStream(int index, @Nullable InputStream value, int length)
      throws SQLException {
    throw readOnly();
  }

  @Override
  public final void updateBinaryStream(int index, @Nullable InputStream value, long length)
      throws SQLException {
    throw readOnly();
  }

  @Override
  public final void updateBlob(int index, @Nullable Blob value) throws SQLException {
    throw readOnly();
  }

  @Override
  public final void updateBlob(int index, @Nullable InputStream value) throws SQLException {
    throw readOnly();
  }

  @Override
  public final void updateBlob(int index, @Nullable InputStream value, long length)
      throws SQLException {
    throw readOnly();
  }

  @Override
  public final void updateBoolean(int index, boolean value) throws SQLException {
    throw readOnly();
  }

  @Override
  public final void updateByte(int index, byte value) throws SQLException {
    throw readOnly();
  }

  @Override
  public final void updateBytes(int index, byte @Nullable [] value) throws SQLException {
    throw readOnly();
  }

  @Override
  public final void updateCharacterStream(int index, @Nullable Reader value) throws SQLException {
    throw readOnly();
  }

  @Override
  public final void updateCharacterStream(int index, @Nullable Reader value, int length)
      throws SQLException {
    throw readOnly();
  }

  @Override
  public final void updateCharacterStream(int index, @Nullable Reader value, long length)
      throws SQLException {
    throw readOnly();
  }

  @Override
  public final void updateClob(int index, @Nullable Clob value) throws SQLException {
    throw readOnly();
  }

  @Override
  public final void updateClob(int index, @Nullable Reader value) throws SQLException {
    throw readOnly();
  }

  @Override
  public final void updateClob(int index, @Nullable Reader value, long length) throws SQLException {
    throw readOnly();
  }

  @Override
  public final void updateDate(int index, @Nullable Date value) throws SQLException {
    throw readOnly();
  }

  @Override
  public final void updateDouble(int index, double value) throws SQLException {
    throw readOnly();
  }

  @Override
  public final void updateFloat(int index, float value) throws SQLException {
    throw readOnly();
  }

  @Override
  public final void updateInt(int index, int value) throws SQLException {
    throw readOnly();
  }

  @Override
  public final void updateLong(int index, long value) throws SQLException {
    throw readOnly();
  }

  @Override
  public final void updateNCharacterStream(int index, @Nullable Reader value) throws SQLException {
    throw readOnly();
  }

  @Override
  public final void updateNCharacterStream(int index, @Nullable Reader value, long length)
      throws SQLException {
    throw readOnly();
  }

  @Override
  public final void updateNClob(int index, @Nullable NClob value) throws SQLException {
    throw readOnly();
  }

  @Override
  public final void updateNClob(int index, @Nullable Reader value) throws SQLException {
    throw readOnly();
  }

  @Override
  public final void updateNClob(int index, @Nullable Reader value, long length)
      throws SQLException {
    throw readOnly();
  }

  @Override
  public final void updateNString(int index, @Nullable String value) throws SQLException {
    throw readOnly();
  }

  @Override
  public final void updateNull(int index) throws SQLException {
    throw readOnly();
  }

  @Override
  public final void updateObject(int index, @Nullable Object value) throws SQLException {
    throw readOnly();
  }

  @Override
  public final void updateObject(int index, @Nullable Object value, SQLType targetType)
      throws SQLException {
    throw readOnly();
  }

  @Override
  public final void updateObject(int index, @Nullable Object value, SQLType targetType, int scale)
      throws SQLException {
    throw readOnly();
  }

  @Override
  public final void updateObject(int index, @Nullable Object value, int scale) throws SQLException {
    throw readOnly();
  }

  @Override
  public final void updateRef(int index, @Nullable Ref value) throws SQLException {
    throw readOnly();
  }

  @Override
  public final void updateRowId(int index, @Nullable RowId value) throws SQLException {
    throw readOnly();
  }

  @Override
  public final void updateSQLXML(int index, @Nullable SQLXML value) throws SQLException {
    throw readOnly();
  }

  @Override
  public final void updateShort(int index, short value) throws SQLException {
    throw readOnly();
  }

  @Override
  public final void updateString(int index, @Nullable String value) throws SQLException {
    throw readOnly();
  }

  @Override
  public final void updateTime(int index, @Nullable Time value) throws SQLException {
    throw readOnly();
  }

  @Override
  public final void updateTimestamp(int index, @Nullable Timestamp value) throws SQLException {
    throw readOnly();
  }

  @Override
  public final void updateArray(String label, @Nullable Array value) throws SQLException {
    throw readOnly();
  }

  @Override
  public final void updateAsciiStream(String label, @Nullable InputStream value)
      throws SQLException {
    throw readOnly();
  }

  @Override
  public final void updateAsciiStream(String label, @Nullable InputStream value, int length)
      throws SQLException {
    throw readOnly();
  }

  @Override
  public final void updateAsciiStream(String label, @Nullable InputStream value, long length)
      throws SQLException {
    throw readOnly();
  }

  @Override
  public final void updateBigDecimal(String label, @Nullable BigDecimal value) throws SQLException {
    throw readOnly();
  }

  @Override
  public final void updateBinaryStream(String label, @Nullable InputStream value)
      throws SQLException {
    throw readOnly();
  }

  @Override
  public final void updateBinaryStream(String label, @Nullable InputStream value, int length)
      throws SQLException {
    throw readOnly();
  }

  @Override
  public final void updateBinaryStream(String label, @Nullable InputStream value, long length)
      throws SQLException {
    throw readOnly();
  }

  @Override
  public final void updateBlob(String label, @Nullable Blob value) throws SQLException {
    throw readOnly();
  }

  @Override
  public final void updateBlob(String label, @Nullable InputStream value) throws SQLException {
    throw readOnly();
  }

  @Override
  public final void updateBlob(String label, @Nullable InputStream value, long length)
      throws SQLException {
    throw readOnly();
  }

  @Override
  public final void updateBoolean(String label, boolean value) throws SQLException {
    throw readOnly();
  }

  @Override
  public final void updateByte(String label, byte value) throws SQLException {
    throw readOnly();
  }

  @Override
  public final void updateBytes(String label, byte @Nullable [] value) throws SQLException {
    throw readOnly();
  }

  @Override
  public final void updateCharacterStream(String label, @Nullable Reader value)
      throws SQLException {
    throw readOnly();
  }

  @Override
  public final void updateCharacterStream(String label, @Nullable Reader value, int length)
      throws SQLException {
    throw readOnly();
  }

  @Override
  public final void updateCharacterStream(String label, @Nullable Reader value, long length)
      throws SQLException {
    throw readOnly();
  }

  @Override
  public final void updateClob(String label, @Nullable Clob value) throws SQLException {
    throw readOnly();
  }

  @Override
  public final void updateClob(String label, @Nullable Reader value) throws SQLException {
    throw readOnly();
  }

  @Override
  public final void updateClob(String label, @Nullable Reader value, long length)
      throws SQLException {
    throw readOnly();
  }

  @Override
  public final void updateDate(String label, @Nullable Date value) throws SQLException {
    throw readOnly();
  }

  @Override
  public final void updateDouble(String label, double value) throws SQLException {
    throw readOnly();
  }

  @Override
  public final void updateFloat(String label, float value) throws SQLException {
    throw readOnly();
  }

  @Override
  public final void updateInt(String label, int value) throws SQLException {
    throw readOnly();
  }

  @Override
  public final void updateLong(String label, long value) throws SQLException {
    throw readOnly();
  }

  @Override
  public final void updateNCharacterStream(String label, @Nullable Reader value)
      throws SQLException {
    throw readOnly();
  }

  @Override
  public final void updateNCharacterStream(String label, @Nullable Reader value, long length)
      throws SQLException {
    throw readOnly();
  }

  @Override
  public final void updateNClob(String label, @Nullable NClob value) throws SQLException {
    throw readOnly();
  }

  @Override
  public final void updateNClob(String label, @Nullable Reader value) throws SQLException {
    throw readOnly();
  }

  @Override
  public final void updateNClob(String label, @Nullable Reader value, long length)
      throws SQLException {
    throw readOnly();
  }

  @Override
  public final void updateNString(String label, @Nullable String value) throws SQLException {
    throw readOnly();
  }

  @Override
  public final void updateNull(String label) throws SQLException {
    throw readOnly();
  }

  @Override
  public final void updateObject(String label, @Nullable Object value) throws SQLException {
    throw readOnly();
  }

  @Override
  public final void updateObject(String label, @Nullable Object value, SQLType targetType)
      throws SQLException {
    throw readOnly();
  }

  @Override
  public final void updateObject(
      String label, @Nullable Object value, SQLType targetType, int scale) throws SQLException {
    throw readOnly();
  }

  @Override
  public final void updateObject(String label, @Nullable Object value, int scale)
      throws SQLException {
    throw readOnly();
  }

  @Override
  public final void updateRef(String label, @Nullable Ref value) throws SQLException {
    throw readOnly();
  }

  @Override
  public final void updateRowId(String label, @Nullable RowId value) throws SQLException {
    throw readOnly();
  }

  @Override
  public final void updateSQLXML(String label, @Nullable SQLXML value) throws SQLException {
    throw readOnly();
  }

  @Override
  public final void updateShort(String label, short value) throws SQLException {
    throw readOnly();
  }

  @Override
  public final void updateString(String label, @Nullable String value) throws SQLException {
    throw readOnly();
  }

  @Override
  public final void updateTime(String label, @Nullable Time value) throws SQLException {
    throw readOnly();
  }

  @Override
  public final void updateTimestamp(String label, @Nullable Timestamp value) throws SQLException {
    throw readOnly();
  }

  @Override
  public final void insertRow() throws SQLException {
    throw readOnly();
  }

  @Override
  public final void updateRow() throws SQLException {
    throw readOnly();
  }

  @Override
  public final void deleteRow() throws SQLException {
    throw readOnly();
  }

  @Override
  public final void cancelRowUpdates() throws SQLException {
    throw readOnly();
  }

  @Override
  public final void moveToInsertRow() throws SQLException {
    throw readOnly();
  }

  @Override
  public final void moveToCurrentRow() throws SQLException {
    throw readOnly();
  }
}
