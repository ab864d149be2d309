package io.github.llamacloud.jdbc.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.llamacloud.jdbc.jobs.BoundList;
import io.github.llamacloud.jdbc.jobs.BoundRequest;
import io.github.llamacloud.jdbc.jobs.ExecutionContext;
import io.github.llamacloud.jdbc.jobs.JobColumn;
import io.github.llamacloud.jdbc.jobs.JobCursor;
import io.github.llamacloud.jdbc.jobs.JobRequest;
import io.github.llamacloud.jdbc.jobs.JobSource;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.calcite.linq4j.Enumerator;
import org.apache.calcite.linq4j.Linq4j;
import org.junit.jupiter.api.Test;

class SharedRowsTest {
  private static final int LENGTH = 5;

  private int opened;
  private int dropped;

  /** The list is another one each time it is opened: 10, 11, …; then 20, 21, …. */
  private SharedRows shared(long mostKept) {
    return new SharedRows(
        () -> {
          opened++;
          return Linq4j.enumerator(
              IntStream.range(0, LENGTH).mapToObj(i -> (Object) (opened * 10 + i)).toList());
        },
        mostKept,
        () -> dropped++,
        () -> {});
  }

  @Test
  void whatFitsIsFetchedOnce() {
    SharedRows shared = shared(LENGTH);
    assertEquals(list(1), rest(shared.reader()));
    assertEquals(list(1), rest(shared.reader()));
    assertEquals(1, opened);
    assertEquals(0, dropped);
  }

  @Test
  void whatDoesNotFitIsReadAgainByLaterReaders() {
    SharedRows shared = shared(LENGTH - 1);
    Enumerator<Object> early = shared.reader();
    assertEquals(list(1), rest(shared.reader()));
    assertEquals(1, dropped);
    assertEquals(list(2), rest(shared.reader()));
    assertEquals(list(3), rest(early));
    assertEquals(1, dropped);
  }

  @Test
  void aReaderInTheMiddleReadsTheListThatItBegan() {
    SharedRows shared = shared(2);
    Enumerator<Object> slow = shared.reader();
    assertTrue(slow.moveNext());
    assertEquals(10, slow.current());
    assertEquals(list(1), rest(shared.reader()));
    assertEquals(0, dropped);
    assertEquals(list(1).subList(1, LENGTH), rest(slow));
    assertEquals(1, opened);
  }

  @Test
  void aReaderThatHasEndedHoldsNothing() {
    SharedRows shared = shared(2);
    Enumerator<Object> limited = shared.reader();
    assertTrue(limited.moveNext());
    limited.close();
    Enumerator<Object> foremost = shared.reader();
    assertEquals(list(1), rest(foremost));
    assertEquals(1, dropped);
    foremost.close();
    assertEquals(list(2), rest(shared.reader()));
  }

  @Test
  void aResetReaderBeginsAnew() {
    SharedRows shared = shared(2);
    Enumerator<Object> reader = shared.reader();
    assertEquals(list(1), rest(reader));
    reader.reset();
    assertEquals(list(2), rest(reader));
  }

  @Test
  void aStatementWarnsWhenItReadsALongListTwice() throws SQLException {
    LongSource source = new LongSource(2_100_000);
    ExecutionContext context = context();
    assertEquals(
        4_200_000L,
        count(
            "SELECT COUNT(id) FROM (SELECT id FROM batch_jobs WHERE total_items > 1"
                + " UNION ALL SELECT id FROM batch_jobs WHERE total_items > 2) t",
            source,
            context));
    assertEquals(2, source.opened);
    assertEquals(1, context.warnings().size(), () -> context.warnings().toString());
    assertTrue(context.warnings().get(0).contains("read more than once"));
  }

  @Test
  void aListThatIsKeptIsReadOnceWithoutAWarning() throws SQLException {
    LongSource source = new LongSource(1_900_000);
    ExecutionContext context = context();
    assertEquals(
        3_800_000L,
        count(
            "SELECT COUNT(id) FROM (SELECT id FROM batch_jobs WHERE total_items > 1"
                + " UNION ALL SELECT id FROM batch_jobs WHERE total_items > 2) t",
            source,
            context));
    assertEquals(1, source.opened);
    assertEquals(List.of(), context.warnings());
  }

  /** A loop would read the list for each outer row, so it keeps the rows whatever their number. */
  @Test
  void aLoopKeepsItsRows() throws SQLException {
    LongSource source = new LongSource(2_100_000);
    ExecutionContext context = context();
    assertEquals(
        6_300_000L,
        count(
            "SELECT COUNT(directory_id) FROM (VALUES 1, 2, 3) v(x) JOIN batch_jobs ON total_items > x",
            source,
            context));
    assertEquals(1, source.opened);
    assertEquals(List.of(), context.warnings());
  }

  private static ExecutionContext context() {
    return new ExecutionContext(Instant.EPOCH, Duration.ZERO, ExecutionContext.ALL_ROWS);
  }

  private static long count(String sql, JobSource source, ExecutionContext context)
      throws SQLException {
    try (RowCursor cursor = new SqlEngine().prepare(sql).bind(List.of()).open(source, context)) {
      assertTrue(cursor.next());
      long count = ((Number) cursor.row()[0]).longValue();
      assertFalse(cursor.next());
      return count;
    }
  }

  private static List<Object> list(int opening) {
    return IntStream.range(0, LENGTH).mapToObj(i -> (Object) (opening * 10 + i)).toList();
  }

  private static List<Object> rest(Enumerator<Object> reader) {
    List<Object> rows = new ArrayList<>();
    while (reader.moveNext()) {
      rows.add(reader.current());
    }
    assertFalse(reader.moveNext());
    return rows;
  }

  /** So many times the same row. */
  private static final class LongSource implements JobSource {
    private final long length;
    private int opened;

    LongSource(long length) {
      this.length = length;
    }

    @Override
    public JobCursor open(BoundRequest request, ExecutionContext context) {
      opened++;
      Object[] row =
          ((BoundList) request)
              .columns().stream()
                  .map(column -> column.type() == JobColumn.Type.VARCHAR ? "j" : (Object) 9L)
                  .toArray();
      return new JobCursor() {
        private long read;

        @Override
        public boolean next() {
          return read++ < length;
        }

        @Override
        public Object[] row() {
          return row;
        }

        @Override
        public void close() {}
      };
    }

    @Override
    public List<String> explain(JobRequest request) {
      return List.of();
    }
  }
}
