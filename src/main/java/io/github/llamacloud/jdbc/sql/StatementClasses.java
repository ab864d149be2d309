package io.github.llamacloud.jdbc.sql;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Constructor;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.calcite.rel.metadata.DefaultRelMetadataProvider;
import org.apache.calcite.sql.SqlNode;

/**
 * Loads the classes that a first statement needs, in the order in which it needs them, but the
 * largest first. They are linked and not initialized: no code of them runs, so that no thread can
 * wait for another one that initializes classes in another order. Calcite's metadata is
 * initialized: it needs much time, and nothing that in turn needs it.
 */
public final class StatementClasses {
  /** What {@code -Xlog:class+init} tells; to leave a class out costs time alone. */
  private static final String LIST = "statement-classes.txt";

  /** What a statement needs beyond those if it is planned. */
  private static final String PLANNED = "planned-classes.txt";

  /**
   * The end of a name in the list, and all of it but {@code org}: what looks like the name of a
   * package that is moved in the jar with everything is changed there.
   */
  private static final String SQL_NODE = ".apache.calcite.sql.SqlNode";

  private static final AtomicBoolean PLANNING = new AtomicBoolean();

  private StatementClasses() {}

  /** Loads them; what cannot be loaded is left to fail where it is used. */
  public static void load() throws IOException {
    load(LIST);
  }

  /** Initializes Calcite's metadata. */
  public static void initializeMetadata() {
    try {
      Class<?> unused =
          Class.forName(
              DefaultRelMetadataProvider.class.getName(),
              true,
              StatementClasses.class.getClassLoader());
    } catch (ClassNotFoundException | LinkageError e) {
      // Fails again where it is used, and is told there.
    }
  }

  /**
   * Called when a statement is found to need planning: loads what it will need on a thread, while
   * the caller goes on. Once, if there is a processor for it.
   */
  static void loadPlanned() {
    if (PLANNING.get()
        || Runtime.getRuntime().availableProcessors() == 1
        || PLANNING.getAndSet(true)) {
      return;
    }
    Thread thread = new Thread(StatementClasses::planned, "llamacloud-jdbc-startup");
    thread.setDaemon(true);
    try {
      thread.start();
    } catch (OutOfMemoryError e) {
      // There is no thread for it, and nothing depends on it.
    }
  }

  private static void planned() {
    try {
      load(PLANNED);
    } catch (IOException | RuntimeException | Error e) {
      // Told where it is used.
    }
  }

  private static void load(String resource) throws IOException {
    String moved = SqlNode.class.getName();
    String prefix = moved.substring(0, moved.length() - SQL_NODE.length() - "org".length());
    try (InputStream list = StatementClasses.class.getResourceAsStream(resource)) {
      if (list == null) {
        return;
      }
      // A reader of lines would be compiled meanwhile.
      String names = new String(list.readAllBytes(), StandardCharsets.ISO_8859_1);
      for (String name : names.split("\n", 0)) {
        link(name.startsWith("io.github.") ? name : prefix + name);
      }
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
