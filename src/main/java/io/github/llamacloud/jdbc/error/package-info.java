/** Names every failure: SQLStates and the factories of the exceptions that carry them. */
@NullMarked
package io.github.llamacloud.jdbc.error;

import org.jspecify.annotations.NullMarked;
