package io.github.llamacloud.jdbc.simulator;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Reads the parameters of one request as strictly as the service, and keeps a complaint for each
 * that it would answer with 422. Unknown parameters are never looked at. Not for sharing by
 * threads.
 */
final class Parameters {
  private static final String UUID_FORM = "[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}";
  private static final BigInteger LARGEST = BigInteger.valueOf(Long.MAX_VALUE);

  /**
   * Why a parameter is refused.
   *
   * @param type the validator's name for it, e.g. {@code int_parsing}
   */
  record Complaint(String parameter, String message, String type) {}

  private final Map<String, String> given;
  private final List<Complaint> complaints = new ArrayList<>();

  Parameters(Map<String, String> given) {
    this.given = given;
  }

  /** One of these values, case-significant; null if it is not given or not valid. */
  @Nullable String choice(String name, List<String> choices) {
    String value = given.get(name);
    if (value == null || choices.contains(value)) {
      return value;
    }
    int last = choices.size() - 1;
    String most = "'" + String.join("', '", choices.subList(0, last)) + "'";
    complain(name, "Input should be " + most + " or '" + choices.get(last) + "'", "enum");
    return null;
  }

  /** Any text; null if it is not given. */
  @Nullable String text(String name) {
    return given.get(name);
  }

  /** A bare UUID; null if it is not given or not valid. */
  @Nullable UUID uuid(String name) {
    String value = given.get(name);
    if (value == null) {
      return null;
    }
    if (!value.matches(UUID_FORM)) {
      complain(name, "Input should be a valid UUID", "uuid_parsing");
      return null;
    }
    return UUID.fromString(value.toLowerCase(Locale.ROOT));
  }

  /** An integer within bounds; the default if it is not given or not valid. */
  long integer(String name, long byDefault, long least, long most) {
    String value = given.get(name);
    if (value == null) {
      return byDefault;
    }
    if (!isInteger(value)) {
      complain(
          name,
          "Input should be a valid integer, unable to parse string as an integer",
          "int_parsing");
      return byDefault;
    }
    // The service's integers have no size; no list is as long as the largest of ours.
    BigInteger exact = new BigInteger(value);
    if (exact.compareTo(BigInteger.valueOf(least)) < 0) {
      complain(name, "Input should be greater than or equal to " + least, "greater_than_equal");
      return byDefault;
    }
    if (most < Long.MAX_VALUE && exact.compareTo(BigInteger.valueOf(most)) > 0) {
      complain(name, "Input should be less than or equal to " + most, "less_than_equal");
      return byDefault;
    }
    return exact.min(LARGEST).longValueExact();
  }

  /** ASCII digits with or without a sign: what every client can send without being misread. */
  private static boolean isInteger(String value) {
    int start = value.startsWith("-") || value.startsWith("+") ? 1 : 0;
    return value.length() > start
        && value.chars().skip(start).allMatch(digit -> digit >= '0' && digit <= '9');
  }

  private void complain(String name, String message, String type) {
    complaints.add(new Complaint(name, message, type));
  }

  /** Everything that was wrong, in the order of reading. */
  List<Complaint> complaints() {
    return complaints;
  }
}
