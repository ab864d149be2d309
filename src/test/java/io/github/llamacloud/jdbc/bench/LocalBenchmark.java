package io.github.llamacloud.jdbc.bench;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
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

/** Queries that Calcite computes over a list of fifty jobs, so that planning is what counts. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@State(Scope.Benchmark)
public class LocalBenchmark {
  private static final String AGGREGATE =
      "SELECT job_type, SUM(total_items), MAX(created_at) FROM batch_jobs"
          + " WHERE status = 'completed' AND total_items > %d GROUP BY job_type";
  private static final String FILTER =
      "SELECT id, status FROM batch_jobs WHERE total_items > %d AND error_message IS NULL";

  private RawClient raw;
  private Connection connection;
  private Connection stock;
  private Statement statement;
  private Statement stockStatement;
  private int next;

  /** Connects. */
  @Setup
  public void open() throws SQLException {
    String url = Served.url("null", 0, 50);
    raw = new RawClient(url);
    connection = Served.connect(url, 4);
    statement = connection.createStatement();
    stock = StockDriver.connect(url);
    stockStatement = stock.createStatement();
  }

  /** Disconnects. */
  @TearDown
  public void close() throws SQLException {
    connection.close();
    stock.close();
  }

  /** The page alone. */
  @Benchmark
  public int raw(Blackhole blackhole) throws IOException {
    return raw.page("limit=1000", blackhole::consume);
  }

  /** An aggregate, the same text each time. */
  @Benchmark
  public int aggregate(Blackhole blackhole) throws SQLException {
    return QueryBenchmark.read(statement, AGGREGATE.formatted(1), blackhole);
  }

  /** An aggregate with another literal each time. */
  @Benchmark
  public int aggregateNewText(Blackhole blackhole) throws SQLException {
    return QueryBenchmark.read(statement, AGGREGATE.formatted(next++), blackhole);
  }

  /** A filter, the same text each time. */
  @Benchmark
  public int filter(Blackhole blackhole) throws SQLException {
    return QueryBenchmark.read(statement, FILTER.formatted(1), blackhole);
  }

  /** A filter with another literal each time. */
  @Benchmark
  public int filterNewText(Blackhole blackhole) throws SQLException {
    return QueryBenchmark.read(statement, FILTER.formatted(next++), blackhole);
  }

  /** Calcite's driver. */
  @Benchmark
  public int stockAggregate(Blackhole blackhole) throws SQLException {
    return QueryBenchmark.read(stockStatement, AGGREGATE.formatted(next++), blackhole);
  }

  /** Calcite's driver. */
  @Benchmark
  public int stockFilter(Blackhole blackhole) throws SQLException {
    return QueryBenchmark.read(stockStatement, FILTER.formatted(next++), blackhole);
  }
}
