package io.github.llamacloud.jdbc.testing;

import java.util.TimeZone;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A JVM away from UTC, with hours that do not exist, for each test. */
public final class NewYork implements BeforeEachCallback, AfterEachCallback {
  private final TimeZone before = TimeZone.getDefault();

  @Override
  public void beforeEach(ExtensionContext context) {
    TimeZone.setDefault(TimeZone.getTimeZone("America/New_York"));
  }

  @Override
  public void afterEach(ExtensionContext context) {
    TimeZone.setDefault(before);
  }
}
