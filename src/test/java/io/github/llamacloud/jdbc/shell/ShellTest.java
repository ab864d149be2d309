package io.github.llamacloud.jdbc.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.SQLInvalidAuthorizationSpecException;
import java.sql.SQLWarning;
import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The shell as a process sees it, with H2 as the database. */
class ShellTest {
  private final Path directory;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final Properties given = new Properties();
  private String input = "";
  private String url = "";

  ShellTest(@TempDir Path directory) {
    this.directory = directory;
  }

  @Test
  void aStatementOnTheCommandLineIsATable() {
    assertEquals(
        0, run("SELECT 'failed' AS status, 12 AS n UNION ALL SELECT '完了', 7 ORDER BY n DESC"));
    assertEquals(
        """
         STATUS |  N
        --------+----
         failed | 12
         完了   |  7
        (2 rows)
        """,
        out());
    assertEquals("", err());
    assertEquals("jdbc:llamacloud:", url);
  }

  @Test
  void csvFollowsRfc4180() {
    assertEquals(
        0,
        run(
            "--format=csv",
            "-e",
            "SELECT NULL AS a, '' AS \"b\"\"c\", 'x,y' AS d, 'l1' || CHAR(10) || 'l2' AS e,"
                + " TIMESTAMP '2024-03-10 02:30:00.123' AS f, 1.50 AS g, TRUE AS h, 'é😀' AS i"));
    assertEquals(
        """
        A,"b""c",D,E,F,G,H,I
        ,"","x,y","l1^l2",2024-03-10T02:30:00.123Z,1.50,true,é😀
        """
            .replace("\n", "\r\n")
            .replace("^", "\n"),
        out());
  }

  @Test
  void jsonIsOneArrayOfObjectsPerResult() {
    assertEquals(
        0,
        run(
            "--format",
            "json",
            "SELECT 1 AS x, NULL AS x, 'q\"\\' || CHAR(10) || CHAR(1) AS x_2, TRUE AS b,"
                + " TIMESTAMP '2024-03-10 02:30:00' AS t, 0.1E0 AS d, CAST(1 AS DECIMAL(38,2)) AS m;"
                + " SELECT 1 AS a WHERE FALSE;"
                + " VALUES 1, 2"));
    assertEquals(
        """
        [
        {"X":1,"X_3":null,"X_2":"q\\"\\\\\\n\\u0001","B":true,"T":"2024-03-10T02:30:00.000Z","D":0.1,"M":1.00}
        ]
        []
        [
        {"C1":1},
        {"C1":2}
        ]
        """,
        out());
  }

  @Test
  void expandedIsOneLinePerValue() {
    run("--format", "expanded", "SELECT 1 AS a, NULL AS long_label");
    assertEquals(
        """
        -[ RECORD 1 ]+----------
        A          | 1
        LONG_LABEL | NULL
        (1 row)
        """,
        out());
  }

  @Test
  void anErrorIsOneLineWithItsSqlStateAndEndsTheRun() {
    assertEquals(1, run("-e", "SELECT 1 AS a; SELECT nope\n FROM x; SELECT 2", "-e", "SELECT 3"));
    assertEquals(" A\n---\n 1\n(1 row)\n", out());
    assertEquals(1, err().lines().count());
    assertTrue(err().startsWith("ERROR 42S04: Table \"X\" not found"), err());
  }

  @Test
  void aResultThatFailedHalfWayIsNotAWholeJsonDocument() {
    assertEquals(
        1, run("--format=json", "SELECT 1/(3-x) AS a FROM (SELECT x FROM SYSTEM_RANGE(1,5) t)"));
    assertTrue(err().startsWith("ERROR 22012: "), err());
    assertFalse(out().contains("]"), out());
  }

  @Test
  void badUsageIsTwoAndOneLineAndEchoesNoKey() {
    assertEquals(2, run("--apiKey=llx-secret"));
    assertEquals("llamacloud-jdbc: Unknown option: --apiKey (see --help)\n", err());
    err.reset();
    assertEquals(2, run("--format", "xml", "SELECT 1"));
    assertTrue(err().contains("there are table, csv, json, expanded"), err());
    err.reset();
    assertEquals(2, run("-P", "llx-secret"));
    assertEquals(2, run("-f", directory.resolve("absent.sql").toString()));
    assertEquals(2, run("-u"));
    assertFalse(err().contains("secret"), err());
    assertEquals(5 - 2, err().lines().count());
    assertEquals("", out());
  }

  @Test
  void statementsAndFilesRunInTheOrderGiven() throws IOException {
    Path file = directory.resolve("a b.sql");
    Files.writeString(file, "\ufeff-- é\nSELECT 'é' AS b;\n\\format json\nSELECT 2 AS c");
    run("--format=csv", "-e", "SELECT 1 AS a", "-f", file.toString(), "-e", "VALUES 3", "VALUES 4");
    assertEquals(
        """
        A
        1
        B
        é
        [
        {"C":2}
        ]
        [
        {"C1":3}
        ]
        [
        {"C1":4}
        ]
        """,
        out().replace("\r\n", "\n"));
    assertEquals("", err());
  }

  @Test
  void aFileThatIsNotUtf8IsAnError() throws IOException {
    Path file = directory.resolve("latin1.sql");
    Files.write(file, "SELECT 'é'".getBytes(StandardCharsets.ISO_8859_1));
    assertEquals(1, run("-f", file.toString()));
    assertEquals("ERROR 22021: The statements are not UTF-8.\n", err());
    assertEquals("", out());
  }

  @Test
  void standardInputIsReadWhenNothingElseIsAsked() {
    input = "SELECT 1 AS a;\n\\q\nSELECT 2;";
    assertEquals(0, run("--format=csv"));
    assertEquals("A\r\n1\r\n", out());
  }

  @Test
  void urlAndPropertiesReachTheDriverAndTheLastUrlCounts() {
    run("-u", "jdbc:a", "-P", "region=eu", "--property", "x=a=b", "-u", "jdbc:b", "SELECT 1");
    assertEquals("jdbc:b", url);
    assertEquals("eu", given.getProperty("region"));
    assertEquals("a=b", given.getProperty("x"));
  }

  @Test
  void aConnectionThatIsRefusedIsAFailure() {
    Shell shell =
        shell(
            (refused, properties) -> {
              throw new SQLInvalidAuthorizationSpecException("no\nkey", "28000");
            },
            out);
    assertEquals(1, shell.run("SELECT 1"));
    assertEquals("ERROR 28000: no key\n", err());
  }

  @Test
  void aReaderThatLeavesEndsTheRunQuietly() {
    assertEquals(0, shell(this::h2, failing("Broken pipe")).run("SELECT x FROM SYSTEM_RANGE(1,9)"));
    assertEquals("", err());
  }

  @Test
  void aFullDiskIsAnError() {
    OutputStream full = failing("No space left on device");
    assertEquals(1, shell(this::h2, full).run("SELECT x FROM SYSTEM_RANGE(1,9)"));
    assertEquals("ERROR 58030: Cannot write the result: No space left on device\n", err());
  }

  @Test
  void tablesAreDescribedFromTheMetadata() {
    run(
        "-e",
        "CREATE TABLE batch_jobs (id VARCHAR(255) NOT NULL, at TIMESTAMP(3), n BIGINT);"
            + " CREATE TABLE batchxjobs (other INT); COMMENT ON COLUMN batch_jobs.n IS 'how many';",
        "-e",
        "\\d \"batch_jobs\";");
    assertTrue(
        out()
            .endsWith(
                """
                Table PUBLIC.BATCH_JOBS
                 column | type                   | null     | remarks
                --------+------------------------+----------+----------
                 ID     | CHARACTER VARYING(255) | not null |
                 AT     | TIMESTAMP(3)           |          |
                 N      | BIGINT                 |          | how many
                (3 rows)
                """),
        out());
    assertEquals("", err());
  }

  @Test
  void anUnknownTableOrCommandIsAFailure() {
    assertEquals(1, run("\\d nope"));
    assertEquals(1, run("\\nope"));
    assertEquals(
        """
        ERROR 42P01: There is no table nope; \\d lists the tables.
        ERROR 42601: Unknown command \\nope; \\? lists the commands.
        """,
        err());
  }

  @Test
  void versionAndHelpNeedNoConnection() {
    Shell shell =
        shell(
            (refused, properties) -> {
              throw new SQLException("not to be called");
            },
            out);
    assertEquals(0, shell.run("--version"));
    assertEquals("llamacloud-jdbc 9.9\n", out());
    assertEquals(0, shell.run("-h"));
    assertTrue(out().contains("--format"), out());
    assertEquals("", err());
  }

  @Test
  void warningsGoToTheErrorStream() {
    assertEquals(0, run("SELECT 1 AS a; \\format csv"));
    assertEquals("", err());
    new Diagnostics(Output.utf8(err)).warnings(new SQLWarning("slow", "01000"));
    assertEquals("WARNING 01000: slow\n", err());
  }

  @Test
  void requestsAreListedOnDemand() {
    assertEquals(
        0,
        runDemo(
            "--format=csv",
            "SELECT id FROM batch_jobs LIMIT 2; \\requests\nSELECT 1 AS a; \\requests"));
    List<String> lines = out().lines().toList();
    assertEquals(8, lines.size(), out());
    String header = "status,ms,bytes,rows,attempt,url";
    assertEquals(header, lines.get(3));
    assertTrue(
        lines.get(4).matches("200,[0-9]+,[0-9]+,2,1,\\S*/api/v1/beta/batch-processing\\?limit=2"),
        out());
    assertEquals(List.of("a", "1", header), lines.subList(5, 8));
    assertEquals("", err());
  }

  @Test
  void requestsFollowEachStatementOnTheErrorStream() {
    assertEquals(
        1,
        runDemo(
            "--format=csv",
            "--requests",
            "-e",
            "SELECT COUNT(*) AS n FROM (SELECT id FROM batch_jobs LIMIT 2) t",
            "-e",
            "\\requests off",
            "-e",
            "SELECT COUNT(*) AS n FROM (SELECT id FROM batch_jobs LIMIT 3) t",
            "-e",
            "\\requests on",
            "-e",
            "SELECT 1 / (total_items - total_items) FROM batch_jobs LIMIT 1"));
    assertEquals("n\n2\nn\n3\n", out().replace("\r", "").replaceFirst("(?s)EXPR.*", ""));
    String sent = "REQUEST 200: \\S*\\?limit=%d \\([0-9]+ ms, [0-9]+ bytes, %<d rows\\)";
    List<String> lines = err().lines().toList();
    assertEquals(3, lines.size(), err());
    assertTrue(lines.get(0).matches(sent.formatted(2)), err());
    assertTrue(lines.get(1).matches(sent.formatted(1)), err());
    assertTrue(lines.get(2).startsWith("ERROR 22012: "), err());
  }

  @Test
  void whatAStatementWarnsOfIsToldOnce() {
    assertEquals(
        0, runDemo("--format=csv", "SELECT COUNT(*) AS n FROM batch_jobs WHERE status = 'FAILED'"));
    assertEquals("n\r\n0\r\n", out());
    assertEquals(
        "WARNING 01000: status: 'FAILED' matches nothing; did you mean 'failed'?\n", err());
  }

  @Test
  void aDriverThatDoesNotTellItsRequestsHasNone() {
    assertEquals(0, run("--requests", "--format=csv", "SELECT 1 AS a; \\requests"));
    assertEquals("A\n1\nstatus,ms,bytes,rows,attempt,url\n", out().replace("\r", ""));
    assertEquals("", err());
  }

  private int runDemo(String... arguments) {
    return shell(
            (asked, properties) -> DriverManager.getConnection("jdbc:llamacloud:demo?jobs=9"), out)
        .run(arguments);
  }

  private int run(String... arguments) {
    return shell(this::h2, out).run(arguments);
  }

  private Shell shell(Shell.Connector connector, OutputStream output) {
    return new Shell(
        connector,
        new Shell.Streams(
            new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
            output,
            err,
            Screen.NONE),
        directory,
        "9.9",
        System::nanoTime);
  }

  private Connection h2(String asked, Properties properties) throws SQLException {
    url = asked;
    given.putAll(properties);
    return DriverManager.getConnection("jdbc:h2:mem:;LAZY_QUERY_EXECUTION=1");
  }

  private static OutputStream failing(String message) {
    return new OutputStream() {
      @Override
      public void write(int b) throws IOException {
        throw new IOException(message);
      }
    };
  }

  private String out() {
    return out.toString(StandardCharsets.UTF_8);
  }

  private String err() {
    return err.toString(StandardCharsets.UTF_8);
  }
}
