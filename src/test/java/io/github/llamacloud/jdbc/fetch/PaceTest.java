package io.github.llamacloud.jdbc.fetch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.llamacloud.jdbc.config.Secret;
import java.time.Duration;
import java.util.Optional;
import okhttp3.HttpUrl;
import org.junit.jupiter.api.Test;

class PaceTest {
  /** Near the end of its range, where comparing instead of subtracting goes wrong. */
  private long now = Long.MAX_VALUE - 1_000_000_000;

  private final Pace pace = new Pace(() -> now);

  @Test
  void withoutALimitEveryTurnIsNow() {
    assertEquals(Duration.ZERO, next(0));
    assertEquals(Duration.ZERO, next(0));
  }

  @Test
  void turnsAreSpreadOverTheSecond() {
    assertEquals(Duration.ZERO, next(4));
    assertEquals(Duration.ofMillis(250), next(4));
    assertEquals(Duration.ofMillis(500), next(4));
    pass(Duration.ofMillis(600));
    assertEquals(Duration.ofMillis(150), next(4));
    pass(Duration.ofSeconds(10));
    assertEquals(Duration.ZERO, next(4), "what was not used is not saved up");
    assertEquals(Duration.ofMillis(250), next(4));
  }

  @Test
  void turnsThatAreGivenBackAreTakenByOthers() {
    pace.takeTurn(4);
    long second = pace.takeTurn(4);
    long third = pace.takeTurn(4);
    long fourth = pace.takeTurn(4);
    pace.giveBack(fourth, 4);
    pace.giveBack(second, 4);
    pace.giveBack(third, 4);
    assertEquals(Duration.ofMillis(250), next(4));
    pass(Duration.ofMillis(600));
    assertEquals(Duration.ofMillis(150), next(4), "the third has passed");
    assertEquals(Duration.ofMillis(400), next(4));
    pace.giveBack(pace.takeTurn(0), 0);
    assertEquals(Duration.ofMillis(650), next(4), "of no limit none is given back");
  }

  @Test
  void aPauseHoldsForEveryoneAndTheLongerOneCounts() {
    pace.pause(Duration.ofSeconds(3));
    pace.pause(Duration.ofSeconds(1));
    assertEquals(Duration.ofSeconds(3), next(0));
    assertEquals(Duration.ofSeconds(3), next(2));
    assertEquals(Duration.ofMillis(3500), next(2));
    pass(Duration.ofSeconds(3));
    assertEquals(Duration.ZERO, next(0));
  }

  @Test
  void aPauseMakesTheTurnsBeforeItsEndVoid() {
    long turn = pace.takeTurn(0);
    assertFalse(pace.isPausedAfter(turn));
    pace.pause(Duration.ofSeconds(3));
    assertTrue(pace.isPausedAfter(turn));
    assertFalse(pace.isPausedAfter(pace.takeTurn(0)));
  }

  @Test
  void itIsSharedByHostAndKey() {
    Pace shared = shared("https://h/a", "k");
    assertSame(shared, shared("https://h/b", "k"));
    assertNotSame(shared, shared("https://h/a", "other"));
    assertNotSame(shared, shared("https://h:444/a", "k"));
    assertNotSame(shared, shared("https://other/a", "k"));
  }

  private static Pace shared(String url, String key) {
    return Pace.shared(HttpUrl.get(url), Optional.of(new Secret(key)));
  }

  private Duration next(double perSecond) {
    return pace.until(pace.takeTurn(perSecond));
  }

  private void pass(Duration duration) {
    now += duration.toNanos();
  }
}
