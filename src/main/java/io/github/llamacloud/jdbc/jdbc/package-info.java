/** The java.sql surface as clients expect it. */
@NullMarked
package io.github.llamacloud.jdbc.jdbc;

import org.jspecify.annotations.NullMarked;
