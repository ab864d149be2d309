package io.github.llamacloud.jdbc.contract;

import static io.github.llamacloud.jdbc.jdbc.SqlStates.assertState;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.llamacloud.jdbc.LlamaCloudDriver;
import io.github.llamacloud.jdbc.jobs.JobColumn;
import io.github.llamacloud.jdbc.simulator.SimulatedJob;
import io.github.llamacloud.jdbc.simulator.Simulator;
import io.github.llamacloud.jdbc.simulator.TotalSize;
import io.github.llamacloud.jdbc.testing.Fault;
import io.github.llamacloud.jdbc.testing.NewYork;
import io.github.llamacloud.jdbc.testing.SimulatedService;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.Driver;
import java.sql.DriverPropertyInfo;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.sql.Statement;
import java.sql.Timestamp;
import java.sql.Types;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Predicate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What DBeaver's generic driver calls, in its order: connect, tree, data tab, filter and order,
 * count, export, cancel, keep-alive, SQL editor, edits. Each step's rows and each step's requests.
 */
class DBeaverSessionTest {
  private static final int PAGE = 200;
  private static final String TABLE = "llamacloud.batch_jobs";
  private static final String DATA = "SELECT * FROM " + TABLE;
  private static final List<SimulatedJob> JOBS = Simulator.demo(450, 1).jobs();

  /** A short page is no proof of the end of the list, so the end is asked for once more. */
  private static final List<String> WHOLE_LIST = List.of("limit=1000", "limit=1000&offset=449");

  @RegisterExtension final NewYork zone = new NewYork();
  @RegisterExtension final Served served = Served.of(JOBS);

  @BeforeEach
  void tellTheTotal() {
    served.service().totalSize(TotalSize.EXACT);
  }

  /** The user typed a name and the key as a password, and ticked "read-only". */
  private Connection open() throws SQLException {
    Driver driver = new LlamaCloudDriver();
    String url = served.service().jdbcUrl();
    assertTrue(driver.acceptsURL(url));
    Properties properties = new Properties();
    properties.setProperty("user", "somebody");
    properties.setProperty("password", SimulatedService.API_KEY);
    // One request after the other: tests tell their order.
    properties.setProperty("concurrency", "1");
    Connection connection = served.closing(driver.connect(url, properties));
    connection.setReadOnly(true);
    connection.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
    connection.setAutoCommit(true);
    assertTrue(connection.getAutoCommit());
    return connection;
  }

  @Test
  void connectingSendsNothing() throws SQLException {
    served.service().fromRequest(1, Fault.answer(500, ""));
    Driver driver = new LlamaCloudDriver();
    for (String url : List.of("jdbc:postgresql://localhost/db", "jdbc:avatica:remote:", "")) {
      assertFalse(driver.acceptsURL(url), url);
    }
    assertNull(driver.connect("jdbc:postgresql://localhost/db", new Properties()));
    List<String> names = new ArrayList<>();
    for (DriverPropertyInfo info :
        driver.getPropertyInfo(served.service().jdbcUrl(), new Properties())) {
      names.add(info.name);
      assertFalse(info.description.isBlank(), info.name);
    }
    assertTrue(names.contains("apiKey") && names.contains("pageSize"), names::toString);
    Connection main = open();
    Connection metadata = open();
    Connection editor = open();
    assertNull(main.getCatalog());
    assertEquals("llamacloud", metadata.getSchema());
    assertTrue(main.isReadOnly());
    editor.setReadOnly(false);
    editor.setAutoCommit(false);
    assertFalse(editor.getAutoCommit());
    editor.commit();
    editor.rollback();
    editor.setAutoCommit(true);
    editor.close();
    assertTrue(main.isValid(10_000));
    assertEquals(List.of(), served.requests());
  }

  /** What the dialect is made of: these steer quoting, and whether grids can be edited. */
  @Test
  void theDialectIsReadFromTheMetadata() throws SQLException {
    DatabaseMetaData metaData = open().getMetaData();
    assertFalse(metaData.getDatabaseProductName().contains("Calcite"));
    assertFalse(metaData.getDatabaseProductVersion().isBlank());
    assertFalse(metaData.getDriverName().contains("Calcite"));
    assertTrue(metaData.getDatabaseMajorVersion() >= 0 && metaData.getDatabaseMinorVersion() >= 0);
    assertEquals("\"", metaData.getIdentifierQuoteString());
    assertEquals("\\", metaData.getSearchStringEscape());
    assertEquals("", metaData.getExtraNameCharacters());
    assertEquals(".", metaData.getCatalogSeparator());
    assertEquals("schema", metaData.getSchemaTerm());
    assertNotNull(metaData.getCatalogTerm());
    assertNotNull(metaData.getProcedureTerm());
    assertNotNull(metaData.getNumericFunctions());
    assertNotNull(metaData.getStringFunctions());
    assertNotNull(metaData.getSystemFunctions());
    assertNotNull(metaData.getTimeDateFunctions());
    assertFalse(metaData.getSQLKeywords().isBlank());
    assertTrue(metaData.storesMixedCaseIdentifiers());
    assertFalse(metaData.storesUpperCaseIdentifiers() || metaData.storesLowerCaseIdentifiers());
    assertFalse(metaData.supportsMixedCaseIdentifiers());
    assertTrue(metaData.supportsSchemasInDataManipulation());
    assertFalse(metaData.supportsCatalogsInDataManipulation());
    assertFalse(metaData.supportsTransactions());
    assertFalse(metaData.supportsBatchUpdates());
    assertFalse(metaData.supportsMultipleResultSets());
    assertFalse(metaData.supportsResultSetType(ResultSet.TYPE_SCROLL_INSENSITIVE));
    assertTrue(metaData.isReadOnly());
    List<String> types = Served.column(metaData.getTypeInfo(), "TYPE_NAME");
    assertEquals(types.size(), types.stream().distinct().count());
    assertTrue(types.containsAll(List.of("VARCHAR", "BIGINT", "TIMESTAMP")), types::toString);
    assertEquals(List.of("TABLE"), Served.column(metaData.getTableTypes(), "TABLE_TYPE"));
    assertEquals(List.of(), served.requests());
  }

  /** The tree, opened node by node; names are passed as patterns without an escape. */
  @Test
  void theTreeSendsNothing() throws SQLException {
    served.service().fromRequest(1, Fault.answer(500, ""));
    DatabaseMetaData metaData = open().getMetaData();
    assertEquals(List.of(), Served.rows(metaData.getCatalogs()));
    assertEquals(
        List.of("llamacloud"), Served.column(metaData.getSchemas(null, "%"), "TABLE_SCHEM"));
    assertEquals(List.of("llamacloud"), Served.column(metaData.getSchemas(), "TABLE_SCHEM"));
    try (ResultSet tables = metaData.getTables(null, "llamacloud", "%", null)) {
      assertTrue(tables.next());
      assertNull(tables.getString("TABLE_CAT"));
      assertEquals("llamacloud", tables.getString("TABLE_SCHEM"));
      assertEquals("batch_jobs", tables.getString("TABLE_NAME"));
      assertEquals("TABLE", tables.getString("TABLE_TYPE"));
      assertFalse(tables.getString("REMARKS").isBlank());
      assertFalse(tables.next());
    }
    List<String> names = new ArrayList<>();
    try (ResultSet columns = metaData.getColumns(null, "llamacloud", "batch_jobs", "%")) {
      while (columns.next()) {
        String name = columns.getString("COLUMN_NAME");
        names.add(name);
        assertEquals("batch_jobs", columns.getString("TABLE_NAME"));
        boolean text = columns.getInt("DATA_TYPE") == Types.VARCHAR;
        assertEquals(text ? "VARCHAR" : columns.getString("TYPE_NAME"), columns.getString(6));
        assertTrue(columns.getLong("COLUMN_SIZE") > 0, name);
        assertEquals(
            columns.getString("IS_NULLABLE").equals("YES"),
            columns.getInt("NULLABLE") == DatabaseMetaData.columnNullable);
        assertTrue(columns.getInt("DECIMAL_DIGITS") >= 0);
        assertTrue(columns.getInt("NUM_PREC_RADIX") >= 0);
        assertNull(columns.getString("COLUMN_DEF"));
        assertFalse(columns.getString("REMARKS").isBlank(), name);
        assertEquals(text, columns.getLong("CHAR_OCTET_LENGTH") > 0, name);
        assertEquals(names.size(), columns.getInt("ORDINAL_POSITION"));
        assertEquals("NO", columns.getString("IS_AUTOINCREMENT"));
        assertEquals("NO", columns.getString("IS_GENERATEDCOLUMN"));
      }
    }
    assertEquals(Arrays.stream(JobColumn.values()).map(JobColumn::columnName).toList(), names);
    for (String table : new String[] {"batch_jobs", "%", null}) {
      try (ResultSet keys = metaData.getPrimaryKeys(null, "llamacloud", table)) {
        assertTrue(keys.next(), table);
        assertEquals("id", keys.getString("COLUMN_NAME"));
        assertEquals(1, keys.getInt("KEY_SEQ"));
        assertNotNull(keys.getString("PK_NAME"));
        assertFalse(keys.next());
      }
      List<ResultSet> none =
          List.of(
              metaData.getImportedKeys(null, "llamacloud", table),
              metaData.getExportedKeys(null, "llamacloud", table),
              metaData.getIndexInfo(null, "llamacloud", table, false, true),
              metaData.getProcedures(null, "llamacloud", table),
              metaData.getFunctions(null, "llamacloud", table),
              metaData.getUDTs(null, "llamacloud", table, null));
      for (ResultSet empty : none) {
        assertFalse(empty.next());
        assertTrue(empty.getMetaData().getColumnCount() > 0);
      }
    }
    assertEquals(List.of(), served.requests());
  }

  /** The data tab: no LIMIT in the SQL; the next page is a longer prefix whose head is skipped. */
  @Test
  void theDataTabReadsPagesOf200Rows() throws SQLException {
    Connection connection = open();
    assertEquals(ids(0, 200), page(connection, DATA, 0));
    assertEquals(List.of("limit=200"), served.requests());
    served.service().forgetRequests();
    assertEquals(ids(200, 400), page(connection, DATA, 200));
    assertEquals(List.of("limit=400"), served.requests());
    served.service().forgetRequests();
    assertEquals(ids(400, 450), page(connection, DATA, 400));
    assertEquals(List.of("limit=600", "limit=151&offset=449"), served.requests());
  }

  /** One page of the grid, by the calls of the data tab, as the ids of its rows. */
  private static List<String> page(Connection connection, String sql, int offset)
      throws SQLException {
    try (Statement statement =
        connection.createStatement(ResultSet.TYPE_FORWARD_ONLY, ResultSet.CONCUR_READ_ONLY)) {
      statement.setMaxRows(offset + PAGE);
      assertTrue(statement.execute(sql));
      List<String> ids = new ArrayList<>();
      try (ResultSet rows = statement.getResultSet()) {
        for (int i = 0; i < offset; i++) {
          assertTrue(rows.next());
        }
        while (rows.next() && ids.size() < PAGE) {
          ids.add((String) rows.getObject(1));
        }
      }
      assertNull(statement.getWarnings());
      return ids;
    }
  }

  private static List<String> ids(int from, int to) {
    return JOBS.subList(from, to).stream().map(SimulatedJob::id).toList();
  }

  private static List<String> ids(Predicate<SimulatedJob> condition) {
    return JOBS.stream().filter(condition).map(SimulatedJob::id).limit(PAGE).toList();
  }

  /** The grid reads values by the type that the result's metadata say, then asks wasNull. */
  @Test
  void theGridReadsValuesByTheirType() throws SQLException {
    served.service().answeredBy(() -> Simulator.inOrder(ContractJobs.FIVE));
    try (Statement statement = open().createStatement()) {
      statement.setMaxRows(PAGE);
      assertTrue(statement.execute(DATA));
      ResultSet rows = statement.getResultSet();
      ResultSetMetaData columns = rows.getMetaData();
      assertEquals(17, columns.getColumnCount());
      for (int i = 1; i <= 17; i++) {
        String name = columns.getColumnLabel(i);
        assertEquals(name, columns.getColumnName(i));
        assertNotNull(columns.getTableName(i));
        assertNotNull(columns.getSchemaName(i));
        assertEquals("", columns.getCatalogName(i));
        assertTrue(columns.getColumnDisplaySize(i) > 0 && columns.getPrecision(i) > 0, name);
        assertEquals(columns.getColumnType(i) == Types.TIMESTAMP ? 3 : 0, columns.getScale(i));
        assertFalse(columns.isAutoIncrement(i));
        assertFalse(columns.isWritable(i) || columns.isDefinitelyWritable(i));
        assertTrue(columns.isReadOnly(i));
        assertTrue(columns.isSearchable(i));
      }
      assertTrue(rows.next());
      assertEquals("j1", rows.getObject(1));
      assertEquals(3_000_000_000L, rows.getObject("total_items"));
      assertEquals(3_000_000_000L, rows.getLong("total_items"));
      assertFalse(rows.wasNull());
      assertNull(rows.getObject("error_message"));
      assertTrue(rows.wasNull());
      assertEquals("2024-03-10 02:30:00.123", rows.getString("created_at"));
      assertTrue(rows.next());
      assertEquals(ContractJobs.CHINESE, rows.getObject("error_message"));
      assertEquals(Timestamp.valueOf("2024-01-01 10:00:00.123"), rows.getObject("created_at"));
      assertInstanceOf(Timestamp.class, rows.getObject("completed_at"));
      assertTrue(rows.next());
      assertNull(rows.getObject("completed_at"));
      assertNull(rows.getTimestamp("completed_at"));
      assertTrue(rows.wasNull());
    }
    assertEquals(List.of("limit=200"), served.requests());
  }

  /** The filter panel: an alias, conditions with their literals in place; order by a header. */
  @ParameterizedTest
  @CsvSource(
      delimiterString = "->",
      quoteCharacter = '`',
      textBlock =
          """
          b.status ='failed' -> j2 -> status=failed&limit=200 status=failed&limit=199&offset=1
          b.status = 'failed' AND b.job_type = 'extract' -> j2 -> job_type=extract&status=failed&limit=200 job_type=extract&status=failed&limit=199&offset=1
          b.directory_id = 'dir-1' -> j1 -> directory_id=dir-1&limit=200 directory_id=dir-1&limit=199&offset=1
          b.status IN ('failed','cancelled') -> j2,j5 -> status=failed&limit=200 status=failed&limit=199&offset=1 status=cancelled&limit=199 status=cancelled&limit=198&offset=1
          b.status NOT IN ('failed','cancelled') -> j1,j3,j4 -> limit=1000 limit=1000&offset=4
          b.directory_id LIKE 'Soci%' -> j2 -> limit=1000 limit=1000&offset=4
          b.error_message IS NULL -> j1,j3,j4 -> limit=1000 limit=1000&offset=4
          b.completed_at IS NOT NULL AND b.total_items > 2 -> j1,j2 -> limit=1000 limit=1000&offset=4
          b.directory_id IS NULL OR b.directory_id IN ('dir-1') -> j1,j4,j5 -> limit=1000 limit=1000&offset=4
          b.created_at = '2024-01-01 10:00:00.123' -> j2 -> limit=1000 limit=1000&offset=4
          b.created_at BETWEEN '2024-01-01 00:00:00.000' AND '2024-01-31 23:59:59.999' -> j2,j3 -> limit=1000 limit=1000&offset=4
          b.error_message = 'it''s; -- "odd"' -> j5 -> limit=1000 limit=1000&offset=4
          b.id ='j3' -> j3 -> GET /api/v1/beta/batch-processing/j3
          """)
  void theFilterPanel(String condition, String expected, String requests) throws SQLException {
    served.service().answeredBy(() -> Simulator.inOrder(ContractJobs.FIVE));
    String sql = "SELECT b.* FROM " + TABLE + " AS b\nWHERE " + condition;
    assertEquals(expected, String.join(",", page(open(), sql, 0)));
    assertEquals(requests, String.join(" ", served.requests()));
  }

  /** The values that a filter offers for a column: with counts, and those that hold a text. */
  @Test
  void theFilterOffersAColumnsValues() throws SQLException {
    served.service().answeredBy(() -> Simulator.inOrder(ContractJobs.FIVE));
    Connection connection = open();
    assertEquals(
        List.of("parse | 3", "classify | 1"),
        offered(
            connection,
            "SELECT job_type, count(*)\nFROM llamacloud.batch_jobs\nWHERE job_type LIKE ?"
                + "\nGROUP BY job_type\nORDER BY 2 DESC",
            "%s%"));
    assertEquals(
        List.of("failed"),
        offered(
            connection,
            "SELECT DISTINCT status\nFROM llamacloud.batch_jobs"
                + "\nWHERE LOWER(status) LIKE LOWER(?)\nORDER BY 1",
            "%FAIL%"));
    assertEquals(
        List.of("3"),
        offered(connection, "SELECT COUNT(DISTINCT job_type)\nFROM llamacloud.batch_jobs"));
  }

  private static List<String> offered(Connection connection, String sql, String... pattern)
      throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(sql, ResultSet.TYPE_FORWARD_ONLY, ResultSet.CONCUR_READ_ONLY)) {
      for (int i = 0; i < pattern.length; i++) {
        statement.setString(i + 1, pattern[i]);
      }
      statement.setMaxRows(PAGE);
      assertTrue(statement.execute());
      return Served.rows(statement.getResultSet());
    }
  }

  /** The filter of a query's result wraps the query; the request is the inner one's. */
  @Test
  void theFilterOfAQueryResultIsPushedThroughItsWrapping() throws SQLException {
    Connection connection = open();
    String query = "SELECT id, status, job_type AS kind FROM batch_jobs";
    assertEquals(
        ids(job -> job.status().equals("failed")),
        page(connection, "SELECT * FROM (\n" + query + "\n) z_q WHERE status = 'failed'", 0));
    assertEquals(
        ids(job -> job.jobType().equals("extract")),
        page(connection, "SELECT * FROM (\n" + query + "\n) z_q WHERE kind='extract'", 0));
    assertEquals(
        List.of(
            "status=failed&limit=200",
            "status=failed&limit=169&offset=31",
            "job_type=extract&limit=200",
            "job_type=extract&limit=120&offset=80"),
        served.requests());
  }

  /** A click on a header: the service cannot sort, so the list is read once and sorted here. */
  @Test
  void theOrderPanelReadsTheListOnce() throws SQLException {
    Comparator<SimulatedJob> newest =
        Comparator.comparing((SimulatedJob job) -> job.createdAt().value()).reversed();
    List<String> expected =
        JOBS.stream()
            .sorted(newest.thenComparing(SimulatedJob::id))
            .map(SimulatedJob::id)
            .limit(PAGE)
            .toList();
    String sql = "SELECT b.* FROM " + TABLE + " AS b\nORDER BY b.created_at DESC,b.id";
    assertEquals(expected, page(open(), sql, 0));
    assertEquals(WHOLE_LIST, served.requests());
  }

  /** "Count rows": prepared, read as an object. */
  @Test
  void countingRowsIsTwoRequests() throws SQLException {
    Connection connection = open();
    assertEquals(450L, count(connection, ""));
    assertEquals(List.of("limit=2", "limit=2&offset=449"), served.requests());
    served.service().forgetRequests();
    long failed = JOBS.stream().filter(job -> job.status().equals("failed")).count();
    assertEquals(failed, count(connection, "\nWHERE status = 'failed'"));
    assertEquals("status=failed&limit=2", served.requests().get(0));
    assertEquals(3, served.requests().size());
  }

  private static long count(Connection connection, String where) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            "SELECT COUNT(*) FROM " + TABLE + where,
            ResultSet.TYPE_FORWARD_ONLY,
            ResultSet.CONCUR_READ_ONLY)) {
      assertTrue(statement.execute());
      ResultSet rows = statement.getResultSet();
      assertTrue(rows.next());
      return ((Number) rows.getObject(1)).longValue();
    }
  }

  /** An export by one query streams page after page. */
  @Test
  void anExportByOneQueryReadsEachRowOnce() throws SQLException {
    Connection connection = open();
    try (Statement statement = connection.createStatement()) {
      statement.setFetchSize(10_000);
      assertTrue(statement.execute(DATA));
      assertEquals(ids(0, 450), Served.column(statement.getResultSet(), "id"));
    }
    assertEquals(WHOLE_LIST, served.requests());
  }

  /** An export by segments repeats the prefix, as the data tab does. */
  @Test
  void anExportBySegmentsHasEachRowOnce() throws SQLException {
    Connection connection = open();
    List<String> exported = new ArrayList<>();
    for (int offset = 0; offset <= 400; offset += PAGE) {
      exported.addAll(page(connection, DATA, offset));
    }
    assertEquals(ids(0, 450), exported);
    assertEquals(
        List.of("limit=200", "limit=400", "limit=600", "limit=151&offset=449"), served.requests());
  }

  /** The red button: another thread cancels a page that does not come. */
  @Test
  void cancelEndsTheFetchAndTheStatementRunsAgain() throws Exception {
    Fault.Hang hang = Fault.Hang.beforeHeaders();
    served.service().onRequest(1, hang);
    ExecutorService reader = Executors.newSingleThreadExecutor();
    try (Statement statement = open().createStatement()) {
      statement.setMaxRows(PAGE);
      Future<?> read =
          reader.submit(() -> assertState("57014", () -> statement.executeQuery(DATA).next()));
      hang.awaitReached();
      statement.cancel();
      read.get();
      assertTrue(statement.execute(DATA));
      assertEquals(ids(0, 200), Served.column(statement.getResultSet(), "id"));
      statement.cancel();
      assertTrue(statement.execute(DATA));
      assertTrue(statement.getResultSet().next());
    } finally {
      reader.shutdownNow();
    }
    assertEquals(List.of("limit=200", "limit=200", "limit=200"), served.requests());
  }

  /** Keep-alive, and the ping that is tried when isValid fails. */
  @Test
  void keepAliveSendsNothingAndClosedIsNotValid() throws SQLException {
    served.service().fromRequest(1, Fault.answer(500, ""));
    Connection connection = open();
    assertTrue(connection.isValid(10_000));
    assertEquals(
        List.of(),
        Served.rows(
            connection.getMetaData().getTables(null, null, "DBEAVERFAKETABLENAMEFORPING", null)));
    connection.close();
    assertFalse(connection.isValid(10_000));
    assertState("08003", connection::getMetaData);
    assertEquals(List.of(), served.requests());
  }

  /** A state of 08 makes DBeaver connect anew and repeat; only a lost connection may do so. */
  @Test
  void onlyALostConnectionIsAReasonToReconnect() throws SQLException {
    Connection connection = served.connect("maxRetries", "0");
    for (int status : new int[] {400, 401, 403, 404, 422, 429, 500, 503}) {
      served.service().forgetRequests();
      served.service().fromRequest(1, Fault.answer(status, ""));
      try (Statement statement = connection.createStatement()) {
        SQLException failure =
            assertThrows(SQLException.class, () -> statement.executeQuery(DATA).next());
        assertFalse(failure.getSQLState().startsWith("08"), failure.getSQLState());
        assertEquals(status, failure.getErrorCode());
      }
    }
    served.service().forgetRequests();
    served.service().fromRequest(1, Fault.Disconnect.AT_START);
    try (Statement statement = connection.createStatement()) {
      assertState("08006", () -> statement.executeQuery(DATA).next());
    }
  }

  /** The editor runs a script statement by statement, some of them with what was around them. */
  @Test
  void theEditorRunsAScript() throws SQLException {
    Connection connection = open();
    List<String> script =
        List.of(
            "SELECT 1",
            "-- failed ones\nSELECT id FROM batch_jobs WHERE status = 'failed' LIMIT 3;",
            "/* all; of them */\nSELECT COUNT(*) AS n\nFROM batch_jobs -- the end\n;\n",
            "EXPLAIN PLAN FOR SELECT id FROM batch_jobs LIMIT 1",
            "SELECT ';' AS semicolon, '--' AS dashes");
    List<List<String>> results = new ArrayList<>();
    for (String sql : script) {
      try (Statement statement = connection.createStatement()) {
        statement.setMaxRows(PAGE);
        statement.setQueryTimeout(20);
        assertTrue(statement.execute(sql), sql);
        assertNull(statement.getWarnings(), sql);
        assertEquals(-1, statement.getUpdateCount());
        assertEquals(-1, statement.getLargeUpdateCount());
        results.add(Served.rows(statement.getResultSet()));
        assertFalse(statement.getMoreResults());
        assertEquals(-1, statement.getUpdateCount());
        statement.clearWarnings();
      }
    }
    assertEquals(List.of("1"), results.get(0));
    assertEquals(ids(job -> job.status().equals("failed")).subList(0, 3), results.get(1));
    assertEquals(List.of("450"), results.get(2));
    assertTrue(String.join("\n", results.get(3)).contains("limit=1"));
    assertEquals(List.of("; | --"), results.get(4));
    assertEquals(
        List.of("status=failed&limit=3", "limit=2", "limit=2&offset=449"), served.requests());
  }

  /** A value in other letters matches nothing: the editor shows the warning under the grid. */
  @Test
  void aWarningReachesTheEditor() throws SQLException {
    try (Statement statement = open().createStatement()) {
      assertTrue(statement.execute(DATA + " WHERE status = 'FAILED'"));
      SQLWarning warning = statement.getWarnings();
      assertEquals("01000", warning.getSQLState());
      assertEquals(List.of(), Served.rows(statement.getResultSet()));
    }
    assertEquals(List.of(), served.requests());
  }

  /** A mistake is shown at its place, and the next statement runs. */
  @Test
  void aMistakeInTheEditorLeavesTheConnectionUsable() throws SQLException {
    Connection connection = open();
    try (Statement statement = connection.createStatement()) {
      statement.setMaxRows(PAGE);
      assertState("42703", () -> statement.execute("SELECT nope FROM batch_jobs"));
      assertState("42P01", () -> statement.execute("SELECT * FROM nope"));
      assertState("42601", () -> statement.execute("SELECT 1; SELECT 2"));
      assertTrue(statement.execute("SELECT 1"));
      assertEquals(List.of("1"), Served.rows(statement.getResultSet()));
    }
    assertEquals(List.of(), served.requests());
  }

  /** An edited cell, a new row and a deleted one, as the grid saves them; and the editor's DDL. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "UPDATE llamacloud.batch_jobs\n\tSET status=?\n\tWHERE id=?",
        "INSERT INTO llamacloud.batch_jobs\n\t(id, status)\n\tVALUES(?,?)",
        "DELETE FROM llamacloud.batch_jobs\n\tWHERE id=?",
        "ALTER TABLE llamacloud.batch_jobs ADD x VARCHAR(100)",
        "DROP TABLE llamacloud.batch_jobs",
        "TRUNCATE TABLE llamacloud.batch_jobs",
        "CREATE TABLE llamacloud.x (\n\tid VARCHAR(10)\n)"
      })
  void editsAreRefused(String sql) throws SQLException {
    Connection connection = open();
    assertState("25006", () -> connection.prepareStatement(sql));
    assertState("25006", () -> connection.prepareStatement(sql, Statement.RETURN_GENERATED_KEYS));
    try (Statement statement = connection.createStatement()) {
      SQLException refused = assertState("25006", () -> statement.execute(sql));
      assertTrue(refused.getMessage().contains("read-only"), refused.getMessage());
      assertState("25006", () -> statement.executeUpdate(sql));
    }
    assertEquals(List.of(), served.requests());
  }
}
