package io.github.llamacloud.jdbc.fetch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import jdk.jfr.Recording;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/** The request that is none is seen by nobody. */
@Isolated
class RequestClassesTest {
  private static final Logger LOGGER = Logger.getLogger(RequestLog.class.getPackageName());

  @Test
  void isNotLogged() throws SQLException {
    List<String> lines = new ArrayList<>();
    Handler handler =
        new Handler() {
          @Override
          public void publish(LogRecord line) {
            lines.add(line.getMessage());
          }

          @Override
          public void flush() {}

          @Override
          public void close() {}
        };
    Level before = LOGGER.getLevel();
    LOGGER.addHandler(handler);
    try {
      RequestClasses.load();
      LOGGER.setLevel(Level.FINE);
      assertTrue(RequestLog.isWatched());
      RequestClasses.load();
    } finally {
      LOGGER.setLevel(before);
      LOGGER.removeHandler(handler);
    }
    assertEquals(List.of(), lines);
  }

  @Test
  void isNotRecorded() throws SQLException {
    try (Recording recording = new Recording()) {
      recording.start();
      assertTrue(RequestLog.isWatched());
    }
    assertFalse(LOGGER.isLoggable(Level.FINE));
  }
}
