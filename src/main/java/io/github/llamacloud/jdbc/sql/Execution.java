package io.github.llamacloud.jdbc.sql;

import static java.util.Objects.requireNonNull;

import io.github.llamacloud.jdbc.error.CarriedSqlException;
import io.github.llamacloud.jdbc.error.Failures;
import io.github.llamacloud.jdbc.error.SqlState;
import io.github.llamacloud.jdbc.jobs.BoundRequest;
import io.github.llamacloud.jdbc.jobs.ExecutionContext;
import io.github.llamacloud.jdbc.jobs.JobCursor;
import io.github.llamacloud.jdbc.jobs.JobRequest;
import io.github.llamacloud.jdbc.jobs.JobSource;
import io.github.llamacloud.jdbc.jobs.Operand;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TimeZone;
import org.apache.calcite.DataContext;
import org.apache.calcite.adapter.java.JavaTypeFactory;
import org.apache.calcite.linq4j.AbstractEnumerable;
import org.apache.calcite.linq4j.Enumerable;
import org.apache.calcite.linq4j.Enumerator;
import org.apache.calcite.linq4j.QueryProvider;
import org.apache.calcite.rel.type.TimeFrames;
import org.apache.calcite.schema.SchemaPlus;
import org.jspecify.annotations.Nullable;

/**
 * What generated code meets at run time: the service, the parameters, the clock and the cancel flag
 * of one execution. Closes every cursor that the code opened.
 */
final class Execution implements DataContext, AutoCloseable {
  private static final int ROWS_BETWEEN_CHECKS = 1024;

  /** Values of shared scans that are kept of a request: some hundred megabytes. */
  private static final long MOST_CELLS = 4_000_000;

  private static final String READ_AGAIN =
      "A list that the statement reads in several places is too long to be kept and is read more"
          + " than once: these places may see different states of it.";

  private final JobSource source;
  private final ExecutionContext context;
  private final List<? extends @Nullable Object> parameters;
  private final Set<Integer> rowCounts;
  private final List<ValueList> lists;
  private final Map<Integer, ListedValues> boundLists = new HashMap<>();
  private final Map<String, Object> constants;
  private final JavaTypeFactory typeFactory;
  private final List<JobCursor> opened = new ArrayList<>();
  private final Map<JobRequest, SharedRows> shared = new HashMap<>();
  private long replayedRows;

  /**
   * @param parameters in Calcite's internal representation
   * @param rowCounts indexes of the parameters that are a LIMIT or OFFSET, as Long
   * @param lists of values, by their positions in the plan
   * @param constants what the plan stashed at compile time, by name
   */
  Execution(
      JobSource source,
      ExecutionContext context,
      List<? extends @Nullable Object> parameters,
      Set<Integer> rowCounts,
      List<ValueList> lists,
      Map<String, Object> constants,
      JavaTypeFactory typeFactory) {
    this.source = source;
    this.context = context;
    this.parameters = parameters;
    this.rowCounts = rowCounts;
    this.lists = lists;
    this.constants = constants;
    this.typeFactory = typeFactory;
  }

  /**
   * The rows of a request, each an Object[], or the bare value if the request has one column.
   *
   * @param rowBounded whether the row limit of the reader is one of the request
   */
  Enumerable<Object> rows(JobRequest request, int width, boolean rowBounded, Replay replay) {
    return new AbstractEnumerable<>() {
      @Override
      public Enumerator<Object> enumerator() {
        return replay == Replay.NONE
            ? open(request, width, rowBounded)
            : shared
                .computeIfAbsent(
                    request,
                    r ->
                        new SharedRows(
                            () -> open(r, width, rowBounded),
                            replay == Replay.LOOPED
                                ? Long.MAX_VALUE
                                : MOST_CELLS / Math.max(1, width),
                            () -> context.warn(READ_AGAIN),
                            Execution.this::tick))
                .reader();
      }
    };
  }

  private Enumerator<Object> open(JobRequest request, int width, boolean rowBounded) {
    try {
      BoundRequest bound = request.bind(parameters);
      JobCursor cursor = source.open(rowBounded ? bound.atMost(context.maxRows()) : bound, context);
      opened.add(cursor);
      return new Rows(cursor, width == 1);
    } catch (SQLException e) {
      throw new CarriedSqlException(e);
    }
  }

  /** A loop over kept rows alone must still end when it is cancelled. */
  private void tick() {
    if (++replayedRows % ROWS_BETWEEN_CHECKS == 0) {
      check();
    }
  }

  @Override
  public @Nullable Object get(String name) {
    if (name.startsWith("?")) {
      int index = Integer.parseInt(name.substring(1));
      if (index >= ValueList.FIRST_INDEX) {
        return boundLists.computeIfAbsent(
            index - ValueList.FIRST_INDEX, list -> lists.get(list).bound(parameters::get));
      }
      Object value = parameters.get(index);
      return rowCounts.contains(index) ? intCount((Long) requireNonNull(value)) : value;
    }
    Object constant = constants.get(name);
    return constant != null ? constant : variable(name);
  }

  /** The value of a LIMIT or OFFSET. */
  long rowCount(Operand operand) {
    return notNegative((Long) requireNonNull(operand.value(parameters)));
  }

  /** Calcite's runtime counts rows in an int (CALCITE-7156); more than that fit in no memory. */
  private static Integer intCount(long rows) {
    return (int) Math.min(notNegative(rows), Integer.MAX_VALUE);
  }

  private static long notNegative(long rows) {
    if (rows < 0) {
      throw new CarriedSqlException(
          Failures.data(
              SqlState.BAD_LIMIT,
              "LIMIT and OFFSET must not be negative, but one is " + rows + ".",
              null));
    }
    return rows;
  }

  private @Nullable Object variable(String name) {
    return switch (name) {
      case "utcTimestamp", "currentTimestamp", "localTimestamp", "sysTimestamp" ->
          context.now().toEpochMilli();
      case "timeZone" -> TimeZone.getTimeZone("UTC");
      case "timeFrameSet" -> TimeFrames.CORE;
      case "locale" -> Locale.ENGLISH;
      case "user", "systemUser" -> "";
      default -> null;
    };
  }

  @Override
  public @Nullable SchemaPlus getRootSchema() {
    return null;
  }

  @Override
  public JavaTypeFactory getTypeFactory() {
    return typeFactory;
  }

  @Override
  public QueryProvider getQueryProvider() {
    throw new UnsupportedOperationException("A plan of this driver has no query provider.");
  }

  @Override
  public void close() {
    opened.forEach(JobCursor::close);
  }

  private void check() {
    try {
      context.check();
    } catch (SQLException e) {
      throw new CarriedSqlException(e);
    }
  }

  /** A cursor as Calcite pulls it. */
  private record Rows(JobCursor cursor, boolean single) implements Enumerator<Object> {
    @Override
    @SuppressWarnings("NullAway") // a single column of a row may be NULL, as Calcite expects
    public Object current() {
      return single ? cursor.row()[0] : cursor.row();
    }

    @Override
    public boolean moveNext() {
      try {
        return cursor.next();
      } catch (SQLException e) {
        throw new CarriedSqlException(e);
      }
    }

    @Override
    public void reset() {
      throw new UnsupportedOperationException("Rows are read once.");
    }

    @Override
    public void close() {
      cursor.close();
    }
  }
}
