package io.github.llamacloud.jdbc.jdbc;

import jdk.jfr.Category;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;

/** One execution, from executing to its last row, in a recording of JDK Flight Recorder. */
@Name("io.github.llamacloud.jdbc.Statement")
@Label("LlamaCloud Statement")
@Category("LlamaCloud JDBC")
final class StatementEvent extends Event {
  @Label("SQL")
  String sql = "";

  @Label("Requests")
  long requests;

  @Label("Rows Returned")
  long rows;

  /** Of what it failed with; empty if it did not. */
  @Label("SQLState")
  String state = "";
}
