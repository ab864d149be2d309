package io.github.llamacloud.jdbc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.llamacloud.jdbc.error.CarriedSqlException;
import io.github.llamacloud.jdbc.jobs.BoundRequest;
import io.github.llamacloud.jdbc.jobs.ExecutionContext;
import io.github.llamacloud.jdbc.jobs.JobCursor;
import io.github.llamacloud.jdbc.jobs.JobRequest;
import io.github.llamacloud.jdbc.jobs.JobSource;
import io.github.llamacloud.jdbc.jobs.RequestBudget;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The threads that load classes, and the source that is made late. */
class LateStartTest {
  private final List<Runnable> works = new ArrayList<>();
  private final AtomicInteger made = new AtomicInteger();

  private static final class Nothing implements JobSource {
    @Override
    public JobCursor open(BoundRequest request, ExecutionContext context) {
      throw new UnsupportedOperationException();
    }

    @Override
    public List<String> explain(JobRequest request) {
      return List.of("nothing");
    }
  }

  @BeforeEach
  void needsTwoProcessors() {
    assumeTrue(Runtime.getRuntime().availableProcessors() > 1);
  }

  private Thread recorded(Runnable work) {
    works.add(work);
    return new Thread(() -> {});
  }

  @Test
  void beginsOnceAndDoesWhatItIsLeft() {
    Startup startup = new Startup(this::recorded);
    assertFalse(startup.leave(made::incrementAndGet));
    startup.begin();
    startup.begin();
    assertEquals(2, works.size());
    assertTrue(startup.leave(made::incrementAndGet));
    works.get(0).run();
    assertEquals(1, made.get());
    assertFalse(startup.leave(made::incrementAndGet));
  }

  @Test
  void isLeftNothingIfThereCanBeNoThread() {
    Startup startup =
        new Startup(
            work -> {
              throw new OutOfMemoryError("unable to create native thread");
            });
    startup.begin();
    assertFalse(startup.leave(made::incrementAndGet));
  }

  @Test
  void goesOnAfterATaskThatFails() {
    Startup startup = new Startup(this::recorded);
    startup.begin();
    startup.leave(
        () -> {
          throw new StackOverflowError();
        });
    startup.leave(made::incrementAndGet);
    works.get(0).run();
    assertEquals(1, made.get());
  }

  @Test
  void aLateSourceIsMadeOnceByWhoeverComesFirst() {
    LateSource source =
        new LateSource(
            () -> {
              made.incrementAndGet();
              return new Nothing();
            });
    assertEquals(List.of("nothing"), source.explain(null));
    source.run();
    assertSame(RequestBudget.NONE, source.budget());
    assertEquals(1, made.get());
  }

  @Test
  void anInterruptedThreadGetsItsSourceAndStaysInterrupted() throws InterruptedException {
    CountDownLatch makes = new CountDownLatch(1);
    CountDownLatch may = new CountDownLatch(1);
    LateSource source =
        new LateSource(
            () -> {
              makes.countDown();
              may.await();
              return new Nothing();
            });
    Thread maker = new Thread(source);
    maker.start();
    makes.await();
    List<Object> seen = new CopyOnWriteArrayList<>();
    Thread user =
        new Thread(
            () -> {
              Thread.currentThread().interrupt();
              seen.addAll(source.explain(null));
              seen.add(Thread.currentThread().isInterrupted());
            });
    user.start();
    while (user.getState() != Thread.State.WAITING) {
      Thread.onSpinWait();
    }
    may.countDown();
    user.join();
    maker.join();
    assertEquals(List.of("nothing", true), seen);
  }

  @Test
  void whatFailsInMakingItFailsInUsingIt() {
    SQLException failure = new SQLException("no");
    LateSource source =
        new LateSource(
            () -> {
              throw failure;
            });
    source.run();
    assertSame(failure, assertThrows(CarriedSqlException.class, source::budget).carried());
    LateSource broken =
        new LateSource(
            () -> {
              throw new NoClassDefFoundError("okhttp3/X");
            });
    assertThrows(NoClassDefFoundError.class, broken::budget);
  }
}
