package io.github.llamacloud.jdbc.json;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.llamacloud.jdbc.jobs.JobColumn;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.sql.SQLNonTransientException;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PageDecoderTest {
  private static final List<JobColumn> ALL = List.of(JobColumn.values());

  /** As the vendor's document shows a job, with a field it may add tomorrow. */
  private static final String SAMPLE =
      """
      {
        "items": [
          {
            "id": "bjb-11111111-2222-3333-4444-555555555555",
            "created_at": "2026-07-30T08:15:00.123456Z",
            "updated_at": "2026-07-30T08:20:00.500Z",
            "job_type": "parse",
            "project_id": "proj-66666666-7777-8888-9999-000000000000",
            "directory_id": "dir-目录",
            "status": "failed",
            "total_items": 9007199254740993,
            "processed_items": 12,
            "failed_items": 3,
            "skipped_items": 1,
            "started_at": "2026-07-30T10:16:00+02:00",
            "completed_at": null,
            "effective_at": "2026-07-30T08:15:01Z",
            "error_message": "line 1\\nline \\"2\\" \\ud83d\\ude80 \\u00e9",
            "job_record_id": "rec-1",
            "workflow_id": null,
            "progress": {"nested": [1, 2, {"id": "not this one"}]}
          }
        ],
        "next_page_token": "abc",
        "total_size": 42,
        "took": {"items": []}
      }
      """;

  @Test
  void everyFieldOfTheVendorsSampleIsDecoded() throws Exception {
    Page page = decode(SAMPLE, ALL);
    assertEquals(OptionalLong.of(42), page.totalSize());
    assertTrue(page.promisesMore());
    assertEquals(1, page.rows().size());
    assertArrayEquals(
        new Object[] {
          "bjb-11111111-2222-3333-4444-555555555555",
          "parse",
          "proj-66666666-7777-8888-9999-000000000000",
          "failed",
          9007199254740993L,
          null,
          Instant.parse("2026-07-30T08:15:00.123Z").toEpochMilli(),
          "dir-目录",
          Instant.parse("2026-07-30T08:15:01Z").toEpochMilli(),
          "line 1\nline \"2\" 🚀 é",
          3L,
          "rec-1",
          12L,
          1L,
          Instant.parse("2026-07-30T08:16:00Z").toEpochMilli(),
          Instant.parse("2026-07-30T08:20:00.500Z").toEpochMilli(),
          null
        },
        page.rows().get(0));
  }

  @Test
  void rowsHoldTheColumnsAskedForInTheOrderAskedFor() throws Exception {
    Page page = decode(SAMPLE, List.of(JobColumn.STATUS, JobColumn.ID));
    assertArrayEquals(
        new Object[] {"failed", "bjb-11111111-2222-3333-4444-555555555555"}, page.rows().get(0));
  }

  @Test
  void missingCountersAreZeroAndMissingOptionalFieldsAreNull() throws Exception {
    Page page = decode(items("{" + required() + "}"), ALL);
    assertArrayEquals(
        new Object[] {
          "a", "parse", "p", "pending", 7L, null, null, null, null, null, 0L, null, 0L, 0L, null,
          null, null
        },
        page.rows().get(0));
    assertFalse(page.promisesMore());
    assertEquals(OptionalLong.empty(), page.totalSize());
  }

  @ParameterizedTest
  @ValueSource(strings = {"null", "\"12\"", "1.5", "99999999999999999999", "[3]", "{}", "true"})
  void aTotalThatIsNotUnderstoodIsNoHint(String total) throws Exception {
    Page page = decode("{\"total_size\": " + total + ", \"items\": []}", ALL);
    assertEquals(OptionalLong.empty(), page.totalSize());
    assertEquals(List.of(), page.rows());
  }

  @ParameterizedTest
  @ValueSource(strings = {"id", "job_type", "project_id", "status", "total_items"})
  void aMissingRequiredFieldBreaksTheContract(String field) {
    String without = required().replaceAll("\"" + field + "\": (\"\\w+\"|7)(, )?", "\"x\": 1, ");
    assertBroken(
        items("{" + required() + "}, {" + without.replaceAll(", $", "") + "}"),
        "The field '" + field + "' of row 2 of the service's answer is missing.");
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '|',
      delimiter = '!',
      value = {
        "id!7!is an integer, not a string",
        "id!null!is null, not a string",
        "status!null!is null, not a string",
        "status![]!is a list, not a string",
        "directory_id!{}!is an object, not a string",
        "total_items!null!is null, not an integer",
        "total_items!\"7\"!is a string, not an integer",
        "total_items!7.0!is a number with a fraction, not an integer",
        "failed_items!null!is null, not an integer",
        "failed_items!true!is a boolean, not an integer",
        "total_items!9223372036854775808!is beyond 64 bit: '9223372036854775808'",
        "created_at!1785579630500!is an integer, not a date-time",
        "created_at!\"2026-02-30T00:00:00Z\"!is not a date-time: '2026-02-30T00:00:00Z'",
        "created_at!\"\"!is not a date-time: ''"
      })
  void aFieldOfTheWrongTypeBreaksTheContract(String field, String value, String complaint) {
    String row = "{" + required() + ", \"" + field + "\": " + value + "}";
    assertBroken(
        items("{" + required() + "}, " + row),
        "The field '" + field + "' of row 2 of the service's answer " + complaint + ".");
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '|',
      delimiter = '!',
      value = {
        "||!is empty",
        "[]!is not a JSON object",
        "null!is not a JSON object",
        "\"items\"!is not a JSON object",
        "{}!has no 'items'",
        "{\"total_size\": 0}!has no 'items'",
        "{\"items\": null}!is null, not a list",
        "{\"items\": {}}!is an object, not a list",
        "{\"items\": [7]}!Row 1 of the service's answer is an integer",
        "{\"items\": [null]}!Row 1 of the service's answer is null",
        "{\"items\": [], \"items\": []}!'items' twice",
        "{\"items\": []} {}!goes on after its end",
        "{\"items\": []!is not JSON",
        "{\"items\": [{\"id\": \"a!is not JSON",
        "<html>secret</html>!is not JSON",
        "{\"items\": [}]!is not JSON"
      })
  void aBodyOfAnotherShapeBreaksTheContract(String body, String complaint) {
    SQLException e = assertThrows(SQLNonTransientException.class, () -> decode(body, ALL));
    assertEquals("58030", e.getSQLState());
    assertEquals(200, e.getErrorCode());
    String message = String.valueOf(e.getMessage());
    assertTrue(message.contains(complaint), message);
    assertFalse(message.contains("secret"), message);
  }

  @Test
  void bytesThatAreNotUtf8BreakTheContract() {
    byte[] body =
        items("{" + required() + ", \"error_message\": \"?\"}").getBytes(StandardCharsets.UTF_8);
    for (int i = 0; i < body.length; i++) {
      body[i] = body[i] == '?' ? (byte) 0xff : body[i];
    }
    SQLException e =
        assertThrows(
            SQLException.class,
            () -> new PageDecoder(ALL).decode(new ByteArrayInputStream(body), 200));
    assertEquals("58030", e.getSQLState());
  }

  @Test
  void aFieldThatIsNotAskedForIsNotJudged() throws Exception {
    String row = "{" + required() + ", \"created_at\": \"yesterday\"}";
    assertEquals(1, decode(items(row), List.of(JobColumn.ID)).rows().size());
  }

  @Test
  void equalStatusesAreOneString() throws Exception {
    Page page =
        decode(items("{" + required() + "}, {" + required() + "}"), List.of(JobColumn.STATUS));
    assertSame(page.rows().get(0)[0], page.rows().get(1)[0]);
  }

  private static String required() {
    return "\"id\": \"a\", \"job_type\": \"parse\", \"project_id\": \"p\", \"status\": \"pending\","
        + " \"total_items\": 7";
  }

  private static String items(String rows) {
    return "{\"items\": [" + rows + "]}";
  }

  private static void assertBroken(String body, String message) {
    SQLException e = assertThrows(SQLNonTransientException.class, () -> decode(body, ALL));
    assertEquals(message, e.getMessage());
    assertEquals("58030", e.getSQLState());
  }

  @Test
  void theFingerprintIsOfAllFieldsWhateverIsDecoded() throws Exception {
    String plain = "\"id\":\"j\",\"status\":\"failed\",\"updated_at\":\"2026-01-01T00:00:00Z\"";
    long fingerprint = fingerprint(plain);
    assertEquals(
        fingerprint,
        fingerprint(
            "\"updated_at\":\"2026-01-01T00:00:00Z\",\"new\":[1],\"status\":\"failed\",\"id\":\"j\""),
        "neither order nor unknown fields count");
    for (JobColumn column : ALL) {
      if (!plain.contains(column.columnName() + "\"")) {
        String more = plain + ",\"" + column.columnName() + "\":";
        assertNotEquals(fingerprint, fingerprint(more + "1"), column.columnName());
        assertNotEquals(fingerprint(more + "1"), fingerprint(more + "2"), column.columnName());
        assertNotEquals(fingerprint(more + "\"1\""), fingerprint(more + "1"));
        assertNotEquals(fingerprint(more + "[1,[2]]"), fingerprint(more + "[[1],2]"));
      }
    }
    assertNotEquals(fingerprint, fingerprint(plain.replace("00Z", "01Z")));
    assertNotEquals(fingerprint, fingerprint(plain.replace("failed", "running")));
  }

  @Test
  void theFingerprintIsOfEveryCharacter() throws Exception {
    Set<Long> seen = new HashSet<>();
    int texts = 0;
    for (int length = 0; length < 40; length++) {
      String same = "x".repeat(length);
      texts++;
      seen.add(fingerprint("\"id\":\"j\",\"status\":\"" + same + "\""));
      for (int at = 0; at < length; at++) {
        texts++;
        String other = same.substring(0, at) + "y" + same.substring(at + 1);
        seen.add(fingerprint("\"id\":\"j\",\"status\":\"" + other + "\""));
      }
    }
    assertEquals(texts, seen.size());
  }

  @Test
  void theFingerprintTellsFieldsAndKindsApart() throws Exception {
    Set<Long> seen = new HashSet<>();
    int states = 0;
    for (JobColumn column : ALL) {
      for (String value : List.of("null", "true", "false", "5", "\"null\"", "\"true\"", "\"5\"")) {
        if (column != JobColumn.ID) {
          states++;
          seen.add(fingerprint("\"id\":\"j\",\"" + column.columnName() + "\":" + value));
        }
      }
    }
    assertEquals(states, seen.size());
  }

  @Test
  void theFingerprintIsOfSeveralCharactersAtOnce() throws Exception {
    long seed = new Random().nextLong();
    System.out.println("PageDecoderTest seed " + seed);
    Random random = new Random(seed);
    StringBuilder rows = new StringBuilder();
    Set<String> texts = new HashSet<>();
    while (texts.size() < 50_000) {
      // Two texts of these lengths mostly differ in a few characters, as states of a job do.
      char[] text = "2026-08-01T10:20:30.123456Z, 2026-08-01".toCharArray();
      for (int changes = random.nextInt(5); changes > 0; changes--) {
        text[random.nextInt(text.length)] = (char) ('0' + random.nextInt(10));
      }
      String one = new String(text, 0, 24 + random.nextInt(text.length - 23));
      if (texts.add(one)) {
        rows.append(rows.isEmpty() ? "" : ",");
        rows.append("{\"id\":\"j\",\"status\":\"").append(one).append("\"}");
      }
    }
    Page page = decode(items(rows.toString()), List.of(JobColumn.STATUS));
    assertEquals(texts.size(), new HashSet<>(page.fingerprints()).size());
  }

  @Test
  void theKeyIsOfEveryCharacterOfTheId() throws Exception {
    Set<JobKey> seen = new HashSet<>();
    JobKey.Maker maker = new JobKey.Maker();
    List<String> ids =
        List.of("", "a", "b", "ab", "\u00e9", "\u0161", "a\u0161", "\u0161a", "\u0001a");
    for (String id : ids) {
      seen.add(maker.of(id));
      assertEquals(maker.of(id), new JobKey.Maker().of(id));
    }
    assertEquals(ids.size(), seen.size());
  }

  private static long fingerprint(String fields) throws SQLException, IOException {
    return decode(items("{" + fields + "}"), List.of(JobColumn.ID)).fingerprints().get(0);
  }

  @Test
  void aSingleJobIsARow() throws Exception {
    PageDecoder decoder = new PageDecoder(List.of(JobColumn.STATUS, JobColumn.ID));
    assertArrayEquals(
        new Object[] {"failed", "j1"},
        job(decoder, "{\"job\":{\"id\":\"j1\",\"status\":\"failed\",\"x\":1},\"progress\":7}"));
    assertArrayEquals(
        new Object[] {"failed", "j2"},
        job(decoder, "{\"a\":{\"id\":1},\"job\":{\"id\":\"j2\",\"status\":\"failed\"}}"),
        "again");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "{}",
        "{\"job\":null}",
        "{\"job\":{}}",
        "{\"job\":{\"id\":\"j\"},\"job\":{\"id\":\"k\"}}",
        "{\"job\":{\"id\":\"j\"}} x",
        "{\"items\":[]}"
      })
  void whatIsNoSingleJobIsRefused(String body) {
    SQLException e =
        assertThrows(
            SQLNonTransientException.class,
            () -> job(new PageDecoder(List.of(JobColumn.ID)), body));
    assertEquals("58030", e.getSQLState());
  }

  private static Object[] job(PageDecoder decoder, String body) throws SQLException, IOException {
    return decoder.decodeJob(new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8)), 200);
  }

  private static Page decode(String body, List<JobColumn> layout) throws SQLException, IOException {
    return new PageDecoder(layout)
        .decode(new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8)), 200);
  }
}
