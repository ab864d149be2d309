package io.github.llamacloud.jdbc.sql;

import io.github.llamacloud.jdbc.jobs.JobSource;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.calcite.util.JsonBuilder;

/**
 * What EXPLAIN has to say as one JSON object for programs: {@code plan}, a text with a line an
 * operator; {@code requests}, each with {@code method}, {@code path}, {@code parameters} and maybe
 * {@code remark}, as how many pages follow; {@code remarks} about them; {@code parallel}, texts
 * that tell what of them is sent at the same time; {@code notSent}, each with {@code what}, {@code
 * reason} and maybe {@code rewrite}; {@code hints}.
 */
final class ExplainedJson {
  /** Method, path, query and remark. A query begins with a name: a parameter is ?1 too. */
  private static final Pattern REQUEST =
      Pattern.compile("(GET) (\\S+?)(?:\\?([a-z_]+=(?:(?!, ).)*))?(?:, (.*))?");

  private final JsonBuilder json = new JsonBuilder();

  private ExplainedJson() {}

  static String of(Explained explained) {
    return new ExplainedJson().text(explained);
  }

  private String text(Explained explained) {
    Map<String, Object> document = json.map();
    List<Object> requests = json.list();
    List<Object> remarks = json.list();
    for (String line : explained.requests()) {
      Matcher request = REQUEST.matcher(line);
      if (request.matches()) {
        requests.add(request(request));
      } else if (!line.equals("none")) {
        remarks.add(line);
      }
    }
    List<Object> notSent = json.list();
    explained.notSent().forEach(part -> notSent.add(object(part)));
    json.put(document, "plan", String.join("\n", explained.plan()))
        .put(document, "requests", requests)
        .put(document, "remarks", remarks)
        .put(
            document,
            "parallel",
            explained.parallel().stream()
                .map(line -> line.substring(JobSource.IN_PARALLEL.length()))
                .toList())
        .put(document, "notSent", notSent)
        .put(document, "hints", explained.hints());
    return json.toJsonString(document);
  }

  private Map<String, Object> request(Matcher request) {
    Map<String, Object> object = json.map();
    Map<String, Object> parameters = json.map();
    if (request.group(3) != null) {
      for (String parameter : request.group(3).split("&", -1)) {
        String[] pair = parameter.split("=", 2);
        json.put(parameters, pair[0], decoded(pair[1]));
      }
    }
    json.put(object, "method", request.group(1))
        .put(object, "path", request.group(2))
        .put(object, "parameters", parameters)
        .putIf(object, "remark", request.group(4));
    return object;
  }

  /** A plus is a plus here. */
  private static String decoded(String value) {
    return URLDecoder.decode(value.replace("+", "%2B"), StandardCharsets.UTF_8);
  }

  private Map<String, Object> object(NotSent part) {
    Map<String, Object> object = json.map();
    json.put(object, "what", part.what())
        .put(object, "reason", part.reason())
        .putIf(object, "rewrite", part.rewrite().orElse(null));
    return object;
  }
}
