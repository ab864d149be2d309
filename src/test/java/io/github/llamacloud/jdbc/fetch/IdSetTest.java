package io.github.llamacloud.jdbc.fetch;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class IdSetTest {
  @Test
  void everyIdIsNewExactlyOnce() {
    IdSet ids = new IdSet();
    for (int i = 0; i < 100_000; i++) {
      assertTrue(ids.add("bjb-" + i));
    }
    for (int i = 0; i < 100_000; i++) {
      assertFalse(ids.add("bjb-" + i));
    }
  }

  @Test
  void idsThatAnEncoderWouldConfuseDiffer() {
    IdSet ids = new IdSet();
    assertTrue(ids.add(""));
    assertTrue(ids.add("?"));
    assertTrue(ids.add("\ud800"));
    assertTrue(ids.add("\ud801"));
    assertTrue(ids.add("a"));
    assertTrue(ids.add("A"));
    assertFalse(ids.add("\ud801"));
    assertFalse(ids.add(""));
  }
}
