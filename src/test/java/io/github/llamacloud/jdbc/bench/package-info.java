/**
 * Benchmarks: {@code mvn -Pbench -DskipTests verify} runs them all and writes {@code
 * docs/benchmarks.md}. They compare medians of interleaved runs: this driver, a hand-written loop
 * that sends the same requests, and a plain subclass of Calcite's own JDBC driver.
 */
package io.github.llamacloud.jdbc.bench;
