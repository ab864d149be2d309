/** A ListRequest becomes rows: pages, retry and time limits; the only package that knows OkHttp. */
@NullMarked
package io.github.llamacloud.jdbc.fetch;

import org.jspecify.annotations.NullMarked;
