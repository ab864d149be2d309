package io.github.llamacloud.jdbc.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.github.llamacloud.jdbc.jobs.JobColumn;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes arrays of one layout of the fields of one job after the other. Used by one thread. */
final class JobRow {
  /** Few values in very many rows: one String each is made rather than one a row. */
  private static final Set<JobColumn> REPETITIVE =
      EnumSet.of(
          JobColumn.JOB_TYPE, JobColumn.STATUS, JobColumn.PROJECT_ID, JobColumn.DIRECTORY_ID);

  private static final int RECENT = 64;
  private static final int QUOTED_AT_MOST = 60;

  private static final Long ZERO = 0L;
  private static final JobKey NO_KEY = new JobKey(0, 0);
  private static final byte[] NOTHING = {};

  private final JobColumn[] layout;

  /** By ordinals of columns; negative for those that are not in the layout. */
  private final int[] slots = new int[JobColumn.values().length];

  private final RowFingerprint fingerprint = new RowFingerprint();
  private final JobKey.Maker keys = new JobKey.Maker();
  private final Rfc3339 dateTimes = new Rfc3339();
  private final OrderWatch order = new OrderWatch();
  private final String[] recent = new String[RECENT];
  private final long[] recentDigests = new long[RECENT];
  private final byte[][] recentBytes = new byte[RECENT][];

  private @Nullable Object[] values = {};
  private long present;
  private int row;
  private JobKey key = NO_KEY;

  JobRow(List<JobColumn> layout) {
    this.layout = layout.toArray(JobColumn[]::new);
    Arrays.fill(slots, -1);
    Arrays.fill(recent, "");
    Arrays.fill(recentBytes, NOTHING);
    for (int slot = 0; slot < this.layout.length; slot++) {
      slots[this.layout[slot].ordinal()] = slot;
    }
  }

  /** Whether rows hold this column. */
  boolean has(JobColumn column) {
    return slots[column.ordinal()] >= 0;
  }

  /** Forgets the order of what was read so far. */
  void beginOrder() {
    order.clear();
  }

  /** Which orders the jobs since {@link #beginOrder} may be in. */
  Orders orders() {
    return order.orders();
  }

  /**
   * Begins a job.
   *
   * @param number counts from 1, for messages
   */
  void begin(int number) {
    values = new @Nullable Object[layout.length];
    row = number;
    present = 0;
    fingerprint.clear();
    key = NO_KEY;
    order.beginRow();
  }

  /**
   * Adds a field whose value is a scalar.
   *
   * @throws BrokenContract if it is in the layout and of another type
   */
  void add(JobColumn column, JsonToken token, TokenText text) throws BrokenContract {
    long digest = fingerprint.add(token, text, column.ordinal());
    if (column == JobColumn.ID && token == JsonToken.VALUE_STRING) {
      key = keys.of(text);
    }
    int slot = slots[column.ordinal()];
    if (slot >= 0) {
      Object value = value(token, text, column, digest);
      values[slot] = value;
      present |= 1L << slot;
      order.note(value, column);
    } else if (token == JsonToken.VALUE_STRING) {
      order.note(text, column);
    }
  }

  /**
   * Adds a field whose value is the object or list that begins with the parser's current token, and
   * goes to its last.
   *
   * @throws BrokenContract if it is in the layout, as no column is of such a type
   */
  void addStructure(JobColumn column, JsonParser parser) throws IOException, BrokenContract {
    JsonToken token = parser.currentToken();
    fingerprint.add(parser, column.ordinal());
    if (slots[column.ordinal()] >= 0) {
      throw wrongType(token, column);
    }
  }

  /**
   * Ends the job.
   *
   * @throws BrokenContract if a field is missing
   */
  @Nullable Object[] end() throws BrokenContract {
    order.endRow();
    for (int slot = 0; slot < layout.length; slot++) {
      if ((present & 1L << slot) == 0) {
        values[slot] = missing(layout[slot]);
      }
    }
    return values;
  }

  /** The digest of all fields of the job that was read last, also of those left out of the row. */
  long fingerprint() {
    return fingerprint.value();
  }

  /** The id of the job that was read last, shortened; of no meaning if it has none. */
  JobKey key() {
    return key;
  }

  private @Nullable Object value(JsonToken token, TokenText text, JobColumn column, long digest)
      throws BrokenContract {
    if (token == JsonToken.VALUE_NULL && !column.required()) {
      return null;
    }
    return switch (column.type()) {
      case VARCHAR -> string(token, text, column, digest);
      case BIGINT -> integer(token, text, column);
      case TIMESTAMP -> dateTime(token, text, column);
    };
  }

  private String string(JsonToken token, TokenText text, JobColumn column, long digest)
      throws BrokenContract {
    if (token != JsonToken.VALUE_STRING) {
      throw wrongType(token, column);
    }
    if (!REPETITIVE.contains(column) || !text.isAscii()) {
      return text.toString();
    }
    int place = (int) digest & (RECENT - 1);
    if (recentDigests[place] == digest && text.isEqualTo(recentBytes[place])) {
      return recent[place];
    }
    String made = text.toString();
    if (recentDigests[place] == digest && made.equals(recent[place])) {
      // It comes again: from now on it is known by its bytes.
      recentBytes[place] = made.getBytes(StandardCharsets.ISO_8859_1);
      return recent[place];
    }
    recentDigests[place] = digest;
    recentBytes[place] = NOTHING;
    recent[place] = made;
    return made;
  }

  private Long integer(JsonToken token, TokenText text, JobColumn column) throws BrokenContract {
    if (token != JsonToken.VALUE_NUMBER_INT) {
      throw wrongType(token, column);
    }
    try {
      return text.integer();
    } catch (NumberFormatException e) {
      throw new BrokenContract(field(column) + " is beyond 64 bit: " + quoted(text) + ".");
    }
  }

  private Long dateTime(JsonToken token, TokenText text, JobColumn column) throws BrokenContract {
    if (token != JsonToken.VALUE_STRING) {
      throw wrongType(token, column);
    }
    long millis = dateTimes.epochMillis(text);
    if (millis == Rfc3339.INVALID) {
      throw new BrokenContract(field(column) + " is not a date-time: " + quoted(text) + ".");
    }
    return millis;
  }

  private @Nullable Object missing(JobColumn column) throws BrokenContract {
    return switch (column) {
      case ID, JOB_TYPE, PROJECT_ID, STATUS, TOTAL_ITEMS ->
          throw new BrokenContract(field(column) + " is missing.");
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

  private BrokenContract wrongType(@Nullable JsonToken token, JobColumn column) {
    String expected =
        switch (column.type()) {
          case VARCHAR -> "a string";
          case BIGINT -> "an integer";
          case TIMESTAMP -> "a date-time";
        };
    return new BrokenContract(field(column) + " is " + kind(token) + ", not " + expected + ".");
  }

  private String field(JobColumn column) {
    return "The field '" + column.columnName() + "' of row " + row + " of the service's answer";
  }

  private static String quoted(TokenText text) {
    String value = text.toString();
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
