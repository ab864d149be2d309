package io.github.llamacloud.jdbc.clients;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.llamacloud.jdbc.LlamaCloudDataSource;
import io.github.llamacloud.jdbc.contract.ContractJobs;
import io.github.llamacloud.jdbc.contract.Served;
import io.github.llamacloud.jdbc.testing.NewYork;
import io.github.llamacloud.jdbc.testing.SimulatedService;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.apache.ibatis.annotations.Arg;
import org.apache.ibatis.annotations.Delete;
import org.apache.ibatis.annotations.MapKey;
import org.apache.ibatis.annotations.Options;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;
import org.apache.ibatis.cursor.Cursor;
import org.apache.ibatis.exceptions.PersistenceException;
import org.apache.ibatis.mapping.Environment;
import org.apache.ibatis.session.Configuration;
import org.apache.ibatis.session.RowBounds;
import org.apache.ibatis.session.SqlSession;
import org.apache.ibatis.session.SqlSessionFactory;
import org.apache.ibatis.session.SqlSessionFactoryBuilder;
import org.apache.ibatis.transaction.jdbc.JdbcTransactionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** MyBatis with an annotated mapper: parameters, lists, records, cursors, java.time. */
class MyBatisTest {
  @RegisterExtension final NewYork zone = new NewYork();
  @RegisterExtension final Served served = Served.of(ContractJobs.FIVE);

  private SqlSession session;
  private Jobs jobs;

  @BeforeEach
  void open() {
    LlamaCloudDataSource dataSource = new LlamaCloudDataSource();
    dataSource.setUrl(served.service().jdbcUrl());
    dataSource.setApiKey(SimulatedService.API_KEY);
    dataSource.setPageSize(2);
    dataSource.setConcurrency(1);
    Configuration configuration =
        new Configuration(new Environment("test", new JdbcTransactionFactory(), dataSource));
    configuration.setMapUnderscoreToCamelCase(true);
    configuration.setArgNameBasedConstructorAutoMapping(true);
    configuration.addMapper(Jobs.class);
    SqlSessionFactory factory = new SqlSessionFactoryBuilder().build(configuration);
    session = factory.openSession();
    jobs = session.getMapper(Jobs.class);
  }

  @AfterEach
  void close() {
    session.close();
  }

  /** A job with a moment of every class. */
  public record Job(
      String id,
      long totalItems,
      LocalDateTime local,
      OffsetDateTime offset,
      ZonedDateTime zoned,
      Instant instant,
      LocalDate day) {}

  /** The mapper of an application. */
  public interface Jobs {
    @Select("SELECT id FROM batch_jobs WHERE status = #{status} LIMIT 1")
    String firstOf(String status);

    @Select(
        "SELECT id, total_items, created_at AS local, created_at AS offset_, created_at AS zoned,"
            + " created_at AS instant, CAST(created_at AS DATE) AS day_ FROM batch_jobs"
            + " WHERE id = #{id}")
    @Arg(column = "id", javaType = String.class)
    @Arg(column = "total_items", javaType = long.class)
    @Arg(column = "local", javaType = LocalDateTime.class)
    @Arg(column = "offset_", javaType = OffsetDateTime.class)
    @Arg(column = "zoned", javaType = ZonedDateTime.class)
    @Arg(column = "instant", javaType = Instant.class)
    @Arg(column = "day_", javaType = LocalDate.class)
    Job job(String id);

    @Select(
        """
        <script>
        SELECT id FROM batch_jobs
        <where>
          <if test="statuses != null">status IN
            <foreach item="s" collection="statuses" open="(" separator="," close=")">#{s}</foreach>
          </if>
          <if test="from != null">AND created_at &gt;= #{from}</if>
        </where>
        ORDER BY id
        </script>
        """)
    List<String> search(
        @Param("statuses") List<String> statuses, @Param("from") OffsetDateTime from);

    @Select("SELECT id FROM batch_jobs WHERE created_at = #{moment}")
    String at(Object moment);

    @Select("SELECT id FROM batch_jobs WHERE error_message = #{text,jdbcType=VARCHAR}")
    List<String> withError(String text);

    @Select("SELECT job_type, COUNT(*) AS n FROM batch_jobs GROUP BY job_type")
    @MapKey("job_type")
    Map<String, Map<String, Object>> byType();

    @Options(fetchSize = 2, timeout = 30)
    @Select("SELECT id FROM batch_jobs")
    Cursor<String> ids();

    @Select("SELECT id FROM batch_jobs")
    List<String> page(RowBounds bounds);

    @Delete("DELETE FROM batch_jobs WHERE id = #{id}")
    int delete(String id);
  }

  @Test
  void parametersAreSent() {
    assertEquals("j2", jobs.firstOf("failed"));
    assertEquals(List.of("status=failed&limit=1"), served.requests());
  }

  /** MyBatis takes an Instant from a java.sql.Timestamp, whose digits are in the JVM's zone. */
  @Test
  void aRecordIsFilledWithMomentsOfEveryClass() {
    LocalDateTime digits = LocalDateTime.parse("2024-01-01T10:00:00.123");
    Job job = jobs.job("j2");
    assertEquals("j2", job.id());
    assertEquals(1_000_000_001L, job.totalItems());
    assertEquals(digits, job.local());
    assertEquals(OffsetDateTime.parse("2024-01-01T10:00:00.123Z"), job.offset());
    assertEquals(digits, job.zoned().toLocalDateTime());
    assertEquals(Instant.parse("2024-01-01T10:00:00.123Z"), job.zoned().toInstant());
    assertEquals(digits.atZone(ZoneId.systemDefault()).toInstant(), job.instant());
    assertEquals(LocalDate.of(2024, 1, 1), job.day());
    assertNull(jobs.job("j5").local());
  }

  @Test
  void listsAndConditionsAreWovenIntoTheSql() {
    assertEquals(List.of("j2", "j5"), jobs.search(List.of("failed", "cancelled"), null));
    assertEquals(
        List.of("j2"),
        jobs.search(
            List.of("failed", "cancelled"), OffsetDateTime.parse("2024-01-01T09:00+09:00")));
    assertEquals(List.of("j1", "j2"), jobs.search(null, OffsetDateTime.parse("2024-01-01T10:00Z")));
    assertEquals("status=failed&limit=2", served.requests().get(0));
  }

  @Test
  void aMomentOfEveryClassFindsItsJob() {
    for (Object moment :
        List.of(
            LocalDateTime.parse("2024-01-01T10:00:00.123"),
            OffsetDateTime.parse("2024-01-01T19:00:00.123+09:00"),
            ZonedDateTime.parse("2024-01-01T05:00:00.123-05:00[America/New_York]"))) {
      assertEquals("j2", jobs.at(moment), moment.toString());
    }
  }

  @Test
  void nullIsBoundWithItsType() {
    assertEquals(List.of(), jobs.withError(null));
    assertEquals(List.of("j2"), jobs.withError(ContractJobs.CHINESE));
  }

  @Test
  void rowsBecomeMaps() {
    assertEquals(3L, jobs.byType().get("parse").get("n"));
    assertEquals(3, jobs.byType().size());
  }

  @Test
  void aCursorStopsFetchingWhenItIsClosed() throws IOException {
    List<String> read = new ArrayList<>();
    try (Cursor<String> ids = jobs.ids()) {
      Iterator<String> rows = ids.iterator();
      read.add(rows.next());
      read.add(rows.next());
    }
    assertEquals(List.of("j1", "j2"), read);
    assertEquals(List.of("limit=2"), served.requests());
  }

  /** MyBatis skips by next() and stops reading, without telling the driver. */
  @Test
  void rowBoundsReadNoFurtherThanNeeded() {
    assertEquals(List.of("j2", "j3"), jobs.page(new RowBounds(1, 2)));
    assertEquals(List.of("limit=2", "limit=2&offset=1"), served.requests().subList(0, 2));
  }

  @Test
  void aWriteIsRefusedAndTheSessionGoesOn() {
    PersistenceException failure =
        assertThrows(PersistenceException.class, () -> jobs.delete("j1"));
    assertEquals("25006", ((SQLException) failure.getCause()).getSQLState());
    session.rollback(true);
    assertEquals("j2", jobs.firstOf("failed"));
    session.commit(true);
    assertEquals(List.of("status=failed&limit=1"), served.requests());
  }
}
