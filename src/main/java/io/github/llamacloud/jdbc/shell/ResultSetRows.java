package io.github.llamacloud.jdbc.shell;

import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Types;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The rows of a {@link ResultSet}, each column read by the getter that is exact for its type. */
final class ResultSetRows implements Rows {
  private interface Getter {
    @Nullable Object get(ResultSet rows, int column) throws SQLException;
  }

  private final ResultSet rows;
  private final List<Column> columns = new ArrayList<>();
  private final List<Getter> getters = new ArrayList<>();

  ResultSetRows(ResultSet rows) throws SQLException {
    this.rows = rows;
    ResultSetMetaData metadata = rows.getMetaData();
    for (int i = 1; i <= metadata.getColumnCount(); i++) {
      int type = metadata.getColumnType(i);
      columns.add(new Column(metadata.getColumnLabel(i), kind(type)));
      getters.add(getter(type));
    }
  }

  @Override
  public List<Column> columns() {
    return columns;
  }

  @Override
  public boolean next() throws SQLException {
    return rows.next();
  }

  @Override
  public @Nullable Object value(int index) throws SQLException {
    Object value = getters.get(index).get(rows, index + 1);
    return rows.wasNull() ? null : value;
  }

  private static Kind kind(int type) {
    return switch (type) {
      case Types.TINYINT,
          Types.SMALLINT,
          Types.INTEGER,
          Types.BIGINT,
          Types.DECIMAL,
          Types.NUMERIC,
          Types.REAL,
          Types.FLOAT,
          Types.DOUBLE ->
          Kind.NUMBER;
      case Types.DATE, Types.TIME, Types.TIMESTAMP, Types.TIMESTAMP_WITH_TIMEZONE -> Kind.MOMENT;
      default -> Kind.TEXT;
    };
  }

  private static Getter getter(int type) {
    return switch (type) {
      case Types.TINYINT, Types.SMALLINT, Types.INTEGER, Types.BIGINT -> ResultSet::getLong;
      case Types.DECIMAL, Types.NUMERIC -> ResultSet::getBigDecimal;
      // Through its own text: widened to a double, 0.1 would print as 0.10000000149011612.
      case Types.REAL -> (rows, column) -> Double.valueOf(Float.toString(rows.getFloat(column)));
      case Types.FLOAT, Types.DOUBLE -> ResultSet::getDouble;
      case Types.BOOLEAN, Types.BIT -> ResultSet::getBoolean;
      case Types.TIMESTAMP -> (rows, column) -> rows.getObject(column, LocalDateTime.class);
      case Types.TIMESTAMP_WITH_TIMEZONE -> ResultSetRows::utc;
      case Types.BINARY, Types.VARBINARY, Types.LONGVARBINARY -> ResultSetRows::hexadecimal;
      default -> ResultSet::getString;
    };
  }

  private static @Nullable Object utc(ResultSet rows, int column) throws SQLException {
    OffsetDateTime moment = rows.getObject(column, OffsetDateTime.class);
    return moment == null ? null : moment.withOffsetSameInstant(ZoneOffset.UTC).toLocalDateTime();
  }

  private static @Nullable Object hexadecimal(ResultSet rows, int column) throws SQLException {
    byte[] bytes = rows.getBytes(column);
    return bytes == null ? null : HexFormat.of().formatHex(bytes);
  }
}
