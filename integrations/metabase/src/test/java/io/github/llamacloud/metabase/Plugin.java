package io.github.llamacloud.metabase;

import clojure.java.api.Clojure;
import clojure.lang.IFn;
import clojure.lang.Keyword;
import clojure.lang.PersistentHashMap;
import clojure.lang.RT;
import clojure.lang.Var;
import java.time.DayOfWeek;
import java.time.temporal.Temporal;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** The plugin's namespace, loaded over the stand-ins for Metabase's, and its functions as Java. */
final class Plugin {
  static final Keyword DRIVER = keyword("llamacloud");

  private static final String GENERATOR = "metabase.driver.sql.query-processor";

  static {
    Clojure.var("clojure.core", "require").invoke(Clojure.read("metabase.driver.llamacloud"));
  }

  private Plugin() {}

  static Keyword keyword(String name) {
    return Keyword.intern(name);
  }

  static Object call(String namespace, String function, Object... arguments) {
    IFn found = Clojure.var(namespace, function);
    return found.applyTo(RT.seq(arguments));
  }

  /** A call of a multimethod of the SQL generator. */
  static Object generate(String function, Object... arguments) {
    return call(GENERATOR, function, arguments);
  }

  /** A form that stands for its text. */
  static Object raw(String sql) {
    return RT.vector(keyword("raw"), sql);
  }

  static Object inline(Object number) {
    return RT.vector(keyword("inline"), number);
  }

  static String sql(Object form) {
    return (String) call("metabase.util.honey-sql-2", "sql", form);
  }

  /** The SQL of a temporal bucket of an expression. */
  static String bucket(String unit, String expression) {
    return sql(generate("date", DRIVER, keyword(unit), raw(expression)));
  }

  /** The SQL of a temporal bucket of a parameter. */
  static String bucketOfParameter(String unit, Temporal parameter) {
    return sql(generate("date", DRIVER, keyword(unit), parameter));
  }

  static String added(String expression, Object amount, String unit) {
    return sql(
        generate("add-interval-honeysql-form", DRIVER, raw(expression), amount, keyword(unit)));
  }

  static boolean supports(String feature) {
    return (Boolean) call("metabase.driver", "database-supports?", DRIVER, keyword(feature), null);
  }

  /** What a supplier gives while Metabase's weeks start on a day. */
  static <T> T startingOn(DayOfWeek day, Supplier<T> supplier) {
    Var setting = (Var) Clojure.var("metabase.driver.common", "*start-of-week*");
    Var.pushThreadBindings(RT.map(setting, keyword(day.name().toLowerCase(Locale.ROOT))));
    try {
      return supplier.get();
    } finally {
      Var.popThreadBindings();
    }
  }

  /** The details of a database as Metabase keeps them: keywords for names. */
  static Object details(Map<String, ?> fields) {
    Object[] pairs =
        fields.entrySet().stream()
            .flatMap(field -> Stream.of(keyword(field.getKey()), (Object) field.getValue()))
            .toArray();
    return PersistentHashMap.create(pairs);
  }
}
