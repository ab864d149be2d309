package io.github.llamacloud.jdbc.jdbc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.SQLException;
import org.junit.jupiter.api.function.Executable;

/** Asserts that a call fails with a SQLState. */
public final class SqlStates {
  private SqlStates() {}

  public static SQLException assertState(String state, Executable call) {
    SQLException failure = assertThrows(SQLException.class, call);
    assertEquals(state, failure.getSQLState(), failure.getMessage());
    return failure;
  }

  public static void assertMessage(String state, String part, Executable call) {
    String message = String.valueOf(assertState(state, call).getMessage());
    assertTrue(message.contains(part), message);
  }
}
