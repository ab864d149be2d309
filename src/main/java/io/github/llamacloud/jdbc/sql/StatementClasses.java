package io.github.llamacloud.jdbc.sql;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.lang.reflect.Constructor;
import java.nio.charset.StandardCharsets;
import org.apache.calcite.rel.metadata.DefaultRelMetadataProvider;
import org.apache.calcite.sql.SqlNode;

/**
 * Loads the classes that a first statement needs, in the order in which it needs them. They are
 * linked and not initialized: no code of them runs, so that no thread can wait for another one that
 * initializes classes in another order. Calcite's metadata is initialized: it needs much time, and
 * nothing that in turn needs it.
 */
public final class StatementClasses {
  /** What {@code -Xlog:class+load} tells; to leave a class out costs time alone. */
  private static final String LIST = "statement-classes.txt";

  /** As it is written in the list; the package that it is moved to in the jar with everything. */
  private static final String CALCITE = "org/apache/calcite/".replace('/', '.');

  private StatementClasses() {}

  /** Loads them; what cannot be loaded is left to fail where it is used. */
  public static void load() throws IOException {
    String moved = SqlNode.class.getName();
    initialize(DefaultRelMetadataProvider.class);
    String prefix = moved.substring(0, moved.indexOf(CALCITE));
    try (InputStream list = StatementClasses.class.getResourceAsStream(LIST)) {
      if (list == null) {
        return;
      }
      BufferedReader names =
          new BufferedReader(new InputStreamReader(list, StandardCharsets.US_ASCII));
      for (String name = names.readLine(); name != null; name = names.readLine()) {
        link(name.startsWith("io.github.") ? name : prefix + name);
      }
    }
  }

  private static void initialize(Class<?> type) {
    try {
      Class<?> unused = Class.forName(type.getName(), true, type.getClassLoader());
    } catch (ClassNotFoundException | LinkageError e) {
      // Fails again where it is used, and is told there.
    }
  }

  private static void link(String name) {
    try {
      // Looking at its members links a class.
      Constructor<?>[] unused =
          Class.forName(name, false, StatementClasses.class.getClassLoader())
              .getDeclaredConstructors();
    } catch (ClassNotFoundException | LinkageError e) {
      // Fails again where it is used, and is told there.
    }
  }
}
