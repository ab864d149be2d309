package io.github.llamacloud.jdbc.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.llamacloud.jdbc.testing.Fault;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Checks 11 to 17: what tools read before the first query, in the order in which they read it. */
class MetadataContractTest {
  private static final String[] METABASE_TYPES = {
    "TABLE",
    "PARTITIONED TABLE",
    "VIEW",
    "FOREIGN TABLE",
    "MATERIALIZED VIEW",
    "EXTERNAL TABLE",
    "DYNAMIC_TABLE"
  };

  private static final List<String> DATE_PARTS =
      List.of(
          "DAYNAME",
          "DAYOFMONTH",
          "DAYOFWEEK",
          "DAYOFYEAR",
          "HOUR",
          "MINUTE",
          "MONTH",
          "MONTHNAME",
          "QUARTER",
          "SECOND",
          "WEEK",
          "YEAR");

  @RegisterExtension final Served served = Served.of(ContractJobs.FIVE);

  /** Checks 11 to 15 as DBeaver's tree: the table pattern arrives unescaped. */
  @Test
  void dbeaversTreeIsReadWithoutARequest() throws SQLException {
    served.service().fromRequest(1, Fault.answer(500, ""));
    DatabaseMetaData metaData = served.connect().getMetaData();
    assertEquals(List.of(), Served.rows(metaData.getCatalogs()));
    assertEquals(
        List.of("llamacloud"), Served.column(metaData.getSchemas(null, "%"), "TABLE_SCHEM"));
    assertEquals(
        List.of("batch_jobs"),
        Served.column(metaData.getTables(null, "llamacloud", "%", null), "TABLE_NAME"));
    List<String> columns =
        Served.column(metaData.getColumns(null, "llamacloud", "batch_jobs", "%"), "COLUMN_NAME");
    assertEquals(17, columns.size());
    assertEquals("id", columns.get(0));
    assertEquals("workflow_id", columns.get(16));
    assertEquals(
        List.of("id"),
        Served.column(metaData.getPrimaryKeys(null, "llamacloud", "%"), "COLUMN_NAME"));
    assertEquals(List.of(), Served.rows(metaData.getImportedKeys(null, "llamacloud", "%")));
    assertEquals(List.of(), Served.rows(metaData.getExportedKeys(null, "llamacloud", "%")));
    assertEquals(
        List.of(),
        Served.rows(metaData.getIndexInfo(null, "llamacloud", "batch_jobs", false, true)));
    assertEquals(List.of(), Served.rows(metaData.getFunctions(null, "llamacloud", "%")));
    assertEquals(List.of(), Served.rows(metaData.getProcedures(null, "llamacloud", "%")));
    assertEquals(
        List.of(),
        Served.rows(metaData.getTables(null, null, "DBEAVERFAKETABLENAMEFORPING", null)));
    assertEquals(List.of(), served.requests());
  }

  /** Checks 11 to 15 as Metabase's sync: the names arrive escaped, as the driver says how. */
  @Test
  void metabasesSyncIsReadWithoutARequest() throws SQLException {
    Connection connection = served.connect();
    DatabaseMetaData metaData = connection.getMetaData();
    String escape = metaData.getSearchStringEscape();
    String table = "batch_jobs".replace("_", escape + "_");
    assertEquals(List.of("llamacloud"), Served.column(metaData.getSchemas(), "TABLE_SCHEM"));
    assertEquals(
        List.of("batch_jobs"),
        Served.column(metaData.getTables(null, "llamacloud", "%", METABASE_TYPES), "TABLE_NAME"));
    List<String> types =
        Served.column(metaData.getColumns(null, "llamacloud", table, null), "TYPE_NAME");
    assertEquals(
        List.of("BIGINT", "TIMESTAMP", "VARCHAR"), types.stream().distinct().sorted().toList());
    assertEquals(
        List.of("id"),
        Served.column(metaData.getPrimaryKeys(null, "llamacloud", "batch_jobs"), "COLUMN_NAME"));
    assertEquals(List.of(), served.requests());
  }

  /** Checks 13 and 14: three sources describe each column, and the result's own is a real one. */
  @Test
  void columnsTypesAndResultsAgreeOnEveryColumn() throws SQLException {
    Connection connection = served.connect();
    List<String> names = new ArrayList<>();
    try (PreparedStatement prepared = connection.prepareStatement("SELECT * FROM batch_jobs");
        ResultSet rows = prepared.executeQuery();
        ResultSet columns = connection.getMetaData().getColumns(null, null, "batch_jobs", null)) {
      List<ResultSetMetaData> results = List.of(prepared.getMetaData(), rows.getMetaData());
      while (columns.next()) {
        String name = columns.getString("COLUMN_NAME");
        names.add(name);
        int i = columns.getInt("ORDINAL_POSITION");
        assertEquals(names.size(), i);
        for (ResultSetMetaData result : results) {
          assertEquals(name, result.getColumnLabel(i));
          assertEquals(columns.getInt("DATA_TYPE"), result.getColumnType(i), name);
          assertEquals(columns.getString("TYPE_NAME"), result.getColumnTypeName(i), name);
          assertEquals(columns.getInt("NULLABLE"), result.isNullable(i), name);
          assertEquals(columns.getInt("DECIMAL_DIGITS"), result.getScale(i), name);
          assertEquals(columns.getInt("COLUMN_SIZE"), result.getPrecision(i), name);
          assertTrue(result.getColumnDisplaySize(i) >= result.getPrecision(i), name);
        }
        assertTrue(columns.getInt("COLUMN_SIZE") > 0, name);
        assertEquals("NO", columns.getString("IS_AUTOINCREMENT"));
        assertEquals("NO", columns.getString("IS_GENERATEDCOLUMN"));
        assertFalse(columns.getString("REMARKS").isBlank(), name);
        assertTypeIsOffered(
            columns.getString("TYPE_NAME"), columns.getInt("DATA_TYPE"), connection);
      }
    }
    assertEquals(17, names.size());
  }

  private static void assertTypeIsOffered(String name, int type, Connection connection)
      throws SQLException {
    int found = 0;
    try (ResultSet types = connection.getMetaData().getTypeInfo()) {
      while (types.next()) {
        if (types.getString("TYPE_NAME").equals(name)) {
          found++;
          assertEquals(type, types.getInt("DATA_TYPE"), name);
        }
      }
    }
    assertEquals(1, found, name);
  }

  /** Check 14: types that only expressions have are offered too, and each reads as it says. */
  @Test
  void computedColumnsHaveTypesThatAreOffered() throws SQLException {
    Connection connection = served.connect();
    String sql =
        "SELECT 1, COUNT(*), SUM(total_items), AVG(total_items), MAX(created_at), TRUE, 1.5,"
            + " CAST(MAX(created_at) AS DATE), CAST(MAX(created_at) AS TIME), MAX(status) || 'x',"
            + " CAST(1 AS REAL), CAST(1 AS SMALLINT), CAST('x' AS CHAR(3)) FROM batch_jobs";
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      ResultSetMetaData result = rows.getMetaData();
      assertTrue(rows.next());
      for (int i = 1; i <= result.getColumnCount(); i++) {
        String name = result.getColumnTypeName(i);
        assertTypeIsOffered(name, result.getColumnType(i), connection);
        assertEquals(result.getColumnClassName(i), rows.getObject(i).getClass().getName(), name);
        assertTrue(result.getPrecision(i) >= 0 && result.getScale(i) >= 0, name);
        assertTrue(result.getColumnDisplaySize(i) >= rows.getString(i).length(), name);
      }
    }
  }

  /** Check 16: SchemaCrawler reads columns on five threads with a connection each. */
  @Test
  void fiveConnectionsReadTheColumnsAtOnce() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(5);
    try {
      List<Future<List<String>>> answers = new ArrayList<>();
      for (int i = 0; i < 5; i++) {
        Connection connection = served.connect();
        answers.add(threads.submit(() -> columns(connection)));
      }
      for (Future<List<String>> answer : answers) {
        assertEquals(columns(served.connect()), answer.get());
      }
    } finally {
      threads.shutdownNow();
    }
  }

  private static List<String> columns(Connection connection) throws SQLException {
    try (ResultSet columns =
        connection.getMetaData().getColumns(null, "llamacloud", "batch_jobs", "%")) {
      return Served.rows(columns);
    }
  }

  /** Check 17: a tool that trusts the flags merges lists in the order that ORDER BY has. */
  @Test
  void nullsAreSortedAsTheFlagsSay() throws SQLException {
    Connection connection = served.connect();
    DatabaseMetaData metaData = connection.getMetaData();
    assertTrue(metaData.nullsAreSortedHigh());
    assertFalse(metaData.nullsAreSortedLow());
    assertFalse(metaData.nullsAreSortedAtEnd());
    assertFalse(metaData.nullsAreSortedAtStart());
    List<String> ascending = List.of("j4", "j3", "j2", "j1", "j5");
    assertEquals(
        ascending, Served.rows(connection, "SELECT id FROM batch_jobs ORDER BY created_at"));
    List<String> descending = new ArrayList<>(ascending);
    Collections.reverse(descending);
    assertEquals(
        descending, Served.rows(connection, "SELECT id FROM batch_jobs ORDER BY created_at DESC"));
    assertEquals(
        List.of("j5", "j1"),
        Served.rows(connection, "SELECT id FROM batch_jobs ORDER BY created_at DESC LIMIT 2"));
  }

  /** Check 16: a tool offers the functions that are reported, and writes them as escapes. */
  @Test
  void everyFunctionThatIsReportedCanBeCalled() throws SQLException {
    Connection connection = served.connect();
    DatabaseMetaData metaData = connection.getMetaData();
    for (String functions :
        List.of(
            metaData.getNumericFunctions(),
            metaData.getStringFunctions(),
            metaData.getTimeDateFunctions(),
            metaData.getSystemFunctions())) {
      for (String function : functions.split(",")) {
        String call = "{fn " + function + "(" + arguments(function) + ")}";
        assertEquals(1, Served.rows(connection, "SELECT " + call).size(), call);
      }
    }
    assertEquals(List.of(), served.requests());
  }

  /** Arguments of a function of the JDBC specification's appendix C. */
  private static String arguments(String function) {
    return switch (function) {
      case "PI", "RAND", "CURDATE", "CURTIME", "NOW" -> "";
      case "ATAN2", "MOD", "POWER", "ROUND", "TRUNCATE" -> "7, 2";
      case "CHAR", "SPACE" -> "65";
      case "ASCII", "LCASE", "UCASE", "LENGTH", "LTRIM", "RTRIM", "SOUNDEX" -> "'abc'";
      case "CONCAT", "DIFFERENCE", "IFNULL", "LOCATE" -> "'b', 'abc'";
      case "INSERT" -> "'abc', 1, 1, 'x'";
      case "LEFT", "RIGHT", "REPEAT" -> "'abc', 2";
      case "REPLACE" -> "'abc', 'b', 'x'";
      case "SUBSTRING" -> "'abc', 1, 2";
      case "TIMESTAMPADD" -> "SQL_TSI_DAY, 1, {ts '2024-01-01 00:00:00'}";
      case "TIMESTAMPDIFF" -> "SQL_TSI_DAY, {ts '2024-01-01 00:00:00'}, {ts '2024-01-02 00:00:00'}";
      default -> DATE_PARTS.contains(function) ? "{ts '2024-01-01 00:00:00'}" : "0.5";
    };
  }

  /** Check 16: what the driver says it can do in SQL, it does. */
  @Test
  void everyKeywordThatIsReportedCanBeQuoted() throws SQLException {
    Connection connection = served.connect();
    DatabaseMetaData metaData = connection.getMetaData();
    String quote = metaData.getIdentifierQuoteString();
    List<String> keywords = Arrays.asList(metaData.getSQLKeywords().split(","));
    String select =
        String.join(
            ", ",
            IntStream.range(0, keywords.size())
                .mapToObj(i -> i + " AS " + quote + keywords.get(i) + quote)
                .toList());
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT " + select)) {
      for (int i = 0; i < keywords.size(); i++) {
        assertEquals(keywords.get(i), rows.getMetaData().getColumnLabel(i + 1));
      }
    }
    assertEquals(List.of(), served.requests());
  }
}
