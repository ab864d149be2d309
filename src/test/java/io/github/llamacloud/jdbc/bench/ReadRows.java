package io.github.llamacloud.jdbc.bench;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import org.openjdk.jmh.infra.Blackhole;

/** Reads results as a careful program does: each column by the getter of its type. */
final class ReadRows {
  private ReadRows() {}

  /** All rows, and how many there are. */
  static int all(ResultSet rows, Blackhole blackhole) throws SQLException {
    int columns = rows.getMetaData().getColumnCount();
    int[] types = new int[columns];
    for (int i = 0; i < columns; i++) {
      types[i] = rows.getMetaData().getColumnType(i + 1);
    }
    int count = 0;
    while (rows.next()) {
      count++;
      for (int i = 0; i < columns; i++) {
        switch (types[i]) {
          case Types.BIGINT -> blackhole.consume(rows.getLong(i + 1));
          case Types.TIMESTAMP -> blackhole.consume(rows.getTimestamp(i + 1));
          case Types.VARCHAR -> blackhole.consume(rows.getString(i + 1));
          default -> blackhole.consume(rows.getObject(i + 1));
        }
      }
    }
    return count;
  }
}
