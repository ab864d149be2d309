package io.github.llamacloud.jdbc.fetch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.llamacloud.jdbc.error.Failures;
import io.github.llamacloud.jdbc.fetch.MovingList.Change;
import io.github.llamacloud.jdbc.fetch.MovingList.Order;
import io.github.llamacloud.jdbc.json.Page;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Lists that move while they are read. {@code -Dchurn.scans=N} for more than the scans of the
 * build, {@code -Dchurn.seed=S} to repeat what failed.
 */
class ChurnTest {
  private static final int SCANS_OF_A_BUILD = 10_200;
  private static final int SCANS = Integer.getInteger("churn.scans", SCANS_OF_A_BUILD);
  private static final long SEED =
      Long.getLong("churn.seed", SCANS == SCANS_OF_A_BUILD ? 20_261_124 : new Random().nextLong());

  /** Changes per request and row of a page up to which hardly any scan gives up. */
  private static final double CALM = 0.03;

  /** Of so many scans one may meet a change at each of its attempts, and so give up in a calm. */
  private static final int CALM_SCANS = 2000;

  /** Requests after which a scan has no end. */
  private static final int BUDGET = 400;

  private static final List<List<Change>> KINDS =
      List.of(
          List.of(Change.values()),
          List.of(Change.INSERT),
          List.of(Change.DELETE),
          List.of(Change.TOUCH),
          List.of(Change.STATUS),
          List.of(Change.INSERT, Change.DELETE),
          List.of(Change.DELETE, Change.TOUCH));

  @ParameterizedTest
  @EnumSource(Order.class)
  void everyJobThatIsThereAllTheTimeIsReadOnce(Order order) throws SQLException {
    assertReadOnce(order, false);
  }

  @ParameterizedTest
  @EnumSource(Order.class)
  void alsoIfPagesAreAskedForAheadAndAnsweredInAnyOrder(Order order) throws SQLException {
    assertReadOnce(order, true);
  }

  private static void assertReadOnce(Order order, boolean ahead) throws SQLException {
    System.out.println("ChurnTest seed " + SEED);
    int scans = SCANS / Order.values().length;
    int givenUp = 0;
    int givenUpInCalm = 0;
    int plainLosses = 0;
    for (int i = 0; i < scans; i++) {
      long seed = SEED + i;
      Setting setting = new Setting(order, seed);
      List<String> plain = new ArrayList<>();
      MovingList list = setting.list();
      readPlainly(list, setting.pageSize, plain);
      plainLosses += plain.containsAll(list.constant()) ? 0 : 1;
      Outcome outcome = read(setting, ahead);
      givenUp += outcome == Outcome.ALL_READ ? 0 : 1;
      givenUpInCalm += outcome == Outcome.GAVE_UP_IN_CALM ? 1 : 0;
    }
    System.out.println(
        order
            + (ahead ? ", pages ahead" : "")
            + ": of "
            + scans
            + " scans "
            + givenUp
            + " gave up, "
            + plainLosses
            + " plain ones lost jobs");
    assertTrue(plainLosses > scans / 50, "a plain loop loses jobs in " + plainLosses);
    assertTrue(givenUp < scans / 5, "gave up " + givenUp);
    assertTrue(givenUpInCalm <= scans / CALM_SCANS, "gave up " + givenUpInCalm + " in a calm");
  }

  private enum Outcome {
    ALL_READ,
    GAVE_UP,
    GAVE_UP_IN_CALM
  }

  private static Outcome read(Setting setting, boolean ahead) throws SQLException {
    Random random = new Random(setting.seed);
    MovingList list = setting.list();
    int page = Math.min(list.jobs.size(), Math.min(list.clamp, setting.pageSize));
    Experience experience = new Experience();
    if (list.clamp < Integer.MAX_VALUE && random.nextBoolean()) {
      experience.pagesAreCut();
    }
    OutOfOrder outOfOrder = new OutOfOrder(list, random, 1 + random.nextInt(8));
    outOfOrder.latestFirst = random.nextBoolean();
    Pages pages = ahead ? outOfOrder : list;
    Scan scan = new Scan(list.filters(), 0, MovingList.LAYOUT, pages, setting.pageSize, experience);
    List<String> read = new ArrayList<>();
    try {
      while (!scan.ended()) {
        if (random.nextInt(4) > 0) {
          scan.askAhead(Long.MAX_VALUE);
        }
        scan.readPage(Long.MAX_VALUE).forEach(row -> read.add(String.valueOf(row[0])));
        if (list.requests.size() > BUDGET) {
          // What a tail that grows by a page a request needs.
          throw Failures.requestBudgetExceeded(BUDGET);
        }
      }
    } catch (SQLException e) {
      if (!e.getSQLState().equals("40001")) {
        assertEquals("54000", e.getSQLState(), setting + ": " + e);
        assertTrue(
            setting.rate > Math.min(list.clamp, setting.pageSize) / 8.0,
            () -> setting + " does not end, pages of " + page + list.requests);
      }
      return setting.rate > CALM * page ? Outcome.GAVE_UP : Outcome.GAVE_UP_IN_CALM;
    }
    Set<String> lost = new HashSet<>(list.constant());
    read.forEach(lost::remove);
    assertEquals(Set.of(), lost, () -> setting + " lost jobs " + list.requests);
    assertEquals(read.size(), new HashSet<>(read).size(), setting + " returned a job twice");
    return Outcome.ALL_READ;
  }

  /** What anyone would write: until a page is short. */
  private static void readPlainly(MovingList list, int pageSize, List<String> ids) {
    Page page;
    long offset = 0;
    do {
      page = list.page(offset, pageSize);
      page.rows().forEach(row -> ids.add(String.valueOf(row[0])));
      offset += page.rows().size();
    } while (!page.rows().isEmpty() && list.requests.size() < BUDGET);
  }

  /** A list and a way to read it, made up from a seed. */
  private static final class Setting {
    private final Order order;
    private final long seed;
    private final int pageSize;
    private final double rate;

    Setting(Order order, long seed) {
      this.order = order;
      this.seed = seed;
      Random random = new Random(seed);
      this.pageSize = 2 + random.nextInt(random.nextInt(3) == 0 ? 98 : 20);
      this.rate =
          switch (random.nextInt(3)) {
            case 0 -> random.nextDouble() * CALM * pageSize;
            case 1 -> random.nextDouble() * pageSize / 4;
            default -> 0.1 * Math.pow(500, random.nextDouble());
          };
    }

    MovingList list() {
      Random random = new Random(~seed);
      int size = random.nextInt(Math.min(30 * pageSize, random.nextInt(4) == 0 ? 200 : 60));
      MovingList list =
          new MovingList(random, order, size, random.nextInt(3) == 0 ? "failed" : null);
      list.rate = rate;
      list.changes = KINDS.get(random.nextInt(KINDS.size()));
      if (random.nextInt(5) == 0) {
        list.clamp = 2 + random.nextInt(pageSize);
      }
      list.total =
          switch (random.nextInt(4)) {
            case 0 -> OptionalLong.of(size);
            case 1 -> OptionalLong.of(0);
            case 2 -> OptionalLong.of(random.nextInt(100));
            default -> OptionalLong.empty();
          };
      list.begin();
      return list;
    }

    @Override
    public String toString() {
      return "seed " + seed + ", " + order + ", pages of " + pageSize + ", rate " + rate;
    }
  }
}
