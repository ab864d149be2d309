package io.github.llamacloud.jdbc.bench;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import org.junit.jupiter.api.Test;

/** A list that is larger than the memory it is read with. {@code -Dlong.rows=N} for other sizes. */
class MillionRowsTest {
  @Test
  void streamThroughASmallHeap() throws IOException {
    try (LongList list = LongList.serve(Long.getLong("long.rows", 1_000_000))) {
      assertTrue(list.isReadWith(64));
    }
  }
}
