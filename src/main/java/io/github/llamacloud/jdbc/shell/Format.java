package io.github.llamacloud.jdbc.shell;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** How results are written, by the names that {@code --format} takes. */
enum Format {
  /** Aligned columns for people. */
  TABLE,
  /** RFC 4180, with a header line. */
  CSV,
  /** One array of objects per result. */
  JSON,
  /** One line per value, for people. */
  EXPANDED;

  /** Whether the row count and the time follow the rows. */
  boolean forPeople() {
    return this == TABLE || this == EXPANDED;
  }

  /** The format with a name, in any case. */
  static Optional<Format> named(String name) {
    return Arrays.stream(values()).filter(f -> f.label().equalsIgnoreCase(name)).findFirst();
  }

  /** All names, for messages. */
  static String choices() {
    return Arrays.stream(values()).map(Format::label).collect(Collectors.joining(", "));
  }

  String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
