package io.github.llamacloud.jdbc.jdbc;

import io.github.llamacloud.jdbc.error.Failures;
import io.github.llamacloud.jdbc.error.SqlState;
import io.github.llamacloud.jdbc.sql.ResultColumn;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.Reader;
import java.io.StringReader;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.sql.Array;
import java.sql.Blob;
import java.sql.Clob;
import java.sql.Date;
import java.sql.JDBCType;
import java.sql.NClob;
import java.sql.Ref;
import java.sql.RowId;
import java.sql.SQLException;
import java.sql.SQLXML;
import java.sql.Time;
import java.sql.Timestamp;
import java.util.Calendar;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TimeZone;
import org.jspecify.annotations.Nullable;

/** Reads the values of the current row, converted as JDBC's table of conversions asks. */
abstract class ValueResultSet extends LabelledResultSet {
  private final List<ResultColumn> columns;
  private final Conversion[] conversions;
  private final int maxFieldSize;
  private @Nullable Map<String, Integer> indexByLabel;
  private boolean wasNull;

  /** The JVM's time zone when the row was current that is named beside it. */
  private TimeZone zone = TimeZone.getDefault();

  private @Nullable Object @Nullable [] rowOfZone;

  /**
   * @param maxFieldSize bytes after which character and binary values are cut; 0 for none
   */
  ValueResultSet(List<ResultColumn> columns, int maxFieldSize) {
    this.columns = List.copyOf(columns);
    this.conversions =
        this.columns.stream()
            .map(column -> new Conversion("column \"" + column.label() + "\""))
            .toArray(Conversion[]::new);
    this.maxFieldSize = maxFieldSize;
  }

  /** The current row; throws if there is none, or if this result set is closed. */
  abstract @Nullable Object[] currentRow() throws SQLException;

  final List<ResultColumn> columns() {
    return columns;
  }

  private ResultColumn column(int index) throws SQLException {
    return ColumnsMetaData.column(columns, index);
  }

  private Conversion conversion(int index) {
    return conversions[index - 1];
  }

  /** The plain value of a column of the current row; null for NULL. */
  private @Nullable Object plain(int index) throws SQLException {
    @Nullable Object[] row = currentRow();
    ResultColumn column = column(index);
    Object raw = row[index - 1];
    wasNull = raw == null;
    if (raw == null) {
      return null;
    }
    try {
      Object plain = PlainValue.of(column, raw);
      return maxFieldSize == 0 ? plain : FieldSize.cut(plain, column, maxFieldSize);
    } catch (RuntimeException e) {
      throw ApiEdge.failure(e);
    }
  }

  @Override
  public final boolean wasNull() throws SQLException {
    checkOpen();
    return wasNull;
  }

  @Override
  public final int findColumn(@Nullable String label) throws SQLException {
    checkOpen();
    if (indexByLabel == null) {
      indexByLabel = byLabel();
    }
    Integer index = label == null ? null : indexByLabel.get(label.toLowerCase(Locale.ROOT));
    if (index == null) {
      throw Failures.syntax(
          SqlState.UNDEFINED_COLUMN,
          "There is no column \"" + label + "\" in this result; its columns are: " + labels() + ".",
          null);
    }
    return index;
  }

  private Map<String, Integer> byLabel() {
    Map<String, Integer> byLabel = new HashMap<>();
    for (int i = 0; i < columns.size(); i++) {
      byLabel.putIfAbsent(columns.get(i).label().toLowerCase(Locale.ROOT), i + 1);
    }
    return byLabel;
  }

  private String labels() {
    return String.join(", ", columns.stream().map(ResultColumn::label).toList());
  }

  @Override
  public final @Nullable String getString(int index) throws SQLException {
    Object plain = plain(index);
    return plain == null ? null : conversion(index).text(plain, column(index).scale());
  }

  @Override
  public final @Nullable String getNString(int index) throws SQLException {
    return getString(index);
  }

  @Override
  public final boolean getBoolean(int index) throws SQLException {
    Object plain = plain(index);
    return plain != null && conversion(index).bool(plain);
  }

  @Override
  public final byte getByte(int index) throws SQLException {
    return (byte) integer(index, Byte.MIN_VALUE, Byte.MAX_VALUE, "byte");
  }

  @Override
  public final short getShort(int index) throws SQLException {
    return (short) integer(index, Short.MIN_VALUE, Short.MAX_VALUE, "short");
  }

  @Override
  public final int getInt(int index) throws SQLException {
    return (int) integer(index, Integer.MIN_VALUE, Integer.MAX_VALUE, "int");
  }

  @Override
  public final long getLong(int index) throws SQLException {
    return integer(index, Long.MIN_VALUE, Long.MAX_VALUE, "long");
  }

  private long integer(int index, long min, long max, String type) throws SQLException {
    Object plain = plain(index);
    return plain == null ? 0 : conversion(index).integer(plain, min, max, type);
  }

  @Override
  public final float getFloat(int index) throws SQLException {
    Object plain = plain(index);
    return plain == null ? 0 : conversion(index).real(plain);
  }

  @Override
  public final double getDouble(int index) throws SQLException {
    Object plain = plain(index);
    return plain == null ? 0 : conversion(index).floating(plain);
  }

  @Override
  public final @Nullable BigDecimal getBigDecimal(int index) throws SQLException {
    Object plain = plain(index);
    return plain == null ? null : conversion(index).decimal(plain);
  }

  @Deprecated
  @Override
  public final @Nullable BigDecimal getBigDecimal(int index, int scale) throws SQLException {
    BigDecimal value = getBigDecimal(index);
    return value == null ? null : value.setScale(scale, RoundingMode.HALF_UP);
  }

  @Override
  public final byte @Nullable [] getBytes(int index) throws SQLException {
    Object plain = plain(index);
    return plain == null ? null : conversion(index).bytes(plain);
  }

  @Override
  public final @Nullable Date getDate(int index) throws SQLException {
    return getDate(index, null);
  }

  @Override
  public final @Nullable Date getDate(int index, @Nullable Calendar calendar) throws SQLException {
    Object plain = plain(index);
    return plain == null ? null : Zoned.date(conversion(index).date(plain), calendar);
  }

  @Override
  public final @Nullable Time getTime(int index) throws SQLException {
    return getTime(index, null);
  }

  @Override
  public final @Nullable Time getTime(int index, @Nullable Calendar calendar) throws SQLException {
    Object plain = plain(index);
    return plain == null ? null : Zoned.time(conversion(index).time(plain), calendar);
  }

  @Override
  public final @Nullable Timestamp getTimestamp(int index) throws SQLException {
    return getTimestamp(index, null);
  }

  @Override
  public final @Nullable Timestamp getTimestamp(int index, @Nullable Calendar calendar)
      throws SQLException {
    @Nullable Object[] row = currentRow();
    if (calendar == null
        && column(index).type() == JDBCType.TIMESTAMP
        && row[index - 1] instanceof Long digits) {
      wasNull = false;
      if (row != rowOfZone) {
        // Asking makes a copy.
        zone = TimeZone.getDefault();
        rowOfZone = row;
      }
      return Zoned.timestamp(digits, zone);
    }
    Object plain = plain(index);
    return plain == null ? null : Zoned.timestamp(conversion(index).dateTime(plain), calendar);
  }

  @Override
  public final @Nullable Object getObject(int index) throws SQLException {
    Object plain = plain(index);
    return plain == null ? null : ObjectReading.natural(plain, column(index), conversion(index));
  }

  @Override
  public final @Nullable Object getObject(int index, @Nullable Map<String, Class<?>> types)
      throws SQLException {
    return getObject(index);
  }

  @Override
  public final <T> @Nullable T getObject(int index, @Nullable Class<T> type) throws SQLException {
    if (type == null) {
      throw Failures.badArgument(SqlState.BAD_ARGUMENT, "getObject needs a class, not null.");
    }
    Object plain = plain(index);
    return plain == null ? null : ObjectReading.as(type, plain, column(index), conversion(index));
  }

  @Override
  public final @Nullable Reader getCharacterStream(int index) throws SQLException {
    String text = getString(index);
    return text == null ? null : new StringReader(text);
  }

  @Override
  public final @Nullable Reader getNCharacterStream(int index) throws SQLException {
    return getCharacterStream(index);
  }

  @Override
  public final @Nullable InputStream getAsciiStream(int index) throws SQLException {
    String text = getString(index);
    return text == null ? null : new ByteArrayInputStream(text.getBytes(StandardCharsets.US_ASCII));
  }

  @Override
  public final @Nullable InputStream getBinaryStream(int index) throws SQLException {
    byte[] bytes = getBytes(index);
    return bytes == null ? null : new ByteArrayInputStream(bytes);
  }

  @Deprecated
  @Override
  public final @Nullable InputStream getUnicodeStream(int index) throws SQLException {
    throw absent("getUnicodeStream");
  }

  @Override
  public final @Nullable URL getURL(int index) throws SQLException {
    return getObject(index, URL.class);
  }

  @Override
  public final @Nullable Array getArray(int index) throws SQLException {
    return getObject(index, Array.class);
  }

  @Override
  public final Blob getBlob(int index) throws SQLException {
    throw absent("BLOB");
  }

  @Override
  public final Clob getClob(int index) throws SQLException {
    throw absent("CLOB");
  }

  @Override
  public final NClob getNClob(int index) throws SQLException {
    throw absent("NCLOB");
  }

  @Override
  public final Ref getRef(int index) throws SQLException {
    throw absent("REF");
  }

  @Override
  public final RowId getRowId(int index) throws SQLException {
    throw absent("ROWID");
  }

  @Override
  public final SQLXML getSQLXML(int index) throws SQLException {
    throw absent("SQLXML");
  }

  private SQLException absent(String feature) throws SQLException {
    checkOpen();
    return Failures.notSupported(feature);
  }
}
