package io.github.llamacloud.jdbc.fetch;

import jdk.jfr.Category;
import jdk.jfr.DataAmount;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/** One request in a recording of JDK Flight Recorder. */
@Name("io.github.llamacloud.jdbc.Request")
@Label("LlamaCloud Request")
@Category("LlamaCloud JDBC")
@StackTrace(false)
final class RequestEvent extends Event {
  @Label("URL")
  String url = "";

  /** 0 if no answer came. */
  @Label("HTTP Status")
  int status;

  @DataAmount
  @Label("Size of the Body")
  long bytes;

  /** 1, or more for a repetition. */
  @Label("Attempt")
  int attempt;
}
