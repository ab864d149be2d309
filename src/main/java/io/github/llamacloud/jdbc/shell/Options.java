package io.github.llamacloud.jdbc.shell;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Properties;

/**
 * What the command line asks for.
 *
 * @param url the JDBC URL; may hold a key
 * @param properties connection properties; may hold a key
 * @param inputs what to run, in the order given; empty for standard input
 * @param history the history file, empty for none
 * @param requests whether what each statement sent follows it
 * @param help whether only the help is wanted
 * @param version whether only the version is wanted
 */
record Options(
    String url,
    Properties properties,
    List<Input> inputs,
    Format format,
    Optional<Path> history,
    boolean requests,
    boolean help,
    boolean version) {

  /** Where statements come from. */
  sealed interface Input {
    /** Statements given on the command line. */
    record Sql(String text) implements Input {}

    /** A file of statements; {@code -} is standard input. */
    record Script(String name) implements Input {}
  }

  /** A command line that cannot be understood. */
  static final class UsageException extends Exception {
    private static final long serialVersionUID = 1L;

    UsageException(String message) {
      super(message);
    }
  }

  /** Without the URL and the properties: they may hold a key. */
  @Override
  public String toString() {
    return "Options[" + inputs + ", " + format + "]";
  }
}
