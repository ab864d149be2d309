package io.github.llamacloud.jdbc.jdbc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Array;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Every method of the java.sql interfaces, called on closed and on open objects. */
class ClosedObjectsTest {
  /** May be called on anything, closed or not. */
  private static final Set<String> ALWAYS =
      Set.of("close", "isClosed", "isValid", "abort", "isWrapperFor", "unwrap");

  /** Pure functions of their arguments. */
  private static final Set<String> PURE =
      Set.of("enquoteLiteral", "enquoteNCharLiteral", "enquoteIdentifier", "isSimpleIdentifier");

  private final LlamaCloudConnection connection = Connections.to(ScriptedQuery.counting(5));

  @Test
  void everyMethodOfAClosedConnectionFailsWith08003() throws Exception {
    connection.close();
    assertAllFail(connection, Connection.class, "08003");
  }

  @Test
  void everyMethodOfAClosedStatementFailsWithHy010() throws Exception {
    Statement statement = connection.createStatement();
    statement.close();
    assertAllFail(statement, Statement.class, "HY010");
    PreparedStatement prepared = connection.prepareStatement("q");
    prepared.close();
    assertAllFail(prepared, PreparedStatement.class, "HY010");
  }

  @Test
  void everyMethodOfAClosedResultSetFailsWithHy010() throws Exception {
    ResultSet rows = connection.createStatement().executeQuery("q");
    rows.close();
    assertAllFail(rows, ResultSet.class, "HY010");
  }

  @Test
  void everyMethodFailsWith08003OnceTheConnectionIsClosed() throws Exception {
    Statement statement = connection.createStatement();
    PreparedStatement prepared = connection.prepareStatement("q");
    ResultSet rows = statement.executeQuery("q");
    DatabaseMetaData metaData = connection.getMetaData();
    ResultSet tables = metaData.getTables(null, null, null, null);
    connection.close();
    assertAllFail(statement, Statement.class, "08003");
    assertAllFail(prepared, PreparedStatement.class, "08003");
    assertAllFail(rows, ResultSet.class, "08003");
    assertAllFail(tables, ResultSet.class, "08003");
    SqlStates.assertState("08003", metaData::getTypeInfo);
  }

  private static void assertAllFail(Object target, Class<?> type, String state) throws Exception {
    List<String> wrong = new ArrayList<>();
    for (Method method : methods(type)) {
      String outcome = outcome(target, method);
      boolean may = ALWAYS.contains(method.getName()) || PURE.contains(method.getName());
      if (!may && !outcome.equals(state)) {
        wrong.add(method + " -> " + outcome);
      }
    }
    assertEquals(List.of(), wrong);
  }

  /** Whatever the arguments: null, 0, empty. A failure has to be a SQLException with a state. */
  @Test
  void noMethodOfAnOpenObjectThrowsAnythingButASqlExceptionWithAState() throws Exception {
    List<String> wrong = new ArrayList<>();
    for (Class<?> type :
        List.of(
            Connection.class,
            Statement.class,
            PreparedStatement.class,
            ResultSet.class,
            DatabaseMetaData.class)) {
      for (Method method : methods(type)) {
        String outcome = outcome(open(type), method);
        if (!outcome.equals("returned") && outcome.length() != 5) {
          wrong.add(method + " -> " + outcome);
        }
      }
    }
    assertEquals(List.of(), wrong);
  }

  private static Object open(Class<?> type) throws SQLException {
    Connection connection = Connections.to(ScriptedQuery.counting(5));
    if (type == Connection.class) {
      return connection;
    }
    if (type == DatabaseMetaData.class) {
      return connection.getMetaData();
    }
    if (type == PreparedStatement.class) {
      return connection.prepareStatement("q");
    }
    Statement statement = connection.createStatement();
    if (type == Statement.class) {
      return statement;
    }
    ResultSet rows = statement.executeQuery("q");
    assertTrue(rows.next());
    return rows;
  }

  private static List<Method> methods(Class<?> type) {
    List<Method> methods = new ArrayList<>();
    for (Method method : type.getMethods()) {
      if (!Modifier.isStatic(method.getModifiers())) {
        methods.add(method);
      }
    }
    return methods;
  }

  /** The SQLState of the failure, or "returned", or what else was thrown. */
  private static String outcome(Object target, Method method) throws IllegalAccessException {
    @Nullable Object[] arguments = new Object[method.getParameterCount()];
    for (int i = 0; i < arguments.length; i++) {
      arguments[i] = argument(method.getParameterTypes()[i]);
    }
    try {
      method.invoke(target, arguments);
      return "returned";
    } catch (InvocationTargetException e) {
      return e.getCause() instanceof SQLException failure
          ? String.valueOf(failure.getSQLState())
          : String.valueOf(e.getCause());
    }
  }

  private static @Nullable Object argument(Class<?> type) {
    if (type.isPrimitive()) {
      return type == int.class ? (Object) 1 : Array.get(Array.newInstance(type, 1), 0);
    }
    return type == Class.class ? String.class : null;
  }
}
