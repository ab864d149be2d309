package io.github.llamacloud.jdbc.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.llamacloud.jdbc.jobs.ExecutionContext;
import java.io.StringWriter;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class ProgressTest {
  private final StringWriter terminal = new StringWriter();
  private long seconds;
  private boolean visible = true;
  private final Progress progress =
      new Progress(terminal, () -> visible, () -> seconds * 1_000_000_000L);

  @Test
  void theLineComesAfterASecondAndGoesBeforeAnythingElse() {
    progress.start();
    progress.redraw();
    assertEquals("", terminal.toString());
    seconds = 2;
    progress.rows(12_345);
    progress.redraw();
    assertEquals("\r12,345 rows so far, 2 s", terminal.toString());
    progress.stop();
    assertEquals("\r" + " ".repeat(23) + "\r", terminal.toString().substring(24));
    progress.redraw();
    progress.stop();
    assertEquals(24 + 25, terminal.toString().length());
  }

  @Test
  void aStatementWithoutRowsYetIsRunning() {
    progress.start();
    seconds = 3;
    progress.redraw();
    assertEquals("\rrunning, 3 s", terminal.toString());
  }

  @Test
  void pagesAreShownAsFarAsTheDriverTells() {
    progress.start();
    progress.follow(() -> new ExecutionContext.Reading(3, 3000, OptionalLong.empty()));
    seconds = 3;
    progress.redraw();
    assertEquals("\rrunning, 3,000 rows read, page 3, 3 s", terminal.toString());
    progress.start();
    progress.follow(() -> new ExecutionContext.Reading(3, 3000, OptionalLong.of(9500)));
    progress.rows(2500);
    seconds = 6;
    progress.redraw();
    assertTrue(terminal.toString().contains("2,500 rows so far, page 3 of about 10, 3 s"));
  }

  @Test
  void nothingIsDrawnWhereNobodyLooks() {
    visible = false;
    progress.start();
    seconds = 5;
    progress.redraw();
    progress.stop();
    assertEquals("", terminal.toString());
  }
}
