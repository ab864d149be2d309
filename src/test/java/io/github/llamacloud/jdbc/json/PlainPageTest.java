package io.github.llamacloud.jdbc.json;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.llamacloud.jdbc.jobs.JobColumn;
import io.github.llamacloud.jdbc.jobs.Transport;
import io.github.llamacloud.jdbc.simulator.Simulator;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What is read without the JSON parser is what the JSON parser reads. {@code -Dplain=n
 * -Dplain.seed=s} compares others.
 */
class PlainPageTest {
  private static final List<JobColumn> ALL = Arrays.asList(JobColumn.values());
  private static final List<JobColumn> FEW =
      List.of(JobColumn.CREATED_AT, JobColumn.ID, JobColumn.FAILED_ITEMS);
  private static final String ALPHABET = "{}[]\",:0129-+.eEtfnul\\/ \n\t\u0000\u0001\u007f\u00e9";
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final byte[] PAGE =
      Simulator.demo(200, 1)
          .exchange(
              new Transport.Request("GET", "/api/v1/beta/batch-processing?limit=200", Map.of()))
          .body();

  private final PlainPage ofAll = new PlainPage(new JobRow(ALL));
  private final PageDecoder decoder = new PageDecoder(ALL);
  private final PlainPage ofFew = new PlainPage(new JobRow(FEW));

  private static Page plain(PlainPage reader, byte[] body)
      throws IOException, BrokenContract, PlainJson.NotPlain {
    try (BodyBytes bytes = BodyBytes.read(new ByteArrayInputStream(body))) {
      return reader.read(new PlainJson(bytes), 10);
    }
  }

  private static Page parsed(List<JobColumn> layout, byte[] body)
      throws IOException, BrokenContract {
    return new PageDecoder(layout).parsed(new ByteArrayInputStream(body));
  }

  private static void assertSame(Page expected, Page actual) {
    assertEquals(expected.rows().size(), actual.rows().size());
    for (int i = 0; i < expected.rows().size(); i++) {
      assertArrayEquals(expected.rows().get(i), actual.rows().get(i), "row " + i);
    }
    assertEquals(expected.keys(), actual.keys());
    assertEquals(expected.fingerprints(), actual.fingerprints());
    assertEquals(expected.totalSize(), actual.totalSize());
    assertEquals(expected.promisesMore(), actual.promisesMore());
    assertEquals(expected.orders(), actual.orders());
  }

  /** That it is plain, and read alike. */
  private void check(byte[] body) throws Exception {
    assertSame(parsed(ALL, body), plain(ofAll, body));
    assertSame(parsed(FEW, body), plain(ofFew, body));
  }

  private static byte[] changed(Function<ObjectNode, ObjectNode> job) throws IOException {
    return MAPPER.writeValueAsBytes(changedTree(job));
  }

  private static JsonNode changedTree(Function<ObjectNode, ObjectNode> job) throws IOException {
    ObjectNode page = (ObjectNode) MAPPER.readTree(PAGE);
    ArrayNode items = MAPPER.createArrayNode();
    page.get("items").forEach(item -> items.add(job.apply((ObjectNode) item)));
    return page.set("items", items);
  }

  @Test
  void asTheServiceWritesIt() throws Exception {
    assertEquals(200, parsed(ALL, PAGE).rows().size());
    check(PAGE);
  }

  @Test
  void withWhiteSpace() throws Exception {
    check(
        MAPPER.writer(SerializationFeature.INDENT_OUTPUT).writeValueAsBytes(MAPPER.readTree(PAGE)));
    StringBuilder spaced = new StringBuilder();
    boolean inText = false;
    boolean escaped = false;
    for (char c : new String(PAGE, StandardCharsets.UTF_8).toCharArray()) {
      inText ^= c == '"' && !escaped;
      escaped = c == '\\' && !escaped;
      boolean structure = !inText && "{}[]:,".indexOf(c) >= 0;
      spaced.append(structure ? " \t" + c + "\r\n" : c);
    }
    check(spaced.toString().getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void withFieldsInAnyOrderAndLeftOut() throws Exception {
    Random random = new Random(7);
    check(
        changed(
            job -> {
              List<String> names = new ArrayList<>();
              job.fieldNames().forEachRemaining(names::add);
              Collections.shuffle(names, random);
              ObjectNode shuffled = MAPPER.createObjectNode();
              for (String name : names) {
                boolean optional =
                    JobReader.COLUMNS.get(name).type() != JobColumn.Type.VARCHAR
                        && !name.equals("total_items");
                if (!optional || random.nextBoolean()) {
                  shuffled.set(name, job.get(name));
                }
              }
              return shuffled;
            }));
  }

  @Test
  void withFieldsThatAreNotKnown() throws Exception {
    JsonNode nested = MAPPER.readTree("{\"id\":[1,{\"status\":\"\\u20ac }]\"},null,-1.5e3]}");
    check(
        changed(
            job -> {
              job.set("later", nested);
              job.put("flag", true);
              return job.put("ids", "none");
            }));
  }

  @Test
  void withTextsOfAllKinds() throws Exception {
    Random random = new Random(8);
    JsonNode page =
        changedTree(
            job -> {
              StringBuilder text = new StringBuilder();
              for (int length = random.nextInt(40); length > 0; length--) {
                text.appendCodePoint(
                    random.nextInt(4) > 0
                        ? random.nextInt(0x80)
                        : random.nextInt(2) == 0 ? random.nextInt(0xd800) : 0x1f600);
              }
              job.put("error_message", text.toString());
              job.put("workflow_id", text.reverse().toString());
              return job.put("id", job.get("id").textValue() + text);
            });
    String ascii =
        JsonMapper.builder()
            .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
            .build()
            .writeValueAsString(page);
    check(MAPPER.writeValueAsBytes(page));
    check(ascii.getBytes(StandardCharsets.US_ASCII));
    check(ascii.replace("/", "\\/").replace("\\n", "\\u000a").getBytes(StandardCharsets.US_ASCII));
  }

  @Test
  void withNumbersOfAllLengths() throws Exception {
    Random random = new Random(9);
    check(
        changed(
            job -> {
              long digits = Long.parseLong("9".repeat(1 + random.nextInt(18)));
              job.put("failed_items", -digits);
              return job.put("total_items", random.nextInt(9) == 0 ? 0 : digits);
            }));
  }

  /** Is left to the JSON parser, be it right or wrong. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "[]",
        "{\"items\":[]",
        "{\"items\":[],}",
        "{\"items\":[,]}",
        "{\"items\":[]} {}",
        "{\"items\":[]}\u0000",
        "{\"items\":null}",
        "{\"items\":[],\"items\":[]}",
        "{\"total_size\":1}",
        "{\"items\":[],\"total_size\":01}",
        "{\"items\":[],\"total_size\":-}",
        "{\"items\":[],\"total_size\":1.0}",
        "{\"items\":[],\"total_size\":\"1\"}",
        "{\"items\":[],\"total_size\":1234567890123456789}",
        "{\"items\":[],\"total_size\":nul}",
        "{\"items\":[],\"next_page_token\":{}}",
        "{\"items\":[],\"x\":\"a\nb\"}",
        "{\"items\":[],\"x\":\"\\q\"}",
        "{\"items\":[],\"x\":\"\\u00\"}",
        "{\"items\":[],\"x\":\"\\u00g0\"}",
        "{\"items\":[],\"x\":\"\\u\uff11\uff11\uff11\uff11\"}",
        "{\"items\":[],\"x\":\"\\\"}",
        "{\"items\":[],\"x\":\"\ufffd\"}",
        "{\"items\":[],\"x\":\"\u0000\"}",
        "{\"items\":[],\"x\":[\u00001]}",
        "{\"items\":[],\"x\":[1}}",
        "{\"items\":[],\"x\":1 2}",
        "{\"items\":[],\"x\" 1}",
        "{\"items\":[],x:1}",
        "{\"items\":[],\"x\":-}",
        "{\"items\":[],\"x\":00}",
        "{\"items\":[],\"x\":1e3}",
        "{\"items\":[{]}",
        "{\"items\":[null]}"
      })
  void whatIsNotPlain(String body) {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    Exception e = assertThrows(Exception.class, () -> plain(ofAll, bytes));
    assertTrue(
        e instanceof PlainJson.NotPlain || e instanceof JsonProcessingException, e.toString());
  }

  @Test
  void whatIsBeyondTheParsersLimitsIsLeftToIt() {
    String deep = "[".repeat(1001) + "]".repeat(1001);
    String name = "n".repeat(60_000);
    for (String field : List.of("\"x\":" + deep, "\"" + name + "\":1")) {
      byte[] body = ("{\"items\":[]," + field + "}").getBytes(StandardCharsets.UTF_8);
      whatIsNotPlain(new String(body, StandardCharsets.UTF_8));
      assertThrows(SQLException.class, () -> decoder.decode(new ByteArrayInputStream(body), 200));
    }
  }

  @Test
  void aNegativeZero() throws Exception {
    check(
        new String(PAGE, StandardCharsets.UTF_8)
            .replaceAll("\"total_items\":\\d+", "\"total_items\":-0")
            .getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void damagedBodiesAreReadAlikeOrNotAtAll() throws Exception {
    long seed = Long.getLong("plain.seed", 1);
    System.out.println("PlainPageTest seed " + seed);
    int readPlainly = 0;
    int refusedAlike = 0;
    int count = Integer.getInteger("plain", 60_000);
    for (int number = 0; number < count; number++) {
      Random random = new Random(seed * 1_000_003 + number);
      byte[] damaged = damaged(random);
      Page expected = null;
      String refusal = "";
      try {
        expected = parsed(ALL, damaged);
      } catch (BrokenContract e) {
        refusal = e.getMessage();
      } catch (IOException e) {
        refusal = "no JSON";
      }
      String where = "seed " + seed + ", number " + number;
      checkDecoder(where, damaged, expected, refusal);
      try {
        Page actual = plain(ofAll, damaged);
        assertTrue(expected != null, () -> where + ": the parser refuses it");
        assertSame(expected, actual);
        readPlainly++;
      } catch (BrokenContract e) {
        assertEquals(refusal, e.getMessage(), where);
        refusedAlike++;
      } catch (PlainJson.NotPlain | IOException e) {
        // The parser has to tell.
      } catch (AssertionError e) {
        throw new AssertionError(where, e);
      }
    }
    assertTrue(readPlainly > count / 10, "read: " + readPlainly);
    assertTrue(refusedAlike > count / 100, "refused: " + refusedAlike);
  }

  /** The way with a plain reader and without is taken by the same decoder, one after the other. */
  private void checkDecoder(String where, byte[] body, @Nullable Page expected, String refusal)
      throws IOException {
    try {
      Page decoded = decoder.decode(new ByteArrayInputStream(body), 200);
      assertTrue(expected != null, () -> where + ": the parser refuses it");
      assertSame(expected, decoded);
    } catch (SQLException e) {
      assertEquals(null, expected, where);
      assertTrue(refusal.equals("no JSON") || refusal.equals(e.getMessage()), where);
    }
  }

  /** Three jobs of the page, with damage. */
  private static byte[] damaged(Random random) {
    String text = new String(PAGE, StandardCharsets.ISO_8859_1);
    int start = text.indexOf("{\"id\"", random.nextInt(text.length() - 4000));
    int end = start;
    for (int i = 0; i < 3; i++) {
      end = text.indexOf("},{", end + 1);
    }
    StringBuilder body = new StringBuilder("{\"items\":[" + text.substring(start, end) + "}]");
    body.append(",\"next_page_token\":\"t\",\"total_size\":200}");
    if (random.nextBoolean()) {
      String field = "\"meta\":{\"a\":[1,{\"b\":\"\u00c3\u00a9\\u00e9\"}],\"c\":{}},";
      body.insert(body.indexOf("\"total_items\""), field);
    }
    for (int times = random.nextInt(3); times >= 0; times--) {
      int at = random.nextInt(body.length());
      char other =
          random.nextInt(5) == 0
              ? (char) random.nextInt(256)
              : ALPHABET.charAt(random.nextInt(ALPHABET.length()));
      switch (random.nextInt(4)) {
        case 0 -> body.insert(at, other);
        case 1 -> body.setCharAt(at, other);
        case 2 -> body.delete(at, Math.min(body.length(), at + 1 + random.nextInt(30)));
        default ->
            body.insert(
                at, body.substring(at, Math.min(body.length(), at + 1 + random.nextInt(30))));
      }
    }
    return body.toString().getBytes(StandardCharsets.ISO_8859_1);
  }
}
