package io.github.llamacloud.jdbc.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.llamacloud.jdbc.shell.Rows.Column;
import io.github.llamacloud.jdbc.shell.Rows.Kind;
import java.io.IOException;
import java.io.StringWriter;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TableTest {
  private static final List<Column> COLUMNS =
      List.of(
          new Column("name", Kind.TEXT),
          new Column("n", Kind.NUMBER),
          new Column("error", Kind.TEXT));

  @Test
  void onAScreenTextsAreShortenedAndNumbersAreNot() throws SQLException, IOException {
    List<List<String>> rows =
        List.of(List.of("文字文字文字文字", "1234567890123456789", "a long message, quite long"));
    assertEquals(
        """
         name            |                   n | error
        -----------------+---------------------+-----------------
         文字文字文字文… | 1234567890123456789 | a long message…
        """,
        fitted(rows, 57));
  }

  @Test
  void whatDoesNotFitWithShortTextsIsNoTable() throws SQLException, IOException {
    List<List<String>> rows = List.of(List.of("x".repeat(30), "1".repeat(19), "y".repeat(30)));
    assertTrue(Table.fitted(rows(rows), 51).isPresent());
    assertTrue(Table.fitted(rows(rows), 50).isEmpty());
  }

  @Test
  void withoutAScreenNothingIsEverCut() throws SQLException, IOException {
    StringWriter out = new StringWriter();
    String message = "m".repeat(10_000);
    Table.whole(rows(List.of(List.of("a", "1", message)))).write(out);
    assertTrue(out.toString().contains(message));
  }

  @Test
  void laterRowsStreamAndAWiderValueKeepsItsDigits() throws SQLException, IOException {
    List<List<String>> rows = new ArrayList<>();
    for (int i = 0; i < 1500; i++) {
      rows.add(List.of("row", Integer.toString(i), ""));
    }
    rows.add(List.of("later and wider", "123456789", ""));
    String text = fitted(rows, 80);
    assertEquals(1503, text.lines().count());
    assertTrue(text.contains(" row  |   0 |\n"), text);
    assertTrue(text.endsWith(" lat… | 123456789 |\n"), text);
  }

  private static String fitted(List<List<String>> rows, int screen)
      throws SQLException, IOException {
    StringWriter out = new StringWriter();
    Table.fitted(rows(rows), screen).orElseThrow().write(out);
    return out.toString();
  }

  private static VisibleRows rows(List<List<String>> rows) throws SQLException, IOException {
    return new VisibleRows(Rows.of(COLUMNS, rows));
  }
}
