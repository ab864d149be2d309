package io.github.llamacloud.jdbc.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.llamacloud.jdbc.shell.StatementScanner.Piece;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class StatementScannerTest {
  private final StatementScanner scanner = new StatementScanner();

  @Test
  void aSemicolonEndsAStatementAndTheLastOneNeedsNone() {
    assertEquals(List.of("SELECT 1", "SELECT 2", "SELECT 3"), all("SELECT 1; SELECT 2;\nSELECT 3"));
  }

  @Test
  void quotesOfAllKindsHideSemicolons() {
    assertEquals(List.of("SELECT 'a;b', \"c;d\"", "x"), all("SELECT 'a;b', \"c;d\"; x"));
    assertEquals(List.of("SELECT 'it''s; so'", "x"), all("SELECT 'it''s; so'; x"));
    assertEquals(List.of("SELECT 'a\nb;c'", "x"), all("SELECT 'a\nb;c'; x"));
  }

  @Test
  void aBackslashEscapesAQuoteOnlyInAStringWithE() {
    assertEquals(List.of("SELECT E'it\\'s; so'", "x"), all("SELECT E'it\\'s; so'; x"));
    assertEquals(List.of("SELECT e'a''b\\';c'", "x"), all("SELECT e'a''b\\';c'; x"));
    assertEquals(List.of("SELECT 'c:\\'", "x"), all("SELECT 'c:\\'; x"));
    assertEquals(List.of("SELECT DATE'2024-01-01\\'", "x"), all("SELECT DATE'2024-01-01\\'; x"));
  }

  @Test
  void commentsHideSemicolonsAndQuotes() {
    assertEquals(List.of("SELECT 1 -- it's; ok\n+ 1", "x"), all("SELECT 1 -- it's; ok\n+ 1; x"));
    assertEquals(List.of("SELECT 1 // it's; ok\n+ 1", "x"), all("SELECT 1 // it's; ok\n+ 1; x"));
    assertEquals(List.of("SELECT 1 -- it's; ok\r+ 1", "x"), all("SELECT 1 -- it's; ok\r+ 1; x"));
    assertEquals(List.of("SELECT /* it's; \n ok */ 1", "x"), all("SELECT /* it's; \n ok */ 1; x"));
    assertEquals(List.of("SELECT '--', 8/2", "x"), all("SELECT '--', 8/2; x"));
    assertEquals(List.of("/* a */ SELECT 1"), all("/* a */ SELECT 1;"));
  }

  @Test
  void nothingButCommentsIsNoStatement() {
    assertEquals(List.of(), all("-- one; two\n/* three; */ ;; \n ; -- four"));
    assertFalse(scanner.unfinished());
  }

  @Test
  void aBackslashOutsideQuotesAndCommentsStartsACommand() {
    assertEquals(
        List.of("\\d batch_jobs", "SELECT '\\d'"), all("\\d batch_jobs\nSELECT '\\d'; --\\d"));
    assertEquals(List.of("\\x", "SELECT \n1"), all("SELECT \\x\n1;"));
    assertEquals(List.of("SELECT 1", "\\q"), all("SELECT 1; \\q"));
  }

  @Test
  void anOpenStatementKnowsWhatItMisses() {
    assertTrue(scanner.feed("SELECT 'a;").isEmpty());
    assertTrue(scanner.unfinished());
    assertEquals("'", scanner.missing());
    scanner.clear();
    assertFalse(scanner.unfinished());
    scanner.feed("/* a");
    assertTrue(scanner.unfinished());
    assertEquals("*", scanner.missing());
    assertEquals(List.of(new Piece.Statement("/* a\n*/ x")), scanner.feed("*/ x;"));
  }

  private List<String> all(String text) {
    List<Piece> pieces = new ArrayList<>();
    for (String line : text.split("\n", -1)) {
      pieces.addAll(scanner.feed(line));
    }
    scanner.end().ifPresent(pieces::add);
    return pieces.stream()
        .map(
            piece ->
                piece instanceof Piece.Statement statement
                    ? statement.sql()
                    : ((Piece.Command) piece).line())
        .toList();
  }
}
