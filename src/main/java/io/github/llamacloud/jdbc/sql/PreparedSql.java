package io.github.llamacloud.jdbc.sql;

import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A validated statement. Holds no connection: threads and connections share it. */
public interface PreparedSql {
  /** The columns of the result, at least one. */
  List<ResultColumn> columns();

  /** What each {@code ?} is, in order, as far as the statement tells; label is empty. */
  List<ResultColumn> parameters();

  /**
   * Binds a value to every parameter. A value that the inferred type cannot hold without loss
   * widens the comparison instead.
   *
   * @param values one per parameter: null, String, Boolean, Long, BigDecimal, Double, byte[],
   *     LocalDate, LocalTime, or LocalDateTime in UTC
   * @throws SQLException class 22 if a value cannot be converted, naming the parameter
   */
  BoundQuery bind(List<? extends @Nullable Object> values) throws SQLException;
}
