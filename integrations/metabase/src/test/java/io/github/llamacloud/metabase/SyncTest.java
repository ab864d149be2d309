package io.github.llamacloud.metabase;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.llamacloud.jdbc.jdbc.LlamaCloudStatement;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** What Metabase does with a database it has just been told of, as its :sql-jdbc does it. */
class SyncTest {
  private static final String[] TABLE_TYPES = {
    "TABLE",
    "PARTITIONED TABLE",
    "VIEW",
    "FOREIGN TABLE",
    "MATERIALIZED VIEW",
    "EXTERNAL TABLE",
    "DYNAMIC_TABLE"
  };

  private static Object baseType(String typeName) {
    return Plugin.call(
        "metabase.driver.sql-jdbc.sync",
        "database-type->base-type",
        Plugin.DRIVER,
        Plugin.keyword(typeName));
  }

  private static List<String> column(ResultSet rows, String label) throws SQLException {
    List<String> values = new ArrayList<>();
    try (rows) {
      while (rows.next()) {
        values.add(rows.getString(label));
      }
    }
    return values;
  }

  @Test
  void findsTheTable() throws SQLException {
    try (Connection connection = Demo.connect()) {
      assertEquals(
          List.of("llamacloud"), column(connection.getMetaData().getSchemas(), "TABLE_SCHEM"));
      assertEquals(
          List.of("batch_jobs"),
          column(
              connection.getMetaData().getTables(null, "llamacloud", "%", TABLE_TYPES),
              "TABLE_NAME"));
      assertEquals(
          List.of("id"),
          column(
              connection.getMetaData().getPrimaryKeys(null, "llamacloud", "batch_jobs"),
              "COLUMN_NAME"));
      assertTrue(
          column(
                  connection.getMetaData().getImportedKeys(null, "llamacloud", "batch_jobs"),
                  "FKCOLUMN_NAME")
              .isEmpty());
    }
  }

  @Test
  void theProbeSendsNothing() throws SQLException {
    try (Connection connection = Demo.connect();
        PreparedStatement probe =
            connection.prepareStatement(
                "SELECT TRUE AS \"_\" FROM \"llamacloud\".\"batch_jobs\" WHERE 1 <> 1 LIMIT 0")) {
      probe.setQueryTimeout(15);
      probe.setMaxRows(0);
      assertTrue(probe.execute());
      try (ResultSet rows = probe.getResultSet()) {
        assertEquals(false, rows.next());
      }
      assertTrue(probe.unwrap(LlamaCloudStatement.class).requests().isEmpty());
    }
  }

  @Test
  void knowsTheTypeOfEachColumn() throws SQLException {
    Map<String, Object> types = new LinkedHashMap<>();
    try (Connection connection = Demo.connect();
        ResultSet columns =
            connection.getMetaData().getColumns(null, "llamacloud", "batch_jobs", null)) {
      while (columns.next()) {
        types.put(columns.getString("COLUMN_NAME"), baseType(columns.getString("TYPE_NAME")));
      }
    }

    assertEquals(17, types.size());
    types.forEach(
        (name, type) ->
            assertEquals(
                name.endsWith("_at")
                    ? ":type/DateTime"
                    : name.endsWith("_items") ? ":type/BigInteger" : ":type/Text",
                type.toString(),
                name));
  }

  /** Of results, too: Metabase asks by the type names of ResultSetMetaData. */
  @Test
  void knowsTheTypesOfResults() throws SQLException {
    List<String> unknown = new ArrayList<>();
    try (Connection connection = Demo.connect();
        ResultSet types = connection.getMetaData().getTypeInfo()) {
      while (types.next()) {
        String name = types.getString("TYPE_NAME");
        if (baseType(name).equals(Plugin.keyword("type/*"))) {
          unknown.add(name);
        }
      }
    }
    assertEquals(List.of("VARBINARY", "BINARY"), unknown);
    assertEquals(Plugin.keyword("type/Decimal"), baseType("DECIMAL"));
    assertEquals(Plugin.keyword("type/Integer"), baseType("INTEGER"));
    assertEquals(Plugin.keyword("type/Float"), baseType("DOUBLE"));
    assertEquals(Plugin.keyword("type/Boolean"), baseType("BOOLEAN"));
    assertEquals(Plugin.keyword("type/Date"), baseType("DATE"));
    assertNotEquals(baseType("TIMESTAMP"), baseType("TIME"));
  }

  /** The sample that fingerprints are made of: long texts cut, ten thousand rows at most. */
  @Test
  void takesASample() {
    List<List<Object>> sample =
        Demo.rows(
            "SELECT "
                + Demo.column("id")
                + " AS \"id\", "
                + Demo.column("completed_at")
                + " AS \"completed_at\", SUBSTRING("
                + Demo.column("error_message")
                + ", 1, 1234) AS \"substring100\" FROM "
                + Demo.TABLE
                + " LIMIT 10000");

    assertEquals(
        Demo.JOBS.stream().map(Demo.Job::id).toList(), sample.stream().map(r -> r.get(0)).toList());
    assertEquals(
        Demo.JOBS.stream().map(Demo.Job::completedAt).toList(),
        sample.stream().map(row -> row.get(1)).toList());
  }

  /** The values that filters offer, and what they cost: the list once for a column. */
  @Test
  void scansTheValuesOfAColumn() throws SQLException {
    List<List<Object>> expected =
        new TreeSet<>(
                Demo.JOBS.stream().map(Demo.Job::directoryId).filter(Objects::nonNull).toList())
            .stream().map(directory -> List.<Object>of(directory)).toList();
    String column = Demo.column("directory_id");
    try (Connection connection = Demo.connect("&concurrency=1");
        PreparedStatement scan =
            connection.prepareStatement(
                "SELECT "
                    + column
                    + " AS \"directory_id\" FROM "
                    + Demo.TABLE
                    + " WHERE "
                    + column
                    + " IS NOT NULL GROUP BY "
                    + column
                    + " ORDER BY "
                    + column
                    + " ASC LIMIT 1001")) {
      List<List<Object>> found = new ArrayList<>();
      try (ResultSet rows = scan.executeQuery()) {
        while (rows.next()) {
          found.add(List.of(rows.getString(1)));
        }
      }
      assertEquals(expected, found);
      long pages = (Demo.JOBS.size() + 999) / 1000;
      long requests = scan.unwrap(LlamaCloudStatement.class).requests().size();
      // The end and the head are looked at again.
      assertTrue(requests >= pages && requests <= pages + 2, "requests: " + requests);
    }
  }
}
