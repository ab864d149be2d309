package io.github.llamacloud.jdbc.jobs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.llamacloud.jdbc.testing.FreeSlots;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** How many requests of a statement are under way, and which goes next. */
class RequestSlotsTest {
  private final RequestSlots slots = new RequestSlots();
  private final List<String> sent = new ArrayList<>();

  private RequestSlots.Turn ask(String name, boolean needed) {
    RequestSlots.Turn turn = slots.turn(2);
    turn.begin(() -> sent.add(name), needed);
    return turn;
  }

  private RequestSlots.Turn ask(String name) {
    return ask(name, false);
  }

  @Test
  void asManyAsTheConcurrencyAreSentAndTheOthersInTheirOrder() {
    RequestSlots.Turn a = ask("a");
    RequestSlots.Turn b = ask("b");
    ask("c");
    ask("d");
    assertEquals(List.of("a", "b"), sent);
    b.over(true);
    assertEquals(List.of("a", "b", "c"), sent);
    a.over(true);
    assertEquals(List.of("a", "b", "c", "d"), sent);
  }

  @Test
  void aRequestIsOverOnce() {
    RequestSlots.Turn a = ask("a");
    ask("b");
    ask("c");
    ask("d");
    a.over(true);
    a.over(true);
    assertEquals(List.of("a", "b", "c"), sent);
  }

  @Test
  void whatIsNeededGoesBeforeWhatIsNot() {
    RequestSlots.Turn a = ask("a");
    RequestSlots.Turn b = ask("b");
    ask("c");
    RequestSlots.Turn d = ask("d");
    ask("e", true);
    assertEquals(List.of("a", "b"), sent);
    a.over(true);
    assertEquals(List.of("a", "b", "e"), sent);
    d.needed();
    b.over(true);
    assertEquals(List.of("a", "b", "e", "d"), sent);
  }

  /** A page that was short: what is behind it is hardly worth asking for, unless it is needed. */
  @Test
  void whatIsNotNeededIsNotSentWhereItIsNotWorthIt() {
    RequestSlots.Turn a = ask("a");
    RequestSlots.Turn b = ask("b");
    ask("c");
    RequestSlots.Turn d = ask("d");
    a.over(false);
    assertEquals(List.of("a", "b"), sent);
    d.needed();
    assertEquals(List.of("a", "b", "d"), sent);
    ask("e", true);
    b.over(false);
    assertEquals(List.of("a", "b", "d", "e"), sent);
    d.over(true);
    assertEquals(List.of("a", "b", "d", "e", "c"), sent);
  }

  @Test
  void whatWaitsIsSentWhenThereIsRoomAndMoreIsAskedFor() {
    RequestSlots.Turn a = ask("a");
    ask("b");
    ask("c");
    a.over(false);
    ask("d");
    assertEquals(List.of("a", "b", "c"), sent);
  }

  @Test
  void whatIsGivenUpWhileItWaitsIsNotSentAndLeavesNoRoom() {
    ask("a");
    RequestSlots.Turn b = ask("b");
    RequestSlots.Turn c = ask("c");
    ask("d");
    c.over(false);
    c.needed();
    assertEquals(List.of("a", "b"), sent);
    b.over(true);
    assertEquals(List.of("a", "b", "d"), sent);
  }

  @Test
  void whatIsGivenUpBeforeItBeginsTakesNoTurn() {
    RequestSlots.Turn a = slots.turn(1);
    a.over(false);
    a.begin(() -> sent.add("a"), true);
    assertFalse(a.beginHere());
    RequestSlots.Turn b = slots.turn(1);
    b.begin(() -> sent.add("b"), false);
    assertEquals(List.of("b"), sent);
  }

  @Test
  void aCallerSendsForItselfIfThereIsRoom() {
    RequestSlots.Turn here = slots.turn(2);
    assertTrue(here.beginHere());
    ask("a");
    ask("b");
    assertEquals(List.of("a"), sent);
    RequestSlots.Turn later = slots.turn(2);
    assertFalse(later.beginHere());
    later.begin(() -> sent.add("later"), true);
    here.over(true);
    assertEquals(List.of("a", "later"), sent);
  }

  @Test
  void theConcurrencyIsHalvedOnceForRequestsThatWereUnderWayTogether() {
    assertEquals(7, FreeSlots.of(slots, 4));
    int before = slots.halvings();
    slots.halve(before);
    slots.halve(before);
    assertEquals(3, FreeSlots.of(slots, 4));
    RequestSlots.Turn one = slots.turn(4);
    assertTrue(one.beginHere());
    assertTrue(slots.turn(4).beginHere());
    assertFalse(slots.turn(4).beginHere());
    for (int i = 0; i < 100; i++) {
      slots.halve(slots.halvings());
    }
    assertEquals(0, FreeSlots.of(slots, 32));
    assertFalse(slots.take(1));
    one.over(true);
    assertFalse(slots.turn(32).beginHere());
  }

  @Test
  void threadsSendAllAndNeverMoreThanTheConcurrency() throws InterruptedException {
    long seed = new Random().nextLong();
    System.out.println("RequestSlotsTest seed " + seed);
    Random random = new Random(seed);
    int requests = 20_000;
    AtomicInteger underWay = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    CountDownLatch ended = new CountDownLatch(requests);
    ExecutorService threads = Executors.newFixedThreadPool(6);
    try {
      for (int i = 0; i < requests; i++) {
        boolean needed = random.nextInt(5) == 0;
        boolean sendsOn = random.nextInt(5) > 0;
        RequestSlots.Turn turn = slots.turn(3);
        turn.begin(
            () -> {
              most.accumulateAndGet(underWay.incrementAndGet(), Math::max);
              threads.execute(
                  () -> {
                    underWay.decrementAndGet();
                    turn.over(sendsOn);
                    ended.countDown();
                  });
            },
            needed);
      }
      // What was not worth sending is sent when more is asked for.
      while (!ended.await(1, TimeUnit.MILLISECONDS)) {
        RequestSlots.Turn more = slots.turn(3);
        more.begin(() -> {}, false);
        more.over(true);
      }
    } finally {
      threads.shutdownNow();
    }
    assertEquals(3, most.get(), "seed " + seed);
  }
}
