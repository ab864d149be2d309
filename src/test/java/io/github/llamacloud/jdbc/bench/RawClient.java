package io.github.llamacloud.jdbc.bench;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.InputStream;
import java.sql.Timestamp;
import java.util.Map;
import java.util.function.Consumer;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;

/**
 * What one would write by hand: OkHttp, and Jackson's streaming parser into arrays of 17 values.
 */
final class RawClient {
  private static final String LIST = "/api/v1/beta/batch-processing?";

  /** In the order of the table's columns. */
  static final String[] FIELDS = {
    "id",
    "job_type",
    "project_id",
    "status",
    "total_items",
    "completed_at",
    "created_at",
    "directory_id",
    "effective_at",
    "error_message",
    "failed_items",
    "job_record_id",
    "processed_items",
    "skipped_items",
    "started_at",
    "updated_at",
    "workflow_id"
  };

  private static final int FAILED = 10;
  private static final int PROCESSED = 12;
  private static final int SKIPPED = 13;
  private static final Map<String, Integer> SLOTS = slots();

  private final OkHttpClient client = new OkHttpClient();
  private final JsonFactory json = new JsonFactory();
  private final String baseUrl;

  /**
   * @param baseUrl as the driver is given it
   */
  RawClient(String baseUrl) {
    this.baseUrl = baseUrl;
  }

  private static Map<String, Integer> slots() {
    Map<String, Integer> slots = new java.util.HashMap<>();
    for (int i = 0; i < FIELDS.length; i++) {
      slots.put(FIELDS[i], i);
    }
    return Map.copyOf(slots);
  }

  /**
   * One page.
   *
   * @return how many rows it has
   */
  int page(String query, Consumer<Object[]> reader) throws IOException {
    Request request =
        new Request.Builder()
            .url(baseUrl + LIST + query)
            .header("Authorization", "Bearer llx-benchmark")
            .build();
    try (Response response = client.newCall(request).execute()) {
      return decode(json, response.body().byteStream(), reader);
    }
  }

  /**
   * The whole list, a page of 1000 after the other.
   *
   * @return how many rows it has
   */
  int scan(Consumer<Object[]> reader) throws IOException {
    int rows = 0;
    while (true) {
      int page = page("limit=1000&offset=" + rows, reader);
      rows += page;
      if (page < 1000) {
        return rows;
      }
    }
  }

  static int decode(JsonFactory json, InputStream body, Consumer<Object[]> reader)
      throws IOException {
    int rows = 0;
    try (JsonParser parser = json.createParser(body)) {
      parser.nextToken();
      for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
        parser.nextToken();
        if (!name.equals("items")) {
          continue;
        }
        while (parser.nextToken() == JsonToken.START_OBJECT) {
          reader.accept(job(parser));
          rows++;
        }
      }
    }
    return rows;
  }

  private static Object[] job(JsonParser parser) throws IOException {
    Object[] row = new Object[FIELDS.length];
    // A counter that is left out is 0.
    row[FAILED] = 0L;
    row[PROCESSED] = 0L;
    row[SKIPPED] = 0L;
    for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
      JsonToken token = parser.nextToken();
      Integer slot = SLOTS.get(name);
      if (slot == null) {
        parser.skipChildren();
      } else if (token == JsonToken.VALUE_NUMBER_INT) {
        row[slot] = parser.getLongValue();
      } else if (token == JsonToken.VALUE_STRING) {
        row[slot] =
            name.endsWith("_at")
                ? new Timestamp(epochMillis(parser.getTextCharacters(), parser.getTextOffset()))
                : parser.getText();
      }
    }
    return row;
  }

  /** Of {@code yyyy-MM-ddTHH:mm:ss.SSS…}; the quickest way that is right for what is served. */
  private static long epochMillis(char[] text, int at) {
    int year = digits(text, at, 4);
    int month = digits(text, at + 5, 2);
    long day = java.time.LocalDate.of(year, month, digits(text, at + 8, 2)).toEpochDay();
    long seconds =
        digits(text, at + 11, 2) * 3600L
            + digits(text, at + 14, 2) * 60L
            + digits(text, at + 17, 2);
    return (day * 86_400 + seconds) * 1000 + (text[at + 19] == '.' ? digits(text, at + 20, 3) : 0);
  }

  private static int digits(char[] text, int at, int count) {
    int value = 0;
    for (int i = at; i < at + count; i++) {
      value = 10 * value + text[i] - '0';
    }
    return value;
  }
}
