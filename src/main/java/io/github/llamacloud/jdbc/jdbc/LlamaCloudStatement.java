package io.github.llamacloud.jdbc.jdbc;

import io.github.llamacloud.jdbc.jobs.ExecutionContext;
import io.github.llamacloud.jdbc.jobs.SentRequest;
import java.sql.Statement;
import java.util.List;

/**
 * A statement of this driver, for {@link Statement#unwrap}. One thread executes it at a time; any
 * thread may cancel or close it.
 */
public sealed interface LlamaCloudStatement extends Statement permits ReadStatement {
  /** How much its current or latest execution has read; any thread may ask. */
  ExecutionContext.Reading reading();

  /**
   * The HTTP requests that its current or latest execution has sent and that have ended, repeated
   * ones included, in the order of their ends; of more than 1000 the latest. Empty before the first
   * execution. An immutable snapshot; any thread may ask, also when the result or the statement is
   * closed.
   */
  List<SentRequest> requests();
}
