package io.github.llamacloud.jdbc.shell;

import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLSyntaxErrorException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The backslash commands. For one thread. */
final class Commands {
  /** What a command has to show. */
  sealed interface Answer {
    /** Text that was asked for. */
    record Text(String text) implements Answer {}

    /** A heading or a remark, which only people read. */
    record Title(String text) implements Answer {}

    /** Rows, written like those of a query. */
    record Listing(List<Rows.Column> columns, List<List<String>> rows) implements Answer {}
  }

  static final String HELP =
      """
      Statements end with ; and may take several lines.
        \\d            list the tables
        \\d TABLE      describe a table
        \\x [on|off]   one line per value
        \\timing [on|off]
                      show how long statements take
        \\requests [on|off]
                      list what the latest statement sent; on: after each
        \\format [table|csv|json|expanded]
                      choose how results are written
        \\?  or  \\h    this text
        \\q            leave; so does Ctrl-D
      Ctrl-C cancels the running statement, or clears the line. Tab completes.""";

  private static final String SYNTAX_ERROR = "42601";
  private static final String UNDEFINED_TABLE = "42P01";

  private final Connection connection;
  private final Display display;
  private final RequestLog requestLog;
  private boolean quit;

  Commands(Connection connection, Display display, RequestLog requestLog) {
    this.connection = connection;
    this.display = display;
    this.requestLog = requestLog;
  }

  /** Whether {@code \q} was given. */
  boolean quit() {
    return quit;
  }

  /** Runs one command line, which starts with a backslash. */
  List<Answer> run(String line) throws SQLException {
    String[] words = line.replaceFirst(";\\s*$", "").strip().split("\\s+", 2);
    String argument = words.length > 1 ? words[1].strip() : "";
    switch (words[0]) {
      case "\\q" -> quit = true;
      case "\\?", "\\h" -> {
        return List.of(new Answer.Text(HELP));
      }
      case "\\d", "\\dt" -> {
        return argument.isEmpty() ? tables() : describe(argument);
      }
      case "\\x" -> {
        boolean on = chosen(argument, display.format() != Format.EXPANDED);
        display.format(on ? Format.EXPANDED : Format.TABLE);
        return said("Expanded display is " + (on ? "on." : "off."));
      }
      case "\\timing" -> {
        display.timing(chosen(argument, !display.timing()));
        return said("Timing is " + (display.timing() ? "on." : "off."));
      }
      case "\\requests" -> {
        if (argument.isEmpty()) {
          return List.of(requestLog.listing());
        }
        display.requests(chosen(argument, true));
        return said("Listing requests is " + (display.requests() ? "on." : "off."));
      }
      case "\\format" -> {
        return format(argument);
      }
      default ->
          throw failure(SYNTAX_ERROR, "Unknown command " + words[0] + "; \\? lists the commands.");
    }
    return List.of();
  }

  private List<Answer> format(String name) throws SQLException {
    if (!name.isEmpty()) {
      display.format(
          Format.named(name)
              .orElseThrow(
                  () ->
                      failure(
                          SYNTAX_ERROR,
                          "No format is called " + name + "; there are " + Format.choices())));
    }
    return said("Output format is " + display.format().label() + ".");
  }

  private static boolean chosen(String argument, boolean toggled) throws SQLException {
    return switch (argument.toLowerCase(Locale.ROOT)) {
      case "" -> toggled;
      case "on" -> true;
      case "off" -> false;
      default -> throw failure(SYNTAX_ERROR, "Expected on or off, not " + argument + ".");
    };
  }

  private List<Answer> tables() throws SQLException {
    List<List<String>> rows = new ArrayList<>();
    try (ResultSet tables = metadata().getTables(null, null, "%", null)) {
      while (tables.next()) {
        rows.add(
            List.of(
                text(tables.getString("TABLE_SCHEM")),
                text(tables.getString("TABLE_NAME")),
                text(tables.getString("TABLE_TYPE")),
                text(tables.getString("REMARKS"))));
      }
    }
    return List.of(new Answer.Listing(columns("schema", "table", "type", "remarks"), rows));
  }

  /** Describes a table by its name in any case, with or without quotes and schema. */
  private List<Answer> describe(String name) throws SQLException {
    String[] path = name.replace("\"", "").split("\\.", 2);
    String table = path[path.length - 1];
    String schema = path.length > 1 ? path[0] : null;
    List<Answer> answers = new ArrayList<>();
    try (ResultSet tables = metadata().getTables(null, null, "%", null)) {
      while (tables.next()) {
        String foundSchema = text(tables.getString("TABLE_SCHEM"));
        String found = tables.getString("TABLE_NAME");
        if (found.equalsIgnoreCase(table)
            && (schema == null || foundSchema.equalsIgnoreCase(schema))) {
          answers.add(new Answer.Title(title(foundSchema, found, tables.getString("REMARKS"))));
          answers.add(columnsOf(foundSchema, found));
        }
      }
    }
    if (answers.isEmpty()) {
      throw failure(UNDEFINED_TABLE, "There is no table " + name + "; \\d lists the tables.");
    }
    return answers;
  }

  private Answer columnsOf(String schema, String table) throws SQLException {
    List<List<String>> rows = new ArrayList<>();
    try (ResultSet columns = metadata().getColumns(null, escaped(schema), escaped(table), "%")) {
      while (columns.next()) {
        rows.add(
            List.of(
                columns.getString("COLUMN_NAME"),
                type(columns),
                columns.getInt("NULLABLE") == DatabaseMetaData.columnNoNulls ? "not null" : "",
                text(columns.getString("REMARKS"))));
      }
    }
    return new Answer.Listing(columns("column", "type", "null", "remarks"), rows);
  }

  private static String type(ResultSet columns) throws SQLException {
    String name = columns.getString("TYPE_NAME");
    return switch (columns.getInt("DATA_TYPE")) {
      case Types.CHAR, Types.VARCHAR -> name + "(" + columns.getInt("COLUMN_SIZE") + ")";
      case Types.TIMESTAMP -> name + "(" + columns.getInt("DECIMAL_DIGITS") + ")";
      default -> name;
    };
  }

  /** A name as a metadata pattern that matches nothing else: {@code _} is a wildcard there. */
  private String escaped(String name) throws SQLException {
    String escape = metadata().getSearchStringEscape();
    return name.replace(escape, escape + escape)
        .replace("_", escape + "_")
        .replace("%", escape + "%");
  }

  private DatabaseMetaData metadata() throws SQLException {
    return connection.getMetaData();
  }

  private static String title(String schema, String table, @Nullable String remarks) {
    String name = "Table " + schema + "." + table;
    return remarks == null || remarks.isBlank() ? name : name + ": " + remarks;
  }

  private static List<Rows.Column> columns(String... labels) {
    return List.of(labels).stream().map(label -> new Rows.Column(label, Rows.Kind.TEXT)).toList();
  }

  private static List<Answer> said(String text) {
    return List.of(new Answer.Title(text));
  }

  private static String text(@Nullable String text) {
    return text == null ? "" : text;
  }

  private static SQLException failure(String state, String message) {
    return new SQLSyntaxErrorException(message, state);
  }
}
