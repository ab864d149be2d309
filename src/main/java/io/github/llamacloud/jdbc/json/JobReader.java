package io.github.llamacloud.jdbc.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.github.llamacloud.jdbc.jobs.JobColumn;
import java.io.IOException;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads one job object after the other into arrays of one layout. */
final class JobReader {
  /** Few values in very many rows: one String each is made rather than one a row. */
  private static final Set<JobColumn> REPETITIVE =
      EnumSet.of(
          JobColumn.JOB_TYPE, JobColumn.STATUS, JobColumn.PROJECT_ID, JobColumn.DIRECTORY_ID);

  private static final int RECENT = 64;
  private static final int PLACES = 32;
  private static final int QUOTED_AT_MOST = 60;
  private static final Long ZERO = 0L;
  private static final JobKey NO_KEY = new JobKey(0, 0);

  private static final Map<String, JobColumn> COLUMNS =
      Arrays.stream(JobColumn.values())
          .collect(Collectors.toUnmodifiableMap(JobColumn::columnName, Function.identity()));

  private final JobColumn[] layout;

  /** By ordinals of columns; negative for those that are not in the layout. */
  private final int[] slots = new int[JobColumn.values().length];

  private final RowFingerprint fingerprint = new RowFingerprint();
  private final JobKey.Maker keys = new JobKey.Maker();
  private final TokenText text = new TokenText();
  private final Rfc3339 dateTimes = new Rfc3339();
  private final OrderWatch order = new OrderWatch();
  private final @Nullable String[] recent = new @Nullable String[RECENT];

  /** The fields of the job before, by their places in it. */
  private final @Nullable String[] names = new @Nullable String[PLACES];

  private final @Nullable JobColumn[] columns = new @Nullable JobColumn[PLACES];
  private JobKey key = NO_KEY;

  JobReader(List<JobColumn> layout) {
    this.layout = layout.toArray(JobColumn[]::new);
    Arrays.fill(slots, -1);
    for (int slot = 0; slot < this.layout.length; slot++) {
      slots[this.layout[slot].ordinal()] = slot;
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
    long present = 0;
    fingerprint.clear();
    key = NO_KEY;
    order.beginRow();
    int place = 0;
    for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
      JsonToken token = parser.nextToken();
      JobColumn column = column(name, place);
      place++;
      if (column == null) {
        parser.skipChildren();
        continue;
      }
      // Before the value is made a String: from then on the parser would copy its text.
      long digest = digest(parser, token, column);
      if (column == JobColumn.ID && token == JsonToken.VALUE_STRING) {
        key = keys.of(text.chars, text.start, text.length);
      }
      int slot = slots[column.ordinal()];
      if (slot < 0) {
        if (token == JsonToken.VALUE_STRING) {
          order.note(text, column);
        }
      } else {
        values[slot] = value(parser, token, column, digest, row);
        present |= 1L << slot;
        order.note(values[slot], column);
      }
    }
    order.endRow();
    for (int slot = 0; slot < layout.length; slot++) {
      if ((present & 1L << slot) == 0) {
        values[slot] = missing(layout[slot], row);
      }
    }
    return values;
  }

  /** The column of a field; most jobs have the same fields in the same places. */
  private @Nullable JobColumn column(String name, int place) {
    if (place >= PLACES) {
      return COLUMNS.get(name);
    }
    if (!name.equals(names[place])) {
      names[place] = name;
      columns[place] = COLUMNS.get(name);
    }
    return columns[place];
  }

  private long digest(JsonParser parser, JsonToken token, JobColumn column) throws IOException {
    if (token.isStructStart()) {
      return fingerprint.add(parser, column.ordinal());
    }
    text.read(parser);
    return fingerprint.add(token, text, column.ordinal());
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
      JsonParser parser, @Nullable JsonToken token, JobColumn column, long digest, int row)
      throws IOException, BrokenContract {
    if (token == JsonToken.VALUE_NULL && !column.required()) {
      return null;
    }
    return switch (column.type()) {
      case VARCHAR -> text(token, column, digest, row);
      case BIGINT -> integer(parser, token, column, row);
      case TIMESTAMP -> dateTime(parser, token, column, row);
    };
  }

  private String text(@Nullable JsonToken token, JobColumn column, long digest, int row)
      throws BrokenContract {
    if (token != JsonToken.VALUE_STRING) {
      throw wrongType(token, column, row, "a string");
    }
    if (!REPETITIVE.contains(column)) {
      return text.toString();
    }
    int place = (int) digest & (RECENT - 1);
    String known = recent[place];
    if (known != null && text.isEqualTo(known)) {
      return known;
    }
    String made = text.toString();
    recent[place] = made;
    return made;
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

  private Long dateTime(JsonParser parser, @Nullable JsonToken token, JobColumn column, int row)
      throws IOException, BrokenContract {
    if (token != JsonToken.VALUE_STRING) {
      throw wrongType(token, column, row, "a date-time");
    }
    long millis = dateTimes.epochMillis(text.chars, text.start, text.length);
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
