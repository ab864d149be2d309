package io.github.llamacloud.jdbc.jdbc;

import java.sql.Statement;

/**
 * A statement of this driver, for {@link Statement#unwrap}. One thread executes it at a time; any
 * thread may cancel or close it.
 */
public sealed interface LlamaCloudStatement extends Statement permits ReadStatement {}
