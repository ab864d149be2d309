package io.github.llamacloud.jdbc.packaging;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** A program that runs one query after the other, each on a connection of its own. */
final class FirstQuery {
  private FirstQuery() {}

  /**
   * Prints the first value of each.
   *
   * @param arguments the URL, the key and the statements
   */
  public static void main(String[] arguments) throws SQLException {
    for (int i = 2; i < arguments.length; i++) {
      try (Connection connection = DriverManager.getConnection(arguments[0], "", arguments[1]);
          Statement statement = connection.createStatement();
          ResultSet rows = statement.executeQuery(arguments[i])) {
        rows.next();
        System.out.println(rows.getString(1));
      }
    }
  }
}
