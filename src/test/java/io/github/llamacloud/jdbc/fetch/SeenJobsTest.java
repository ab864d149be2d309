package io.github.llamacloud.jdbc.fetch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.llamacloud.jdbc.json.JobKey;
import org.junit.jupiter.api.Test;

class SeenJobsTest {
  private static final JobKey.Maker KEYS = new JobKey.Maker();
  private static final long MARK = SeenJobs.mark(1, 0);

  @Test
  void everyJobIsNewExactlyOnceAndKeepsItsLatestMark() {
    SeenJobs jobs = new SeenJobs();
    for (int i = 0; i < 100_000; i++) {
      assertEquals(SeenJobs.UNSEEN, jobs.put(KEYS.of("bjb-" + i), SeenJobs.mark(1 + i % 255, i)));
    }
    for (int i = 0; i < 100_000; i++) {
      assertEquals(
          SeenJobs.mark(1 + i % 255, i), jobs.put(KEYS.of("bjb-" + i), SeenJobs.mark(255, -i)));
    }
    for (int i = 0; i < 100_000; i++) {
      assertEquals(SeenJobs.mark(255, -i), jobs.mark(KEYS.of("bjb-" + i)));
    }
    assertEquals(SeenJobs.UNSEEN, jobs.mark(KEYS.of("bjb-100000")));
  }

  @Test
  void aMarkHasARunAndAState() {
    long mark = SeenJobs.mark(255, 0xfedcba9876543210L);
    assertEquals(255, SeenJobs.run(mark));
    assertTrue(SeenJobs.isSameState(mark, SeenJobs.mark(1, 0x76543210L)));
    assertFalse(SeenJobs.isSameState(mark, SeenJobs.mark(255, 0x76543211L)));
    assertEquals(0, SeenJobs.run(SeenJobs.UNSEEN));
  }

  @Test
  void idsThatAnEncoderWouldConfuseDiffer() {
    SeenJobs jobs = new SeenJobs();
    for (String id : new String[] {"", "?", "\ud800", "\ud801", "a", "A"}) {
      assertEquals(SeenJobs.UNSEEN, jobs.put(KEYS.of(id), MARK));
    }
    assertEquals(MARK, jobs.put(KEYS.of("\ud801"), MARK));
    assertEquals(MARK, jobs.put(KEYS.of(""), MARK));
  }
}
