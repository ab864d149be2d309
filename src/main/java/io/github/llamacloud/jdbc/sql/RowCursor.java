package io.github.llamacloud.jdbc.sql;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** The rows of one execution, read forward once; one thread at a time. */
public interface RowCursor extends AutoCloseable {
  /** Moves to the next row; false after the last, and from then on. */
  boolean next() throws SQLException;

  /**
   * The current row, one value per {@link ResultColumn}, null for NULL. By {@link
   * ResultColumn#type()}: BOOLEAN a Boolean; TINYINT, SMALLINT, INTEGER, BIGINT a Number of any
   * integral class; DECIMAL a BigDecimal; REAL a Float; FLOAT and DOUBLE a Double; CHAR and VARCHAR
   * a String; DATE an Integer of days since 1970-01-01; TIME an Integer of milliseconds of the day;
   * TIMESTAMP a Long of milliseconds since 1970-01-01T00:00:00 UTC; BINARY and VARBINARY a byte[];
   * ARRAY a List; everything else a String.
   */
  @Nullable Object[] row();

  /** Stops fetching; idempotent. */
  @Override
  void close();
}
