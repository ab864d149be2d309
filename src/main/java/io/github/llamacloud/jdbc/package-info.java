/**
 * SQL over the LlamaCloud batch-processing jobs: the driver and the data source that applications
 * name.
 */
@NullMarked
package io.github.llamacloud.jdbc;

import org.jspecify.annotations.NullMarked;
