package io.github.llamacloud.jdbc.jdbc;

import io.github.llamacloud.jdbc.jobs.ExecutionContext;
import java.sql.Statement;

/**
 * A statement of this driver, for {@link Statement#unwrap}. One thread executes it at a time; any
 * thread may cancel or close it.
 */
public sealed interface LlamaCloudStatement extends Statement permits ReadStatement {
  /** How much its current or latest execution has read; any thread may ask. */
  ExecutionContext.Reading reading();
}
