package io.github.llamacloud.jdbc.simulator;

import io.github.llamacloud.jdbc.jobs.Transport.Response;
import io.github.llamacloud.jdbc.simulator.Parameters.Complaint;
import java.util.List;
import java.util.Map;

/** The responses that the service gives, bodies in JSON (API.md section 3). */
final class Answers {
  private static final Map<String, String> JSON = Map.of("content-type", "application/json");

  private Answers() {}

  static Response ok(JsonWriter body) {
    return new Response(200, JSON, body.toBytes());
  }

  /** An error explained by a text. */
  static Response refused(int status, String detail) {
    JsonWriter body = new JsonWriter(64);
    body.open('{').name("detail").string(detail).close('}');
    return new Response(status, JSON, body.toBytes());
  }

  static Response methodNotAllowed() {
    Response refused = refused(405, "Method Not Allowed");
    return new Response(
        405, Map.of("content-type", "application/json", "allow", "GET"), refused.body());
  }

  /** 422, with one entry for each parameter that is not valid. */
  static Response invalid(List<Complaint> complaints) {
    JsonWriter body = new JsonWriter(256);
    body.open('{').name("detail").open('[');
    for (Complaint complaint : complaints) {
      body.open('{');
      body.name("loc").open('[').string("query").string(complaint.parameter()).close(']');
      body.name("msg").string(complaint.message());
      body.name("type").string(complaint.type());
      body.close('}');
    }
    body.close(']').close('}');
    return new Response(422, JSON, body.toBytes());
  }
}
