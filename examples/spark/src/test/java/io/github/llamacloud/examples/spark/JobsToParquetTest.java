package io.github.llamacloud.examples.spark;

import static org.apache.spark.sql.functions.col;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.llamacloud.jdbc.simulator.SimulatedJob;
import io.github.llamacloud.jdbc.simulator.Simulator;
import io.github.llamacloud.jdbc.simulator.TotalSize;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.SparkException;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Spark in this JVM, the driver, and a service on the loopback; plain JDBC is the judge. */
class JobsToParquetTest {
  private static final List<SimulatedJob> DEMO = Simulator.demo(1200, 1).jobs();
  private static final String ALL = "SELECT * FROM batch_jobs";

  @TempDir private static Path copied;
  private static SparkSession spark;
  private static Dataset<Row> summary;
  private static List<String> requestsOfTheCopy;

  @TempDir private Path output;
  private LoopbackService service;

  @BeforeAll
  static void copy() throws IOException {
    System.setProperty("spark.ui.enabled", "false");
    System.setProperty("spark.sql.shuffle.partitions", "1");
    spark = JobsToParquet.session();
    try (LoopbackService service = new LoopbackService(Simulator.newestFirst(jobs()))) {
      summary = JobsToParquet.copy(spark, service.url(), partitions(), copied.toString());
      summary.collectAsList();
      requestsOfTheCopy = service.takeRequests();
    }
  }

  @AfterAll
  static void stopSpark() {
    spark.stop();
  }

  @BeforeEach
  void startService() throws IOException {
    service = new LoopbackService(Simulator.newestFirst(jobs()));
  }

  @AfterEach
  void stopService() {
    service.close();
  }

  /** The demo's, some of a type and some of a directory that need care. */
  private static List<SimulatedJob> jobs() {
    List<SimulatedJob> jobs = new ArrayList<>(DEMO);
    for (int i = 0; i < 40; i++) {
      SimulatedJob.Builder job = DEMO.get(i).toBuilder();
      jobs.add(
          i % 2 == 0
              ? renamed(job.jobType("transcribe"), i)
              : renamed(job.directoryId("o'neil"), i));
    }
    return jobs;
  }

  private static SimulatedJob renamed(SimulatedJob.Builder job, int number) {
    SimulatedJob like = job.build();
    SimulatedJob.Builder other =
        SimulatedJob.builder("extra-" + number)
            .jobType(like.jobType())
            .status(like.status())
            .totalItems(like.totalItems());
    if (number % 4 != 0) {
      other.createdAt("2024-03-10T02:30:00.1234" + number % 10 + "Z");
    }
    return (number % 8 == 0 ? other : other.directoryId(like.directoryId().value())).build();
  }

  private static String directory() {
    return DEMO.stream()
        .flatMap(it -> Stream.ofNullable(it.directoryId().value()))
        .findFirst()
        .get();
  }

  private static String[] partitions() {
    return JobPartitions.conditions(JobsToParquet.JOB_TYPES, List.of(directory(), "o'neil"));
  }

  @Test
  void theFilesHoldEveryJobOnceWithAllItsValues() throws SQLException {
    Dataset<Row> jobs = spark.read().parquet(copied + "/jobs");
    assertEquals(1240, jobs.count());
    assertEquals(rows(ALL), rows(jobs));
  }

  @Test
  void eachConditionIsOneStatementAndTheServiceIsReadOnce() {
    List<String> expected = new ArrayList<>();
    for (String type : JobsToParquet.JOB_TYPES) {
      for (String place : List.of(directory(), "o'neil")) {
        String request =
            "?job_type=" + type + "&directory_id=" + place.replace("'", "%27") + "&limit=1000";
        expected.add(request);
        expected.add(request + "&offset=");
      }
    }
    expected.addAll(
        List.of("?limit=1000", "?limit=1000&offset=", "?limit=1000&offset=", "?limit=10"));
    assertEquals(
        expected.stream().sorted().toList(),
        requestsOfTheCopy.stream()
            .map(it -> it.replaceFirst("offset=\\d+", "offset="))
            .sorted()
            .toList());
  }

  @Test
  void theConditionsAreDisjointAndComplete() throws SQLException {
    long sum = 0;
    for (String condition : partitions()) {
      sum += rows("SELECT id FROM batch_jobs WHERE " + condition).size();
    }
    assertEquals(1240, sum);
    assertFalse(rows(ALL + " WHERE " + partitions()[3]).isEmpty());
  }

  @Test
  void theSummaryIsWhatTheDriverCounts() throws SQLException {
    assertEquals(
        rows(
            """
            SELECT job_type, status, CAST(created_at AS DATE), COUNT(*), SUM(total_items),
                   SUM(processed_items), SUM(failed_items), SUM(skipped_items)
            FROM batch_jobs GROUP BY 1, 2, 3
            """),
        rows(summary));
  }

  @Test
  void aPartitionThatFailsFailsTheCopyAndLeavesItUnfinished() {
    service.refuse("job_type=extract");
    Exception failure =
        assertThrows(
            SparkException.class,
            () -> JobsToParquet.copy(spark, service.url(), partitions(), output.toString()));
    assertTrue(causes(failure).anyMatch(SQLException.class::isInstance), failure::toString);
    assertFalse(Files.exists(output.resolve("jobs/_SUCCESS")));
    assertFalse(Files.exists(output.resolve("summary")));
  }

  /** Spark adds IS NOT NULL to what it compares, and writes date-times as texts. */
  @Test
  void whatSparkComparesIsSent() throws SQLException {
    Dataset<Row> jobs = JobsToParquet.read(spark, service.url(), new String[] {"1 = 1"});
    assertEquals(List.of(), service.takeRequests());
    String condition =
        "status = 'completed' AND created_at >= TIMESTAMP '2026-10-01 00:00:00.5'"
            + " AND directory_id <> 'o''neil'";
    List<String> expected = rows(ALL + " WHERE " + condition);
    service.takeRequests();
    assertFalse(expected.isEmpty());
    assertEquals(expected, rows(jobs.where(condition)));
    List<String> requests = service.takeRequests();
    assertTrue(
        requests.stream().allMatch(it -> it.startsWith("?status=completed&limit=")),
        requests::toString);
  }

  @Test
  void aQueryOfYoursIsComputedByTheDriver() throws SQLException, IOException {
    String query = "SELECT job_type, COUNT(*) AS jobs, SUM(total_items) AS items";
    Dataset<Row> counts = query(query + " FROM batch_jobs GROUP BY job_type");
    assertEquals(DataTypes.LongType, counts.schema().apply("jobs").dataType());
    assertEquals(DataTypes.createDecimalType(38, 0), counts.schema().apply("items").dataType());
    assertEquals(rows(query + " FROM batch_jobs GROUP BY job_type"), rows(counts));
    service.close();
    service = new LoopbackService(Simulator.newestFirst(jobs()).withTotalSize(TotalSize.EXACT));
    assertEquals(1240L, query("SELECT COUNT(*) AS n FROM batch_jobs").first().getLong(0));
    assertEquals(List.of("?limit=2", "?limit=2&offset=1239"), service.takeRequests());
  }

  private Dataset<Row> query(String sql) {
    return spark
        .read()
        .format("jdbc")
        .option("url", service.url())
        .option("driver", "io.github.llamacloud.jdbc.LlamaCloudDriver")
        .option("query", sql)
        .load();
  }

  /** Spark's catalog makes SQL of its own; by default it asks for rows and aggregates itself. */
  @Test
  void theCatalogAnswersAsTheDriverDoes() throws SQLException {
    String catalog = "spark.sql.catalog.llama";
    spark
        .conf()
        .set(catalog, "org.apache.spark.sql.execution.datasources.v2.jdbc.JDBCTableCatalog");
    spark.conf().set(catalog + ".url", service.url());
    spark.conf().set(catalog + ".driver", "io.github.llamacloud.jdbc.LlamaCloudDriver");
    for (String query :
        List.of(
            "SELECT status, COUNT(*), SUM(total_items), MAX(created_at) FROM %s GROUP BY status",
            "SELECT id FROM %s WHERE job_type LIKE 'tr%%' AND created_at >= '2024-01-01 00:00:00'",
            "SELECT id FROM %s ORDER BY created_at DESC NULLS LAST, id LIMIT 7",
            "SELECT id FROM %s ORDER BY created_at NULLS FIRST, id LIMIT 5 OFFSET 3")) {
      List<String> expected = rows(query.formatted("batch_jobs"));
      assertFalse(expected.isEmpty());
      assertEquals(
          expected, rows(spark.sql(query.formatted("llama.llamacloud.batch_jobs"))), query);
    }
  }

  private static Stream<Throwable> causes(Throwable failure) {
    return Stream.iterate(failure, it -> it != null, Throwable::getCause);
  }

  /** Sorted rows as texts. */
  private static List<String> rows(Dataset<Row> dataset) {
    Dataset<Row> texts =
        dataset.select(
            Arrays.stream(dataset.schema().fields())
                .map(field -> col("`" + field.name() + "`"))
                .toArray(org.apache.spark.sql.Column[]::new));
    return texts.collectAsList().stream().map(JobsToParquetTest::text).sorted().toList();
  }

  private static String text(Row row) {
    List<String> cells = new ArrayList<>();
    for (int i = 0; i < row.length(); i++) {
      cells.add(String.valueOf(row.get(i)));
    }
    return cells.toString();
  }

  private List<String> rows(String sql) throws SQLException {
    List<String> rows = new ArrayList<>();
    try (Connection connection = DriverManager.getConnection(service.url());
        Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      int width = result.getMetaData().getColumnCount();
      while (result.next()) {
        List<String> cells = new ArrayList<>();
        for (int i = 1; i <= width; i++) {
          cells.add(String.valueOf(result.getObject(i)));
        }
        rows.add(cells.toString());
      }
    }
    return rows.stream().sorted().toList();
  }
}
