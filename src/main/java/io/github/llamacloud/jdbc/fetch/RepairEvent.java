package io.github.llamacloud.jdbc.fetch;

import jdk.jfr.Category;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/** A page that did not come as expected, in a recording of JDK Flight Recorder. */
@Name("io.github.llamacloud.jdbc.Repair")
@Label("LlamaCloud Repair")
@Category("LlamaCloud JDBC")
@StackTrace(false)
final class RepairEvent extends Event {
  /** What was sent with the page but its range. */
  @Label("Filters")
  String filters = "";

  /** Where the page began. */
  @Label("Offset")
  long offset;

  /** What is done now. */
  @Label("Repair")
  String repair = "";
}
