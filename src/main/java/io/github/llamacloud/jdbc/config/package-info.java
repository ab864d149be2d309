/** URL, properties and environment become one validated, immutable, secret-hiding Settings. */
@NullMarked
package io.github.llamacloud.jdbc.config;

import org.jspecify.annotations.NullMarked;
