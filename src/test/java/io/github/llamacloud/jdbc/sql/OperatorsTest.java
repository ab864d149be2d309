package io.github.llamacloud.jdbc.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.fun.SqlLibrary;
import org.apache.calcite.sql.fun.SqlLibraryOperatorTableFactory;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.junit.jupiter.api.Test;

class OperatorsTest {
  /** A name that is missing would be a function that is not found. */
  @Test
  void theNamesAreAllThatIsBeyondTheStandard() {
    Set<SqlOperator> standard = Collections.newSetFromMap(new IdentityHashMap<>());
    standard.addAll(SqlStdOperatorTable.instance().getOperatorList());
    List<SqlOperator> library =
        SqlLibraryOperatorTableFactory.INSTANCE
            .getOperatorTable(SqlLibrary.STANDARD, SqlLibrary.POSTGRESQL)
            .getOperatorList();
    assertEquals(
        Stream.concat(library.stream(), DateTimeParts.OPERATORS.stream())
            .filter(operator -> !standard.contains(operator))
            .map(operator -> operator.getName().toUpperCase(Locale.ROOT))
            .collect(Collectors.toSet()),
        Operators.LIBRARY_NAMES);
  }
}
