package io.github.llamacloud.jdbc.config;

import io.github.llamacloud.jdbc.error.Failures;
import io.github.llamacloud.jdbc.error.NearName;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.regex.Pattern;

/**
 * A URL, taken apart: {@code jdbc:llamacloud:} + optional absolute base URL or {@code demo} +
 * optional {@code ?name=value&…}, percent-encoded.
 *
 * @param base what stands between the prefix and the question mark, maybe empty
 * @param parameters by property, decoded
 */
record ConnectionUrl(String base, Map<ConnectionProperty, String> parameters) {
  static final String PREFIX = "jdbc:llamacloud:";
  static final String DEMO = "demo";

  private static final String PASSWORD = "password";
  private static final Pattern PROPERTY_NAME = Pattern.compile("[A-Za-z][A-Za-z0-9_.]{0,40}");

  static boolean isOurs(String url) {
    return url.regionMatches(true, 0, PREFIX, 0, PREFIX.length());
  }

  boolean isDemo() {
    return base.equals(DEMO);
  }

  static ConnectionUrl parse(String url) throws SQLException {
    String rest = url.substring(PREFIX.length());
    int question = rest.indexOf('?');
    String base = question < 0 ? rest : rest.substring(0, question);
    Map<ConnectionProperty, String> parameters = new LinkedHashMap<>();
    if (question >= 0) {
      for (String pair : rest.substring(question + 1).split("&", -1)) {
        if (!pair.isEmpty()) {
          add(parameters, pair, base.equals(DEMO));
        }
      }
    }
    return new ConnectionUrl(base, parameters);
  }

  private static void add(Map<ConnectionProperty, String> parameters, String pair, boolean demo)
      throws SQLException {
    int equals = pair.indexOf('=');
    String name = decoded(equals < 0 ? pair : pair.substring(0, equals));
    ConnectionProperty property =
        name.equals(PASSWORD)
            ? ConnectionProperty.API_KEY
            : ConnectionProperty.named(name)
                .filter(known -> known.place() != ConnectionProperty.Place.DEMO_URL || demo)
                .orElse(null);
    if (property == null) {
      throw unknown(name, demo);
    }
    if (property.place() == ConnectionProperty.Place.PROPERTIES) {
      throw Failures.badSetting(
          "The property " + name + " may not stand in a URL; give it as a connection property.");
    }
    if (equals < 0) {
      throw Failures.badSetting(
          "The property " + name + " in the URL has no value; write name=value.");
    }
    if (parameters.put(property, decoded(pair.substring(equals + 1))) != null) {
      throw Failures.badSetting("The property " + name + " stands twice in the URL.");
    }
  }

  /** A name that cannot be one is not shown: in a mistyped URL it may be the key. */
  private static SQLException unknown(String name, boolean demo) {
    List<String> names =
        ConnectionProperty.all()
            .filter(known -> known.place() != ConnectionProperty.Place.PROPERTIES)
            .filter(known -> known.place() != ConnectionProperty.Place.DEMO_URL || demo)
            .map(ConnectionProperty::propertyName)
            .toList();
    return Failures.badSetting(
        "The URL has an unknown property"
            + (PROPERTY_NAME.matcher(name).matches() ? " '" + name + "'." : ".")
            + NearName.of(name, names)
                .map(near -> " Did you mean '" + near + "'?")
                .orElse(" The properties are " + String.join(", ", names) + "."));
  }

  /** The URL without its secrets, to be shown. */
  String redacted() {
    StringJoiner shown = new StringJoiner("&");
    parameters.forEach(
        (property, value) ->
            property
                .shown(value)
                .ifPresent(text -> shown.add(property.propertyName() + "=" + encoded(text))));
    return PREFIX + base + (shown.length() == 0 ? "" : "?" + shown);
  }

  /** Percent-decoded; a plus sign is a plus sign. */
  private static String decoded(String text) throws SQLException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (int i = 0; i < text.length(); ) {
      if (text.charAt(i) != '%') {
        int codePoint = text.codePointAt(i);
        bytes.writeBytes(Character.toString(codePoint).getBytes(StandardCharsets.UTF_8));
        i += Character.charCount(codePoint);
        continue;
      }
      int high = i + 2 < text.length() ? Character.digit(text.charAt(i + 1), 16) : -1;
      int low = i + 2 < text.length() ? Character.digit(text.charAt(i + 2), 16) : -1;
      if (high < 0 || low < 0) {
        throw Failures.badSetting("The URL has a '%' that no two hexadecimal digits follow.");
      }
      bytes.write(high * 16 + low);
      i += 3;
    }
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(bytes.toByteArray()))
          .toString();
    } catch (CharacterCodingException e) {
      throw Failures.badSetting("The URL has percent-encoded bytes that are not UTF-8.");
    }
  }

  private static String encoded(String text) {
    StringBuilder encoded = new StringBuilder();
    for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
      char c = (char) (b & 0xff);
      boolean plain = c < 128 && (Character.isLetterOrDigit(c) || "-._~:/@+,;".indexOf(c) >= 0);
      encoded.append(plain ? String.valueOf(c) : String.format("%%%02X", (int) c));
    }
    return encoded.toString();
  }
}
