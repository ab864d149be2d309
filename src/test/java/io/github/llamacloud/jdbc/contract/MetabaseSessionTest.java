package io.github.llamacloud.jdbc.contract;

import static io.github.llamacloud.jdbc.jdbc.SqlStates.assertState;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.mchange.v2.c3p0.ComboPooledDataSource;
import io.github.llamacloud.jdbc.LlamaCloudDriver;
import io.github.llamacloud.jdbc.jobs.JobColumn;
import io.github.llamacloud.jdbc.simulator.Simulator;
import io.github.llamacloud.jdbc.simulator.TotalSize;
import io.github.llamacloud.jdbc.testing.Fault;
import io.github.llamacloud.jdbc.testing.NewYork;
import io.github.llamacloud.jdbc.testing.SimulatedService;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What Metabase calls, in its order: can-connect, the pool and what it sets for each use, sync,
 * fingerprints, field values, questions with their bucketing and parameters, cancel. Each step's
 * rows and each step's requests.
 */
class MetabaseSessionTest {
  private static final String TABLE = "\"llamacloud\".\"batch_jobs\"";
  private static final String REMARK =
      "-- Metabase:: userID: 1 queryType: MBQL queryHash: 8c1d6b; it's \"quoted\"\n";
  private static final int MAX_ROWS = 10_000;
  private static final String[] TABLE_TYPES = {
    "TABLE",
    "PARTITIONED TABLE",
    "VIEW",
    "FOREIGN TABLE",
    "MATERIALIZED VIEW",
    "EXTERNAL TABLE",
    "DYNAMIC_TABLE"
  };

  /** The list of five jobs, page and proof of its end. */
  private static final String LIST = "limit=500 limit=500&offset=4";

  @RegisterExtension final NewYork zone = new NewYork();
  @RegisterExtension final Served served = Served.of(ContractJobs.FIVE);

  /** Held, or the level would be forgotten with the logger. */
  private static final Logger POOL_LOGGER = Logger.getLogger("com.mchange");

  private final List<Connection> used = new ArrayList<>();
  private ComboPooledDataSource pool;

  @BeforeEach
  void startPool() throws Exception {
    POOL_LOGGER.setLevel(Level.WARNING);
    served.service().totalSize(TotalSize.EXACT);
    pool = new ComboPooledDataSource();
    pool.setDriverClass(LlamaCloudDriver.class.getName());
    // One request after the other: tests tell their order.
    pool.setJdbcUrl(served.service().jdbcUrl() + "?concurrency=1");
    pool.setPassword(SimulatedService.API_KEY);
    pool.setTestConnectionOnCheckout(true);
    pool.setTestConnectionOnCheckin(true);
    pool.setMinPoolSize(0);
    pool.setInitialPoolSize(0);
    pool.setMaxPoolSize(15);
    pool.setMaxIdleTimeExcessConnections(300);
    pool.setAcquireRetryAttempts(1);
    pool.setBreakAfterAcquireFailure(false);
  }

  @AfterEach
  void stopPool() throws SQLException {
    for (Connection connection : used) {
      connection.close();
    }
    pool.close();
  }

  /** A pooled connection with everything set that is set before each use. */
  private Connection use() throws SQLException {
    Connection connection = pool.getConnection();
    used.add(connection);
    DatabaseMetaData metaData = connection.getMetaData();
    for (int level :
        new int[] {
          Connection.TRANSACTION_READ_UNCOMMITTED,
          Connection.TRANSACTION_REPEATABLE_READ,
          Connection.TRANSACTION_READ_COMMITTED
        }) {
      assertFalse(metaData.supportsTransactionIsolationLevel(level));
      connection.setTransactionIsolation(level);
    }
    connection.setReadOnly(true);
    connection.setAutoCommit(true);
    connection.setHoldability(ResultSet.CLOSE_CURSORS_AT_COMMIT);
    connection.setNetworkTimeout(Runnable::run, 1_200_000);
    return connection;
  }

  /** A question: plain without parameters, prepared with them, as rows of text. */
  private static List<String> ask(Connection connection, String sql, Object... parameters)
      throws SQLException {
    String text = REMARK + sql;
    if (parameters.length == 0) {
      try (Statement statement =
          connection.createStatement(
              ResultSet.TYPE_FORWARD_ONLY,
              ResultSet.CONCUR_READ_ONLY,
              ResultSet.CLOSE_CURSORS_AT_COMMIT)) {
        prepareToRead(statement);
        assertTrue(statement.execute(text));
        try (ResultSet rows = statement.getResultSet()) {
          return read(rows);
        }
      }
    }
    try (PreparedStatement statement = prepared(connection, text)) {
      assertEquals(parameters.length, statement.getParameterMetaData().getParameterCount());
      for (int i = 0; i < parameters.length; i++) {
        bind(statement, i + 1, parameters[i]);
      }
      prepareToRead(statement);
      try (ResultSet rows = statement.executeQuery()) {
        return read(rows);
      }
    }
  }

  private static PreparedStatement prepared(Connection connection, String sql) throws SQLException {
    return connection.prepareStatement(
        sql,
        ResultSet.TYPE_FORWARD_ONLY,
        ResultSet.CONCUR_READ_ONLY,
        ResultSet.CLOSE_CURSORS_AT_COMMIT);
  }

  private static void prepareToRead(Statement statement) throws SQLException {
    statement.setFetchDirection(ResultSet.FETCH_FORWARD);
    if (statement.getFetchSize() == 0) {
      statement.setFetchSize(500);
    }
    statement.setMaxRows(MAX_ROWS);
  }

  /** The target type that each java.time class is bound with; other classes have none. */
  private static void bind(PreparedStatement statement, int i, Object value) throws SQLException {
    if (value instanceof LocalDate) {
      statement.setObject(i, value, Types.DATE);
    } else if (value instanceof LocalTime) {
      statement.setObject(i, value, Types.TIME);
    } else if (value instanceof LocalDateTime) {
      statement.setObject(i, value, Types.TIMESTAMP);
    } else if (value instanceof OffsetTime) {
      statement.setObject(i, value, Types.TIME_WITH_TIMEZONE);
    } else if (value instanceof OffsetDateTime || value instanceof ZonedDateTime) {
      statement.setObject(i, value, Types.TIMESTAMP_WITH_TIMEZONE);
    } else {
      statement.setObject(i, value);
    }
  }

  private static List<String> read(ResultSet rows) throws SQLException {
    ResultSetMetaData columns = rows.getMetaData();
    List<String> texts = new ArrayList<>();
    while (rows.next()) {
      List<String> row = new ArrayList<>();
      for (int i = 1; i <= columns.getColumnCount(); i++) {
        assertFalse(columns.getColumnTypeName(i).contains("("), columns.getColumnTypeName(i));
        row.add(String.valueOf(value(rows, columns.getColumnType(i), i)));
      }
      texts.add(String.join("|", row));
    }
    return texts;
  }

  private static Object value(ResultSet rows, int type, int i) throws SQLException {
    return switch (type) {
      case Types.TIMESTAMP -> rows.getObject(i, LocalDateTime.class);
      case Types.TIMESTAMP_WITH_TIMEZONE -> rows.getObject(i, OffsetDateTime.class);
      case Types.DATE -> rows.getObject(i, LocalDate.class);
      case Types.TIME -> rows.getObject(i, LocalTime.class);
      case Types.TIME_WITH_TIMEZONE -> rows.getObject(i, OffsetTime.class);
      default -> rows.getObject(i);
    };
  }

  private String requests() {
    return String.join(" ", served.requests());
  }

  /** Unpooled; the pool's own tests and settings; nothing of it reaches the service. */
  @Test
  void connectingAndUsingThePoolSendNothing() throws SQLException {
    served.service().fromRequest(1, Fault.answer(500, ""));
    try (Connection connection =
            DriverManager.getConnection(
                served.service().jdbcUrl(), "anyone", SimulatedService.API_KEY);
        PreparedStatement statement = connection.prepareStatement("SELECT 1");
        ResultSet rows = statement.executeQuery()) {
      assertTrue(rows.next());
      assertEquals(Integer.valueOf(1), rows.getObject(1));
    }
    for (int i = 0; i < 5; i++) {
      try (Connection connection = use()) {
        assertEquals(List.of("1"), ask(connection, "SELECT 1"));
      }
    }
    assertEquals(List.of(), served.requests());
  }

  /** Sync: schemas, tables, the probe of each table, columns, keys, indexes. */
  @Test
  void syncSendsNothing() throws SQLException {
    served.service().fromRequest(1, Fault.answer(500, ""));
    Connection connection = use();
    DatabaseMetaData metaData = connection.getMetaData();
    assertFalse(metaData.getDatabaseProductName().isBlank());
    assertFalse(metaData.getDatabaseProductVersion().isBlank());
    assertEquals(List.of("llamacloud"), Served.column(metaData.getSchemas(), "TABLE_SCHEM"));
    try (ResultSet tables = metaData.getTables(null, "llamacloud", "%", TABLE_TYPES)) {
      assertTrue(tables.next());
      assertEquals("batch_jobs", tables.getString("TABLE_NAME"));
      assertEquals("llamacloud", tables.getString("TABLE_SCHEM"));
      assertEquals("TABLE", tables.getString("TABLE_TYPE"));
      assertFalse(tables.getString("REMARKS").isBlank());
      assertFalse(tables.next());
    }
    String probe = "SELECT TRUE AS \"_\" FROM " + TABLE + " WHERE 1 <> 1 LIMIT 0";
    try (PreparedStatement statement = prepared(connection, probe)) {
      statement.setQueryTimeout(15);
      statement.setMaxRows(0);
      assertTrue(statement.execute());
    }
    String fallback = "SELECT * FROM " + TABLE + " WHERE 1 <> 1 LIMIT 0";
    try (PreparedStatement statement = prepared(connection, fallback);
        ResultSet rows = statement.executeQuery()) {
      assertEquals(17, rows.getMetaData().getColumnCount());
      assertEquals("BIGINT", rows.getMetaData().getColumnTypeName(5));
      assertFalse(rows.getMetaData().isAutoIncrement(1));
    }
    String escaped = "batch" + metaData.getSearchStringEscape() + "_jobs";
    List<String> columns = new ArrayList<>();
    try (ResultSet rows = metaData.getColumns(null, "llamacloud", escaped, null)) {
      while (rows.next()) {
        columns.add(rows.getString("COLUMN_NAME"));
        assertTrue(
            List.of("VARCHAR", "BIGINT", "TIMESTAMP").contains(rows.getString("TYPE_NAME")),
            rows.getString("TYPE_NAME"));
        assertNull(rows.getString("COLUMN_DEF"));
        assertEquals("NO", rows.getString("IS_AUTOINCREMENT"));
        assertFalse(rows.getString("REMARKS").isBlank());
        assertTrue(rows.getInt("NULLABLE") <= DatabaseMetaData.columnNullable);
      }
    }
    assertEquals(Arrays.stream(JobColumn.values()).map(JobColumn::columnName).toList(), columns);
    assertEquals(
        List.of("id"),
        Served.column(metaData.getPrimaryKeys(null, "llamacloud", "batch_jobs"), "COLUMN_NAME"));
    assertEquals(
        List.of(), Served.rows(metaData.getImportedKeys(null, "llamacloud", "batch_jobs")));
    assertEquals(
        List.of(),
        Served.rows(metaData.getIndexInfo(null, "llamacloud", "batch_jobs", false, false)));
    assertEquals(List.of(), served.requests());
  }

  /** Fingerprints: the first 10,000 rows of every column, long texts cut. */
  @Test
  void fingerprintsReadTenThousandRowsOnce() throws SQLException {
    Simulator list = Simulator.demo(10_500, 3);
    served.service().answeredBy(() -> list);
    List<String> columns = new ArrayList<>();
    for (JobColumn column : JobColumn.values()) {
      String name = TABLE + ".\"" + column.columnName() + "\"";
      columns.add(
          column.columnName().equals("error_message")
              ? "SUBSTRING(" + name + ", 1, 1234) AS \"substring" + columns.size() + "\""
              : name + " AS \"" + column.columnName() + "\"");
    }
    String sql = "SELECT " + String.join(", ", columns) + " FROM " + TABLE + " LIMIT 10000";
    List<String> rows = ask(use(), sql);
    assertEquals(MAX_ROWS, rows.size());
    assertEquals(
        list.jobs().stream().limit(MAX_ROWS).map(job -> job.id()).toList(),
        rows.stream().map(row -> row.substring(0, row.indexOf('|'))).toList());
    assertEquals(21, served.requests().size());
  }

  /** Field values of every column, as they are read for the filter widgets. */
  @ParameterizedTest
  @CsvSource(
      delimiterString = "->",
      quoteCharacter = '`',
      textBlock =
          """
          id -> j1,j2,j3,j4,j5
          job_type -> classify,extract,parse
          project_id -> 1 value
          status -> cancelled,completed,failed,running
          total_items -> 0,1,2,1000000001,3000000000
          completed_at -> 2024-01-01T10:00:01,2024-01-02T00:00,2024-03-10T03:00,null
          created_at -> 2023-12-31T23:59:59.999,2024-01-01T00:00,2024-01-01T10:00:00.123,2024-03-10T02:30:00.123,null
          directory_id -> Société à Genève,dir-1,🦙 llama,null
          effective_at -> null
          error_message -> it's; -- "odd",错误：文件太大,null
          failed_items -> 0,7
          job_record_id -> null
          processed_items -> 0
          skipped_items -> 0
          started_at -> null
          updated_at -> null
          workflow_id -> null
          """)
  void fieldValues(String column, String expected) throws SQLException {
    String name = TABLE + ".\"" + column + "\"";
    String sql =
        "SELECT %1$s AS \"%2$s\" FROM %3$s GROUP BY %1$s ORDER BY %1$s ASC LIMIT 1000"
            .formatted(name, column, TABLE);
    List<String> values = ask(use(), sql);
    if (expected.equals("1 value")) {
      assertEquals(1, values.size());
    } else {
      assertEquals(expected, String.join(",", values));
    }
    assertEquals(
        column.equals("status") || column.equals("job_type") ? "limit=2 " + LIST : LIST,
        requests());
  }

  /** Questions as the query builder writes them, without parameters. */
  @ParameterizedTest
  @CsvSource(
      delimiterString = "->",
      quoteCharacter = '`',
      textBlock =
          """
          SELECT COUNT(*) AS "count" FROM @ -> 5 -> limit=2 limit=2&offset=4
          SELECT @."id" AS "id", @."status" AS "status" FROM @ WHERE @."status" = 'failed' LIMIT 2000 -> j2|failed -> status=failed&limit=500 status=failed&limit=500&offset=1
          SELECT @."status" AS "status", COUNT(*) AS "count" FROM @ GROUP BY @."status" ORDER BY "count" DESC, @."status" ASC -> completed|2 ; cancelled|1 ; failed|1 ; running|1 -> TOTAL LIST
          SELECT DATE_TRUNC('month', @."created_at") AS "created_at", COUNT(*) AS "count" FROM @ GROUP BY DATE_TRUNC('month', @."created_at") ORDER BY DATE_TRUNC('month', @."created_at") ASC -> 2023-12-01T00:00|1 ; 2024-01-01T00:00|2 ; 2024-03-01T00:00|1 ; null|1 -> LIST
          SELECT FLOOR(@."created_at" TO MONTH) AS "created_at", COUNT(*) AS "count" FROM @ GROUP BY FLOOR(@."created_at" TO MONTH) ORDER BY FLOOR(@."created_at" TO MONTH) ASC -> 2023-12-01T00:00|1 ; 2024-01-01T00:00|2 ; 2024-03-01T00:00|1 ; null|1 -> LIST
          SELECT FLOOR("created_at" TO MINUTE), FLOOR("created_at" TO HOUR), FLOOR("created_at" TO DAY), FLOOR("created_at" TO WEEK), FLOOR("created_at" TO QUARTER), FLOOR("created_at" TO YEAR) FROM @ WHERE "id" = 'j1' -> 2024-03-10T02:30|2024-03-10T02:00|2024-03-10T00:00|2024-03-04T00:00|2024-01-01T00:00|2024-01-01T00:00 -> GET /api/v1/beta/batch-processing/j1
          SELECT DATE_TRUNC('minute', "created_at"), DATE_TRUNC('hour', "created_at"), DATE_TRUNC('day', "created_at"), DATE_TRUNC('week', "created_at"), DATE_TRUNC('quarter', "created_at"), DATE_TRUNC('year', "created_at") FROM @ WHERE "id" = 'j1' -> 2024-03-10T02:30|2024-03-10T02:00|2024-03-10T00:00|2024-03-04T00:00|2024-01-01T00:00|2024-01-01T00:00 -> GET /api/v1/beta/batch-processing/j1
          SELECT TIMESTAMPADD(DAY, -1, DATE_TRUNC('week', TIMESTAMPADD(DAY, 1, "created_at"))) AS "sunday", COUNT(*) AS "count" FROM @ GROUP BY TIMESTAMPADD(DAY, -1, DATE_TRUNC('week', TIMESTAMPADD(DAY, 1, "created_at"))) ORDER BY 1 ASC -> 2023-12-31T00:00|3 ; 2024-03-10T00:00|1 ; null|1 -> LIST
          SELECT EXTRACT(MINUTE FROM "created_at"), EXTRACT(HOUR FROM "created_at"), EXTRACT(DOW FROM "created_at"), EXTRACT(DAY FROM "created_at"), EXTRACT(DOY FROM "created_at"), EXTRACT(WEEK FROM "created_at"), EXTRACT(MONTH FROM "created_at"), EXTRACT(QUARTER FROM "created_at"), EXTRACT(YEAR FROM "created_at") FROM @ WHERE "id" = 'j1' -> 30|2|0|10|70|10|3|1|2024 -> GET /api/v1/beta/batch-processing/j1
          SELECT MINUTE("created_at"), HOUR("created_at"), DAYOFWEEK("created_at"), DAYOFMONTH("created_at"), DAYOFYEAR("created_at"), WEEK("created_at"), MONTH("created_at"), QUARTER("created_at"), YEAR("created_at") FROM @ WHERE "id" = 'j1' -> 30|2|1|10|70|10|3|1|2024 -> GET /api/v1/beta/batch-processing/j1
          SELECT CAST(EXTRACT(DOW FROM @."created_at") AS INTEGER) + 1 AS "created_at", COUNT(*) AS "count" FROM @ GROUP BY CAST(EXTRACT(DOW FROM @."created_at") AS INTEGER) + 1 ORDER BY CAST(EXTRACT(DOW FROM @."created_at") AS INTEGER) + 1 ASC -> 1|2 ; 2|2 ; null|1 -> LIST
          SELECT "id", TIMESTAMPDIFF(SECOND, "created_at", "completed_at") AS "seconds" FROM @ ORDER BY "id" ASC LIMIT 2000 -> j1|1799 ; j2|0 ; j3|null ; j4|86400 ; j5|null -> LIST
          SELECT TIMESTAMPADD(MONTH, 1, "created_at"), TIMESTAMPADD(YEAR, -1, "created_at"), TIMESTAMPADD(HOUR, 3, "created_at"), TIMESTAMPADD(QUARTER, 1, "created_at"), TIMESTAMPADD(WEEK, 1, "created_at") FROM @ WHERE "id" = 'j1' -> 2024-04-10T02:30:00.123|2023-03-10T02:30:00.123|2024-03-10T05:30:00.123|2024-06-10T02:30:00.123|2024-03-17T02:30:00.123 -> GET /api/v1/beta/batch-processing/j1
          SELECT COUNT(*) AS "count" FROM @ WHERE "created_at" >= DATE_TRUNC('day', TIMESTAMPADD(DAY, -30, CURRENT_TIMESTAMP)) AND "created_at" < DATE_TRUNC('day', CURRENT_TIMESTAMP) -> 0 -> LIST
          SELECT COUNT(*) AS "count" FROM @ WHERE "created_at" >= DATE_TRUNC('month', NOW() + INTERVAL '-30' DAY) AND "created_at" < DATE_TRUNC('month', NOW() + INTERVAL '1' DAY) -> 0 -> LIST
          SELECT "source"."kind" AS "kind", COUNT(*) AS "count" FROM (SELECT @."id" AS "id", CASE WHEN @."total_items" > 1000 THEN 'big' ELSE 'small' END AS "kind" FROM @) AS "source" GROUP BY "source"."kind" ORDER BY "source"."kind" ASC -> big|2 ; small|3 -> LIST
          SELECT "source"."status" AS "status", "source"."count" AS "count" FROM (SELECT @."status" AS "status", COUNT(*) AS "count" FROM @ GROUP BY @."status" ORDER BY @."status" ASC) AS "source" WHERE "source"."count" > 1 LIMIT 1048575 -> completed|2 -> TOTAL LIST
          SELECT AVG("source"."count") AS "avg" FROM (SELECT @."status" AS "status", COUNT(*) AS "count" FROM @ GROUP BY @."status" ORDER BY @."status" ASC) AS "source" -> 1.25 -> TOTAL LIST
          SELECT @."job_type" AS "job_type", SUM(COUNT(*)) OVER (ORDER BY @."job_type" ASC ROWS UNBOUNDED PRECEDING) AS "count" FROM @ GROUP BY @."job_type" ORDER BY @."job_type" ASC -> classify|1 ; extract|2 ; parse|5 -> TOTAL LIST
          SELECT DATE_TRUNC('month', @."created_at") AS "created_at", SUM(SUM(@."total_items")) OVER (ORDER BY DATE_TRUNC('month', @."created_at") ASC ROWS UNBOUNDED PRECEDING) AS "sum" FROM @ GROUP BY DATE_TRUNC('month', @."created_at") ORDER BY DATE_TRUNC('month', @."created_at") ASC -> 2023-12-01T00:00|2 ; 2024-01-01T00:00|1000000004 ; 2024-03-01T00:00|4000000004 ; null|4000000004 -> LIST
          SELECT DATE_TRUNC('month', @."created_at") AS "created_at", COUNT(*) AS "count", LAG(COUNT(*), 1) OVER (ORDER BY DATE_TRUNC('month', @."created_at") ASC) AS "before" FROM @ GROUP BY DATE_TRUNC('month', @."created_at") ORDER BY DATE_TRUNC('month', @."created_at") ASC -> 2023-12-01T00:00|1|null ; 2024-01-01T00:00|2|1 ; 2024-03-01T00:00|1|2 ; null|1|1 -> LIST
          SELECT @."job_type", @."status", SUM(COUNT(*)) OVER (PARTITION BY @."job_type" ORDER BY @."status" ASC ROWS UNBOUNDED PRECEDING) AS "count" FROM @ GROUP BY @."job_type", @."status" ORDER BY @."job_type" ASC, @."status" ASC -> classify|running|1 ; extract|failed|1 ; parse|cancelled|1 ; parse|completed|3 -> TOTAL LIST
          SELECT SUM(CASE WHEN @."status" = 'failed' THEN 1 ELSE 0.0 END) AS "count_where" FROM @ -> 1.0 -> TOTAL LIST
          SELECT CAST(SUM(CASE WHEN @."status" = 'failed' THEN 1 ELSE 0.0 END) AS DOUBLE) / NULLIF(CAST(COUNT(*) AS DOUBLE), 0.0) AS "share" FROM @ -> 0.2 -> TOTAL LIST
          SELECT SUM(CASE WHEN @."status" = 'completed' THEN @."total_items" ELSE 0.0 END) AS "sum_where" FROM @ -> 3000000002.0 -> LIST
          SELECT COUNT(DISTINCT @."job_type") AS "count", MIN(@."total_items") AS "min", MAX(@."created_at") AS "max", AVG(@."failed_items") AS "avg", STDDEV_POP(@."failed_items") AS "stddev" FROM @ -> 3|0|2024-03-10T02:30:00.123|1.4|2.8 -> LIST
          SELECT FLOOR((@."total_items" - 0.0) / 1000000000.0) * 1000000000.0 + 0.0 AS "total_items", COUNT(*) AS "count" FROM @ GROUP BY FLOOR((@."total_items" - 0.0) / 1000000000.0) * 1000000000.0 + 0.0 ORDER BY FLOOR((@."total_items" - 0.0) / 1000000000.0) * 1000000000.0 + 0.0 ASC -> 0.0|3 ; 1000000000.0|1 ; 3000000000.0|1 -> LIST
          SELECT "id" FROM @ WHERE ("status" <> 'completed') OR ("status" IS NULL) ORDER BY "id" ASC LIMIT 2000 -> j2 ; j3 ; j5 -> LIST
          SELECT "id" FROM @ WHERE LOWER("error_message") LIKE '%odd%' LIMIT 2000 -> j5 -> LIST
          SELECT "id" FROM @ WHERE NOT (LOWER("error_message") LIKE '%odd%') OR ("error_message" IS NULL) ORDER BY 1 LIMIT 2000 -> j1 ; j2 ; j3 ; j4 -> LIST
          SELECT "id" FROM @ WHERE ("error_message" IS NULL) OR ("error_message" = '') ORDER BY 1 LIMIT 2000 -> j1 ; j3 ; j4 -> LIST
          SELECT @."id" AS "id", "Batch Jobs - Type"."id" AS "Batch Jobs - Type__id" FROM @ LEFT JOIN (SELECT @."id" AS "id", @."job_type" AS "job_type" FROM @ WHERE @."status" = 'completed') AS "Batch Jobs - Type" ON @."job_type" = "Batch Jobs - Type"."job_type" ORDER BY @."id" ASC, "Batch Jobs - Type"."id" ASC LIMIT 2000 -> j1|j1 ; j1|j4 ; j2|null ; j3|null ; j4|j1 ; j4|j4 ; j5|j1 ; j5|j4 -> status=completed&limit=500 status=completed&limit=500&offset=1 LIST
          SELECT CONCAT(@."id", ' ', @."status") AS "c", COALESCE(@."directory_id", 'none') AS "d", SUBSTRING(@."status", 1, 3) AS "s", UPPER(@."job_type") AS "u", CHAR_LENGTH(@."status") AS "l", REPLACE(@."status", 'e', 'E') AS "r", TRIM(@."id") AS "t" FROM @ WHERE @."id" = 'j4' -> j4 completed|none|com|PARSE|9|complEtEd|j4 -> GET /api/v1/beta/batch-processing/j4
          SELECT ABS(-@."total_items"), CEIL(@."total_items" / 2.0), ROUND(@."total_items" / 3.0), SQRT(4), POWER(@."total_items", 2), LN(1), EXP(0), @."total_items" / NULLIF(@."failed_items", 0) FROM @ WHERE @."id" = 'j4' -> 2|1|1|2.0|4.0|0.0|1.0|null -> GET /api/v1/beta/batch-processing/j4
          WITH "a" AS (SELECT * FROM @ WHERE "status" = 'failed') SELECT "id" FROM "a" -> j2 -> status=failed&limit=500 status=failed&limit=500&offset=1
          SELECT CAST(@."created_at" AS date) AS "day", COUNT(*) AS "count" FROM @ GROUP BY CAST(@."created_at" AS date) ORDER BY CAST(@."created_at" AS date) ASC -> 2023-12-31|1 ; 2024-01-01|2 ; 2024-03-10|1 ; null|1 -> LIST
          SELECT "source"."created_at" AS "created_at", "source"."count" AS "count" FROM (SELECT DATE_TRUNC('day', "source"."created_at") AS "created_at", COUNT(*) AS "count" FROM (SELECT @."created_at" AS "created_at", @."status" AS "status" FROM @ WHERE @."status" = 'completed') AS "source" GROUP BY DATE_TRUNC('day', "source"."created_at") ORDER BY DATE_TRUNC('day', "source"."created_at") ASC) AS "source" ORDER BY "source"."count" DESC, 1 LIMIT 5 -> 2023-12-31T00:00|1 ; 2024-03-10T00:00|1 -> status=completed&limit=500 status=completed&limit=500&offset=1
          """)
  void questions(String sql, String expected, String requests) throws SQLException {
    String from = sql.replace("@", TABLE);
    assertEquals(expected, String.join(" ; ", ask(use(), from)), from);
    assertEquals(requests.replace("LIST", LIST).replace("TOTAL", "limit=2"), requests());
  }

  /** Filters and native questions with variables: values are bound, and pushed as literals are. */
  static Stream<Arguments> filters() {
    String failed = "status=failed&limit=500 status=failed&limit=500&offset=1";
    String cancelled = "status=cancelled&limit=500 status=cancelled&limit=500&offset=1";
    OffsetDateTime january = OffsetDateTime.parse("2024-01-01T00:00Z");
    OffsetDateTime february = OffsetDateTime.parse("2024-02-01T00:00Z");
    return Stream.of(
        filter("\"status\" = ?", failed, "j2", "failed"),
        filter(
            "(\"status\" = ?) OR (\"status\" = ?)",
            failed + " " + cancelled,
            "j2,j5",
            "failed",
            "cancelled"),
        filter("\"status\" IN (?, ?)", failed + " " + cancelled, "j2,j5", "failed", "cancelled"),
        filter("(\"status\" <> ?) OR (\"status\" IS NULL)", LIST, "j2,j3,j5", "completed"),
        filter("LOWER(\"error_message\") LIKE ?", LIST, "j5", "%odd%"),
        filter("\"directory_id\" LIKE ?", LIST, "j2", "Soci%"),
        filter("\"created_at\" >= ? AND \"created_at\" < ?", LIST, "j2,j3", january, february),
        filter(
            "\"created_at\" >= ? AND \"created_at\" < ?",
            LIST,
            "j2,j3",
            january.toLocalDateTime(),
            february.toLocalDateTime()),
        filter(
            "\"created_at\" BETWEEN ? AND ?",
            LIST,
            "j2,j3",
            january.toLocalDate(),
            february.toLocalDate()),
        filter("\"total_items\" BETWEEN ? AND ?", LIST, "j3,j4", 1L, new BigDecimal("2")),
        filter("\"total_items\" > ?", LIST, "j1,j2,j4", 1.5),
        filter("1 = 1 AND \"status\" = ? AND \"total_items\" > ?", failed, "j2", "failed", 5),
        filter("\"status\" = ? AND \"total_items\" > ?", "", "", "FAILED", 5));
  }

  private static Arguments filter(
      String condition, String requests, String ids, Object... parameters) {
    return Arguments.of(condition, requests, ids, parameters);
  }

  @ParameterizedTest
  @MethodSource("filters")
  void filtersWithParameters(String condition, String requests, String ids, Object[] parameters)
      throws SQLException {
    String sql =
        "SELECT \"id\" FROM " + TABLE + " WHERE " + condition + " ORDER BY \"id\" ASC LIMIT 2000;";
    assertEquals(ids, String.join(",", ask(use(), sql, parameters)));
    assertEquals(requests, requests());
  }

  /** The classes that columns are read as; NULL is null in each. */
  @Test
  void columnsAreReadAsTheClassThatIsAskedFor() throws SQLException {
    String sql =
        "SELECT \"created_at\" AS \"t\", CAST(\"created_at\" AS date) AS \"d\","
            + " CAST(\"created_at\" AS time) AS \"c\", \"total_items\" AS \"n\", \"status\" AS \"s\""
            + " FROM "
            + TABLE
            + " WHERE \"id\" IN ('j2', 'j5') ORDER BY \"id\"";
    Map<String, List<Object>> expected =
        Map.of(
            "t",
            List.of(
                LocalDateTime.parse("2024-01-01T10:00:00.123"),
                OffsetDateTime.parse("2024-01-01T10:00:00.123Z"),
                ZonedDateTime.parse("2024-01-01T10:00:00.123Z"),
                Instant.parse("2024-01-01T10:00:00.123Z"),
                LocalDate.parse("2024-01-01"),
                LocalTime.parse("10:00:00.123")),
            "d",
            List.of(LocalDate.parse("2024-01-01")),
            "c",
            List.of(LocalTime.parse("10:00:00.123"), OffsetTime.parse("10:00:00.123Z")),
            "n",
            List.of(1_000_000_001L, 1_000_000_001, new BigDecimal("1000000001"), 1_000_000_001.0),
            "s",
            List.of("failed"));
    try (PreparedStatement statement = prepared(use(), sql);
        ResultSet rows = statement.executeQuery()) {
      assertTrue(rows.next());
      for (Map.Entry<String, List<Object>> column : expected.entrySet()) {
        for (Object value : column.getValue()) {
          assertEquals(value, rows.getObject(column.getKey(), value.getClass()));
        }
      }
      assertTrue(rows.next());
      for (String column : List.of("t", "d", "c")) {
        for (Object value : expected.get(column)) {
          assertNull(rows.getObject(column, value.getClass()));
          assertTrue(rows.wasNull());
        }
      }
      assertFalse(rows.next());
    }
    assertEquals(
        List.of("GET /api/v1/beta/batch-processing/j2", "GET /api/v1/beta/batch-processing/j5"),
        served.requests().stream().sorted().toList());
  }

  /** Every class of java.time finds its job, with the type that Metabase names and without. */
  static Stream<Arguments> moments() {
    String createdAt = "\"created_at\" = ?";
    return Stream.of(
        Arguments.of(createdAt, LocalDateTime.parse("2024-01-01T10:00:00.123")),
        Arguments.of(createdAt, OffsetDateTime.parse("2024-01-01T19:00:00.123+09:00")),
        Arguments.of(
            createdAt, ZonedDateTime.parse("2024-01-01T05:00:00.123-05:00[America/New_York]")),
        Arguments.of(createdAt, Instant.parse("2024-01-01T10:00:00.123Z")),
        Arguments.of(
            "CAST(\"created_at\" AS date) = ? AND \"total_items\" > 1",
            LocalDate.parse("2024-01-01")),
        Arguments.of("CAST(\"created_at\" AS time) = ?", LocalTime.parse("10:00:00.123")),
        Arguments.of("CAST(\"created_at\" AS time) = ?", OffsetTime.parse("10:00:00.123Z")));
  }

  @ParameterizedTest
  @MethodSource("moments")
  void aParameterOfEveryClassFindsItsJob(String condition, Object value) throws SQLException {
    String sql = "SELECT \"id\" FROM " + TABLE + " WHERE " + condition;
    assertEquals(List.of("j2"), ask(use(), sql, value));
    try (PreparedStatement statement = prepared(use(), sql)) {
      statement.setObject(1, value);
      try (ResultSet rows = statement.executeQuery()) {
        assertEquals(List.of("j2"), read(rows));
      }
    }
    // The second one has no fetch size.
    assertEquals(LIST + " " + LIST.replace("limit=500", "limit=1000"), requests());
  }

  /** The cross in the corner of a question that runs. */
  @Test
  void cancelEndsAQuestion() throws Exception {
    Fault.Hang hang = Fault.Hang.duringBody();
    served.service().onRequest(1, hang);
    ExecutorService reader = Executors.newSingleThreadExecutor();
    String sql = REMARK + "SELECT \"status\", COUNT(*) FROM " + TABLE + " GROUP BY \"status\"";
    try (Connection connection = use();
        Statement statement = connection.createStatement()) {
      prepareToRead(statement);
      Future<?> read =
          reader.submit(
              () ->
                  assertState(
                      "57014",
                      () -> {
                        assertTrue(statement.execute(sql));
                        read(statement.getResultSet());
                      }));
      hang.awaitReached();
      statement.cancel();
      read.get();
      assertEquals(1, served.requests().size());
      assertEquals(List.of("5"), ask(connection, "SELECT COUNT(*) FROM " + TABLE));
    } finally {
      reader.shutdownNow();
    }
  }
}
