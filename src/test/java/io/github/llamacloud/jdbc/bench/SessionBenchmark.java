package io.github.llamacloud.jdbc.bench;

import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.infra.Blackhole;

/** What tools do before they read rows; none of it sends a request. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@State(Scope.Benchmark)
public class SessionBenchmark {
  private String url;
  private Connection connection;
  private int next;

  /** Connects. */
  @Setup
  public void open() throws SQLException {
    url = Served.url("null", 0, 50);
    connection = Served.connect(url, 4);
  }

  /** Disconnects. */
  @TearDown
  public void close() throws SQLException {
    connection.close();
  }

  /** Connects and disconnects. */
  @Benchmark
  public void connect() throws SQLException {
    Served.connect(url, 4).close();
  }

  /** The tables. */
  @Benchmark
  public int tables(Blackhole blackhole) throws SQLException {
    DatabaseMetaData metaData = connection.getMetaData();
    return ReadRows.all(metaData.getTables(null, null, "%", null), blackhole);
  }

  /** The columns. */
  @Benchmark
  public int columns(Blackhole blackhole) throws SQLException {
    DatabaseMetaData metaData = connection.getMetaData();
    return ReadRows.all(metaData.getColumns(null, null, "batch_jobs", "%"), blackhole);
  }

  /** The keys and types. */
  @Benchmark
  public int keysAndTypes(Blackhole blackhole) throws SQLException {
    DatabaseMetaData metaData = connection.getMetaData();
    return ReadRows.all(metaData.getPrimaryKeys(null, null, "batch_jobs"), blackhole)
        + ReadRows.all(metaData.getTypeInfo(), blackhole);
  }

  /** Compiles a text that is one request. */
  @Benchmark
  public int compilePushed() throws SQLException {
    return compile("SELECT id FROM batch_jobs WHERE status = 'failed' LIMIT " + ++next);
  }

  /** Compiles a text that Calcite computes. */
  @Benchmark
  public int compileLocal() throws SQLException {
    return compile(
        "SELECT job_type, SUM(total_items) FROM batch_jobs WHERE total_items > "
            + ++next
            + " GROUP BY job_type");
  }

  private int compile(String sql) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      return statement.getMetaData().getColumnCount();
    }
  }
}
