/**
 * SQL text becomes a compiled, reusable query over a JobSource; the only package that knows
 * Calcite.
 */
@NullMarked
package io.github.llamacloud.jdbc.sql;

import org.jspecify.annotations.NullMarked;
