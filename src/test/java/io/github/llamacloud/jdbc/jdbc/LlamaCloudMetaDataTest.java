package io.github.llamacloud.jdbc.jdbc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.llamacloud.jdbc.jobs.JobColumn;
import io.github.llamacloud.jdbc.sql.ResultColumn;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.JDBCType;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class LlamaCloudMetaDataTest {
  private static final String[] METABASE_TYPES = {
    "TABLE",
    "PARTITIONED TABLE",
    "VIEW",
    "FOREIGN TABLE",
    "MATERIALIZED VIEW",
    "EXTERNAL TABLE",
    "DYNAMIC_TABLE"
  };

  private final DatabaseMetaData metaData;

  LlamaCloudMetaDataTest() throws SQLException {
    metaData = Connections.to(ScriptedQuery.counting(0)).getMetaData();
  }

  private static int count(ResultSet rows) throws SQLException {
    int count = 0;
    while (rows.next()) {
      count++;
    }
    return count;
  }

  private static List<@Nullable String> strings(ResultSet rows, String label) throws SQLException {
    List<@Nullable String> strings = new ArrayList<>();
    while (rows.next()) {
      strings.add(rows.getString(label));
    }
    return strings;
  }

  @Test
  void thereIsOneSchemaAndNoCatalog() throws SQLException {
    assertEquals(0, count(metaData.getCatalogs()));
    assertEquals(List.of("llamacloud"), strings(metaData.getSchemas(), "TABLE_SCHEM"));
    assertEquals(List.of("llamacloud"), strings(metaData.getSchemas(null, "%"), "TABLE_SCHEM"));
    assertEquals(List.of("llamacloud"), strings(metaData.getSchemas("", "LLAMA%"), "TABLE_SCHEM"));
    assertEquals(0, count(metaData.getSchemas("other", "%")));
    assertEquals(0, count(metaData.getSchemas(null, "public")));
    assertEquals(List.of("TABLE"), strings(metaData.getTableTypes(), "TABLE_TYPE"));
  }

  @Test
  void theTableIsFoundByEveryPatternThatMatchesIt() throws SQLException {
    List<String @Nullable []> typeLists = new ArrayList<>();
    typeLists.add(null);
    typeLists.add(new String[0]);
    typeLists.add(new String[] {"TABLE"});
    typeLists.add(METABASE_TYPES);
    for (String catalog : Arrays.asList(null, "")) {
      for (String schema : Arrays.asList("llamacloud", "LlamaCloud", "%", null)) {
        for (String table :
            Arrays.asList("%", null, "batch_jobs", "BATCH_JOBS", "batch\\_jobs", "batch_job_")) {
          for (String[] types : typeLists) {
            ResultSet rows = metaData.getTables(catalog, schema, table, types);
            assertTrue(rows.next(), catalog + " " + schema + " " + table);
            assertNull(rows.getString("TABLE_CAT"));
            assertEquals("llamacloud", rows.getString("TABLE_SCHEM"));
            assertEquals("batch_jobs", rows.getString("TABLE_NAME"));
            assertEquals("TABLE", rows.getString("TABLE_TYPE"));
            assertFalse(String.valueOf(rows.getString("REMARKS")).isBlank());
            assertFalse(rows.next());
          }
        }
      }
    }
  }

  @Test
  void theTableIsNotFoundElsewhere() throws SQLException {
    assertEquals(0, count(metaData.getTables("other", null, "%", null)));
    assertEquals(0, count(metaData.getTables(null, "public", "%", null)));
    assertEquals(0, count(metaData.getTables(null, "", "%", null)));
    assertEquals(0, count(metaData.getTables(null, null, "DBEAVERFAKETABLENAMEFORPING", null)));
    assertEquals(0, count(metaData.getTables(null, null, "batch\\_job_x", null)));
    assertEquals(0, count(metaData.getTables(null, null, "%", new String[] {"VIEW"})));
  }

  @ParameterizedTest
  @CsvSource({
    "%,abc,true", "a_c,abc,true", "a\\_c,abc,false", "a\\_c,a_c,true", "a.c,abc,false",
    "A%,abc,true", "a\\,a\\,true", "'',abc,false", "a%c%,abcd,true", "a\\%,a%,true"
  })
  void patternsAreThoseOfJdbc(String pattern, String name, boolean matches) {
    assertEquals(matches, NamePattern.matches(pattern, name));
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(strings = {"%", "_%"})
  void theColumnsAreThoseOfTheJobInTheirOrder(@Nullable String columnPattern) throws SQLException {
    for (String table : List.of("batch_jobs", "%", "batch\\_jobs")) {
      ResultSet rows = metaData.getColumns(null, "llamacloud", table, columnPattern);
      for (JobColumn column : JobColumn.values()) {
        assertTrue(rows.next());
        assertEquals(column.columnName(), rows.getString("COLUMN_NAME"));
        assertEquals(column.position(), rows.getInt("ORDINAL_POSITION"));
        assertEquals(column.type().name(), rows.getString("TYPE_NAME"));
        assertEquals(
            JDBCType.valueOf(column.type().name()).getVendorTypeNumber(), rows.getInt("DATA_TYPE"));
        assertTrue(rows.getInt("COLUMN_SIZE") > 0);
        assertEquals("NO", rows.getString("IS_AUTOINCREMENT"));
        assertEquals("NO", rows.getString("IS_GENERATEDCOLUMN"));
        assertEquals(column.remarks(), rows.getString("REMARKS"));
        assertEquals(column.required() ? "NO" : "YES", rows.getString("IS_NULLABLE"));
        assertEquals(column.required() ? 0 : 1, rows.getInt("NULLABLE"));
      }
      assertFalse(rows.next());
    }
  }

  @Test
  void oneColumnCanBeAskedFor() throws SQLException {
    ResultSet rows = metaData.getColumns(null, null, null, "created\\_at");
    assertTrue(rows.next());
    assertEquals(23, rows.getInt("COLUMN_SIZE"));
    assertEquals(3, rows.getInt("DECIMAL_DIGITS"));
    assertNull(rows.getObject("CHAR_OCTET_LENGTH"));
    assertFalse(rows.next());
    assertEquals(0, count(metaData.getColumns("other", null, null, null)));
    assertEquals(0, count(metaData.getColumns(null, null, "other", null)));
  }

  @Test
  void typesAgreeBetweenColumnsResultsAndTypeInfo() throws SQLException {
    TreeMap<String, Integer> codes = new TreeMap<>();
    List<Integer> order = new ArrayList<>();
    ResultSet types = metaData.getTypeInfo();
    while (types.next()) {
      String name = String.valueOf(types.getString("TYPE_NAME"));
      assertNull(codes.put(name, types.getInt("DATA_TYPE")), name);
      assertTrue(types.getInt("PRECISION") > 0, name);
      order.add(types.getInt("DATA_TYPE"));
    }
    assertEquals(order.stream().sorted().toList(), order);
    assertFalse(codes.containsValue(Types.TIMESTAMP_WITH_TIMEZONE));

    ResultSet columns = metaData.getColumns(null, null, "batch_jobs", null);
    while (columns.next()) {
      String name = String.valueOf(columns.getString("TYPE_NAME"));
      assertEquals(codes.get(name), columns.getObject("DATA_TYPE"));
      JDBCType type = JDBCType.valueOf(columns.getInt("DATA_TYPE"));
      ResultSetMetaData result =
          new ColumnsMetaData(
              List.of(
                  new ResultColumn(
                      "x",
                      type,
                      name,
                      columns.getInt("COLUMN_SIZE"),
                      type == JDBCType.TIMESTAMP ? 3 : 0,
                      true)));
      assertEquals(columns.getInt("COLUMN_SIZE"), result.getPrecision(1), name);
      assertEquals(columns.getInt("DECIMAL_DIGITS"), result.getScale(1), name);
    }
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(strings = {"batch_jobs", "%", "BATCH_JOBS"})
  void thePrimaryKeyIsTheId(@Nullable String table) throws SQLException {
    ResultSet rows = metaData.getPrimaryKeys(null, "llamacloud", table);
    assertTrue(rows.next());
    assertEquals("id", rows.getString("COLUMN_NAME"));
    assertEquals(1, Integer.parseInt(String.valueOf(rows.getString("KEY_SEQ"))));
    assertNotNull(rows.getString("PK_NAME"));
    assertFalse(rows.next());
    assertEquals(0, count(metaData.getPrimaryKeys(null, null, "other")));
  }

  @Test
  void whatThereIsNoneOfIsAnEmptyResultWithItsColumns() throws SQLException {
    assertEmpty(14, metaData.getImportedKeys(null, "llamacloud", "batch_jobs"));
    assertEmpty(14, metaData.getExportedKeys(null, "llamacloud", "batch_jobs"));
    assertEmpty(14, metaData.getCrossReference(null, null, "a", null, null, "b"));
    assertEmpty(13, metaData.getIndexInfo(null, null, "batch_jobs", false, false));
    assertEmpty(8, metaData.getBestRowIdentifier(null, null, "batch_jobs", 0, true));
    assertEmpty(8, metaData.getVersionColumns(null, null, "batch_jobs"));
    assertEmpty(7, metaData.getTablePrivileges(null, null, "batch_jobs"));
    assertEmpty(8, metaData.getColumnPrivileges(null, null, "batch_jobs", "%"));
    assertEmpty(9, metaData.getProcedures(null, null, "%"));
    assertEmpty(20, metaData.getProcedureColumns(null, null, "%", "%"));
    assertEmpty(6, metaData.getFunctions(null, null, "%"));
    assertEmpty(17, metaData.getFunctionColumns(null, null, "%", "%"));
    assertEmpty(7, metaData.getUDTs(null, null, "%", null));
    assertEmpty(6, metaData.getSuperTypes(null, null, "%"));
    assertEmpty(4, metaData.getSuperTables(null, null, "%"));
    assertEmpty(21, metaData.getAttributes(null, null, "%", "%"));
    assertEmpty(12, metaData.getPseudoColumns(null, null, "%", "%"));
    assertEmpty(4, metaData.getClientInfoProperties());
    assertEmpty(1, metaData.getCatalogs());
  }

  private static void assertEmpty(int columns, ResultSet rows) throws SQLException {
    assertEquals(columns, rows.getMetaData().getColumnCount());
    assertFalse(rows.next());
  }

  @Test
  void resultsHaveTheColumnCountsOfJdbc() throws SQLException {
    assertEquals(10, metaData.getTables(null, null, null, null).getMetaData().getColumnCount());
    assertEquals(24, metaData.getColumns(null, null, null, null).getMetaData().getColumnCount());
    assertEquals(6, metaData.getPrimaryKeys(null, null, null).getMetaData().getColumnCount());
    assertEquals(18, metaData.getTypeInfo().getMetaData().getColumnCount());
    assertEquals(2, metaData.getSchemas().getMetaData().getColumnCount());
  }

  @Test
  void everyMethodWithoutArgumentsAnswersAndEveryResultCanBeRead() throws Exception {
    int called = 0;
    for (Method method : DatabaseMetaData.class.getMethods()) {
      if (method.getParameterCount() > 0) {
        continue;
      }
      try {
        Object answer = method.invoke(metaData);
        assertNotNull(answer, method.getName());
        if (answer instanceof ResultSet rows) {
          readWhole(rows);
        }
        called++;
      } catch (InvocationTargetException e) {
        throw new AssertionError(method.getName(), e.getCause());
      }
    }
    assertTrue(called > 140, called + " methods");
  }

  private static void readWhole(ResultSet rows) throws SQLException {
    ResultSetMetaData columns = rows.getMetaData();
    while (rows.next()) {
      for (int i = 1; i <= columns.getColumnCount(); i++) {
        Object value = rows.getObject(i);
        assertEquals(value == null, rows.wasNull());
        assertTrue(
            value == null || columns.getColumnClassName(i).equals(value.getClass().getName()));
      }
    }
  }

  @Test
  void capabilitiesAreHonest() throws SQLException {
    assertFalse(metaData.supportsTransactions());
    assertTrue(metaData.isReadOnly());
    assertTrue(metaData.supportsResultSetType(ResultSet.TYPE_FORWARD_ONLY));
    assertFalse(metaData.supportsResultSetType(ResultSet.TYPE_SCROLL_INSENSITIVE));
    assertFalse(
        metaData.supportsResultSetConcurrency(
            ResultSet.TYPE_FORWARD_ONLY, ResultSet.CONCUR_UPDATABLE));
    assertEquals(
        List.of(true, false, false, false),
        List.of(
            metaData.nullsAreSortedHigh(),
            metaData.nullsAreSortedLow(),
            metaData.nullsAreSortedAtStart(),
            metaData.nullsAreSortedAtEnd()));
    assertTrue(metaData.storesMixedCaseIdentifiers());
    assertFalse(metaData.storesUpperCaseIdentifiers());
    assertFalse(metaData.supportsMixedCaseIdentifiers());
    assertTrue(metaData.supportsTransactionIsolationLevel(Connection.TRANSACTION_NONE));
    assertFalse(metaData.supportsTransactionIsolationLevel(Connection.TRANSACTION_SERIALIZABLE));
  }

  @Test
  void namesAreOurOwn() throws SQLException {
    assertEquals("LlamaCloud", metaData.getDatabaseProductName());
    assertEquals(Connections.URL, metaData.getURL());
    assertEquals("\"", metaData.getIdentifierQuoteString());
    assertEquals("\\", metaData.getSearchStringEscape());
    assertEquals("0.1.0", metaData.getDriverVersion());
    assertTrue(Set.of(metaData.getNumericFunctions().split(",")).contains("ROUND"));
    assertTrue(Set.of(metaData.getStringFunctions().split(",")).contains("LCASE"));
    assertTrue(Set.of(metaData.getTimeDateFunctions().split(",")).contains("NOW"));
    Set<String> keywords = new HashSet<>(List.of(metaData.getSQLKeywords().split(",")));
    assertTrue(keywords.contains("LIMIT"));
    assertFalse(keywords.contains("SELECT"));
    Stream.of(JobColumn.values())
        .forEach(column -> assertTrue(SqlWords.isSimpleIdentifier(column.columnName())));
  }
}
