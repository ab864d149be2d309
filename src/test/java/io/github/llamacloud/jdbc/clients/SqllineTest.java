package io.github.llamacloud.jdbc.clients;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.llamacloud.jdbc.jobs.JobColumn;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
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
  void everyColumnIsListedOnceInItsOrder() throws Exception {
    List<String> columns =
        run("!set outputformat csv", "!columns batch_jobs")
            .lines()
            .filter(line -> line.startsWith("'','llamacloud','batch_jobs',"))
            .map(line -> line.split("'", -1)[7])
            .toList();
    assertEquals(Arrays.stream(JobColumn.values()).map(JobColumn::columnName).toList(), columns);
  }

  /** Commit and rollback must not fail: sqlline offers them once auto-commit is off. */
  @Test
  void theOtherCommandsAnswerToo() throws Exception {
    String output =
        run(
            "!set outputformat csv",
            "!autocommit off",
            "!commit",
            "!rollback",
            "!schemas",
            "!indexes batch_jobs",
            "!importedkeys batch_jobs",
            "!typeinfo",
            "!dbinfo",
            "SELECT COUNT(*) AS jobs FROM batch_jobs;");
    assertShows(output, "'llamacloud',''", "'25'");
    assertFalse(output.contains("Error:"), output);
  }

  @Test
  void aMistakeIsShownWithItsState() throws Exception {
    assertShows(run("SELECT stauts FROM batch_jobs;"), "Did you mean 'status'", "42703");
  }

  private static String run(String... commands) throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    SqlLine sqlline = new SqlLine();
    try (PrintStream stream = new PrintStream(out, true, StandardCharsets.UTF_8);
        InputStream nothing = new ByteArrayInputStream(new byte[0])) {
      sqlline.setOutputStream(stream);
      sqlline.setErrorStream(stream);
      List<String> arguments =
          new ArrayList<>(List.of("-u", "jdbc:llamacloud:demo?jobs=25", "-n", "", "-p", ""));
      Stream.of(commands).forEach(command -> arguments.addAll(List.of("-e", command)));
      SqlLine.Status status = sqlline.begin(arguments.toArray(String[]::new), nothing, false);
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
