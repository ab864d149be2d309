package io.github.llamacloud.jdbc.fetch;

import io.github.llamacloud.jdbc.jobs.Equality;
import io.github.llamacloud.jdbc.json.Page;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/**
 * A moving list of which several pages may be asked for before the first is answered. They are
 * answered in any order, by chance or by a script, and the list moves between any two answers.
 */
final class OutOfOrder implements Pages {
  private final MovingList list;
  private final Random random;
  private final int slots;
  private final List<Asked> open = new ArrayList<>();
  private int slotsTaken;

  /** Requests so far, also those that were given up. */
  int requests;

  /** The most requests that were under way or not yet waited for. */
  int mostAtOnce;

  /** Whether the latest request is always answered first. */
  boolean latestFirst;

  /** Whether a request is answered at once. */
  boolean eager;

  /** A request that is answered at some moment before somebody has waited for it. */
  private final class Asked implements Pending<Page> {
    private final long offset;
    private final int limit;
    private Page page;

    Asked(long offset, int limit) {
      this.offset = offset;
      this.limit = limit;
    }

    private void answer() {
      page = list.page(offset, limit);
      open.remove(this);
    }

    @Override
    public Page await() {
      while (page == null) {
        next().answer();
      }
      return page;
    }

    @Override
    public Optional<Page> answered() {
      return Optional.ofNullable(page);
    }

    @Override
    public void drop() {
      open.remove(this);
    }
  }

  /**
   * @param slots requests that may be under way before they are waited for
   */
  OutOfOrder(MovingList list, Random random, int slots) {
    this.list = list;
    this.random = random;
    this.slots = slots;
  }

  private Asked next() {
    return open.get(latestFirst ? open.size() - 1 : random.nextInt(open.size()));
  }

  @Override
  public Pending<Page> start(List<Equality> sent, PageRange range, boolean ahead) {
    Asked asked = new Asked(range.offset(), range.limit());
    requests++;
    open.add(asked);
    mostAtOnce = Math.max(mostAtOnce, open.size());
    if (eager) {
      asked.answer();
    }
    while (!latestFirst && !open.isEmpty() && random.nextInt(3) == 0) {
      next().answer();
    }
    return asked;
  }

  @Override
  public Page probe(List<Equality> sent, long offset, int limit) {
    requests++;
    return list.page(offset, limit);
  }

  @Override
  public boolean takeSlot() {
    if (slotsTaken == slots) {
      return false;
    }
    slotsTaken++;
    return true;
  }

  @Override
  public void giveSlotBack() {
    slotsTaken--;
  }

  /** Requests that are neither waited for nor given up. */
  int slotsTaken() {
    return slotsTaken;
  }

  @Override
  public void warn(String sentence) {
    throw new AssertionError(sentence);
  }

  @Override
  public long requestsLeft() {
    return Long.MAX_VALUE;
  }

  @Override
  public SQLException budgetExceeded() {
    throw new AssertionError("there is no budget");
  }
}
