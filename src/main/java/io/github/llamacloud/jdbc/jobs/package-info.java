/**
 * What the endpoint is: its columns, its filters, and the one immutable request that SQL becomes.
 */
@NullMarked
package io.github.llamacloud.jdbc.jobs;

import org.jspecify.annotations.NullMarked;
