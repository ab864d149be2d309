package io.github.llamacloud.jdbc.shell;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jline.reader.Candidate;
import org.jline.reader.Completer;
import org.jline.reader.LineReader;
import org.jline.reader.ParsedLine;
import org.jspecify.annotations.Nullable;

/** Completes keywords, tables, columns and backslash commands. For the line editor's thread. */
final class SqlCompleter implements Completer {
  private static final List<String> KEYWORDS =
      List.of(
          "SELECT",
          "DISTINCT",
          "FROM",
          "WHERE",
          "GROUP BY",
          "HAVING",
          "ORDER BY",
          "LIMIT",
          "OFFSET",
          "FETCH FIRST",
          "AS",
          "AND",
          "OR",
          "NOT",
          "IN",
          "IS NULL",
          "IS NOT NULL",
          "LIKE",
          "ILIKE",
          "BETWEEN",
          "EXISTS",
          "CASE",
          "WHEN",
          "THEN",
          "ELSE",
          "END",
          "CAST",
          "UNION",
          "UNION ALL",
          "INTERSECT",
          "EXCEPT",
          "WITH",
          "JOIN",
          "LEFT JOIN",
          "ON",
          "USING",
          "ASC",
          "DESC",
          "NULLS FIRST",
          "NULLS LAST",
          "COUNT",
          "SUM",
          "AVG",
          "MIN",
          "MAX",
          "FILTER",
          "OVER",
          "PARTITION BY",
          "COALESCE",
          "UPPER",
          "LOWER",
          "EXTRACT",
          "DATE_TRUNC",
          "NOW",
          "CURRENT_TIMESTAMP",
          "INTERVAL",
          "TIMESTAMP",
          "DATE",
          "NULL",
          "TRUE",
          "FALSE",
          "VALUES",
          "EXPLAIN PLAN FOR");
  private static final List<String> COMMANDS =
      List.of("\\d", "\\x", "\\timing", "\\requests", "\\format", "\\?", "\\q");

  private final Connection connection;
  private @Nullable Set<String> names;

  SqlCompleter(Connection connection) {
    this.connection = connection;
  }

  @Override
  public void complete(LineReader reader, ParsedLine line, List<Candidate> candidates) {
    if (line.word().startsWith("\\")) {
      COMMANDS.forEach(command -> candidates.add(new Candidate(command)));
      return;
    }
    names().forEach(name -> candidates.add(new Candidate(name)));
    KEYWORDS.forEach(keyword -> candidates.add(new Candidate(keyword)));
  }

  /** Tables and columns, asked for once. */
  private Set<String> names() {
    Set<String> known = names;
    if (known == null) {
      known = new TreeSet<>();
      try (ResultSet columns = connection.getMetaData().getColumns(null, null, "%", "%")) {
        while (columns.next()) {
          known.add(columns.getString("TABLE_NAME"));
          known.add(columns.getString("COLUMN_NAME"));
        }
      } catch (SQLException e) {
        // Completion is a convenience: without names it still knows the keywords.
        known.clear();
      }
      names = known;
    }
    return known;
  }
}
