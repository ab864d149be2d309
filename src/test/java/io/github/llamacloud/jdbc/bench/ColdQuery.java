package io.github.llamacloud.jdbc.bench;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;

/** A program that does nothing but one query. Needs the driver's jar and this class alone. */
final class ColdQuery {
  private ColdQuery() {}

  /**
   * Prints the first value once it is there.
   *
   * @param arguments the base URL and the SQL
   */
  public static void main(String[] arguments) throws SQLException {
    Properties properties = new Properties();
    properties.setProperty("apiKey", "llx-benchmark");
    try (Connection connection =
            DriverManager.getConnection("jdbc:llamacloud:" + arguments[0], properties);
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(arguments[1])) {
      rows.next();
      System.out.println(rows.getString(1));
    }
  }
}
