package io.github.llamacloud.jdbc.fetch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.llamacloud.jdbc.fetch.MovingList.Change;
import io.github.llamacloud.jdbc.fetch.MovingList.Order;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * Lists that move, of a service that cuts pages as it likes, though never to one row, and tells any
 * total. {@code -Dcuts.scans=N} for more than the scans of the build, {@code -Dcuts.seed=S} to
 * repeat what failed.
 */
class CutPagesTest {
  private static final int SCANS_OF_A_BUILD = 12_000;
  private static final int SCANS = Integer.getInteger("cuts.scans", SCANS_OF_A_BUILD);
  private static final long SEED =
      Long.getLong("cuts.seed", SCANS == SCANS_OF_A_BUILD ? 20_261_129 : new Random().nextLong());

  /** Requests after which a scan is not read on. */
  private static final int BUDGET = 600;

  @Test
  void everyJobThatIsThereAllTheTimeIsReadOnce() throws SQLException {
    System.out.println("CutPagesTest seed " + SEED);
    int givenUp = 0;
    int unended = 0;
    for (int i = 0; i < SCANS; i++) {
      Reading reading = new Reading(SEED + i);
      try {
        if (reading.ends()) {
          Set<String> lost = new HashSet<>(reading.list.constant());
          reading.read.forEach(lost::remove);
          assertEquals(Set.of(), lost, () -> reading + " lost jobs " + reading.list.requests);
        } else {
          unended++;
        }
      } catch (SQLException e) {
        assertEquals("40001", e.getSQLState(), () -> reading + ": " + e);
        givenUp++;
      }
      assertEquals(
          reading.read.size(), new HashSet<>(reading.read).size(), reading + " returned one twice");
    }
    System.out.println(
        "Of " + SCANS + " scans " + givenUp + " gave up, " + unended + " did not end");
    assertTrue(givenUp < SCANS / 30, "gave up " + givenUp);
    assertTrue(unended < SCANS / 100, "did not end " + unended);
  }

  /** How a service cuts its pages. */
  private enum Cut {
    ALL_THE_SAME,
    ALL_BUT_THE_FIRST,
    EACH_OTHERWISE,
    SOME,
    NONE
  }

  /** What a service tells of the length of a list. */
  private enum Told {
    THE_TRUTH,
    /** So few that no page of several reaches just as many. */
    ANYTHING,
    SOMETIMES_THE_TRUTH,
    NOTHING
  }

  /** A list and a way to read it, made up from a seed. */
  private static final class Reading {
    private final long seed;
    private final Random random;
    private final int pageSize;
    private final Order order;
    private final Cut cut;
    private final int length;
    private final Told told;
    final MovingList list;
    final List<String> read = new ArrayList<>();

    Reading(long seed) {
      this.seed = seed;
      this.random = new Random(seed);
      this.pageSize = 3 + random.nextInt(random.nextInt(3) == 0 ? 98 : 10);
      this.order = one(Order.values());
      this.cut = one(Cut.values());
      this.told = one(Told.values());
      this.length = anyLength();
      this.list =
          new MovingList(
              new Random(~seed),
              order,
              random.nextInt(6 * pageSize),
              random.nextInt(4) == 0 ? "failed" : null);
      if (random.nextInt(4) > 0) {
        list.rate = random.nextDouble() * random.nextDouble() * pageSize / 3;
      }
      List<Change> changes = new ArrayList<>(List.of(Change.values()));
      changes.removeIf(change -> random.nextBoolean());
      list.changes = changes.isEmpty() ? List.of(one(Change.values())) : changes;
      list.cut = limit -> Math.min(limit, mostRows(limit));
      list.told = this::told;
      list.begin();
    }

    private <T> T one(T[] values) {
      return values[random.nextInt(values.length)];
    }

    private int anyLength() {
      return 2 + random.nextInt(pageSize);
    }

    private int mostRows(int limit) {
      return switch (cut) {
        case ALL_THE_SAME -> length;
        case ALL_BUT_THE_FIRST -> list.requests.size() == 1 ? limit : length;
        case EACH_OTHERWISE -> anyLength();
        case SOME -> random.nextInt(3) == 0 ? anyLength() : limit;
        case NONE -> limit;
      };
    }

    private OptionalLong told(int jobs) {
      return switch (told) {
        case THE_TRUTH -> OptionalLong.of(jobs);
        case ANYTHING -> OptionalLong.of(random.nextInt(pageSize));
        case SOMETIMES_THE_TRUTH ->
            random.nextBoolean() ? OptionalLong.of(jobs) : OptionalLong.empty();
        case NOTHING -> OptionalLong.empty();
      };
    }

    /** Whether the end is reached within the budget. */
    boolean ends() throws SQLException {
      Experience experience = new Experience();
      if (random.nextBoolean()) {
        experience.pagesAreCut();
      }
      Pages pages =
          random.nextBoolean() ? list : new OutOfOrder(list, random, 1 + random.nextInt(8));
      Scan scan = new Scan(list.filters(), 0, MovingList.LAYOUT, pages, pageSize, experience);
      // A LIMIT that the list cannot reach is read as all.
      long limit = random.nextBoolean() ? Long.MAX_VALUE : 2000 + random.nextInt(2 * pageSize);
      while (!scan.ended() && read.size() < limit && list.requests.size() <= BUDGET) {
        long most = limit == Long.MAX_VALUE ? limit : limit - read.size();
        if (random.nextInt(4) > 0) {
          scan.askAhead(most);
        }
        scan.readPage(most).forEach(row -> read.add(String.valueOf(row[0])));
      }
      return scan.ended();
    }

    @Override
    public String toString() {
      return "seed "
          + seed
          + ", "
          + order
          + ", pages of "
          + pageSize
          + ", cut "
          + cut
          + " to "
          + length
          + ", told "
          + told
          + ", "
          + list.changes
          + " at a rate of "
          + list.rate;
    }
  }
}
