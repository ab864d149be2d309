package io.github.llamacloud.jdbc.clients;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import sqlline.SqlLine;

/** sqlline, run in this process on the demo: check 40 of the contract with clients. */
class SqllineTest {
  @Test
  void itListsTheTableItsColumnsAndItsKey() throws Exception {
    assertShows(run("!tables"), "llamacloud", "batch_jobs", "TABLE");
    assertShows(run("!columns batch_jobs"), "workflow_id", "VARCHAR");
    assertShows(run("!primarykeys batch_jobs"), "batch_jobs", "id");
  }

  @Test
  void itRunsStatements() throws Exception {
    assertShows(run("SELECT COUNT(*) AS jobs FROM batch_jobs;"), "jobs", "25");
    assertShows(run("!nativesql SELECT 1"), "SELECT 1");
  }

  @Test
  void aMistakeIsShownWithItsState() throws Exception {
    assertShows(run("SELECT stauts FROM batch_jobs;"), "Did you mean 'status'", "42703");
  }

  private static String run(String command) throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    SqlLine sqlline = new SqlLine();
    try (PrintStream stream = new PrintStream(out, true, StandardCharsets.UTF_8);
        InputStream nothing = new ByteArrayInputStream(new byte[0])) {
      sqlline.setOutputStream(stream);
      sqlline.setErrorStream(stream);
      SqlLine.Status status =
          sqlline.begin(
              new String[] {
                "-u", "jdbc:llamacloud:demo?jobs=25", "-n", "", "-p", "", "-e", command
              },
              nothing,
              false);
      assertEquals(true, status != null);
    }
    return out.toString(StandardCharsets.UTF_8);
  }

  private static void assertShows(String output, String... parts) {
    for (String part : parts) {
      assertTrue(output.contains(part), () -> part + " is not in:\n" + output);
    }
  }
}
