package io.github.llamacloud.jdbc.fetch;

import io.github.llamacloud.jdbc.jobs.Equality;
import io.github.llamacloud.jdbc.jobs.JobColumn;
import io.github.llamacloud.jdbc.json.JobKey;
import io.github.llamacloud.jdbc.json.Orders;
import io.github.llamacloud.jdbc.json.Page;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.IntFunction;
import java.util.function.IntUnaryOperator;
import java.util.stream.Collectors;

/**
 * A list that changes between any two requests, with a record of the jobs that were there and
 * matched all the time.
 */
final class MovingList implements Pages {
  private final JobKey.Maker keys = new JobKey.Maker();
  static final List<JobColumn> LAYOUT = List.of(JobColumn.ID, JobColumn.STATUS);
  private static final List<String> STATUSES = List.of("completed", "failed", "running");

  /** What the list is sorted by. */
  enum Order {
    CREATED(Comparator.comparingLong(Job::created)),
    CREATED_LATEST_FIRST(Comparator.comparingLong(Job::created).reversed()),
    ID(Comparator.comparing(Job::id)),
    UPDATED(Comparator.comparingLong(Job::updated)),
    UPDATED_LATEST_FIRST(Comparator.comparingLong(Job::updated).reversed()),
    /** Changed jobs move to the middle, so that only unchanged ones are promised. */
    STATUS(Comparator.comparing(Job::status).thenComparing(Job::id));

    private final Comparator<Job> comparator;

    Order(Comparator<Job> comparator) {
      this.comparator = comparator;
    }
  }

  /** A job; {@code updated} changes with every change. */
  record Job(String id, long created, long updated, String status) {}

  /** What may happen, in equal parts. */
  enum Change {
    INSERT,
    DELETE,
    TOUCH,
    STATUS
  }

  final List<Job> jobs = new ArrayList<>();
  final List<String> requests = new ArrayList<>();

  private final Random random;
  private final Order order;
  private final Set<String> constant = new TreeSet<>();
  private final String filter;
  private long clock;

  /** Changes between two requests in the mean. */
  double rate;

  List<Change> changes = List.of(Change.values());
  int clamp = Integer.MAX_VALUE;
  OptionalLong total = OptionalLong.empty();

  /** The rows of the next answer at most, by its limit. */
  IntUnaryOperator cut = limit -> Math.min(clamp, limit);

  /** What is told of the number of jobs; by default {@link #total}. */
  IntFunction<OptionalLong> told = size -> total;

  /** Runs before each answer but the first, instead of the changes by chance. */
  Runnable script;

  /**
   * @param filter the status that is asked for, or null
   */
  MovingList(Random random, Order order, int size, String filter) {
    this.random = random;
    this.order = order;
    this.filter = filter;
    for (int i = 0; i < size; i++) {
      insert();
    }
    sort();
  }

  /** With these jobs, and changes by a script alone. */
  static MovingList of(Order order, String... ids) {
    MovingList list = new MovingList(new Random(0), order, 0, null);
    for (String id : ids) {
      list.add(id);
    }
    list.sort();
    return list;
  }

  /** From here on it is recorded which jobs are there and match. */
  void begin() {
    constant.clear();
    matching().forEach(job -> constant.add(job.id()));
  }

  /** The jobs that were there and matched at every moment since {@link #begin}. */
  Set<String> constant() {
    return constant;
  }

  List<Equality> filters() {
    return filter == null ? List.of() : List.of(new Equality(JobColumn.STATUS, filter));
  }

  private List<Job> matching() {
    return jobs.stream().filter(this::matches).toList();
  }

  private boolean matches(Job job) {
    return filter == null || job.status().equals(filter);
  }

  void sort() {
    jobs.sort(order.comparator);
  }

  void add(String id) {
    long now = ++clock;
    jobs.add(new Job(id, now, now, STATUSES.get(random.nextInt(STATUSES.size()))));
  }

  private void insert() {
    add("j" + random.nextInt(1_000_000_000));
  }

  void delete(String id) {
    jobs.removeIf(job -> job.id().equals(id));
    constant.remove(id);
  }

  /** Changes a job's content, and where it is if that depends on it. */
  void touch(String id) {
    replace(id, null);
  }

  /** The job with another content. */
  Job changed(Job job) {
    return new Job(job.id(), job.created(), ++clock, job.status());
  }

  private void replace(String id, String status) {
    Job old = jobs.stream().filter(job -> job.id().equals(id)).findFirst().orElseThrow();
    Job job = new Job(id, old.created(), ++clock, Objects.requireNonNullElse(status, old.status()));
    jobs.set(jobs.indexOf(old), job);
    if (!matches(job) || order == Order.STATUS) {
      constant.remove(id);
    }
  }

  private void change() {
    if (script != null) {
      script.run();
      sort();
      return;
    }
    double left = rate;
    while (left >= 1 || random.nextDouble() < left) {
      left = Math.max(0, left - 1);
      Change change = changes.get(random.nextInt(changes.size()));
      if (change == Change.INSERT) {
        insert();
      } else if (!jobs.isEmpty()) {
        String id = jobs.get(random.nextInt(jobs.size())).id();
        switch (change) {
          case DELETE -> delete(id);
          case TOUCH -> touch(id);
          default -> replace(id, STATUSES.get(random.nextInt(STATUSES.size())));
        }
      }
      if (left == 0) {
        break;
      }
    }
    sort();
  }

  Page page(long offset, int limit) {
    if (!requests.isEmpty()) {
      change();
    }
    requests.add("limit=" + limit + "&offset=" + offset);
    List<Job> all = matching();
    List<Job> rows = all.stream().skip(offset).limit(cut.applyAsInt(limit)).toList();
    return new Page(
        rows.stream()
            .map(job -> new Object[] {job.id(), job.status()})
            .collect(Collectors.toList()),
        rows.stream().map(job -> 0x9E3779B97F4A7C15L * job.hashCode()).toList(),
        rows.stream().map(job -> keys.of(job.id())).toList(),
        told.apply(all.size()),
        false,
        Orders.ANY);
  }

  @Override
  public Pending<Page> start(List<Equality> sent, PageRange range, boolean ahead) {
    Page page = page(range.offset(), range.limit());
    return new Pending<>() {
      @Override
      public Page await() {
        return page;
      }

      @Override
      public void drop() {
        throw new AssertionError("one page at a time is asked for");
      }
    };
  }

  @Override
  public boolean takeSlot() {
    return false;
  }

  @Override
  public void giveSlotBack() {
    throw new AssertionError("no slot was taken");
  }

  @Override
  public Page probe(List<Equality> sent, long offset, int limit) {
    return page(offset, limit);
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
