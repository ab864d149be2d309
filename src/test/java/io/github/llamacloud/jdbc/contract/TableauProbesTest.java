package io.github.llamacloud.jdbc.contract;

import static io.github.llamacloud.jdbc.jdbc.SqlStates.assertState;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.llamacloud.jdbc.simulator.TotalSize;
import io.github.llamacloud.jdbc.testing.NewYork;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What Tableau's "Other Databases (JDBC)" tries on a database, and the SQL of its sheets. */
class TableauProbesTest {
  private static final String LIST = "limit=1000 limit=1000&offset=4";

  @RegisterExtension final NewYork zone = new NewYork();
  @RegisterExtension final Served served = Served.of(ContractJobs.FIVE);

  /** What it cannot do is refused with a state of its own, and the connection goes on. */
  @ParameterizedTest
  @CsvSource(
      delimiterString = "->",
      quoteCharacter = '`',
      textBlock =
          """
          CREATE LOCAL TEMPORARY TABLE "#Tableau_1" ("COL" INTEGER) ON COMMIT PRESERVE ROWS -> 25006
          CREATE GLOBAL TEMPORARY TABLE "XT01" ("COL" INTEGER) -> 25006
          DROP TABLE "#Tableau_1" -> 25006
          INSERT INTO "#Tableau_1" ("COL") VALUES (1) -> 25006
          SELECT * INTO "#Tableau_2" FROM "llamacloud"."batch_jobs" -> 42601
          SELECT TOP 1 * FROM "llamacloud"."batch_jobs" -> 42601
          """)
  void capabilitiesThatAreAbsent(String sql, String state) throws SQLException {
    Connection connection = served.connect();
    try (Statement statement = connection.createStatement()) {
      assertState(state, () -> statement.execute(sql));
    }
    assertEquals(List.of("1"), Served.rows(connection, "SELECT 1 AS \"x\""));
    assertEquals(List.of(), served.requests());
  }

  /** Custom SQL is described by a query without rows. */
  @Test
  void customSqlIsDescribedWithoutARequest() throws SQLException {
    String sql = "SELECT * FROM (\nSELECT * FROM batch_jobs\n) \"Custom SQL Query\" WHERE 1=0";
    try (Statement statement = served.connect().createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      assertEquals(17, rows.getMetaData().getColumnCount());
      assertEquals(List.of(), Served.rows(rows));
    }
    assertEquals(List.of(), served.requests());
  }

  /** Sheets: escapes, constant HAVING, labels with colons, days computed from days of the month. */
  @ParameterizedTest
  @CsvSource(
      delimiterString = "->",
      quoteCharacter = '`',
      textBlock =
          """
          SELECT SUM(1) AS "sum:Number of Records:ok" FROM @ HAVING (COUNT(1) > 0) -> 5 -> limit=2 limit=2&offset=4
          SELECT "batch_jobs"."status" AS "status" FROM @ GROUP BY 1 ORDER BY 1 -> cancelled,completed,failed,running -> limit=2 LIST
          SELECT COUNT(1) AS "c" FROM @ WHERE (("batch_jobs"."created_at" >= {ts '2024-01-01 00:00:00'}) AND ("batch_jobs"."created_at" < {ts '2024-02-01 00:00:00'})) -> 2 -> LIST
          SELECT {fn YEAR("batch_jobs"."created_at")} AS "yr", {fn QUARTER("batch_jobs"."created_at")} AS "qr", SUM("batch_jobs"."total_items") AS "n" FROM @ WHERE (NOT ("batch_jobs"."created_at" IS NULL)) GROUP BY {fn YEAR("batch_jobs"."created_at")}, {fn QUARTER("batch_jobs"."created_at")} ORDER BY 1, 2 -> 2023 | 4 | 2,2024 | 1 | 4000000002 -> LIST
          SELECT DISTINCT {fn TIMESTAMPADD(SQL_TSI_DAY,CAST(-1*({fn DAYOFMONTH("batch_jobs"."created_at")}-1) AS INTEGER),CAST("batch_jobs"."created_at" AS DATE))} AS "tmn" FROM @ ORDER BY 1 -> 2023-12-01,2024-01-01,2024-03-01,null -> LIST
          SELECT {fn UCASE({fn LEFT("batch_jobs"."status", 1)})} AS "initial" FROM @ WHERE {fn LOCATE('a', "batch_jobs"."status")} = 2 ORDER BY 1 -> C,F -> LIST
          """)
  void sheets(String sql, String expected, String requests) throws SQLException {
    served.service().totalSize(TotalSize.EXACT);
    String from = sql.replace("@", "\"llamacloud\".\"batch_jobs\" \"batch_jobs\"");
    assertEquals(expected, String.join(",", Served.rows(served.connect(), from)), from);
    assertEquals(requests.replace("LIST", LIST), String.join(" ", served.requests()));
  }
}
