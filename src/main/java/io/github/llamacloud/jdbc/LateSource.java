package io.github.llamacloud.jdbc;

import io.github.llamacloud.jdbc.error.CarriedSqlException;
import io.github.llamacloud.jdbc.jobs.BoundRequest;
import io.github.llamacloud.jdbc.jobs.ExecutionContext;
import io.github.llamacloud.jdbc.jobs.JobCursor;
import io.github.llamacloud.jdbc.jobs.JobRequest;
import io.github.llamacloud.jdbc.jobs.JobSource;
import io.github.llamacloud.jdbc.jobs.RequestBudget;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/** A source that is made by whoever comes first: a thread that makes it meanwhile, or its user. */
final class LateSource implements JobSource, Runnable {
  private final FutureTask<JobSource> source;

  LateSource(Callable<JobSource> maker) {
    this.source = new FutureTask<>(maker);
  }

  /** Makes it, unless it is being made. */
  @Override
  public void run() {
    source.run();
  }

  private JobSource made() {
    source.run();
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return source.get();
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    } catch (ExecutionException e) {
      throw unchecked(Objects.requireNonNull(e.getCause()));
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private static RuntimeException unchecked(Throwable failure) {
    if (failure instanceof Error error) {
      throw error;
    }
    return failure instanceof SQLException sql
        ? new CarriedSqlException(sql)
        : failure instanceof RuntimeException unchecked
            ? unchecked
            : new IllegalStateException(failure);
  }

  @Override
  public JobCursor open(BoundRequest request, ExecutionContext context) throws SQLException {
    return made().open(request, context);
  }

  @Override
  public List<String> explain(JobRequest request) {
    return made().explain(request);
  }

  @Override
  public RequestBudget budget() {
    return made().budget();
  }
}
