package io.github.llamacloud.jdbc.fetch;

import io.github.llamacloud.jdbc.jobs.Transport;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongUnaryOperator;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;

/** A small list of jobs that answers in memory, with the bad habits a service may have. */
final class FakeList implements Transport {
  private static final int DEFAULT_LIMIT = 50;

  /** A job; by default one that parses. */
  record Job(String id, String type, String status, String directory) {
    Job(String id, String status, String directory) {
      this(id, "parse", status, directory);
    }
  }

  final List<Job> jobs = new ArrayList<>();
  final List<String> targets = Collections.synchronizedList(new ArrayList<>());
  final Set<String> ignored = new HashSet<>();

  /** From the true total to the one that is told; null leaves it out. */
  @Nullable LongUnaryOperator total;

  int clamp = 1000;

  /** The clamp of one query, if it is not the same for all. */
  @Nullable ToIntFunction<String> clampOf;

  boolean promisesMore;

  /** The HTTP status of single jobs; 200 for those that are there. */
  int singleJobs = 200;

  /** Whether there is no list at this address. */
  boolean missing;

  /** Runs after each answer. */
  Runnable churn = () -> {};

  /** Runs while each answer is under way; others are made meanwhile. */
  Runnable delay = () -> {};

  static FakeList of(int count) {
    FakeList list = new FakeList();
    for (int i = 0; i < count; i++) {
      list.jobs.add(new Job("j" + i, i % 3 == 0 ? "failed" : "completed", "d" + i % 2));
    }
    return list;
  }

  List<Object> idsOf(String status) {
    return jobs.stream()
        .filter(job -> job.status().equals(status))
        .map(job -> (Object) job.id())
        .toList();
  }

  @Override
  public Response exchange(Request request) {
    Response response = answer(request);
    delay.run();
    return response;
  }

  private synchronized Response answer(Request request) {
    String path = request.target().replaceFirst("[?].*", "");
    if (!path.endsWith("/batch-processing")) {
      return single(path.substring(path.lastIndexOf('/') + 1));
    }
    targets.add(request.target().substring(request.target().indexOf('?') + 1));
    if (missing) {
      return answer(404, "{\"detail\":\"Not Found\"}");
    }
    HttpUrl url = HttpUrl.get("http://h" + request.target());
    List<Job> matching =
        jobs.stream()
            .filter(job -> passes(url, "status", job.status()))
            .filter(job -> passes(url, "job_type", job.type()))
            .filter(job -> passes(url, "directory_id", job.directory()))
            .toList();
    long skipped = ignored.contains("offset") ? 0 : number(url, "offset", 0);
    int most = clampOf == null ? clamp : clampOf.applyAsInt(request.target());
    long limit = Math.min(most, number(url, "limit", DEFAULT_LIMIT));
    String items =
        matching.stream()
            .skip(skipped)
            .limit(limit)
            .map(FakeList::json)
            .collect(Collectors.joining(","));
    String told = total == null ? "" : ",\"total_size\":" + total.applyAsLong(matching.size());
    String token = promisesMore ? ",\"next_page_token\":\"t\"" : "";
    churn.run();
    return answer(200, "{\"items\":[" + items + "]" + told + token + "}");
  }

  private Response single(String id) {
    targets.add(id);
    return jobs.stream()
        .filter(job -> job.id().equals(id) && singleJobs == 200 && !missing)
        .findAny()
        .map(job -> answer(200, "{\"job\":" + json(job) + ",\"progress_percentage\":7}"))
        .orElse(answer(singleJobs == 200 ? 404 : singleJobs, "{\"detail\":\"no\"}"));
  }

  static Response answer(int status, String body, String... headers) {
    Map<String, String> all = new HashMap<>();
    for (int i = 0; i < headers.length; i += 2) {
      all.put(headers[i], headers[i + 1]);
    }
    return new Response(status, all, body.getBytes(StandardCharsets.UTF_8));
  }

  private boolean passes(HttpUrl url, String parameter, String value) {
    String wanted = url.queryParameter(parameter);
    return wanted == null || ignored.contains(parameter) || wanted.equals(value);
  }

  private static long number(HttpUrl url, String parameter, long orElse) {
    String text = url.queryParameter(parameter);
    return text == null ? orElse : Long.parseLong(text);
  }

  static String json(Job job) {
    return """
    {"id":"%s","job_type":"%s","project_id":"p","status":"%s","total_items":1,"directory_id":"%s"}\
    """
        .formatted(job.id(), job.type(), job.status(), job.directory());
  }
}
