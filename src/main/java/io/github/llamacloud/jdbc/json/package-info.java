/** One response body becomes rows and hints; the only package that knows Jackson. */
@NullMarked
package io.github.llamacloud.jdbc.json;

import org.jspecify.annotations.NullMarked;
