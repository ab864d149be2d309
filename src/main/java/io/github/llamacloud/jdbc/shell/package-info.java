/** The SQL shell that java -jar starts. */
@NullMarked
package io.github.llamacloud.jdbc.shell;

import org.jspecify.annotations.NullMarked;
