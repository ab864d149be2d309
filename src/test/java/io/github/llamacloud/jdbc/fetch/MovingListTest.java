package io.github.llamacloud.jdbc.fetch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.llamacloud.jdbc.fetch.MovingList.Order;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The cases in which simpler ways of reading a moving list lose a job. */
class MovingListTest {
  private static final int PAGE = 2;

  /** Every page begins where it should, and yet d moved to the head. */
  @Test
  void theHeadIsLookedAtThoughNoPageSeemedToHaveMoved() throws SQLException {
    MovingList list = latestFirst("a", "b", "c", "d");
    at(
        list,
        1,
        () -> {
          list.touch("d");
          list.delete("a");
        });
    assertAllRead(list);
  }

  /** While the head is looked at, in several pages, a job moves there from the next one. */
  @Test
  void aLookAtTheHeadOfSeveralPagesIsNoProof() throws SQLException {
    MovingList list = latestFirst("a", "b", "c", "d", "e", "f", "g", "h");
    List<String> changed = List.of("g", "f", "e", "d", "c", "b");
    list.script =
        () -> {
          int request = list.requests.size();
          if (request >= 7 && request - 7 < changed.size()) {
            list.touch(changed.get(request - 7));
          }
        };
    assertAllRead(list);
  }

  /** Oldest update first: jobs go to the tail until after it was read. */
  @Test
  void theTailIsAskedForAfterAllElse() throws SQLException {
    for (int request = 1; request < 8; request++) {
      for (String moved : List.of("a", "b", "c", "d", "e")) {
        MovingList list = MovingList.of(Order.UPDATED, "a", "b", "c", "d", "e");
        at(list, request, () -> list.touch(moved));
        assertAllRead(list);
      }
    }
  }

  /** All known rows of the head are gone when the reading comes back to the beginning. */
  @Test
  void aBeginningWithoutAKnownRowBeginsAnew() throws SQLException {
    MovingList list = latestFirst("a", "b", "c", "d", "e", "f");
    at(
        list,
        1,
        () -> {
          for (String id : List.of("c", "d", "b", "a")) {
            list.touch(id);
          }
        });
    assertAllRead(list);
  }

  /** A page that did not join shows jobs behind others that were not read. */
  @Test
  void pagesThatDoNotJoinCountForNothing() throws SQLException {
    MovingList list = MovingList.of(Order.ID, "a", "b", "c", "d", "e", "f", "g", "h", "i");
    at(list, 2, () -> List.of("a", "b", "c").forEach(list::delete));
    assertAllRead(list);
  }

  /** Only a part of a row is shown, and the rest of it has changed. */
  @Test
  void aRowIsKnownAgainByAllItsFields() throws SQLException {
    MovingList list = latestFirst("a", "b", "c", "d");
    at(
        list,
        1,
        () -> {
          list.touch("d");
          list.touch("b");
          list.delete("a");
        });
    assertAllRead(list);
  }

  /** A job that moves within the list may be missed; the others may not. */
  @Test
  void jobsThatDoNotChangeAreReadWhateverTheOrder() throws SQLException {
    for (int request = 1; request < 6; request++) {
      MovingList list = MovingList.of(Order.STATUS, "a", "b", "c", "d", "e", "f");
      at(list, request, () -> List.of("a", "d").forEach(list::touch));
      assertAllRead(list);
    }
  }

  /** Nothing is left where the second page begins, but what was there has moved to before it. */
  @Test
  void aFirstPageThatWasCutIsNotTheWholeListThoughNothingIsBehindIt() throws SQLException {
    for (int left = 0; left < 10; left++) {
      MovingList list = MovingList.of(Order.ID, "abcdefghijklmnop".split(""));
      list.clamp = 10;
      String deleted = "abcdefghijklmnop".substring(0, 16 - left);
      at(list, 1, () -> List.of(deleted.split("")).forEach(list::delete));
      assertAllRead(list, 20);
    }
  }

  /** Full pages, and then one with nothing but what the page before has shown. */
  @Test
  void aPageThatIsCutToTheRowsItRepeatsIsNotTheEnd() throws SQLException {
    for (OptionalLong total : List.of(OptionalLong.empty(), OptionalLong.of(40))) {
      MovingList list = new MovingList(new Random(1), Order.ID, 1000, null);
      list.total = total;
      list.script = () -> list.clamp = list.requests.size() == 2 ? 5 : 100;
      assertAllRead(list, 100);
    }
  }

  /** After a short page, too; the one behind it has just the rows that pages share. */
  @Test
  void pagesThatAreCutInTurnAreNoEnd() throws SQLException {
    for (int cut = 2; cut < 8; cut++) {
      MovingList list = new MovingList(new Random(1), Order.ID, 1000, null);
      int shorter = cut;
      list.script = () -> list.clamp = list.requests.size() == 1 ? 60 : shorter;
      list.clamp = 100;
      assertAllRead(list, 100);
    }
  }

  /** What told of it is forgotten by the second page: it goes, and another moves to the head. */
  @Test
  void aFirstPageThatToldOfMoreIsNotTheWholeList() throws SQLException {
    MovingList list = latestFirst("a", "b", "c");
    list.clamp = 2;
    list.told = jobs -> OptionalLong.of(jobs);
    at(
        list,
        1,
        () -> {
          list.touch("c");
          list.delete("a");
        });
    assertAllRead(list, 10);
  }

  /** Many pages in a row have nothing new, but the service does not repeat itself. */
  @Test
  void aListThatGrewByManyPagesIsReadOn() throws SQLException {
    for (int request = 2; request < 12; request++) {
      for (int growth = 15; growth < 40; growth++) {
        MovingList list = MovingList.of(Order.CREATED_LATEST_FIRST);
        for (int i = 0; i < 60; i++) {
          list.add("old" + i);
        }
        list.sort();
        int added = growth;
        at(
            list,
            request,
            () -> {
              for (int i = 0; i < added; i++) {
                list.add("new" + i);
              }
              list.delete("old30");
              list.add("zzz");
            });
        assertAllRead(list, 4);
      }
    }
  }

  /** Jobs at work count what they have done: the latest ones may change with every request. */
  @Test
  void aListWhoseLastRowsAlwaysChangeIsReadToItsEnd() throws SQLException {
    for (int changing = 1; changing <= 15; changing++) {
      for (int size = 20; size < 60; size++) {
        MovingList list = MovingList.of(Order.CREATED);
        for (int i = 0; i < size; i++) {
          list.add("j" + i);
        }
        list.sort();
        int first = size - changing;
        list.script = () -> list.jobs.subList(first, list.jobs.size()).replaceAll(list::changed);
        assertAllRead(list, 20);
        assertTrue(list.requests.size() < 25, list.requests::toString);
      }
    }
  }

  /** Reading begins anew, and then a first page and the one behind it are both cut. */
  @Test
  void aFirstPageThatIsReadAnewIsNotTheWholeListIfItMayBeCut() throws SQLException {
    int[] cuts = {3, 2, 2, 4, 3};
    for (OptionalLong total : List.of(OptionalLong.empty(), OptionalLong.of(6))) {
      MovingList list = MovingList.of(Order.CREATED, "a", "b", "c", "d", "e", "x");
      list.told = jobs -> list.requests.size() == 1 ? OptionalLong.empty() : total;
      list.clamp = cuts[0];
      list.script =
          () -> {
            int request = list.requests.size();
            list.clamp = request < cuts.length ? cuts[request] : 10;
            if (request == 1) {
              list.jobs.replaceAll(job -> job.id().compareTo("c") > 0 ? job : list.changed(job));
            }
          };
      assertAllRead(list, 10);
    }
  }

  /** What is left of a LIMIT is a whole page, so that none of the rows before would be repeated. */
  @Test
  void aLimitThatAListDoesNotReachIsReadToTheEnd() throws SQLException {
    for (int limit = 4; limit < 30; limit++) {
      MovingList list = MovingList.of(Order.ID, "a", "b", "c", "x");
      list.clamp = 3;
      at(list, 1, () -> list.delete("a"));
      list.begin();
      List<String> read = read(list, 10, limit);
      assertTrue(read.containsAll(list.constant()), "LIMIT " + limit + list.requests);
    }
  }

  /** The last row comes alone, but it has moved there past others, which moved up. */
  @Test
  void aChangedRowThatComesAloneIsNotTheEndIfOthersCameBeforeIt() throws SQLException {
    for (int request = 1; request < 6; request++) {
      MovingList list = MovingList.of(Order.UPDATED);
      for (int i = 0; i < 60; i++) {
        list.add("j" + (100 + i));
      }
      list.sort();
      int cutAfter = request;
      list.script =
          () -> {
            list.clamp = list.requests.size() == cutAfter ? 2 : 40;
            if (list.requests.size() == cutAfter + 1) {
              list.touch("j139");
              IntStream.range(0, 20).forEach(i -> list.delete("j" + (100 + i)));
            }
          };
      assertAllRead(list, 40);
    }
  }

  @Test
  void aListThatGrowsWithEveryRequestEnds() throws SQLException {
    for (Order order : List.of(Order.CREATED, Order.UPDATED, Order.CREATED_LATEST_FIRST)) {
      for (int size : new int[] {0, 1, 4, 100}) {
        for (int growth = 1; growth <= 4; growth++) {
          int added = growth;
          MovingList list = MovingList.of(order);
          for (int i = 0; i < size; i++) {
            list.add("old" + i);
          }
          list.sort();
          list.script =
              () -> {
                for (int i = 0; i < added; i++) {
                  list.add("new" + list.requests.size() + "-" + i);
                }
              };
          list.begin();
          List<String> read = read(list, 20);
          assertTrue(read.containsAll(list.constant()), read::toString);
          assertTrue(list.requests.size() < 60, list.requests::toString);
        }
      }
    }
  }

  @Test
  void aListThatMovesFasterThanItIsReadFails() {
    MovingList list = latestFirst("a", "b", "c", "d", "e", "f", "g");
    list.script = () -> List.copyOf(list.jobs).forEach(job -> list.touch(job.id()));
    SQLException e = assertThrows(SQLException.class, () -> read(list, PAGE));
    assertEquals("40001", e.getSQLState());
    assertTrue(list.requests.size() < 50, list.requests::toString);
  }

  private static MovingList latestFirst(String... ids) {
    MovingList list = MovingList.of(Order.UPDATED_LATEST_FIRST);
    for (int i = ids.length - 1; i >= 0; i--) {
      list.add(ids[i]);
    }
    list.sort();
    return list;
  }

  /** Changes the list after so many answers. */
  private static void at(MovingList list, int request, Runnable change) {
    list.script =
        () -> {
          if (list.requests.size() == request) {
            change.run();
          }
        };
  }

  private static void assertAllRead(MovingList list) throws SQLException {
    assertAllRead(list, PAGE);
  }

  private static void assertAllRead(MovingList list, int pageSize) throws SQLException {
    list.begin();
    List<String> read = read(list, pageSize);
    assertTrue(
        read.containsAll(list.constant()), () -> read + " of " + list.constant() + list.requests);
    assertEquals(new HashSet<>(read).size(), read.size());
  }

  private static List<String> read(MovingList list, int pageSize) throws SQLException {
    return read(list, pageSize, Long.MAX_VALUE);
  }

  private static List<String> read(MovingList list, int pageSize, long limit) throws SQLException {
    Scan scan = new Scan(list.filters(), 0, MovingList.LAYOUT, list, pageSize, new Experience());
    List<String> read = new ArrayList<>();
    while (!scan.ended() && read.size() < limit) {
      long most = limit == Long.MAX_VALUE ? limit : limit - read.size();
      scan.readPage(most).forEach(row -> read.add(String.valueOf(row[0])));
    }
    return read;
  }
}
