package io.github.llamacloud.jdbc.simulator;

import io.github.llamacloud.jdbc.jobs.Transport;
import java.time.Instant;
import java.util.AbstractList;
import java.util.Collection;
import java.util.List;
import java.util.OptionalInt;
import java.util.RandomAccess;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A faithful stand-in for the service: answers the read endpoints of API.md from a fixed list of
 * jobs, with the real validation and the real error bodies. Immutable; threads may share it.
 *
 * <p>Where API.md is silent, this is how it is here: a project or an organization other than its
 * own is answered 404; integers are ASCII digits with an optional sign; a wrong key is reported
 * before a wrong parameter, and an unknown path before both.
 */
public final class Simulator implements Transport {
  /** When demo data end: 2026-11-01T00:00:00Z; they begin a year earlier. Fixed, unlike NOW. */
  public static final Instant END = Instant.ofEpochSecond(1_793_491_200);

  /** The only project that {@code project_id} may name; demo jobs show {@code proj-<this>}. */
  public static final UUID PROJECT = UUID.fromString("5f0c1d2e-7a34-4b8e-9c61-0d2f84a7b913");

  /** The only organization that {@code organization_id} may name. */
  public static final UUID ORGANIZATION = UUID.fromString("a81b6c40-33d5-4e0f-8f27-61c9e2d4705b");

  static final long END_MICROS = END.getEpochSecond() * Moment.SECOND;

  private final JobTable jobs;
  private final @Nullable String apiKey;
  private final Envelope envelope;

  private Simulator(JobTable jobs, @Nullable String apiKey, Envelope envelope) {
    this.jobs = jobs;
    this.apiKey = apiKey;
    this.envelope = envelope;
  }

  private Simulator(JobTable jobs) {
    this(jobs, null, new Envelope(TotalSize.NULL, NextPageToken.NULL));
  }

  /**
   * Believable jobs over the year before {@link #END}, newest first; the same for the same
   * arguments, byte for byte.
   *
   * @param jobs how many, at least 0
   * @param seed what the data derive from
   */
  public static Simulator demo(int jobs, long seed) {
    return new Simulator(new DemoJobs(jobs, seed));
  }

  /**
   * These jobs, listed newest creation first as the service seems to do; those without a creation
   * date-time last, equals in the order given.
   *
   * @throws IllegalArgumentException if two jobs have the same id
   * @throws java.time.DateTimeException if a creation date-time is none
   */
  public static Simulator newestFirst(Collection<SimulatedJob> jobs) {
    return new Simulator(ListedJobs.newestFirst(jobs));
  }

  /**
   * These jobs, listed in the order given: API.md promises none.
   *
   * @throws IllegalArgumentException if two jobs have the same id
   */
  public static Simulator inOrder(List<SimulatedJob> jobs) {
    return new Simulator(new ListedJobs(jobs));
  }

  /** The same service, which answers 401 unless a request carries this bearer token. */
  public Simulator requiringKey(String requiredKey) {
    return new Simulator(jobs, requiredKey, envelope);
  }

  /** The same service with another {@code total_size}. */
  public Simulator withTotalSize(TotalSize totalSize) {
    return new Simulator(jobs, apiKey, new Envelope(totalSize, envelope.nextPageToken()));
  }

  /** The same service with another {@code next_page_token}. */
  public Simulator withNextPageToken(NextPageToken nextPageToken) {
    return new Simulator(jobs, apiKey, new Envelope(envelope.totalSize(), nextPageToken));
  }

  /** All jobs in list order; demo jobs are made when they are read. */
  public List<SimulatedJob> jobs() {
    return new JobList(jobs);
  }

  @Override
  public Response exchange(Request request) {
    Target target = Target.parse(request.target());
    Endpoint endpoint = Endpoint.at(target.path());
    if (endpoint == null) {
      return Answers.refused(404, "Not Found");
    }
    if (!request.method().equals("GET")) {
      return Answers.methodNotAllowed();
    }
    if (!isAuthorized(request)) {
      return Answers.refused(401, "Invalid API Key");
    }
    Parameters parameters = new Parameters(target.parameters());
    return switch (endpoint.kind()) {
      case JOBS -> listJobs(parameters);
      case JOB -> job(endpoint.jobId(), parameters);
      case ITEMS -> listItems(endpoint.jobId(), parameters);
    };
  }

  private boolean isAuthorized(Request request) {
    String authorization = request.headers().getOrDefault("authorization", "");
    String scheme = "Bearer ";
    return apiKey == null
        || (authorization.regionMatches(true, 0, scheme, 0, scheme.length())
            && authorization.substring(scheme.length()).equals(apiKey));
  }

  private Response listJobs(Parameters parameters) {
    Filter filter = Filter.read(parameters);
    int limit = (int) parameters.integer("limit", 50, 1, 1000);
    long offset = parameters.integer("offset", 0, 0, Long.MAX_VALUE);
    Response refusal = refusal(parameters);
    if (refusal != null) {
      return refusal;
    }
    Page page = Page.of(jobs, filter, offset, limit);
    JsonWriter json = envelope.open(page.positions().length * 800);
    for (int position : page.positions()) {
      JobJson.write(json, jobs.job(position));
    }
    return Answers.ok(envelope.close(json, page.reached(), page.total()));
  }

  private Response job(String id, Parameters parameters) {
    Response refusal = refusal(parameters);
    if (refusal != null) {
      return refusal;
    }
    OptionalInt position = jobs.find(id);
    if (position.isEmpty()) {
      return unknownJob();
    }
    SimulatedJob job = jobs.job(position.getAsInt());
    JsonWriter json = new JsonWriter(1024);
    json.open('{').name("job");
    JobJson.write(json, job);
    json.name("progress_percentage").raw(JobItems.progress(job)).close('}');
    return Answers.ok(json);
  }

  private Response listItems(String id, Parameters parameters) {
    String status = parameters.choice("status", JobItems.STATUSES);
    long limit = parameters.integer("limit", 100, 1, 1000);
    long offset = parameters.integer("offset", 0, 0, Long.MAX_VALUE);
    Response refusal = refusal(parameters);
    if (refusal != null) {
      return refusal;
    }
    OptionalInt position = jobs.find(id);
    if (position.isEmpty()) {
      return unknownJob();
    }
    JobItems items = new JobItems(jobs.job(position.getAsInt()), status);
    long total = items.count();
    long rows = Math.max(0, Math.min(limit, total - offset));
    JsonWriter json = envelope.open((int) rows * 400);
    for (long i = offset; i < offset + rows; i++) {
      items.write(json, i);
    }
    return Answers.ok(envelope.close(json, offset + rows, total));
  }

  private static Response unknownJob() {
    return Answers.refused(404, "Batch processing job not found");
  }

  /** Reads the scope; the answer to a request with a bad parameter, null if all are good. */
  private static @Nullable Response refusal(Parameters parameters) {
    UUID project = parameters.uuid("project_id");
    UUID organization = parameters.uuid("organization_id");
    if (!parameters.complaints().isEmpty()) {
      return Answers.invalid(parameters.complaints());
    }
    if (project != null && !project.equals(PROJECT)) {
      return Answers.refused(404, "Project not found");
    }
    if (organization != null && !organization.equals(ORGANIZATION)) {
      return Answers.refused(404, "Organization not found");
    }
    return null;
  }

  /** A view of the table as a list. */
  private static final class JobList extends AbstractList<SimulatedJob> implements RandomAccess {
    private final JobTable table;

    JobList(JobTable table) {
      this.table = table;
    }

    @Override
    public SimulatedJob get(int position) {
      return table.job(position);
    }

    @Override
    public int size() {
      return table.size();
    }
  }
}
