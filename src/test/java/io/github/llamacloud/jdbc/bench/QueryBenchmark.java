package io.github.llamacloud.jdbc.bench;

import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
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

/** A query that is one request of ten rows, end to end over loopback. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@State(Scope.Benchmark)
public class QueryBenchmark {
  private static final String SQL =
      "SELECT id, status, created_at FROM batch_jobs WHERE status = 'failed' LIMIT 10";
  private static final String NEW_TEXT =
      "SELECT id, status, created_at FROM batch_jobs WHERE status = 'failed' LIMIT 10 OFFSET ";
  private static final int TEXTS = 5_000;

  /** Fewer rows are not skipped by the service, but read. */
  private static final int FIRST_OFFSET = 1_001;

  private RawClient raw;
  private Connection connection;
  private Connection stock;
  private Statement statement;
  private Statement stockStatement;
  private PreparedStatement prepared;
  private int next;

  /** Connects. */
  @Setup
  public void open() throws SQLException {
    String url = Served.url("null", 0, Served.MANY);
    raw = new RawClient(url);
    connection = Served.connect(url, 4);
    statement = connection.createStatement();
    prepared =
        connection.prepareStatement(
            "SELECT id, status, created_at FROM batch_jobs WHERE status = ? LIMIT 10");
    stock = StockDriver.connect(url);
    stockStatement = stock.createStatement();
  }

  /** Disconnects. */
  @TearDown
  public void close() throws SQLException {
    connection.close();
    stock.close();
  }

  private int offset() {
    next = (next + 1) % TEXTS;
    return FIRST_OFFSET + next;
  }

  /** The request alone. */
  @Benchmark
  public int raw(Blackhole blackhole) throws IOException {
    return raw.page("status=failed&limit=10", blackhole::consume);
  }

  /** The requests of {@link #statementNewText} alone. */
  @Benchmark
  public int rawNewText(Blackhole blackhole) throws IOException {
    return raw.page("status=failed&limit=10&offset=" + offset(), blackhole::consume);
  }

  /** The same text each time. */
  @Benchmark
  public int statement(Blackhole blackhole) throws SQLException {
    return read(statement, SQL, blackhole);
  }

  /** A parameter. */
  @Benchmark
  public int prepared(Blackhole blackhole) throws SQLException {
    prepared.setString(1, "failed");
    try (ResultSet rows = prepared.executeQuery()) {
      return ReadRows.all(rows, blackhole);
    }
  }

  /** Another text each time, with another value of the same request. */
  @Benchmark
  public int statementNewText(Blackhole blackhole) throws SQLException {
    return read(statement, NEW_TEXT + offset(), blackhole);
  }

  /** Calcite's driver, the same text each time. */
  @Benchmark
  public int stock(Blackhole blackhole) throws SQLException {
    return read(stockStatement, SQL, blackhole);
  }

  /** Calcite's driver, another text each time; it reads what it skips. */
  @Benchmark
  public int stockNewText(Blackhole blackhole) throws SQLException {
    return read(stockStatement, NEW_TEXT + offset() % 500, blackhole);
  }

  static int read(Statement statement, String sql, Blackhole blackhole) throws SQLException {
    try (ResultSet rows = statement.executeQuery(sql)) {
      return ReadRows.all(rows, blackhole);
    }
  }
}
