package io.github.llamacloud.jdbc.fetch;

import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Requests that are made before their answers are needed, in the order in which they will be. Tells
 * when an answer was asked for, which is not after it was sent for, and when it was received, in
 * events, of which each has a number higher than the one before. For one thread.
 *
 * @param <K> what is asked for
 * @param <T> the answer
 */
final class Ahead<K, T> {
  private final Slots slots;
  private final Sending<K, T> sending;
  private final Deque<Asked<K, T>> asked = new ArrayDeque<>();
  private @Nullable Asked<K, T> demanded;
  private long events;

  /** Sends a request, ahead or since its answer is waited for. */
  interface Sending<K, T> {
    Pending<T> send(K key, boolean ahead) throws SQLException;
  }

  private record Asked<K, T>(K key, Pending<T> pending, long requestedAt) {}

  /**
   * An answer.
   *
   * @param requestedAt the event of its request
   * @param answeredAt the event of its receipt, not before the service made it
   */
  record Answer<T>(T value, long requestedAt, long answeredAt) {}

  Ahead(Slots slots, Sending<K, T> sending) {
    this.slots = slots;
    this.sending = sending;
  }

  /** Requests whose answers are not received, or not needed yet. */
  int size() {
    return asked.size() + (demanded == null ? 0 : 1);
  }

  /** Whether an answer is there, and not taken yet, that is such a one. */
  boolean hasAnswer(Predicate<T> such) {
    return Stream.concat(Stream.ofNullable(demanded), asked.stream())
        .anyMatch(one -> one.pending().answered().filter(such).isPresent());
  }

  /** Sends a request, if there may be one more. */
  boolean ask(K key) throws SQLException {
    if (!slots.takeSlot()) {
      return false;
    }
    boolean sent = false;
    try {
      asked.add(sent(key, true));
      sent = true;
    } finally {
      if (!sent) {
        slots.giveSlotBack();
      }
    }
    return true;
  }

  private Asked<K, T> sent(K key, boolean ahead) throws SQLException {
    return new Asked<>(key, sending.send(key, ahead), ++events);
  }

  /**
   * Makes this the request to be waited for, if none is yet. If another one would be the next, all
   * are given up: what followed is not what is needed.
   */
  void demand(K key) throws SQLException {
    if (demanded != null) {
      return;
    }
    Asked<K, T> first = asked.peek();
    if (first != null && first.key().equals(key)) {
      asked.remove();
      slots.giveSlotBack();
      first.pending().needed();
      demanded = first;
    } else {
      drop();
      demanded = sent(key, false);
    }
  }

  /**
   * Makes the first of these the request to be waited for, and sends as many of the others as there
   * may be.
   *
   * @param keys what will be demanded, in this order, as it was told before
   */
  void demandFirst(List<K> keys) throws SQLException {
    demand(keys.get(0));
    int next = size();
    while (next < keys.size() && ask(keys.get(next))) {
      next++;
    }
  }

  /** Waits for the request that is demanded. */
  Answer<T> await() throws SQLException {
    Asked<K, T> awaited = demanded;
    if (awaited == null) {
      throw new IllegalStateException("nothing is demanded");
    }
    demanded = null;
    T value = awaited.pending().await();
    return new Answer<>(value, awaited.requestedAt(), ++events);
  }

  /** Gives up all requests. */
  void drop() {
    if (demanded != null) {
      demanded.pending().drop();
      demanded = null;
    }
    while (!asked.isEmpty()) {
      // What is behind must not be sent for since there is room now.
      asked.removeLast().pending().drop();
      slots.giveSlotBack();
    }
  }
}
