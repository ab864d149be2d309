package io.github.llamacloud.jdbc.fetch;

import io.github.llamacloud.jdbc.config.Secret;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import okhttp3.HttpUrl;

/**
 * When the next request to one account may be sent: after the pause that the service asked for, and
 * not more often than {@code requestsPerSecond}. Requests take turns: each is given the moment from
 * which on it may be sent. Threads share it.
 */
final class Pace {
  private static final Map<Account, Pace> SHARED = new ConcurrentHashMap<>();

  private final LongSupplier nanoTime;
  private long pausedUntil;
  private long nextTurn;

  /** Turns before the next one whose requests were given up. */
  private final Queue<Long> turnsGivenBack = new PriorityQueue<>((a, b) -> Long.signum(a - b));

  /** Whom the service counts together. */
  private record Account(String host, int port, Optional<Secret> key) {}

  /**
   * @param nanoTime as {@link System#nanoTime()}
   */
  Pace(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
    this.pausedUntil = nanoTime.getAsLong();
    this.nextTurn = pausedUntil;
  }

  /** The one that all connections of this JVM to the same host with the same key share. */
  static Pace shared(HttpUrl url, Optional<Secret> key) {
    return SHARED.computeIfAbsent(
        new Account(url.host(), url.port(), key), account -> new Pace(System::nanoTime));
  }

  /** Nothing is sent for so long; a longer pause that was asked for before is kept. */
  synchronized void pause(Duration duration) {
    pausedUntil = later(pausedUntil, nanoTime.getAsLong() + duration.toNanos());
  }

  /**
   * Takes the next turn.
   *
   * @param perSecond how many turns there are in a second; 0 for no limit
   * @return from when on, as {@code nanoTime} tells it
   */
  synchronized long takeTurn(double perSecond) {
    long turn = later(nanoTime.getAsLong(), pausedUntil);
    if (perSecond > 0) {
      while (!turnsGivenBack.isEmpty()) {
        long givenBack = turnsGivenBack.remove();
        if (givenBack - turn >= 0) {
          return givenBack;
        }
      }
      turn = later(turn, nextTurn);
      nextTurn = turn + (long) (1e9 / perSecond);
    }
    return turn;
  }

  /**
   * Nothing is sent at a turn that was taken.
   *
   * @param perSecond as it was taken
   */
  synchronized void giveBack(long turn, double perSecond) {
    if (perSecond > 0 && turn - nanoTime.getAsLong() > 0) {
      turnsGivenBack.add(turn);
    }
  }

  /** How much of the pause is left; zero if there is none. */
  synchronized Duration pauseLeft() {
    return until(pausedUntil);
  }

  /** How long it is until a turn; zero if it has come. */
  Duration until(long turn) {
    return Duration.ofNanos(Math.max(0, turn - nanoTime.getAsLong()));
  }

  /** Whether a pause has begun since a turn was taken, and lasts longer: then it is void. */
  synchronized boolean isPausedAfter(long turn) {
    return pausedUntil - turn > 0;
  }

  private static long later(long a, long b) {
    return a - b > 0 ? a : b;
  }
}
