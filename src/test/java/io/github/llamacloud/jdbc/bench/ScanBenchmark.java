package io.github.llamacloud.jdbc.bench;

import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.infra.Blackhole;

/** Reads all of 100,000 jobs, all columns, each by the getter of its type. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@State(Scope.Benchmark)
public class ScanBenchmark {
  private static final String SQL = "SELECT * FROM batch_jobs";

  /** How long the service takes for an answer, in milliseconds. */
  @Param({"0", "20"})
  public int latency;

  private String url;
  private RawClient raw;
  private Connection stock;

  /** Connects. */
  @Setup
  public void open() throws SQLException {
    url = Served.url("null", latency, Served.MANY);
    raw = new RawClient(url);
    stock = StockDriver.connect(url);
  }

  /** Disconnects. */
  @TearDown
  public void close() throws SQLException {
    stock.close();
  }

  /** The hand-written loop, a page after the other. */
  @Benchmark
  public int raw(Blackhole blackhole) throws IOException {
    return whole(raw.scan(blackhole::consume));
  }

  /** One page at a time. */
  @Benchmark
  public int concurrency1(Blackhole blackhole) throws SQLException {
    return scan(1, blackhole);
  }

  /** Four pages at a time, the default. */
  @Benchmark
  public int concurrency4(Blackhole blackhole) throws SQLException {
    return scan(4, blackhole);
  }

  /** Eight pages at a time. */
  @Benchmark
  public int concurrency8(Blackhole blackhole) throws SQLException {
    return scan(8, blackhole);
  }

  /** Calcite's driver. */
  @Benchmark
  public int stock(Blackhole blackhole) throws SQLException {
    try (Statement statement = stock.createStatement()) {
      return whole(QueryBenchmark.read(statement, SQL, blackhole));
    }
  }

  private int scan(int concurrency, Blackhole blackhole) throws SQLException {
    try (Connection connection = Served.connect(url, concurrency);
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(SQL)) {
      return whole(ReadRows.all(rows, blackhole));
    }
  }

  private static int whole(int rows) {
    if (rows != Served.MANY) {
      throw new IllegalStateException(rows + " rows were read of " + Served.MANY);
    }
    return rows;
  }
}
