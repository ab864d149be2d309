package io.github.llamacloud.jdbc.simulator;

import static io.github.llamacloud.jdbc.simulator.Client.LIST;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.llamacloud.jdbc.jobs.Transport.Response;
import io.github.llamacloud.jdbc.testing.JsonTree;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ValidationTest {
  private static final String UUID = "6dd1e8ff-0b6c-4bd8-9f0c-3a4f6a5b7c8d";

  private final Simulator simulator = Simulator.demo(200, 7);

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "limit=0           | limit           | greater_than_equal",
        "limit=-5          | limit           | greater_than_equal",
        "limit=1001        | limit           | less_than_equal",
        "limit=99999999999999999999999 | limit | less_than_equal",
        "limit=abc         | limit           | int_parsing",
        "limit=1.5         | limit           | int_parsing",
        "limit=            | limit           | int_parsing",
        "limit             | limit           | int_parsing",
        "limit=%20         | limit           | int_parsing",
        "limit=1,2         | limit           | int_parsing",
        "limit=%D9%A3      | limit           | int_parsing",
        "limit=10&limit=0  | limit           | greater_than_equal",
        "offset=-1         | offset          | greater_than_equal",
        "offset=x          | offset          | int_parsing",
        "status=FAILED     | status          | enum",
        "status=failed,running | status      | enum",
        "status=           | status          | enum",
        "status=paused     | status          | enum",
        "status=processing | status          | enum",
        "job_type=Parse    | job_type        | enum",
        "job_type=         | job_type        | enum",
        "project_id=proj-6dd1e8ff-0b6c-4bd8-9f0c-3a4f6a5b7c8d | project_id | uuid_parsing",
        "project_id=       | project_id      | uuid_parsing",
        "project_id=1-1-1-1-1 | project_id   | uuid_parsing",
        "organization_id=7 | organization_id | uuid_parsing",
      })
  void whatTheServiceRefusesIsRefused(String query, String parameter, String type)
      throws IOException {
    Response response = Client.get(simulator, LIST + "?" + query);
    assertEquals(422, response.status());
    assertEquals("application/json", response.headers().get("content-type"));
    List<Object> details =
        JsonTree.array(JsonTree.object(JsonTree.parse(response.body())).get("detail"));
    assertEquals(1, details.size());
    Map<String, Object> detail = JsonTree.object(details.get(0));
    assertEquals(List.of("loc", "msg", "type"), List.copyOf(detail.keySet()));
    assertEquals(List.of("query", parameter), detail.get("loc"));
    assertEquals(type, detail.get("type"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "limit=1",
        "limit=1000",
        "limit=%31%30",
        "limit=0&limit=10",
        "status=FAILED&status=failed",
        "offset=0",
        "offset=99999999999999999999999",
        "directory_id=",
        "directory_id=no+such%20one",
        "page_token=abc&sort=asc&limit_=0",
        "",
        "&&",
      })
  void whatTheServiceAcceptsIsAccepted(String query) {
    assertEquals(200, Client.get(simulator, LIST + "?" + query).status());
  }

  @Test
  void theBodyOfARefusalIsTheValidatorsOwn() {
    assertEquals(
        "{\"detail\":[{\"loc\":[\"query\",\"limit\"],"
            + "\"msg\":\"Input should be less than or equal to 1000\","
            + "\"type\":\"less_than_equal\"}]}",
        text(Client.get(simulator, LIST + "?limit=1001")));
  }

  @Test
  void everyBadParameterIsNamed() throws IOException {
    Response response =
        Client.get(simulator, LIST + "?project_id=x&limit=0&offset=-1&job_type=no&status=no");
    List<Object> details =
        JsonTree.array(JsonTree.object(JsonTree.parse(response.body())).get("detail"));
    assertEquals(
        List.of("status", "job_type", "limit", "offset", "project_id"),
        details.stream().map(it -> JsonTree.array(JsonTree.object(it).get("loc")).get(1)).toList());
  }

  @Test
  void scopeIsItsOwnProjectAndOrganizationOnly() {
    String own = LIST + "?project_id=" + Simulator.PROJECT;
    assertEquals(200, Client.get(simulator, own).status());
    assertEquals(
        200, Client.get(simulator, own + "&organization_id=" + Simulator.ORGANIZATION).status());
    Response other = Client.get(simulator, LIST + "?project_id=" + UUID);
    assertEquals(404, other.status());
    assertEquals("{\"detail\":\"Project not found\"}", text(other));
    assertEquals(404, Client.get(simulator, LIST + "?organization_id=" + UUID).status());
  }

  private static String text(Response response) {
    return new String(response.body(), StandardCharsets.UTF_8);
  }
}
