package io.github.llamacloud.jdbc.simulator;

import io.github.llamacloud.jdbc.jobs.Transport.Request;
import io.github.llamacloud.jdbc.jobs.Transport.Response;
import io.github.llamacloud.jdbc.testing.JsonTree;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Asks a simulator without a socket and reads its answers with a parser that is not its own. */
final class Client {
  static final String LIST = "/api/v1/beta/batch-processing";

  private Client() {}

  static Response get(Simulator simulator, String target) {
    return simulator.exchange(new Request("GET", target, Map.of()));
  }

  /** The body of a 200. */
  static Map<String, Object> body(Simulator simulator, String target) throws IOException {
    Response response = get(simulator, target);
    if (response.status() != 200) {
      throw new AssertionError(target + " was answered " + response.status());
    }
    return JsonTree.object(JsonTree.parse(response.body()));
  }

  static List<Map<String, Object>> rows(Simulator simulator, String target) throws IOException {
    return JsonTree.array(body(simulator, target).get("items")).stream()
        .map(JsonTree::object)
        .toList();
  }

  static List<String> ids(Simulator simulator, String target) throws IOException {
    return rows(simulator, target).stream()
        .map(row -> String.valueOf(row.get("id")))
        .collect(Collectors.toList());
  }
}
