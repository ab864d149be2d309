package io.github.llamacloud.jdbc.sql;

import org.apache.calcite.avatica.util.DateTimeUtils;
import org.apache.calcite.avatica.util.TimeUnitRange;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.sql.SqlIntervalQualifier;

/** Intervals as text: JDBC has no type for them. */
final class Intervals {
  private Intervals() {}

  /** As SQL writes it between the quotes, e.g. {@code +1 02:00:00} for INTERVAL DAY TO SECOND. */
  static String text(long value, RelDataType type) {
    SqlIntervalQualifier qualifier = type.getIntervalQualifier();
    if (qualifier == null) {
      throw new IllegalArgumentException(type + " is not an interval");
    }
    TimeUnitRange range = qualifier.timeUnitRange;
    return qualifier.isYearMonth()
        ? DateTimeUtils.intervalYearMonthToString((int) value, range)
        : DateTimeUtils.intervalDayTimeToString(value, range, type.getScale());
  }
}
