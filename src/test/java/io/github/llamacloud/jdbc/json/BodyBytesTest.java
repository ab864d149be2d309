package io.github.llamacloud.jdbc.json;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.llamacloud.jdbc.jobs.JobColumn;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class BodyBytesTest {
  private static final int FEW = 100_000;
  private static final int TOO_MANY = 17 << 20;

  private static byte[] bytes(int count) {
    byte[] bytes = new byte[count];
    Arrays.fill(bytes, (byte) 'x');
    return bytes;
  }

  @Test
  void aBodyIsFollowedByZeros() throws Exception {
    // The second is read into the array of the first.
    for (int size : new int[] {FEW, 10, 0}) {
      try (BodyBytes body = BodyBytes.read(new ByteArrayInputStream(bytes(size)))) {
        assertTrue(body.isWhole());
        assertEquals(size, body.size());
        assertArrayEquals(bytes(size), Arrays.copyOf(body.array(), size));
        assertArrayEquals(
            new byte[BodyBytes.PADDING],
            Arrays.copyOfRange(body.array(), size, size + BodyBytes.PADDING));
        assertArrayEquals(bytes(size), body.stream().readAllBytes());
      }
    }
  }

  @Test
  void aLongBodyIsNotHeldButRead() throws Exception {
    try (BodyBytes body = BodyBytes.read(new ByteArrayInputStream(bytes(TOO_MANY)))) {
      assertFalse(body.isWhole());
      assertEquals(TOO_MANY, body.stream().readAllBytes().length);
    }
  }

  @Test
  void aLongPageIsDecoded() throws Exception {
    String job =
        "{\"id\":\"%d\",\"job_type\":\"parse\",\"project_id\":\"p\",\"status\":\"failed\","
            + "\"total_items\":1,\"error_message\":\"%s\"}";
    StringBuilder page = new StringBuilder("{\"items\":[");
    for (int i = 0; i < 18; i++) {
      page.append(i == 0 ? "" : ",").append(job.formatted(i, "x".repeat((1 << 20) - 7 + i)));
    }
    page.append("]}");
    Page read =
        new PageDecoder(List.of(JobColumn.ID, JobColumn.ERROR_MESSAGE))
            .decode(
                new ByteArrayInputStream(page.toString().getBytes(StandardCharsets.UTF_8)), 200);
    assertEquals(18, read.rows().size());
    for (int i = 0; i < 18; i++) {
      assertEquals("x".repeat((1 << 20) - 7 + i), read.rows().get(i)[1]);
    }
  }

  @Test
  void threadsDoNotShareAnArray() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      List<Future<?>> all = new ArrayList<>();
      for (int thread = 0; thread < 4; thread++) {
        byte[] own = new byte[FEW];
        Arrays.fill(own, (byte) thread);
        all.add(
            threads.submit(
                () -> {
                  for (int i = 0; i < 500; i++) {
                    BodyBytes body = BodyBytes.read(new ByteArrayInputStream(own));
                    try (body) {
                      assertArrayEquals(own, Arrays.copyOf(body.array(), FEW));
                    }
                    // Once more gives nothing back.
                    body.close();
                  }
                  return null;
                }));
      }
      for (Future<?> one : all) {
        one.get();
      }
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void aStreamThatAnswersNothingIsNotReadForEver() {
    InputStream nothing =
        new FilterInputStream(new ByteArrayInputStream(bytes(FEW))) {
          @Override
          public int read(byte[] into, int start, int length) {
            return 0;
          }
        };
    assertThrows(IOException.class, () -> BodyBytes.read(nothing));
  }

  @Test
  void aStreamThatFailsIsNoEnd() {
    InputStream failing =
        new FilterInputStream(new ByteArrayInputStream(bytes(FEW))) {
          @Override
          public int read(byte[] into, int start, int length) throws IOException {
            int count = super.read(into, start, length);
            if (count < 0) {
              throw new IOException("broken off");
            }
            return count;
          }
        };
    assertThrows(IOException.class, () -> BodyBytes.read(failing));
  }
}
