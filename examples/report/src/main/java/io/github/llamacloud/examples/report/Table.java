package io.github.llamacloud.examples.report;

import java.io.BufferedWriter;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Types;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import net.sf.jasperreports.engine.JRDataSource;
import net.sf.jasperreports.engine.data.JRMapCollectionDataSource;

/**
 * Rows of named columns, the same for the CSV file and for the PDF.
 *
 * @param name of the CSV file, without its ending
 * @param columns names in lower case
 * @param rows a map of column to value each; null for NULL
 */
public record Table(String name, List<String> columns, List<Map<String, ?>> rows) {
  static Table of(String name, ResultSet result) throws SQLException {
    ResultSetMetaData meta = result.getMetaData();
    List<String> columns = new ArrayList<>();
    for (int i = 1; i <= meta.getColumnCount(); i++) {
      columns.add(meta.getColumnLabel(i).toLowerCase(Locale.ROOT));
    }
    List<Map<String, ?>> rows = new ArrayList<>();
    while (result.next()) {
      Map<String, Object> row = new LinkedHashMap<>();
      for (int i = 1; i <= columns.size(); i++) {
        row.put(columns.get(i - 1), value(result, i));
      }
      rows.add(row);
    }
    return new Table(name, columns, rows);
  }

  /** Date-times without a time zone, which are UTC, whatever zone this JVM is in. */
  static Object value(ResultSet row, int column) throws SQLException {
    return switch (row.getMetaData().getColumnType(column)) {
      case Types.TIMESTAMP -> row.getObject(column, LocalDateTime.class);
      case Types.DATE -> row.getObject(column, LocalDate.class);
      default -> row.getObject(column);
    };
  }

  /** The first rows, at most so many, for a list or a chart of the template. */
  public JRDataSource first(int count) {
    Collection<Map<String, ?>> some = rows.subList(0, Math.min(count, rows.size()));
    return new JRMapCollectionDataSource(some);
  }

  /** What to print below so many rows: where the others are. */
  public String rest(int count) {
    if (rows.isEmpty()) {
      return "None.";
    }
    return rows.size() <= count
        ? ""
        : count + " of " + Text.number(rows.size()) + "; the others are in " + name + ".csv.";
  }

  /** The sum of a column of whole numbers. */
  public BigDecimal sum(String column) {
    return rows.stream()
        .map(row -> new BigDecimal(String.valueOf(row.get(column))))
        .reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  /** A value of a row. */
  public Object get(int row, String column) {
    return rows.get(row).get(column);
  }

  /**
   * Writes {@code <name>.csv}: RFC 4180, UTF-8, nothing for NULL, date-times like
   * 2026-10-27T00:00:00Z.
   */
  void writeCsv(Path directory) throws IOException {
    try (BufferedWriter csv =
        Files.newBufferedWriter(directory.resolve(name + ".csv"), StandardCharsets.UTF_8)) {
      csv.write(String.join(",", columns) + "\r\n");
      for (Map<String, ?> row : rows) {
        csv.write(
            String.join(",", columns.stream().map(column -> cell(row.get(column))).toList())
                + "\r\n");
      }
    }
  }

  private static String cell(Object value) {
    if (value == null) {
      return "";
    }
    if (value instanceof LocalDateTime moment) {
      return moment.toInstant(ZoneOffset.UTC).toString();
    }
    String text = value instanceof BigDecimal number ? number.toPlainString() : value.toString();
    boolean plain = !text.isEmpty() && text.chars().noneMatch(c -> ",\"\r\n".indexOf(c) >= 0);
    return plain ? text : '"' + text.replace("\"", "\"\"") + '"';
  }
}
