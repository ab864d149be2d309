package io.github.llamacloud.jdbc.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.calcite.sql.SqlFunction;
import org.apache.calcite.sql.SqlFunctionCategory;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.SqlOperatorTable;
import org.apache.calcite.sql.SqlSyntax;
import org.apache.calcite.sql.fun.SqlLibrary;
import org.apache.calcite.sql.fun.SqlLibraryOperatorTableFactory;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.util.SqlOperatorTables;
import org.apache.calcite.sql.validate.SqlNameMatcher;
import org.jspecify.annotations.Nullable;

/** The functions of the dialect: the standard's and PostgreSQL's, some of them in our own form. */
final class Operators implements SqlOperatorTable {
  static final Operators TABLE = new Operators();

  /**
   * The names of {@link Library}: a statement without them does not make it, since Calcite reads
   * the annotations of hundreds of fields to do so.
   */
  static final Set<String> LIBRARY_NAMES =
      Set.of(
          "::",
          "ACOSD",
          "ACOSH",
          "AGE",
          "ARRAY_AGG",
          "ARRAY_CONCAT_AGG",
          "ASIND",
          "ASINH",
          "ATAND",
          "ATANH",
          "BOOL_AND",
          "BOOL_OR",
          "CHR",
          "CONCAT",
          "CONCAT_WS",
          "COSD",
          "COSH",
          "COTH",
          "CSC",
          "CSCH",
          "DATE_PART",
          "DIFFERENCE",
          "EXTRACT_EPOCH",
          "EXTRACT_SECOND",
          "GREATEST",
          "ILIKE",
          "LEAST",
          "LEFT",
          "LENGTH",
          "LOG",
          "LPAD",
          "LTRIM",
          "MD5",
          "NOT ILIKE",
          "POWER",
          "RANDOM",
          "REGEXP_LIKE",
          "REGEXP_REPLACE",
          "REPEAT",
          "RIGHT",
          "RPAD",
          "RTRIM",
          "SEC",
          "SECH",
          "SHA1",
          "SHA256",
          "SHA512",
          "SIND",
          "SINH",
          "SOUNDEX",
          "SPLIT_PART",
          "STARTS_WITH",
          "STRING_AGG",
          "STRING_TO_ARRAY",
          "STRPOS",
          "SUBSTR",
          "TAND",
          "TANH",
          "TO_CHAR",
          "TO_DATE",
          "TO_TIMESTAMP",
          "TRANSLATE3");

  private static final Map<String, SqlFunction> OWN =
      Stream.of(
              ExactAggregate.NAMED.stream(),
              Rounding.NAMED.stream(),
              RowOfFrame.NAMED.stream(),
              Stream.of(ArrayAggregates.ARRAY_AGG))
          .<SqlFunction>flatMap(Function.identity())
          .collect(Collectors.toUnmodifiableMap(SqlFunction::getName, Function.identity()));

  /** Calcite types these as their argument, so that a covariance of integers has no fraction. */
  private static final Set<String> ABSENT =
      Set.of("COVAR_POP", "COVAR_SAMP", "REGR_SXX", "REGR_SYY");

  private Operators() {}

  @Override
  public void lookupOperatorOverloads(
      SqlIdentifier name,
      @Nullable SqlFunctionCategory category,
      SqlSyntax syntax,
      List<SqlOperator> found,
      SqlNameMatcher nameMatcher) {
    String upper = name.names.get(name.names.size() - 1).toUpperCase(Locale.ROOT);
    SqlFunction own = name.isSimple() ? OWN.get(upper) : null;
    if (own != null && syntax == SqlSyntax.FUNCTION) {
      found.add(own);
    } else if (!ABSENT.contains(upper)) {
      (LIBRARY_NAMES.contains(upper) ? Library.TABLE : SqlStdOperatorTable.instance())
          .lookupOperatorOverloads(name, category, syntax, found, nameMatcher);
    }
  }

  @Override
  public List<SqlOperator> getOperatorList() {
    List<SqlOperator> all = new ArrayList<>(OWN.values());
    Library.TABLE.getOperatorList().stream()
        .filter(operator -> !OWN.containsKey(operator.getName()))
        .filter(operator -> !ABSENT.contains(operator.getName()))
        .forEach(all::add);
    return all;
  }

  /** The standard's and PostgreSQL's functions. */
  private static final class Library {
    static final SqlOperatorTable TABLE =
        SqlOperatorTables.chain(
            SqlLibraryOperatorTableFactory.INSTANCE.getOperatorTable(
                SqlLibrary.STANDARD, SqlLibrary.POSTGRESQL),
            SqlOperatorTables.of(DateTimeParts.OPERATORS));
  }
}
