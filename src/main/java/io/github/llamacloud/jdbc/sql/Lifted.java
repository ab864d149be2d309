package io.github.llamacloud.jdbc.sql;

import java.lang.reflect.Modifier;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.calcite.DataContext;
import org.apache.calcite.linq4j.tree.Expression;
import org.apache.calcite.linq4j.tree.Expressions;
import org.apache.calcite.linq4j.tree.ParameterExpression;
import org.apache.calcite.linq4j.tree.Statement;
import org.apache.calcite.util.BuiltInMethod;

/**
 * Values that code reads from arrays, one for each primitive type and one for objects: a class can
 * be given only some two hundred variables of what surrounds it.
 */
final class Lifted {
  private final List<Long> longs = new ArrayList<>();
  private final List<Integer> ints = new ArrayList<>();
  private final List<Double> doubles = new ArrayList<>();
  private final List<Object> objects = new ArrayList<>();

  private final ParameterExpression longArray = array(long[].class, "liftedLongs");
  private final ParameterExpression intArray = array(int[].class, "liftedInts");
  private final ParameterExpression doubleArray = array(double[].class, "liftedDoubles");
  private final ParameterExpression objectArray = array(Object[].class, "liftedObjects");

  private static ParameterExpression array(Type type, String name) {
    return Expressions.parameter(Modifier.FINAL, type, name);
  }

  /** Takes a value of this type; answers how to read it. */
  Expression read(Type type, Object value) {
    if (type == long.class) {
      return element(longArray, longs, (Long) value);
    }
    if (type == int.class) {
      return element(intArray, ints, (Integer) value);
    }
    if (type == double.class) {
      return element(doubleArray, doubles, (Double) value);
    }
    return Expressions.convert_(element(objectArray, objects, value), type);
  }

  private static <T> Expression element(ParameterExpression array, List<T> values, T value) {
    values.add(value);
    return Expressions.arrayIndex(array, Expressions.constant(values.size() - 1));
  }

  int size() {
    return longs.size() + ints.size() + doubles.size() + objects.size();
  }

  /** The arrays, by the names by which code asks for them. */
  Map<String, Object> values() {
    Map<String, Object> values = new HashMap<>();
    put(values, longArray, longs, longs.stream().mapToLong(Long::longValue).toArray());
    put(values, intArray, ints, ints.stream().mapToInt(Integer::intValue).toArray());
    put(values, doubleArray, doubles, doubles.stream().mapToDouble(Double::doubleValue).toArray());
    put(values, objectArray, objects, objects.toArray());
    return values;
  }

  private static void put(
      Map<String, Object> values, ParameterExpression variable, List<?> lifted, Object array) {
    if (!lifted.isEmpty()) {
      values.put(variable.name, array);
    }
  }

  /** What makes the arrays known to code. */
  List<Statement> declarations() {
    List<Statement> declarations = new ArrayList<>();
    declare(declarations, longArray, longs);
    declare(declarations, intArray, ints);
    declare(declarations, doubleArray, doubles);
    declare(declarations, objectArray, objects);
    return declarations;
  }

  private static void declare(
      List<Statement> declarations, ParameterExpression variable, List<?> lifted) {
    if (!lifted.isEmpty()) {
      declarations.add(
          Expressions.declare(
              Modifier.FINAL,
              variable,
              Expressions.convert_(
                  Expressions.call(
                      DataContext.ROOT,
                      BuiltInMethod.DATA_CONTEXT_GET.method,
                      Expressions.constant(variable.name)),
                  variable.type)));
    }
  }
}
