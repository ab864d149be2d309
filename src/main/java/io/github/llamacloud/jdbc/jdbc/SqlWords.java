package io.github.llamacloud.jdbc.jdbc;

import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** The words of the SQL dialect that clients ask for: what to quote, and which functions exist. */
final class SqlWords {

  /** Reserved here, and by SQL:2003 too. */
  private static final Set<String> RESERVED =
      words(
          """
          ANY BY CALL CASE CREATE CROSS CURRENT CURSOR DATE DEFAULT DELETE DESCRIBE DISTINCT DROP
          END-EXEC EXCEPT FETCH FROM FULL GRANT GROUP GROUPING HAVING IN INNER INSERT INTERSECT
          INTERVAL INTO JOIN LATERAL LEFT MERGE NATURAL NEW NULL ON ORDER OUTER OVER PARTITION
          RANGE RIGHT ROLLUP ROW ROWS SELECT SET SOME TABLE TABLESAMPLE THEN TIME TIMESTAMP UNION
          UNNEST UPDATE USING VALUES WHEN WHERE WINDOW WITH
          """);

  /** Reserved here, and not by SQL:2003. */
  private static final Set<String> BEYOND_SQL_2003 =
      words(
          """
          ASOF DATEADD DATEDIFF DATEPART DATETIME DATE_PART DEFINE EXPLAIN FRIDAY JSON_SCOPE LIMIT
          MATCH_CONDITION MATCH_RECOGNIZE MEASURE MINUS MONDAY NEXT OFFSET ORDINAL PATTERN QUALIFY
          SAFE_CAST SAFE_OFFSET SAFE_ORDINAL SATURDAY SKIP SNAPSHOT STREAM SUNDAY THURSDAY TRY_CAST
          TUESDAY UNSIGNED UUID VARIANT VOLATILE WEDNESDAY
          """);

  private static final Pattern SIMPLE = Pattern.compile("[a-zA-Z][a-zA-Z0-9_]{0,127}");

  /** The functions that {@code {fn …}} knows. */
  static final String NUMERIC_FUNCTIONS =
      "ABS,ACOS,ASIN,ATAN,ATAN2,CBRT,CEILING,COS,COT,DEGREES,EXP,FLOOR,LOG,LOG10,MOD,PI,POWER,"
          + "RADIANS,RAND,ROUND,SIGN,SIN,SQRT,TAN,TRUNCATE";

  static final String STRING_FUNCTIONS =
      "ASCII,CHAR,CONCAT,DIFFERENCE,INSERT,LCASE,LEFT,LENGTH,LOCATE,LTRIM,REPEAT,REPLACE,RIGHT,"
          + "RTRIM,SOUNDEX,SPACE,SUBSTRING,UCASE";

  static final String TIME_DATE_FUNCTIONS =
      "CURDATE,CURTIME,DAYNAME,DAYOFMONTH,DAYOFWEEK,DAYOFYEAR,HOUR,MINUTE,MONTH,MONTHNAME,NOW,"
          + "QUARTER,SECOND,TIMESTAMPADD,TIMESTAMPDIFF,WEEK,YEAR";

  static final String SYSTEM_FUNCTIONS = "IFNULL";

  private SqlWords() {}

  private static Set<String> words(String text) {
    return new TreeSet<>(Set.of(text.strip().split("\\s+")));
  }

  /** Separated by commas. */
  static String beyondSql2003() {
    return String.join(",", BEYOND_SQL_2003);
  }

  /** Whether it needs no quotes: letters, digits and underscores, and not a reserved word. */
  static boolean isSimpleIdentifier(String identifier) {
    String word = identifier.toUpperCase(Locale.ROOT);
    return SIMPLE.matcher(identifier).matches()
        && !RESERVED.contains(word)
        && !BEYOND_SQL_2003.contains(word);
  }
}
