package io.github.llamacloud.jdbc.sql;

import java.sql.JDBCType;

/**
 * One column of a result.
 *
 * @param label the alias or name as typed
 * @param type decides the Java class of the values, see {@link RowCursor#row()}
 * @param typeName the bare SQL keyword, e.g. {@code VARCHAR}
 * @param precision characters, bytes, decimal digits or fractional digits of seconds; positive for
 *     VARCHAR; 0 where it does not apply
 * @param scale digits right of the decimal point; of date-times, the fractional digits
 * @param nullable whether NULL may occur
 */
public record ResultColumn(
    String label, JDBCType type, String typeName, int precision, int scale, boolean nullable) {}
