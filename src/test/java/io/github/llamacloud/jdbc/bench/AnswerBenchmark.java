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
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.infra.Blackhole;

/** How long somebody waits for the first row, or for a count, of 100,000 jobs. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@State(Scope.Benchmark)
public class AnswerBenchmark {
  private RawClient near;
  private RawClient far;
  private Connection nearby;
  private Connection distant;

  /** Connects. */
  @Setup
  public void open() throws SQLException {
    String url = Served.url("exact", 0, Served.MANY);
    near = new RawClient(url);
    nearby = Served.connect(url, 4);
    String farUrl = Served.url("exact", 50, Served.MANY);
    far = new RawClient(farUrl);
    distant = Served.connect(farUrl, 4);
  }

  /** Disconnects. */
  @TearDown
  public void close() throws SQLException {
    nearby.close();
    distant.close();
  }

  /** A page of 1000 rows by hand. */
  @Benchmark
  public int rawPage(Blackhole blackhole) throws IOException {
    return near.page("limit=1000", blackhole::consume);
  }

  /** The first row of all, after which the result is closed. */
  @Benchmark
  public int firstRow(Blackhole blackhole) throws SQLException {
    try (Statement statement = nearby.createStatement();
        ResultSet rows = statement.executeQuery("SELECT * FROM batch_jobs")) {
      rows.next();
      blackhole.consume(rows.getString(1));
      return 1;
    }
  }

  /** One round trip, 50 ms away. */
  @Benchmark
  public int rawRoundTrip(Blackhole blackhole) throws IOException {
    return far.page("limit=1", blackhole::consume);
  }

  /** A count, 50 ms away, where the service tells its total. */
  @Benchmark
  public int count(Blackhole blackhole) throws SQLException {
    try (Statement statement = distant.createStatement();
        ResultSet rows = statement.executeQuery("SELECT COUNT(*) FROM batch_jobs")) {
      rows.next();
      if (rows.getInt(1) != Served.MANY) {
        throw new IllegalStateException("Counted " + rows.getInt(1));
      }
      blackhole.consume(rows.getInt(1));
      return 1;
    }
  }
}
