package io.github.llamacloud.jdbc.clients;

import static org.jooq.impl.DSL.count;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.max;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.rowNumber;
import static org.jooq.impl.DSL.sum;
import static org.jooq.impl.DSL.table;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.llamacloud.jdbc.contract.ContractJobs;
import io.github.llamacloud.jdbc.contract.Served;
import io.github.llamacloud.jdbc.testing.NewYork;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jooq.Cursor;
import org.jooq.DSLContext;
import org.jooq.DatePart;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.Record1;
import org.jooq.Record2;
import org.jooq.Record3;
import org.jooq.ResultQuery;
import org.jooq.SQLDialect;
import org.jooq.Table;
import org.jooq.exception.DataAccessException;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** jOOQ with the dialects that write SQL which the driver understands. */
class JooqTest {
  static {
    System.setProperty("org.jooq.no-logo", "true");
    System.setProperty("org.jooq.no-tips", "true");
  }

  private static final Table<Record> JOBS = table(name("llamacloud", "batch_jobs"));
  private static final Field<String> ID = field(name("id"), SQLDataType.VARCHAR);
  private static final Field<String> STATUS = field(name("status"), SQLDataType.VARCHAR);
  private static final Field<String> JOB_TYPE = field(name("job_type"), SQLDataType.VARCHAR);
  private static final Field<String> DIRECTORY = field(name("directory_id"), SQLDataType.VARCHAR);
  private static final Field<Long> TOTAL = field(name("total_items"), SQLDataType.BIGINT);
  private static final Field<LocalDateTime> CREATED =
      field(name("created_at"), SQLDataType.LOCALDATETIME);

  private static final Field<OffsetDateTime> CREATED_AT =
      field(name("created_at"), SQLDataType.OFFSETDATETIME);

  @RegisterExtension final NewYork zone = new NewYork();
  @RegisterExtension final Served served = Served.of(ContractJobs.FIVE);

  /** A job as an application holds it. */
  record Job(String id, String status, long totalItems, LocalDateTime createdAt) {}

  private DSLContext using(SQLDialect dialect) throws SQLException {
    return DSL.using(served.connect(), dialect);
  }

  @ParameterizedTest
  @EnumSource(
      value = SQLDialect.class,
      names = {"DEFAULT", "POSTGRES", "H2", "HSQLDB", "TRINO"})
  void queriesOfTheDsl(SQLDialect dialect) throws SQLException {
    DSLContext jooq = using(dialect);
    assertEquals(
        List.of("j2"), jooq.select(ID).from(JOBS).where(STATUS.eq("failed")).limit(1).fetch(ID));
    assertEquals(
        List.of(
            new Job(
                "j2", "failed", 1_000_000_001L, LocalDateTime.parse("2024-01-01T10:00:00.123"))),
        jooq.select(ID, STATUS, TOTAL, CREATED)
            .from(JOBS)
            .where(CREATED.ge(LocalDateTime.parse("2024-01-01T00:00:01")))
            .and(CREATED.lt(LocalDateTime.parse("2024-02-01T00:00")))
            .fetchInto(Job.class));
    // jOOQ takes a LocalDateTime from a java.sql.Timestamp, which has no such hour in New York.
    assertEquals(
        OffsetDateTime.parse("2024-03-10T02:30:00.123Z"),
        jooq.select(CREATED_AT).from(JOBS).where(ID.eq("j1")).fetchOne(CREATED_AT));
    assertEquals(
        List.of("j2", "j5"),
        jooq.select(ID).from(JOBS).where(STATUS.in("failed", "cancelled")).orderBy(ID).fetch(ID));
    assertEquals(
        List.of("j4", "j3"),
        jooq.select(ID).from(JOBS).orderBy(ID.desc()).limit(2).offset(1).fetch(ID));
    assertEquals(5, jooq.fetchCount(JOBS));
    assertTrue(jooq.fetchExists(JOBS, STATUS.eq("failed")));
    assertEquals(
        Map.of("parse", 3, "extract", 1, "classify", 1),
        jooq.select(JOB_TYPE, count()).from(JOBS).groupBy(JOB_TYPE).fetchMap(JOB_TYPE, count()));
    assertEquals(
        new BigDecimal("3000000002"),
        jooq.select(sum(TOTAL)).from(JOBS).where(JOB_TYPE.eq("parse")).fetchOne(sum(TOTAL)));
    assertEquals(
        List.of("j5"),
        jooq.select(ID)
            .from(JOBS)
            .where(field(name("error_message"), SQLDataType.VARCHAR).containsIgnoreCase("ODD"))
            .fetch(ID));
    assertEquals(
        List.of("j4", "j5"),
        jooq.select(ID).from(JOBS).where(DIRECTORY.isNull()).orderBy(ID).fetch(ID));
  }

  /** Windows, common table expressions, date parts, joins and conditions of several columns. */
  @ParameterizedTest
  @EnumSource(
      value = SQLDialect.class,
      names = {"DEFAULT", "POSTGRES"})
  void analysesOfTheDsl(SQLDialect dialect) throws SQLException {
    DSLContext jooq = using(dialect);
    Field<Integer> number =
        rowNumber().over().partitionBy(JOB_TYPE).orderBy(TOTAL.desc()).as("number");
    Table<Record3<String, String, Integer>> numbered =
        jooq.select(ID, JOB_TYPE, number).from(JOBS).asTable("numbered");
    assertEquals(
        List.of("j1", "j2", "j3"),
        jooq.select(numbered.field(ID))
            .from(numbered)
            .where(numbered.field(number).eq(1))
            .orderBy(numbered.field(ID))
            .fetch(numbered.field(ID)));
    assertEquals(
        List.of("completed=3000000000", "failed=1000000001"),
        jooq.with("busy")
            .as(DSL.select(STATUS, max(TOTAL).as("most")).from(JOBS).groupBy(STATUS))
            .select(STATUS, field(name("most"), SQLDataType.BIGINT))
            .from(table(name("busy")))
            .where(field(name("most"), SQLDataType.BIGINT).gt(1000L))
            .orderBy(STATUS)
            .fetch(row -> row.value1() + "=" + row.value2()));
    assertEquals(
        List.of(12, 1, 3),
        jooq.select(DSL.extract(CREATED, DatePart.MONTH))
            .from(JOBS)
            .where(CREATED.isNotNull())
            .and(ID.in("j1", "j3", "j4"))
            .orderBy(CREATED)
            .fetch(Record1::value1));
    Table<Record> other = JOBS.as("other");
    assertEquals(
        List.of("j2 j2"),
        jooq.select(field(name("batch_jobs", "id")), field(name("other", "id")))
            .from(JOBS)
            .join(other)
            .on(
                field(name("batch_jobs", "id"), String.class)
                    .eq(field(name("other", "id"), String.class)))
            .where(field(name("other", "status"), String.class).eq("failed"))
            .fetch(row -> row.get(0) + " " + row.get(1)));
  }

  /** Plain SQL with bind values, into records and maps; the request is that of the values. */
  @Test
  void plainSql() throws SQLException {
    DSLContext jooq = using(SQLDialect.POSTGRES);
    assertEquals(
        List.of("j2"),
        jooq.fetch("SELECT id FROM batch_jobs WHERE status = ? LIMIT ?", "failed", 1)
            .getValues("id", String.class));
    assertEquals(
        new Job("j2", "failed", 1_000_000_001L, LocalDateTime.parse("2024-01-01T10:00:00.123")),
        jooq.resultQuery(
                "SELECT id, status, total_items, created_at FROM batch_jobs WHERE id = {0}",
                DSL.val("j2"))
            .fetchOneInto(Job.class));
    Field<OffsetDateTime> done = field(name("done"), SQLDataType.OFFSETDATETIME);
    assertEquals(
        OffsetDateTime.parse("2024-03-10T03:00:00Z"),
        jooq.resultQuery("SELECT completed_at AS done FROM batch_jobs WHERE id = 'j1'")
            .coerce(done)
            .fetchOne(done));
    assertEquals(
        List.of(
            "status=failed&limit=1",
            "GET /api/v1/beta/batch-processing/j2",
            "GET /api/v1/beta/batch-processing/j1"),
        served.requests());
  }

  /** A cursor fetches page after page, and none after it was closed. */
  @Test
  void aCursorStopsFetchingWhenItIsClosed() throws SQLException {
    DSLContext jooq =
        DSL.using(served.connect("pageSize", "2", "concurrency", "1"), SQLDialect.POSTGRES);
    ResultQuery<Record1<String>> query = jooq.select(ID).from(JOBS).fetchSize(1);
    try (Cursor<Record1<String>> rows = query.fetchLazy()) {
      assertEquals(List.of("j1", "j2"), rows.fetchNext(2).getValues(ID));
    }
    try (Stream<Record1<String>> rows = query.fetchStream()) {
      assertEquals("j1", rows.findFirst().orElseThrow().value1());
    }
    assertEquals(List.of("limit=2", "limit=2"), served.requests());
  }

  /** What the DSL reads of a database that it does not know. */
  @Test
  void theMetadataHaveTheTableAndItsKey() throws SQLException {
    Table<?> jobs = using(SQLDialect.DEFAULT).meta().getTables("batch_jobs").get(0);
    assertEquals("llamacloud", jobs.getSchema().getName());
    assertEquals(17, jobs.fields().length);
    assertEquals(Long.class, jobs.field("total_items").getType());
    assertEquals("id", jobs.getPrimaryKey().getFields().get(0).getName());
    assertEquals(List.of(), served.requests());
  }

  @Test
  void aFailureKeepsItsState() throws SQLException {
    DSLContext jooq = using(SQLDialect.POSTGRES);
    assertEquals(
        "42703",
        assertThrows(DataAccessException.class, () -> jooq.fetch("SELECT nope FROM batch_jobs"))
            .sqlState());
    assertEquals(
        "25006",
        assertThrows(
                DataAccessException.class, () -> jooq.deleteFrom(JOBS).where(ID.eq("j1")).execute())
            .sqlState());
    assertEquals(List.of(), served.requests());
  }

  /** A moment with a zone is compared as the instant that it is. */
  @Test
  void momentsWithAZone() throws SQLException {
    Record2<String, OffsetDateTime> row =
        using(SQLDialect.DEFAULT)
            .select(ID, CREATED_AT)
            .from(JOBS)
            .where(CREATED_AT.eq(OffsetDateTime.parse("2024-01-01T19:00:00.123+09:00")))
            .fetchOne();
    assertEquals("j2", row.value1());
    assertEquals(OffsetDateTime.parse("2024-01-01T10:00:00.123Z"), row.value2());
  }
}
