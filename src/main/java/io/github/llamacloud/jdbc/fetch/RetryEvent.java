package io.github.llamacloud.jdbc.fetch;

import jdk.jfr.Category;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/** A wait before a request is repeated, in a recording of JDK Flight Recorder. */
@Name("io.github.llamacloud.jdbc.Retry")
@Label("LlamaCloud Retry")
@Category("LlamaCloud JDBC")
@StackTrace(false)
final class RetryEvent extends Event {
  @Label("URL")
  String url = "";

  /** HTTP status, or the class of what was thrown. */
  @Label("Reason")
  String reason = "";
}
