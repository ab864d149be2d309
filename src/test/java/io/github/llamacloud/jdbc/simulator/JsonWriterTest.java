package io.github.llamacloud.jdbc.simulator;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.llamacloud.jdbc.testing.JsonTree;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

class JsonWriterTest {
  @Test
  void anyTextSurvivesTheRoundTrip() throws IOException {
    Random random = new Random(42);
    for (int i = 0; i < 5_000; i++) {
      StringBuilder text = new StringBuilder();
      int length = random.nextInt(12);
      for (int j = 0; j < length; j++) {
        text.appendCodePoint(
            switch (random.nextInt(4)) {
              case 0 -> random.nextInt(0x80);
              case 1 -> 0x80 + random.nextInt(0xd700);
              case 2 -> 0xe000 + random.nextInt(0x2000);
              default -> 0x10000 + random.nextInt(0x100000);
            });
      }
      byte[] json = new JsonWriter(0).string(text.toString()).toBytes();
      assertEquals(text.toString(), JsonTree.parse(json));
    }
  }

  @Test
  void halfOfASurrogatePairIsSpelledOut() {
    assertEquals("\"\\ud83d\"", written("\ud83d"));
    assertEquals("\"\\ude00\\ud83dx\"", written("\ude00\ud83dx"));
    assertEquals("\"\ud83d\ude00\\ud83d\"", written("\ud83d\ude00\ud83d"));
  }

  @Test
  void controlCharactersAreEscaped() {
    assertEquals(
        "\"\\u0000\\u001f\\n\\r\\t\\\\\\\"/\u007f\"", written("\0\u001f\n\r\t\\\"/\u007f"));
  }

  private static String written(String text) {
    return new String(new JsonWriter(0).string(text).toBytes(), StandardCharsets.UTF_8);
  }
}
