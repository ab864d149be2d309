package io.github.llamacloud.jdbc.fetch;

import static java.util.Objects.requireNonNull;

import io.github.llamacloud.jdbc.error.Failures;
import io.github.llamacloud.jdbc.jobs.ExecutionContext;
import io.github.llamacloud.jdbc.jobs.RequestSlots;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import okhttp3.Call;
import okhttp3.Callback;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/**
 * One call, from sending to the decoded answer. It runs on a thread of OkHttp's, decoding too, so
 * that several answers are decoded at the same time, and that the one that waits leaves at once
 * when the statement is cancelled, its time limit passes or it is interrupted: a blocked name
 * look-up or read would not notice. Two changes of threads take as long as a small answer, though:
 * so a call that is waited for at once may run where it is waited for, watched by {@link
 * CallWatch}.
 */
final class Exchange<T> {
  private static final ThreadLocal<@Nullable Exchange<?>> RUNNING_HERE = new ThreadLocal<>();

  private final Call call;
  private final ExecutionContext context;
  private final ServiceFailures failures;
  private final Decoding<T> decoding;
  private boolean runsWhereAwaited;
  private final RequestSlots.Turn turn;
  private final CompletableFuture<T> answer = new CompletableFuture<>();
  private volatile ExecutionContext.@Nullable Registration cancelling;
  private volatile @Nullable WatchedLimit limit;

  /** Reads an answer, whose body has arrived, see Attempt. */
  interface Decoding<T> {
    T decode(Response response) throws SQLException, IOException;
  }

  /**
   * @param runsWhereAwaited whether {@link #await} sends the call and runs it, if it need not wait
   *     for others: for one that never blocks but where {@link Call#cancel} ends it
   * @param turn the request's
   */
  Exchange(
      Call call,
      ExecutionContext context,
      ServiceFailures failures,
      Decoding<T> decoding,
      boolean runsWhereAwaited,
      RequestSlots.Turn turn) {
    this.call = call;
    this.context = context;
    this.failures = failures;
    this.decoding = decoding;
    this.runsWhereAwaited = runsWhereAwaited;
    this.turn = turn;
  }

  /**
   * Takes the request's turn, and sends it then, or when it is waited for, unless the statement has
   * ended.
   *
   * @param ahead whether nobody waits for the answer yet
   */
  void start(boolean ahead) throws SQLException {
    context.check();
    runsWhereAwaited = runsWhereAwaited && turn.beginHere();
    if (!runsWhereAwaited && begins()) {
      turn.begin(this::enqueue, !ahead);
    }
  }

  // Nothing depends on what yielding does.
  @SuppressWarnings("ThreadPriorityCheck")
  private void enqueue() {
    if (answer.isDone()) {
      return;
    }
    try {
      call.enqueue(new Delivery());
    } catch (RuntimeException | Error e) {
      // No thread could be made for it; whoever sends it may be doing something else.
      answer.completeExceptionally(e);
      turn.over(false);
      return;
    }
    // Whoever decodes next had better let OkHttp's thread send first: that takes no time.
    Thread.yield();
  }

  /** The answer is waited for now. */
  void needed() {
    demand().needed();
    turn.needed();
  }

  /** Whether the call was not stopped yet; cancelling the statement stops it from now on. */
  private boolean begins() {
    ExecutionContext.Registration registration = context.onCancel(this::stop);
    cancelling = registration;
    if (answer.isDone()) {
      registration.close();
      return false;
    }
    return true;
  }

  private void runHere() {
    RUNNING_HERE.set(this);
    try {
      SharedClients.callWatch().whileRunning(this::send, this::look);
    } finally {
      RUNNING_HERE.remove();
    }
  }

  private void send() {
    Delivery delivery = new Delivery();
    try {
      delivery.onResponse(call, call.execute());
    } catch (IOException e) {
      delivery.onFailure(call, e);
    } catch (Exception | Error e) {
      if (e instanceof InterruptedException) {
        // Kotlin declares no exceptions: OkHttp throws this where it waits for a connection.
        Thread.currentThread().interrupt();
      }
      // What OkHttp makes of it on a thread of its own.
      delivery.onFailure(call, new IOException("canceled due to " + e, e));
    }
  }

  /**
   * The exchange whose call runs on this thread, which is that of its caller; null if none does.
   */
  static @Nullable Exchange<?> ofThisThread() {
    return RUNNING_HERE.get();
  }

  /** Done when the exchange has ended, or was stopped. */
  CompletableFuture<?> end() {
    return answer;
  }

  /**
   * Limits what the call does from now on, when it runs on the thread of its caller.
   *
   * @param timeout until the call is cancelled, which may be a look of {@link CallWatch} late; zero
   *     for never
   */
  Attempt.Limit limitAttempt(Duration timeout) {
    WatchedLimit begun = new WatchedLimit(timeout);
    limit = begun;
    return begun;
  }

  /** A limit that is seen to by whoever looks after the call. */
  private static final class WatchedLimit implements Attempt.Limit {
    private final long begin = System.nanoTime();
    private final long nanos;
    private boolean ended;

    WatchedLimit(Duration timeout) {
      this.nanos = timeout.toNanos();
    }

    synchronized boolean isOver() {
      return !ended && nanos > 0 && System.nanoTime() - begin >= nanos;
    }

    @Override
    public synchronized boolean exit() {
      // What comes after the limit is late, whether anybody has looked yet or not.
      boolean late = isOver();
      ended = true;
      return late;
    }
  }

  private void look(Thread thread) {
    WatchedLimit current = limit;
    if (current != null && current.isOver()) {
      call.cancel();
    }
    if (thread.isInterrupted() || context.remaining().filter(Duration::isZero).isPresent()) {
      stop();
    }
  }

  /** Waits for the answer. */
  T await() throws SQLException {
    if (runsWhereAwaited && begins()) {
      runHere();
    }
    try {
      return received();
    } catch (ExecutionException e) {
      context.check();
      Throwable cause = requireNonNull(e.getCause());
      throw cause instanceof SQLException decoded ? decoded : failures.ofCall(cause);
    } catch (CancellationException e) {
      context.check();
      throw Failures.cancelled();
    } catch (TimeoutException e) {
      stop();
      context.check();
      throw Failures.timeLimit("The statement ran longer than its time limit.", null);
    } catch (InterruptedException e) {
      stop();
      Thread.currentThread().interrupt();
      throw Failures.cancelled();
    }
  }

  /** Whether it has ended, so that nobody need wait. */
  boolean hasEnded() {
    return answer.isDone();
  }

  /** The answer if it is there already. */
  Optional<T> answered() {
    return hasEnded() && !answer.isCompletedExceptionally()
        ? Optional.of(answer.join())
        : Optional.empty();
  }

  private T received() throws ExecutionException, InterruptedException, TimeoutException {
    Optional<Duration> left = context.remaining();
    return left.isPresent() ? answer.get(left.get().toNanos(), TimeUnit.NANOSECONDS) : answer.get();
  }

  /** Gives the call up and wakes whoever waits for it. */
  void stop() {
    answer.cancel(false);
    call.cancel();
    demand().giveUp();
    turn.over(false);
  }

  /** How much its answer is wanted. */
  Demand demand() {
    return requireNonNull(call.request().tag(Demand.class));
  }

  private void ended() {
    ExecutionContext.Registration registration = cancelling;
    if (registration != null) {
      registration.close();
    }
  }

  private final class Delivery implements Callback {
    @Override
    public void onResponse(Call answered, Response response) {
      ended();
      try (response) {
        if (!answer.isDone()) {
          answer.complete(decoding.decode(response));
        }
      } catch (IOException e) {
        answer.completeExceptionally(failures.ofIo(e));
      } catch (SQLException | RuntimeException | Error e) {
        answer.completeExceptionally(e);
      } finally {
        turn.over(response.isSuccessful() || response.code() == HttpURLConnection.HTTP_NOT_FOUND);
      }
    }

    @Override
    public void onFailure(Call failed, IOException e) {
      ended();
      answer.completeExceptionally(e);
      turn.over(false);
    }
  }
}
