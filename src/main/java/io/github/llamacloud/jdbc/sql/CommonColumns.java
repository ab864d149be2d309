package io.github.llamacloud.jdbc.sql;

import java.util.List;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlJoin;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.util.SqlShuttle;
import org.jspecify.annotations.Nullable;

/**
 * Names in a WHERE that mean the one column which {@code JOIN … USING} makes of two: they become
 * those of the side that has a value in every row. Calcite finds them ambiguous. Sub-queries are
 * left as they are.
 */
final class CommonColumns extends SqlShuttle {
  private final @Nullable SqlNode from;

  /**
   * @param from what the WHERE belongs to
   */
  CommonColumns(@Nullable SqlNode from) {
    this.from = from;
  }

  @Override
  public @Nullable SqlNode visit(SqlCall call) {
    return call.isA(SqlKind.QUERY) ? call : super.visit(call);
  }

  @Override
  public SqlNode visit(SqlIdentifier name) {
    String side = name.isSimple() ? side(from, name.getSimple()) : null;
    return side == null
        ? name
        : new SqlIdentifier(List.of(side, name.getSimple()), name.getParserPosition());
  }

  /** The table whose column it is; null if no join makes one of two of this name. */
  private static @Nullable String side(@Nullable SqlNode from, String name) {
    if (!(from instanceof SqlJoin join)
        || !(join.getCondition() instanceof SqlNodeList names)
        || names.stream().noneMatch(using -> isNamed(using, name))) {
      return null;
    }
    SqlNode side =
        switch (join.getJoinType()) {
          case INNER, LEFT -> join.getLeft();
          case RIGHT -> join.getRight();
          default -> null;
        };
    return side instanceof SqlJoin ? side(side, name) : alias(side);
  }

  private static boolean isNamed(SqlNode using, String name) {
    return using instanceof SqlIdentifier identifier
        && identifier.isSimple()
        && identifier.getSimple().equalsIgnoreCase(name);
  }

  private static @Nullable String alias(@Nullable SqlNode table) {
    if (table instanceof SqlCall as && as.getKind() == SqlKind.AS) {
      return alias(as.operand(1));
    }
    return table instanceof SqlIdentifier identifier
        ? identifier.names.get(identifier.names.size() - 1)
        : null;
  }
}
