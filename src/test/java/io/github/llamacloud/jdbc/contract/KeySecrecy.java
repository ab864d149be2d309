package io.github.llamacloud.jdbc.contract;

import static org.junit.jupiter.api.Assertions.assertFalse;

import io.github.llamacloud.jdbc.testing.SimulatedService;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.sql.SQLException;

/** The service's key is a canary: where it shows, something leaks. */
final class KeySecrecy {
  /** Parsers stop at a hyphen, so that either part alone is a leak. */
  private static final String DIGITS =
      SimulatedService.API_KEY.substring(SimulatedService.API_KEY.lastIndexOf('-') + 1);

  private KeySecrecy() {}

  static void assertNoKey(String text) {
    assertFalse(text.contains(DIGITS), () -> "The key is in: " + text);
  }

  /** Looks at the whole chain: causes, suppressed and next exceptions, as a log prints them. */
  static void assertNoKey(SQLException failure) {
    for (Throwable link : failure) {
      StringWriter trace = new StringWriter();
      link.printStackTrace(new PrintWriter(trace));
      assertNoKey(trace.toString());
    }
  }
}
