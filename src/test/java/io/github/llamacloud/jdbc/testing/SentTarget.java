package io.github.llamacloud.jdbc.testing;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * A target as a client sent it, and as an awkward service might understand it.
 *
 * @param path percent-encoded
 * @param parameters percent-encoded {@code name=value}, in the order sent
 */
record SentTarget(String path, List<String> parameters) {
  private static final int DEFAULT_LIMIT = 50;

  static SentTarget parse(String target) {
    int mark = target.indexOf('?');
    return mark < 0
        ? new SentTarget(target, List.of())
        : new SentTarget(
            target.substring(0, mark), Arrays.asList(target.substring(mark + 1).split("&", -1)));
  }

  /** Without the parameters of these names. */
  SentTarget without(Set<String> names) {
    return new SentTarget(
        path, parameters.stream().filter(it -> !names.contains(name(it))).toList());
  }

  /** With a limit of at most so many rows; a limit below 1 or not a number stays as it is. */
  SentTarget clampedTo(int most) {
    List<String> clamped = new ArrayList<>();
    boolean limited = false;
    for (String parameter : parameters) {
      boolean isLimit = name(parameter).equals("limit");
      limited |= isLimit;
      clamped.add(isLimit && exceeds(value(parameter), most) ? "limit=" + most : parameter);
    }
    if (!limited && most < DEFAULT_LIMIT) {
      clamped.add("limit=" + most);
    }
    return new SentTarget(path, clamped);
  }

  private static boolean exceeds(String value, int most) {
    return value.matches("[0-9]{1,9}") && Integer.parseInt(value) > most;
  }

  private static String name(String parameter) {
    int equals = parameter.indexOf('=');
    return decode(equals < 0 ? parameter : parameter.substring(0, equals));
  }

  private static String value(String parameter) {
    int equals = parameter.indexOf('=');
    return equals < 0 ? "" : decode(parameter.substring(equals + 1));
  }

  /** As on the wire. */
  String encoded() {
    return parameters.isEmpty() ? path : path + "?" + String.join("&", parameters);
  }

  /** For people to read. */
  String decoded() {
    return decode(encoded());
  }

  /** A plus in a path would be a plus, but no path of ours has one. */
  private static String decode(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException malformed) {
      return text;
    }
  }
}
