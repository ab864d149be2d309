/** A faithful stand-in for the service, answering in process from seeded demo data. */
@NullMarked
package io.github.llamacloud.jdbc.simulator;

import org.jspecify.annotations.NullMarked;
