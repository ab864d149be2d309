package io.github.llamacloud.jdbc.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.nio.charset.StandardCharsets;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ErrorBodyTest {
  @Test
  void theDetailIsTakenWhenItIsText() {
    assertEquals("Invalid API Key", describe("{\"x\": [{}], \"detail\": \"Invalid API Key\"}"));
  }

  @Test
  void theDetailIsTakenWhenItIsAListOfComplaints() {
    assertEquals(
        "query.limit: too large; body.0: bad; no place",
        describe(
            """
            {"detail": [
              {"type": "x", "loc": ["query", "limit"], "msg": "too large", "input": {"a": [1]}},
              {"loc": ["body", 0], "msg": "bad"},
              {"msg": "no place"}]}
            """));
  }

  @Test
  void plainTextIsTakenAsOneLine() {
    assertEquals("upstream is down", describe("  upstream\r\n\tis\u0000 down\n"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "<html><body>no</body></html>",
        "<!DOCTYPE html>",
        "  <p>no",
        "Error <HTML>no</HTML>",
        "{}",
        "[]",
        "{\"detail\": 7}",
        "{\"detail\": null}",
        "{\"detail\": ",
        "{\"detail\": \"<html>no\"}"
      })
  void nothingElseIsTaken(String body) {
    assertEquals("", describe(body));
  }

  @Test
  void noMoreThanTwoHundredCharactersAreTaken() {
    assertEquals("é".repeat(200), describe("é".repeat(200)));
    assertEquals("🚀".repeat(199) + "…", describe("🚀".repeat(201)));
  }

  @Test
  void secretsAreTakenOutBeforeTheTextIsCut() {
    String key = "llx-0123456789";
    String cut =
        ErrorBody.describe(
            ("x".repeat(195) + key).getBytes(StandardCharsets.UTF_8), s -> s.replace(key, "****"));
    assertFalse(cut.contains("llx"), cut);
  }

  private static String describe(String body) {
    return ErrorBody.describe(body.getBytes(StandardCharsets.UTF_8), UnaryOperator.identity());
  }
}
