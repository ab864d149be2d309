package io.github.llamacloud.jdbc.json;

import com.fasterxml.jackson.core.JsonToken;
import io.github.llamacloud.jdbc.jobs.JobColumn;
import java.io.IOException;
import java.util.Arrays;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Reads a page of the list from plain JSON. Used by one thread. */
final class PlainPage {
  private static final JobColumn[] COLUMNS = JobColumn.values();
  private static final PlainName[] NAMES =
      Arrays.stream(COLUMNS)
          .map(column -> PlainName.of(column.columnName()))
          .toArray(PlainName[]::new);
  private static final int NONE = COLUMNS.length;

  /** How many fields are tried that may come next: as many less one may be left out. */
  private static final int TRIED_AT_MOST = 5;

  private final JobRow job;
  private final TokenText text = new TokenText();

  /** Which field came after each one, and at the end which came first: it most likely will. */
  private final int[] next = new int[COLUMNS.length + 1];

  PlainPage(JobRow job) {
    this.job = job;
  }

  /**
   * Reads a whole body.
   *
   * @param expected rows that it most likely has
   * @throws PlainJson.NotPlain if the body is no JSON, or none that is read here, or an answer of
   *     another shape
   * @throws IOException likewise
   * @throws BrokenContract if a job is not what API.md describes
   */
  Page read(PlainJson json, int expected) throws PlainJson.NotPlain, IOException, BrokenContract {
    PageBuilder page = new PageBuilder(job, expected);
    boolean hasItems = false;
    json.expect('{');
    do {
      switch (json.name()) {
        case "items" -> {
          if (hasItems) {
            throw new PlainJson.NotPlain();
          }
          hasItems = true;
          items(json, page);
        }
        case "total_size" -> {
          JsonToken token = json.scalar(text);
          if (token != JsonToken.VALUE_NULL && token != JsonToken.VALUE_NUMBER_INT) {
            throw new PlainJson.NotPlain();
          }
          page.totalSize =
              token == JsonToken.VALUE_NULL
                  ? OptionalLong.empty()
                  : OptionalLong.of(text.integer());
        }
        case "next_page_token" ->
            page.promisesMore = json.scalar(text) == JsonToken.VALUE_STRING && text.length > 0;
        default -> json.skipValue(text);
      }
    } while (json.skip(','));
    json.expect('}');
    json.expectEnd();
    if (!hasItems) {
      throw new PlainJson.NotPlain();
    }
    return page.build();
  }

  private void items(PlainJson json, PageBuilder page)
      throws PlainJson.NotPlain, IOException, BrokenContract {
    json.expect('[');
    if (json.skip(']')) {
      return;
    }
    do {
      page.add(job(json, page.nextRow()));
    } while (json.skip(','));
    json.expect(']');
    page.endJobs();
  }

  private @Nullable Object[] job(PlainJson json, int row)
      throws PlainJson.NotPlain, IOException, BrokenContract {
    json.expect('{');
    job.begin(row);
    if (json.skip('}')) {
      return job.end();
    }
    int before = NONE;
    do {
      int field = likely(json, before);
      if (field == NONE) {
        JobColumn column = JobReader.COLUMNS.get(json.name());
        if (column == null) {
          json.skipValue(text);
          continue;
        }
        field = column.ordinal();
        next[before] = field;
      } else {
        json.take(NAMES[field]);
      }
      before = field;
      job.add(COLUMNS[field], json.scalar(text), text);
    } while (json.skip(','));
    json.expect('}');
    return job.end();
  }

  /** The field that stands here, if it is one of those that usually come next. */
  private int likely(PlainJson json, int before) {
    int field = next[before];
    for (int i = 0; i < TRIED_AT_MOST; i++) {
      if (json.isAt(NAMES[field])) {
        return field;
      }
      field = next[field];
    }
    return NONE;
  }
}
