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
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Decodes one body of the list (API.md section 1) into rows that hold a chosen set of columns. Any
 * doubt about the body is an error: a row that is not understood is never left out. Used by one
 * thread at a time.
 */
public final class PageDecoder {
  /** Made when it is needed. */
  private static final class Json {
    static final JsonFactory FACTORY = new JsonFactory();
  }

  private final JobRow job;
  private final JobReader jobs;
  private final PlainPage plain;
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
    this.job = new JobRow(layout);
    this.jobs = new JobReader(job);
    this.plain = new PlainPage(job);
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
    try (BodyBytes bytes = BodyBytes.read(body)) {
      return guarded(() -> page(bytes), httpStatus);
    }
  }

  /** Whatever is not plain JSON is read again by the JSON parser, whose word counts. */
  private Page page(BodyBytes bytes) throws IOException, BrokenContract {
    if (bytes.isWhole()) {
      try {
        return plain.read(new PlainJson(bytes), expected);
      } catch (PlainJson.NotPlain | JsonProcessingException | CharConversionException e) {
        // The parser tells what it is, if it is wrong at all.
      }
    }
    return parsed(bytes.stream());
  }

  /** Reads a body with the JSON parser, whatever it looks like. */
  Page parsed(InputStream body) throws IOException, BrokenContract {
    try (JsonParser parser = Json.FACTORY.createParser(body)) {
      return page(parser);
    }
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
    return guarded(
        () -> {
          try (JsonParser parser = Json.FACTORY.createParser(body)) {
            return job(parser);
          }
        },
        httpStatus);
  }

  /** What reads the envelope. */
  private interface Reading<T> {
    T read() throws IOException, BrokenContract;
  }

  private static <T> T guarded(Reading<T> reading, int httpStatus)
      throws SQLException, IOException {
    try {
      return reading.read();
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
    PageBuilder page = new PageBuilder(job, expected);
    boolean hasItems = false;
    for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
      JsonToken value = parser.nextToken();
      switch (name) {
        case "items" -> {
          if (hasItems) {
            throw new BrokenContract("The service's answer has 'items' twice.");
          }
          hasItems = true;
          items(parser, value, page);
        }
        case "total_size" -> page.totalSize = hint(parser, value);
        case "next_page_token" ->
            page.promisesMore = value == JsonToken.VALUE_STRING && !parser.getText().isEmpty();
        default -> {}
      }
      parser.skipChildren();
    }
    if (!hasItems) {
      throw new BrokenContract("The service's answer has no 'items'.");
    }
    leave(parser);
    return page.build();
  }

  /** A hint that is not understood is no hint. */
  private static OptionalLong hint(JsonParser parser, @Nullable JsonToken value)
      throws IOException {
    return value == JsonToken.VALUE_NUMBER_INT
            && parser.getNumberType() != JsonParser.NumberType.BIG_INTEGER
        ? OptionalLong.of(parser.getLongValue())
        : OptionalLong.empty();
  }

  private void items(JsonParser parser, @Nullable JsonToken value, PageBuilder page)
      throws IOException, BrokenContract {
    if (value != JsonToken.START_ARRAY) {
      throw new BrokenContract(
          "The field 'items' of the service's answer is " + JobRow.kind(value) + ", not a list.");
    }
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      page.add(jobs.read(parser, page.nextRow()));
    }
    page.endJobs();
  }
}
