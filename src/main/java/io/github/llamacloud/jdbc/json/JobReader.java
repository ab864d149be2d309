package io.github.llamacloud.jdbc.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.github.llamacloud.jdbc.jobs.JobColumn;
import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads job objects from the JSON parser, whatever they look like. Used by one thread. */
final class JobReader {
  /** The columns by their names. */
  static final Map<String, JobColumn> COLUMNS =
      Arrays.stream(JobColumn.values())
          .collect(Collectors.toUnmodifiableMap(JobColumn::columnName, Function.identity()));

  private final JobRow job;
  private final TokenText text = new TokenText();

  JobReader(JobRow job) {
    this.job = job;
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
              + JobRow.kind(parser.currentToken())
              + ", not an object.");
    }
    job.begin(row);
    for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
      JsonToken token = parser.nextToken();
      JobColumn column = COLUMNS.get(name);
      if (column == null) {
        parser.skipChildren();
      } else if (token.isStructStart()) {
        job.addStructure(column, parser);
      } else {
        text.set(parser);
        job.add(column, token, text);
      }
    }
    return job.end();
  }
}
