package io.github.llamacloud.jdbc.bench;

import com.fasterxml.jackson.core.JsonFactory;
import io.github.llamacloud.jdbc.jobs.JobColumn;
import io.github.llamacloud.jdbc.jobs.Transport;
import io.github.llamacloud.jdbc.json.Page;
import io.github.llamacloud.jdbc.json.PageDecoder;
import io.github.llamacloud.jdbc.simulator.Simulator;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.Blackhole;

/** Decodes a page of 1000 jobs. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@State(Scope.Benchmark)
public class DecodeBenchmark {
  private final JsonFactory json = new JsonFactory();
  private byte[] body;

  /** Makes the page. */
  @Setup
  public void open() {
    body =
        Simulator.demo(1000, 1)
            .exchange(
                new Transport.Request("GET", "/api/v1/beta/batch-processing?limit=1000", Map.of()))
            .body();
  }

  /** By hand, all columns. */
  @Benchmark
  public int raw(Blackhole blackhole) throws IOException {
    return RawClient.decode(json, new ByteArrayInputStream(body), blackhole::consume);
  }

  /** All columns, and a fingerprint of each row. */
  @Benchmark
  public Page allColumns() throws SQLException, IOException {
    return new PageDecoder(List.of(JobColumn.values())).decode(new ByteArrayInputStream(body), 200);
  }

  /** Two columns, and a fingerprint of each row. */
  @Benchmark
  public Page twoColumns() throws SQLException, IOException {
    return new PageDecoder(List.of(JobColumn.ID, JobColumn.STATUS))
        .decode(new ByteArrayInputStream(body), 200);
  }
}
