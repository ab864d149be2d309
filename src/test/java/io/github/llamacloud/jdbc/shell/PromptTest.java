package io.github.llamacloud.jdbc.shell;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jline.reader.Candidate;
import org.jline.reader.EOFError;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.ParsedLine;
import org.jline.reader.Parser.ParseContext;
import org.jline.terminal.impl.DumbTerminal;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the line editor is given: parser, completer, history file. */
class PromptTest {
  private final StatementParser parser = new StatementParser();

  @Test
  void enterRunsWholeStatementsAndCommandsOnly() {
    for (String whole :
        List.of("SELECT 1;", "\\d", " \\x on", "quit", "", "-- a", "SELECT ';' ;")) {
      assertDoesNotThrow(() -> accept(whole), whole);
    }
    for (String part : List.of("SELECT 1", "SELECT ';", "SELECT 1; SELECT 2", "/* a;", "x -- ;")) {
      assertThrows(EOFError.class, () -> accept(part), part);
    }
  }

  @Test
  void theContinuationPromptShowsTheOpenQuote() {
    assertEquals("'", assertThrows(EOFError.class, () -> accept("SELECT 'a")).getMissing());
    assertEquals("-", assertThrows(EOFError.class, () -> accept("SELECT 1")).getMissing());
  }

  @Test
  void tabCompletesColumnsTablesAndKeywords() throws SQLException, IOException {
    try (Connection connection = DriverManager.getConnection("jdbc:h2:mem:")) {
      connection.createStatement().execute("CREATE TABLE batch_jobs (total_items INT)");
      LineReader reader =
          LineReaderBuilder.builder()
              .terminal(new DumbTerminal(System.in, new ByteArrayOutputStream()))
              .build();
      String line = "SELECT SUM(to";
      ParsedLine parsed = parser.parse(line, line.length(), ParseContext.COMPLETE);
      assertEquals("to", parsed.word());
      List<Candidate> candidates = new ArrayList<>();
      new SqlCompleter(connection).complete(reader, parsed, candidates);
      List<String> values = candidates.stream().map(Candidate::value).toList();
      assertTrue(values.containsAll(List.of("TOTAL_ITEMS", "BATCH_JOBS", "SELECT", "GROUP BY")));
    }
  }

  @Test
  void theHistoryIsForItsOwnerOnly(@TempDir Path directory) throws IOException {
    Assumptions.assumeTrue(
        Files.getFileStore(directory).supportsFileAttributeView("posix"), "POSIX permissions");
    Path fresh = PrivateFile.prepare(directory.resolve("fresh"));
    assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(fresh)));
    Path open = Files.writeString(directory.resolve("open"), "old");
    Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rw-rw-rw-"));
    PrivateFile.prepare(open);
    assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(open)));
    assertEquals("old", Files.readString(open));
    assertThrows(IOException.class, () -> PrivateFile.prepare(directory.resolve("no/file")));
  }

  private void accept(String line) {
    parser.parse(line, line.length(), ParseContext.ACCEPT_LINE);
  }
}
