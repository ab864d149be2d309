package io.github.llamacloud.jdbc.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import io.github.llamacloud.jdbc.error.Failures;
import io.github.llamacloud.jdbc.jobs.JobColumn;
import java.io.CharConversionException;
import java.io.IOException;
import java.io.InputStream;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Decodes one body of the list (API.md section 1) into rows that hold a chosen set of columns. Any
 * doubt about the body is an error: a row that is not understood is never left out. Used by one
 * thread at a time.
 */
public final class PageDecoder {
  private static final JsonFactory JSON = new JsonFactory();

  private final JobReader jobs;
  private final int idSlot;
  private final int expected;

  /**
   * @param layout the columns that each row holds, in order, none twice
   */
  public PageDecoder(List<JobColumn> layout) {
    this(layout, 0);
  }

  /**
   * @param layout the columns that each row holds, in order, none twice
   * @param expected rows that a page most likely has
   */
  public PageDecoder(List<JobColumn> layout, int expected) {
    this.expected = expected;
    this.jobs = new JobReader(layout);
    this.idSlot = layout.indexOf(JobColumn.ID);
  }

  /**
   * Reads a whole body.
   *
   * @param httpStatus goes into the exception as vendor code
   * @throws SQLException 58030 if the body is not what API.md section 1 describes, naming the field
   *     and the row; caused by a {@link MalformedBody} if it is no JSON at all, or shows a job in
   *     two states
   * @throws IOException if the stream fails
   */
  public Page decode(InputStream body, int httpStatus) throws SQLException, IOException {
    return decode(body, httpStatus, this::page);
  }

  /**
   * Reads a whole body that is a single job in its envelope (API.md section 2).
   *
   * @return the job as a row of a page
   * @throws SQLException as {@link #decode} does
   * @throws IOException if the stream fails
   */
  public @Nullable Object[] decodeJob(InputStream body, int httpStatus)
      throws SQLException, IOException {
    return decode(body, httpStatus, this::job);
  }

  /** What reads the envelope. */
  private interface Reading<T> {
    T read(JsonParser parser) throws IOException, BrokenContract;
  }

  private static <T> T decode(InputStream body, int httpStatus, Reading<T> reading)
      throws SQLException, IOException {
    try (JsonParser parser = JSON.createParser(body)) {
      return reading.read(parser);
    } catch (BrokenContract e) {
      throw Failures.contractBroken(e.getMessage(), httpStatus, e.getCause());
    } catch (StreamConstraintsException e) {
      throw Failures.contractBroken(
          "The service's answer is beyond what can be read: " + e.getOriginalMessage(),
          httpStatus,
          null);
    } catch (CharConversionException e) {
      throw Failures.contractBroken(
          "The service's answer is not UTF-8.", httpStatus, MalformedBody.noJson());
    } catch (JsonProcessingException e) {
      // The parser's own words quote the body, so they stay here.
      throw Failures.contractBroken(
          "The service's answer is not JSON (line "
              + e.getLocation().getLineNr()
              + ", column "
              + e.getLocation().getColumnNr()
              + "). Is the base URL that of a LlamaCloud service?",
          httpStatus,
          MalformedBody.noJson());
    }
  }

  private @Nullable Object[] job(JsonParser parser) throws IOException, BrokenContract {
    enter(parser);
    @Nullable Object @Nullable [] row = null;
    for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
      parser.nextToken();
      if (!name.equals("job")) {
        parser.skipChildren();
      } else if (row == null) {
        row = jobs.read(parser, 1);
      } else {
        throw new BrokenContract("The service's answer has 'job' twice.");
      }
    }
    leave(parser);
    if (row == null) {
      throw new BrokenContract("The service's answer has no 'job'.");
    }
    return row;
  }

  private static void enter(JsonParser parser) throws IOException, BrokenContract {
    JsonToken first = parser.nextToken();
    if (first != JsonToken.START_OBJECT) {
      throw first == null
          ? new BrokenContract("The service's answer is empty.", MalformedBody.noJson())
          : new BrokenContract("The service's answer is not a JSON object.");
    }
  }

  private static void leave(JsonParser parser) throws IOException, BrokenContract {
    if (parser.nextToken() != null) {
      throw new BrokenContract("The service's answer goes on after its end.");
    }
  }

  private Page page(JsonParser parser) throws IOException, BrokenContract {
    enter(parser);
    List<@Nullable Object[]> rows = null;
    List<Long> fingerprints = new ArrayList<>(expected);
    List<JobKey> keys = new ArrayList<>(expected);
    OptionalLong totalSize = OptionalLong.empty();
    boolean promisesMore = false;
    for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
      JsonToken value = parser.nextToken();
      switch (name) {
        case "items" -> {
          if (rows != null) {
            throw new BrokenContract("The service's answer has 'items' twice.");
          }
          rows = rows(parser, value, fingerprints, keys);
        }
        case "total_size" -> totalSize = hint(parser, value);
        case "next_page_token" ->
            promisesMore = value == JsonToken.VALUE_STRING && !parser.getText().isEmpty();
        default -> {}
      }
      parser.skipChildren();
    }
    if (rows == null) {
      throw new BrokenContract("The service's answer has no 'items'.");
    }
    leave(parser);
    return new Page(rows, fingerprints, keys, totalSize, promisesMore, jobs.orders());
  }

  /** A hint that is not understood is no hint. */
  private static OptionalLong hint(JsonParser parser, @Nullable JsonToken value)
      throws IOException {
    return value == JsonToken.VALUE_NUMBER_INT
            && parser.getNumberType() != JsonParser.NumberType.BIG_INTEGER
        ? OptionalLong.of(parser.getLongValue())
        : OptionalLong.empty();
  }

  private List<@Nullable Object[]> rows(
      JsonParser parser, @Nullable JsonToken value, List<Long> fingerprints, List<JobKey> keys)
      throws IOException, BrokenContract {
    if (value != JsonToken.START_ARRAY) {
      throw new BrokenContract(
          "The field 'items' of the service's answer is "
              + JobReader.kind(value)
              + ", not a list.");
    }
    List<@Nullable Object[]> rows = new ArrayList<>(expected);
    jobs.beginOrder();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      rows.add(jobs.read(parser, rows.size() + 1));
      fingerprints.add(jobs.fingerprint());
      keys.add(jobs.key());
    }
    if (idSlot >= 0) {
      checkOneMoment(keys, fingerprints);
    }
    return rows;
  }

  /**
   * A job that is there twice and the same takes two places of the list. One in two states has
   * moved while the answer was made: then others may be in neither of their places.
   */
  private static void checkOneMoment(List<JobKey> keys, List<Long> fingerprints)
      throws BrokenContract {
    // Of a hash table that is at most half full: the places of rows, counted from 1.
    int[] places = new int[Integer.highestOneBit(4 * keys.size() + 1)];
    for (int row = 0; row < keys.size(); row++) {
      JobKey key = keys.get(row);
      int place = (int) key.low() & (places.length - 1);
      while (places[place] > 0 && !key.equals(keys.get(places[place] - 1))) {
        place = (place + 1) & (places.length - 1);
      }
      int other = places[place] - 1;
      places[place] = row + 1;
      if (other >= 0 && !fingerprints.get(row).equals(fingerprints.get(other))) {
        throw new BrokenContract(
            "Row "
                + (row + 1)
                + " of the service's answer is a job that an earlier row has in another state.",
            MalformedBody.ofSeveralMoments());
      }
    }
  }
}
