package io.github.llamacloud.jdbc.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.github.llamacloud.jdbc.jobs.JobColumn;
import java.io.IOException;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads one job object after the other into arrays of one layout. */
final class JobReader {
  /** Few values in very many rows: one String each is kept rather than one a row. */
  private static final Set<JobColumn> REPETITIVE =
      EnumSet.of(
          JobColumn.JOB_TYPE, JobColumn.STATUS, JobColumn.PROJECT_ID, JobColumn.DIRECTORY_ID);

  private static final int RECENT = 64;
  private static final int QUOTED_AT_MOST = 60;
  private static final Long ZERO = 0L;
  private static final JobKey NO_KEY = new JobKey(0, 0);

  private static final Map<String, JobColumn> COLUMNS =
      Arrays.stream(JobColumn.values())
          .collect(Collectors.toUnmodifiableMap(JobColumn::columnName, Function.identity()));

  private final JobColumn[] layout;
  private final Map<JobColumn, Integer> slots = new EnumMap<>(JobColumn.class);
  private final RowFingerprint fingerprint = new RowFingerprint();
  private final JobKey.Maker keys = new JobKey.Maker();
  private final OrderWatch order = new OrderWatch();
  private final @Nullable String[] recent = new @Nullable String[RECENT];
  private JobKey key = NO_KEY;

  JobReader(List<JobColumn> layout) {
    this.layout = layout.toArray(JobColumn[]::new);
    for (int slot = 0; slot < this.layout.length; slot++) {
      slots.put(this.layout[slot], slot);
    }
  }

  /**
   * Reads the object whose first token is the current one.
   *
   * @param row counts from 1, for messages
   */
  @Nullable Object[] read(JsonParser parser, int row) throws IOException, BrokenContract {
    if (parser.currentToken() != JsonToken.START_OBJECT) {
      throw new BrokenContract(
          "Row "
              + row
              + " of the service's answer is "
              + kind(parser.currentToken())
              + ", not an object.");
    }
    @Nullable Object[] values = new @Nullable Object[layout.length];
    boolean[] present = new boolean[layout.length];
    fingerprint.clear();
    key = NO_KEY;
    order.beginRow();
    for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
      JsonToken token = parser.nextToken();
      JobColumn column = COLUMNS.get(name);
      if (column == null) {
        parser.skipChildren();
        continue;
      }
      // Before the value is made a String: from then on the parser would copy its text.
      fingerprint.add(parser, column.ordinal());
      if (column == JobColumn.ID && token == JsonToken.VALUE_STRING) {
        key = keys.of(parser.getTextCharacters(), parser.getTextOffset(), parser.getTextLength());
      }
      Integer slot = slots.get(column);
      if (slot == null) {
        order.note(parser, token, column);
      } else {
        values[slot] = value(parser, token, column, row);
        present[slot] = true;
        order.note(values[slot], column);
      }
    }
    order.endRow();
    for (int slot = 0; slot < layout.length; slot++) {
      if (!present[slot]) {
        values[slot] = missing(layout[slot], row);
      }
    }
    return values;
  }

  /** Forgets the order of what was read so far. */
  void beginOrder() {
    order.clear();
  }

  /** Which orders the jobs since {@link #beginOrder} may be in. */
  Orders orders() {
    return order.orders();
  }

  /** The digest of all fields of the job that was read last, also of those left out of the row. */
  long fingerprint() {
    return fingerprint.value();
  }

  /** The id of the job that was read last, shortened; of no meaning if it has none. */
  JobKey key() {
    return key;
  }

  private @Nullable Object value(
      JsonParser parser, @Nullable JsonToken token, JobColumn column, int row)
      throws IOException, BrokenContract {
    if (token == JsonToken.VALUE_NULL && !column.required()) {
      return null;
    }
    return switch (column.type()) {
      case VARCHAR -> text(parser, token, column, row);
      case BIGINT -> integer(parser, token, column, row);
      case TIMESTAMP -> dateTime(parser, token, column, row);
    };
  }

  private String text(JsonParser parser, @Nullable JsonToken token, JobColumn column, int row)
      throws IOException, BrokenContract {
    if (token != JsonToken.VALUE_STRING) {
      throw wrongType(token, column, row, "a string");
    }
    String text = parser.getText();
    return REPETITIVE.contains(column) ? shared(text) : text;
  }

  private String shared(String text) {
    int place = text.hashCode() & (RECENT - 1);
    String known = recent[place];
    if (text.equals(known)) {
      return known;
    }
    recent[place] = text;
    return text;
  }

  private static Long integer(
      JsonParser parser, @Nullable JsonToken token, JobColumn column, int row)
      throws IOException, BrokenContract {
    if (token != JsonToken.VALUE_NUMBER_INT) {
      throw wrongType(token, column, row, "an integer");
    }
    if (parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER) {
      throw new BrokenContract(
          field(column, row) + " is beyond 64 bit: " + quoted(parser.getText()) + ".");
    }
    return parser.getLongValue();
  }

  private static Long dateTime(
      JsonParser parser, @Nullable JsonToken token, JobColumn column, int row)
      throws IOException, BrokenContract {
    if (token != JsonToken.VALUE_STRING) {
      throw wrongType(token, column, row, "a date-time");
    }
    long millis =
        Rfc3339.epochMillis(
            parser.getTextCharacters(), parser.getTextOffset(), parser.getTextLength());
    if (millis == Rfc3339.INVALID) {
      throw new BrokenContract(
          field(column, row) + " is not a date-time: " + quoted(parser.getText()) + ".");
    }
    return millis;
  }

  private static @Nullable Object missing(JobColumn column, int row) throws BrokenContract {
    return switch (column) {
      case ID, JOB_TYPE, PROJECT_ID, STATUS, TOTAL_ITEMS ->
          throw new BrokenContract(field(column, row) + " is missing.");
      case FAILED_ITEMS, PROCESSED_ITEMS, SKIPPED_ITEMS -> ZERO;
      case COMPLETED_AT,
          CREATED_AT,
          DIRECTORY_ID,
          EFFECTIVE_AT,
          ERROR_MESSAGE,
          JOB_RECORD_ID,
          STARTED_AT,
          UPDATED_AT,
          WORKFLOW_ID ->
          null;
    };
  }

  private static BrokenContract wrongType(
      @Nullable JsonToken token, JobColumn column, int row, String expected) {
    return new BrokenContract(
        field(column, row) + " is " + kind(token) + ", not " + expected + ".");
  }

  private static String field(JobColumn column, int row) {
    return "The field '" + column.columnName() + "' of row " + row + " of the service's answer";
  }

  private static String quoted(String value) {
    return "'"
        + (value.length() > QUOTED_AT_MOST ? value.substring(0, QUOTED_AT_MOST) + "…" : value)
        + "'";
  }

  /** A token in words. */
  static String kind(@Nullable JsonToken token) {
    return token == null
        ? "missing"
        : switch (token) {
          case START_OBJECT -> "an object";
          case START_ARRAY -> "a list";
          case VALUE_STRING -> "a string";
          case VALUE_NUMBER_INT -> "an integer";
          case VALUE_NUMBER_FLOAT -> "a number with a fraction";
          case VALUE_TRUE, VALUE_FALSE -> "a boolean";
          case VALUE_NULL -> "null";
          default -> "something else";
        };
  }
}
