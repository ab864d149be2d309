package io.github.llamacloud.jdbc.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;

/** What the service says about an error, as far as it may go into a message (API.md section 3). */
public final class ErrorBody {
  /** Characters of a body in a message. */
  private static final int LONGEST = 200;

  private static final JsonFactory JSON = new JsonFactory();

  private ErrorBody() {}

  /**
   * The {@code detail} of a body, as text or as a list of {@code loc} and {@code msg}; else the
   * body itself if it is plain text. One line of at most 200 characters; empty for HTML, for JSON
   * without a detail and for nothing.
   *
   * @param redact takes secrets out; applied before anything is cut
   */
  public static String describe(byte[] body, UnaryOperator<String> redact) {
    String text = new String(body, StandardCharsets.UTF_8).strip();
    String detail = text.startsWith("{") || text.startsWith("[") ? detail(text) : text;
    if (detail.startsWith("<") || detail.toLowerCase(Locale.ROOT).contains("<html")) {
      return "";
    }
    String line = redact.apply(detail).replaceAll("[\\p{Cntrl}\\s]+", " ").strip();
    return line.codePointCount(0, line.length()) <= LONGEST
        ? line
        : line.substring(0, line.offsetByCodePoints(0, LONGEST - 1)) + "…";
  }

  private static String detail(String json) {
    try (JsonParser parser = JSON.createParser(json)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        return "";
      }
      for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
        JsonToken value = parser.nextToken();
        if (name.equals("detail") && value != null) {
          return switch (value) {
            case VALUE_STRING -> parser.getText();
            case START_ARRAY -> complaints(parser);
            default -> "";
          };
        }
        parser.skipChildren();
      }
      return "";
    } catch (IOException e) {
      return "";
    }
  }

  private static String complaints(JsonParser parser) throws IOException {
    List<String> complaints = new ArrayList<>();
    while (parser.nextToken() == JsonToken.START_OBJECT) {
      complaints.add(complaint(parser));
    }
    return String.join("; ", complaints);
  }

  private static String complaint(JsonParser parser) throws IOException {
    List<String> place = new ArrayList<>();
    String message = "";
    for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
      JsonToken value = parser.nextToken();
      if (name.equals("loc") && value == JsonToken.START_ARRAY) {
        place.addAll(scalars(parser));
      } else if (name.equals("msg") && value == JsonToken.VALUE_STRING) {
        message = parser.getText();
      } else {
        parser.skipChildren();
      }
    }
    return place.isEmpty() ? message : String.join(".", place) + ": " + message;
  }

  private static List<String> scalars(JsonParser parser) throws IOException {
    List<String> scalars = new ArrayList<>();
    for (JsonToken token = parser.nextToken();
        token != JsonToken.END_ARRAY && token != null;
        token = parser.nextToken()) {
      if (token.isScalarValue()) {
        scalars.add(parser.getText());
      } else {
        parser.skipChildren();
      }
    }
    return scalars;
  }
}
