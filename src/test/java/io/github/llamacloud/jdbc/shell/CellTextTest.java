package io.github.llamacloud.jdbc.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigDecimal;
import java.time.LocalDateTime;
import org.junit.jupiter.api.Test;

class CellTextTest {
  @Test
  void whatWouldMoveTheCursorIsMadeVisible() {
    assertEquals("a↵b↵c␉␛[31m␀␡", CellText.visible("a\nb\r\nc\t\u001b[31m\0\u007f"));
    assertEquals("\\u202eabc\\u009b\\ufeff", CellText.visible("\u202eabc\u009b\ufeff"));
    assertEquals("x\\ud83dy 😀", CellText.visible("x\ud83dy 😀"));
    assertEquals("␍only", CellText.visible("\ronly"));
  }

  @Test
  void widthsCountTerminalColumns() {
    assertEquals(3, CellText.width("abc"));
    assertEquals(4, CellText.width("文字"));
    assertEquals(2, CellText.width("😀"));
    assertEquals(1, CellText.width("e\u0301"));
    assertEquals(2, CellText.width("ﾊﾝ"));
  }

  @Test
  void truncationNeverSplitsACharacterAndNeverExceedsTheWidth() {
    assertEquals("abcde", CellText.truncated("abcde", 5));
    assertEquals("abcd…", CellText.truncated("abcdef", 5));
    assertEquals("文…", CellText.truncated("文字文", 4));
    assertEquals("文字…", CellText.truncated("文字文", 5));
    assertEquals("文字文", CellText.truncated("文字文", 6));
    assertEquals("a…", CellText.truncated("a😀b", 3));
  }

  @Test
  void dateTimesHaveThreeDigitsOrMore() {
    LocalDateTime moment = LocalDateTime.of(2024, 3, 10, 2, 30);
    assertEquals("2024-03-10T02:30:00.000Z", CellText.exact(moment));
    assertEquals("2024-03-10 02:30:00.123", CellText.visible(moment.plusNanos(123_000_000)));
    assertEquals("2024-03-10T02:30:00.000001Z", CellText.exact(moment.plusNanos(1000)));
  }

  @Test
  void numbersKeepEveryDigit() {
    assertEquals("9223372036854775807", CellText.exact(Long.MAX_VALUE));
    assertEquals("100000000000", CellText.exact(new BigDecimal("1E+11")));
    assertEquals("12345678.5", CellText.exact(12345678.5));
    assertEquals("10000000.0", CellText.exact(1e7));
    assertEquals("0.0001", CellText.exact(0.0001));
    assertEquals("1.0E300", CellText.exact(1e300));
    assertEquals("NULL", CellText.visible((Object) null));
  }
}
