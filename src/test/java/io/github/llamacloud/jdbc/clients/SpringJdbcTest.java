package io.github.llamacloud.jdbc.clients;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.llamacloud.jdbc.LlamaCloudDataSource;
import io.github.llamacloud.jdbc.contract.ContractJobs;
import io.github.llamacloud.jdbc.contract.Served;
import io.github.llamacloud.jdbc.testing.Fault;
import io.github.llamacloud.jdbc.testing.NewYork;
import io.github.llamacloud.jdbc.testing.SimulatedService;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.EmptyResultDataAccessException;
import org.springframework.jdbc.core.BeanPropertyRowMapper;
import org.springframework.jdbc.core.DataClassRowMapper;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.jdbc.support.rowset.SqlRowSet;
import org.springframework.transaction.support.TransactionTemplate;

/** spring-jdbc, over our data source: templates, clients, row mappers, exceptions, transactions. */
class SpringJdbcTest {
  private static final String JOB =
      "SELECT id, status, total_items, failed_items, created_at, completed_at FROM batch_jobs";

  @RegisterExtension final NewYork zone = new NewYork();
  @RegisterExtension final Served served = Served.of(ContractJobs.FIVE);

  private final LlamaCloudDataSource dataSource = new LlamaCloudDataSource();
  private JdbcTemplate template;
  private JdbcClient client;

  @BeforeEach
  void open() {
    dataSource.setUrl(served.service().jdbcUrl());
    dataSource.setApiKey(SimulatedService.API_KEY);
    dataSource.setMaxRetries(0);
    template = new JdbcTemplate(dataSource);
    client = JdbcClient.create(template);
  }

  /** A job as an application holds it. */
  record Job(
      String id,
      String status,
      long totalItems,
      int failedItems,
      LocalDateTime createdAt,
      Instant completedAt) {}

  /** A job with setters. */
  static final class JobBean {
    private String id;
    private Long totalItems;
    private BigDecimal failedItems;
    private OffsetDateTime createdAt;

    public void setId(String id) {
      this.id = id;
    }

    public void setTotalItems(Long totalItems) {
      this.totalItems = totalItems;
    }

    public void setFailedItems(BigDecimal failedItems) {
      this.failedItems = failedItems;
    }

    public void setCreatedAt(OffsetDateTime createdAt) {
      this.createdAt = createdAt;
    }
  }

  private static final Job J2 =
      new Job(
          "j2",
          "failed",
          1_000_000_001L,
          7,
          LocalDateTime.parse("2024-01-01T10:00:00.123"),
          Instant.parse("2024-01-01T10:00:01Z"));

  @Test
  void aTemplateReadsValuesRowsAndLists() {
    assertEquals(5L, template.queryForObject("SELECT COUNT(*) FROM batch_jobs", Long.class));
    assertEquals(5, template.queryForObject("SELECT COUNT(*) FROM batch_jobs", Integer.class));
    assertEquals(
        List.of("j2"),
        template.queryForList(
            "SELECT id FROM batch_jobs WHERE status = ? AND created_at >= ?",
            String.class,
            "failed",
            LocalDate.of(2024, 1, 1)));
    Map<String, Object> row =
        template.queryForMap("SELECT id, total_items AS n FROM batch_jobs WHERE id = ?", "j1");
    assertEquals(Map.of("id", "j1", "n", 3_000_000_000L), row);
    assertEquals(
        List.of("j1 null", "j2 7"),
        template.query(
            "SELECT id, NULLIF(failed_items, 0) AS f FROM batch_jobs WHERE id < 'j3' ORDER BY id",
            (rows, number) -> rows.getString("id") + " " + rows.getObject("f", Integer.class)));
    assertThrows(
        EmptyResultDataAccessException.class,
        () -> template.queryForObject("SELECT id FROM batch_jobs WHERE id = 'x'", String.class));
  }

  @Test
  void recordsAndBeansAreFilledByLabel() {
    assertEquals(
        List.of(J2), template.query(JOB + " WHERE id = 'j2'", new DataClassRowMapper<>(Job.class)));
    List<JobBean> beans =
        template.query(
            JOB + " WHERE id IN ('j2', 'j5') ORDER BY id",
            new BeanPropertyRowMapper<>(JobBean.class));
    assertEquals(List.of("j2", "j5"), beans.stream().map(bean -> bean.id).toList());
    assertEquals(1_000_000_001L, beans.get(0).totalItems);
    assertEquals(new BigDecimal("7"), beans.get(0).failedItems);
    assertEquals(OffsetDateTime.parse("2024-01-01T10:00:00.123Z"), beans.get(0).createdAt);
    assertNull(beans.get(1).createdAt);
  }

  /** A stream reads page after page, and none after it was closed. */
  @Test
  void aStreamStopsFetchingWhenItIsClosed() {
    dataSource.setPageSize(2);
    dataSource.setConcurrency(1);
    template.setFetchSize(1);
    try (Stream<String> ids =
        template.queryForStream("SELECT id FROM batch_jobs", (rows, number) -> rows.getString(1))) {
      assertEquals(List.of("j1", "j2"), ids.limit(2).toList());
    }
    assertEquals(List.of("limit=2"), served.requests());
  }

  @Test
  void theTemplatesLimitsAreHeeded() {
    template.setMaxRows(2);
    template.setQueryTimeout(30);
    assertEquals(
        List.of("j1", "j2"), template.queryForList("SELECT id FROM batch_jobs", String.class));
    assertEquals(List.of("limit=2"), served.requests());
  }

  /** An IN list of named values is a request for each of them. */
  @Test
  void namedParametersTakeLists() {
    NamedParameterJdbcTemplate named = new NamedParameterJdbcTemplate(template);
    assertEquals(
        List.of("j2", "j5"),
        named.queryForList(
            "SELECT id FROM batch_jobs WHERE status IN (:statuses) AND total_items < :most",
            Map.of("statuses", List.of("failed", "cancelled"), "most", 2_000_000_000L),
            String.class));
    assertEquals(
        List.of(
            "status=failed&limit=1000",
            "status=failed&limit=1000&offset=1",
            "status=cancelled&limit=1000",
            "status=cancelled&limit=1000&offset=1"),
        served.requests());
  }

  @Test
  void aClientReadsRecordsOptionsAndStreams() {
    assertEquals(
        J2, client.sql(JOB + " WHERE id = :id").param("id", "j2").query(Job.class).single());
    assertEquals(
        List.of("j2", "j3"),
        client
            .sql("SELECT id FROM batch_jobs WHERE created_at >= ? AND created_at < ? ORDER BY id")
            .params(
                OffsetDateTime.parse("2024-01-01T00:00Z"), LocalDateTime.parse("2024-02-01T00:00"))
            .query(String.class)
            .list());
    assertEquals(
        List.of("j1", "j3"),
        client
            .sql("SELECT id FROM batch_jobs WHERE id IN (:ids) ORDER BY id")
            .param("ids", List.of("j1", "j3", "j9"))
            .query(String.class)
            .list());
    assertTrue(
        client.sql(JOB + " WHERE id = ?").param("none").query(Job.class).optional().isEmpty());
    try (Stream<Job> jobs = client.sql(JOB + " WHERE id > 'j0'").query(Job.class).stream()) {
      assertEquals(2, jobs.filter(job -> job.totalItems() > 1000).count());
    }
    assertEquals(
        Map.of("failed", 7L),
        client
            .sql(
                "SELECT status, SUM(failed_items) AS n FROM batch_jobs WHERE status = 'failed' GROUP BY status")
            .query(
                rows -> {
                  assertTrue(rows.next());
                  return Map.of(rows.getString("status"), rows.getLong("n"));
                }));
  }

  /** A disconnected row set copies rows by their metadata. */
  @Test
  void aRowSetHoldsCopies() {
    SqlRowSet rows = template.queryForRowSet(JOB + " WHERE id IN ('j2', 'j5') ORDER BY id");
    assertTrue(rows.next());
    assertEquals("j2", rows.getString("id"));
    assertEquals(1_000_000_001L, rows.getLong("total_items"));
    assertEquals(7, rows.getInt("failed_items"));
    assertTrue(rows.next());
    assertNull(rows.getTimestamp("created_at"));
    assertTrue(rows.wasNull());
    assertFalse(rows.next());
  }

  /** A read-only transaction is nothing to the service, and no obstacle. */
  @Test
  void transactionsSendNothingOfTheirOwn() {
    TransactionTemplate transaction =
        new TransactionTemplate(new DataSourceTransactionManager(dataSource));
    transaction.setReadOnly(true);
    transaction.setIsolationLevel(TransactionTemplate.ISOLATION_REPEATABLE_READ);
    List<String> ids =
        transaction.execute(
            status -> template.queryForList("SELECT id FROM batch_jobs LIMIT 2", String.class));
    assertEquals(List.of("j1", "j2"), ids);
    transaction.execute(
        status -> {
          status.setRollbackOnly();
          return template.queryForObject("SELECT 1", Integer.class);
        });
    assertEquals(List.of("limit=2"), served.requests());
  }

  @ParameterizedTest
  @CsvSource({
    "400, DataAccessResourceFailureException",
    "401, PermissionDeniedDataAccessException",
    "403, PermissionDeniedDataAccessException",
    "422, DataAccessResourceFailureException",
    "429, DataAccessResourceFailureException",
    "500, DataAccessResourceFailureException",
    "503, DataAccessResourceFailureException"
  })
  void whatTheServiceRefusesIsTranslated(int status, String type) {
    served.service().fromRequest(1, Fault.answer(status, "{\"detail\":\"no\"}"));
    assertTranslated(type, status, "SELECT id FROM batch_jobs");
  }

  @Test
  void aLostConnectionIsTranslated() {
    served.service().fromRequest(1, Fault.Disconnect.AT_START);
    assertTranslated("TransientDataAccessResourceException", 0, "SELECT id FROM batch_jobs");
  }

  @Test
  void aTimeLimitIsTranslated() {
    served.service().fromRequest(1, Fault.Hang.beforeHeaders());
    template.setQueryTimeout(1);
    assertTranslated("QueryTimeoutException", 0, "SELECT id FROM batch_jobs");
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = "->",
      value = {
        "SELECT nope FROM batch_jobs -> BadSqlGrammarException",
        "SELECT * FROM nope -> BadSqlGrammarException",
        "SELEC 1 -> BadSqlGrammarException",
        "SELECT 1/0 -> DataIntegrityViolationException",
        "SELECT CAST('x' AS INTEGER) -> DataIntegrityViolationException",
        "DROP TABLE batch_jobs -> UncategorizedSQLException"
      })
  void mistakesAreTranslated(String sql, String type) {
    assertTranslated(type, 0, sql);
    assertEquals(List.of(), served.requests());
  }

  private void assertTranslated(String type, int vendorCode, String sql) {
    DataAccessException failure =
        assertThrows(DataAccessException.class, () -> template.queryForList(sql));
    assertEquals(type, failure.getClass().getSimpleName(), failure.getMessage());
    SQLException cause = assertInstanceOf(SQLException.class, failure.getCause());
    assertEquals(vendorCode, cause.getErrorCode());
  }
}
