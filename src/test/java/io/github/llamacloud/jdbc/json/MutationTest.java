package io.github.llamacloud.jdbc.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.llamacloud.jdbc.jobs.JobColumn;
import io.github.llamacloud.jdbc.jobs.Transport;
import io.github.llamacloud.jdbc.simulator.Simulator;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/**
 * Valid answers with random damage: each is either refused with 58030, or it is JSON that says what
 * was read. {@code -Dmutations=n -Dmutations.seed=s} runs others.
 */
class MutationTest {
  private static final List<JobColumn> ALL = Arrays.asList(JobColumn.values());
  private static final String ALPHABET = "{}[]\",:0129-+.eEtfnull\\ \u0000\u00e9";
  private static final byte[] PAGE = body("?limit=3");
  private static final byte[] JOB = body("/" + Simulator.demo(3, 1).jobs().get(0).id());

  private final PageDecoder decoder = new PageDecoder(ALL);
  private final ObjectMapper judge = new ObjectMapper();

  private static byte[] body(String target) {
    return Simulator.demo(3, 1)
        .exchange(new Transport.Request("GET", "/api/v1/beta/batch-processing" + target, Map.of()))
        .body();
  }

  @Test
  void damageIsRefusedOrReadAsItStands() throws IOException {
    long seed = Long.getLong("mutations.seed", 1);
    int refused = 0;
    int count = Integer.getInteger("mutations", 100_000);
    for (int i = 0; i < count; i++) {
      SplittableRandom random = new SplittableRandom(seed * 1_000_003 + i);
      byte[] damaged = damaged(i % 4 == 0 ? JOB : PAGE, random);
      try {
        check(i % 4 == 0, damaged);
      } catch (SQLException e) {
        refused++;
        assertEquals("58030", e.getSQLState());
        assertEquals(200, e.getErrorCode());
        assertTrue(e.getMessage().length() < 400, e.getMessage());
      } catch (RuntimeException | Error e) {
        throw new AssertionError(
            "seed " + seed + ", number " + i + ": " + new String(damaged, StandardCharsets.UTF_8),
            e);
      }
    }
    assertTrue(refused > count / 4 && refused < count, "refused: " + refused);
  }

  private void check(boolean job, byte[] damaged) throws SQLException, IOException {
    if (job) {
      Object[] row = decoder.decodeJob(new ByteArrayInputStream(damaged), 200);
      assertSame(judge.readTree(damaged).get("job"), row);
      return;
    }
    Page page = decoder.decode(new ByteArrayInputStream(damaged), 200);
    JsonNode items = judge.readTree(damaged).get("items");
    assertEquals(items.size(), page.rows().size(), "rows");
    for (int i = 0; i < items.size(); i++) {
      assertSame(items.get(i), page.rows().get(i));
    }
  }

  /** Texts and numbers are compared; date-times only for being there. */
  private static void assertSame(JsonNode job, Object[] row) {
    for (int i = 0; i < row.length; i++) {
      JobColumn column = ALL.get(i);
      JsonNode value = job.get(column.columnName());
      if (value == null && column.type() == JobColumn.Type.BIGINT) {
        assertEquals(0L, row[i], "a counter that is left out is 0");
        continue;
      }
      if (value == null || value.isNull()) {
        assertEquals(null, row[i], column.columnName());
        continue;
      }
      switch (column.type()) {
        case VARCHAR -> assertEquals(value.textValue(), row[i], column.columnName());
        case BIGINT -> assertEquals(value.longValue(), row[i], column.columnName());
        case TIMESTAMP -> assertTrue(row[i] != null, column.columnName());
      }
    }
  }

  private static byte[] damaged(byte[] valid, SplittableRandom random) {
    byte[] bytes = valid.clone();
    for (int times = random.nextInt(1, 4); times > 0; times--) {
      int at = random.nextInt(bytes.length);
      bytes =
          switch (random.nextInt(6)) {
            case 0 -> Arrays.copyOf(bytes, Math.max(1, at));
            case 1 -> with(bytes, at, (byte) random.nextInt(256));
            case 2, 3 -> with(bytes, at, (byte) ALPHABET.charAt(random.nextInt(ALPHABET.length())));
            case 4 -> spliced(bytes, at, Math.min(bytes.length, at + random.nextInt(1, 40)), at);
            default -> spliced(bytes, at, at, Math.max(0, at - random.nextInt(1, 40)));
          };
    }
    return bytes;
  }

  private static byte[] with(byte[] bytes, int at, byte changed) {
    bytes[at] = changed;
    return bytes;
  }

  /** Everything before {@code end}, then from {@code next} on. */
  private static byte[] spliced(byte[] bytes, int end, int skipTo, int repeatFrom) {
    int from = Math.min(Math.max(skipTo, repeatFrom), repeatFrom < end ? repeatFrom : skipTo);
    byte[] result = Arrays.copyOf(bytes, Math.max(1, end + bytes.length - from));
    System.arraycopy(bytes, from, result, end, bytes.length - from);
    return result;
  }
}
