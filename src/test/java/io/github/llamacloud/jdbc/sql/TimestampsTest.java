package io.github.llamacloud.jdbc.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.llamacloud.jdbc.error.CarriedSqlException;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimestampsTest {
  @ParameterizedTest
  @CsvSource({
    "2024-03-10, 2024-03-10T00:00:00Z",
    "2024-03-10 02:30, 2024-03-10T02:30:00Z",
    "2024-03-10 02:30:15, 2024-03-10T02:30:15Z",
    "2024-03-10 02:30:15.1, 2024-03-10T02:30:15.100Z",
    "2024-03-10 02:30:15.123456789, 2024-03-10T02:30:15.123Z",
    "2024-03-10T02:30:15Z, 2024-03-10T02:30:15Z",
    "2024-03-10t02:30:15.5z, 2024-03-10T02:30:15.500Z",
    "2024-03-10T02:30:15+02:00, 2024-03-10T00:30:15Z",
    "2024-03-10T02:30:15-0530, 2024-03-10T08:00:15Z",
    "2024-03-10 02:30:15+01, 2024-03-10T01:30:15Z",
    "2024-3-1 2:3:4, 2024-03-01T02:03:04Z",
    "1969-12-31 23:59:59.999, 1969-12-31T23:59:59.999Z",
  })
  void readsSqlAndIsoForms(String text, Instant instant) {
    assertEquals(instant.toEpochMilli(), Timestamps.timestamp(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "yesterday",
        "2024-13-01",
        "2024-02-30",
        "2024-01-01 25:00:00",
        "2024-01-01Tnoon",
        "2024-01-01 10:00:00 Europe/Paris",
        "20240101",
        "2024-01-01 10:00:00.",
        "2024-01-01x"
      })
  void refusesWhatIsNoDateTime(String text) {
    CarriedSqlException e =
        assertThrows(CarriedSqlException.class, () -> Timestamps.timestamp(text));
    assertEquals("22007", e.carried().getSQLState());
  }

  @Test
  void aDateIsTheDayInUtc() {
    assertEquals(0, Timestamps.date("1970-01-01T23:59:59Z"));
    assertEquals(-1, Timestamps.date("1970-01-01T00:30:00+01:00"));
  }

  @ParameterizedTest
  @CsvSource({
    "2024-03-10T02:30:15.123Z, 2024-03-10 02:30:15.123",
    "2024-03-10T02:30:15.120Z, 2024-03-10 02:30:15.12",
    "2024-03-10T02:30:00Z, 2024-03-10 02:30:00",
    "1969-12-31T23:59:59.900Z, 1969-12-31 23:59:59.9",
  })
  void writesNoMoreDigitsThanThereAre(Instant instant, String text) {
    assertEquals(text, Timestamps.timestampText(instant.toEpochMilli()));
    String time = text.substring(text.indexOf(' ') + 1);
    assertEquals(
        time, Timestamps.timeText((int) Math.floorMod(instant.toEpochMilli(), 86_400_000L)));
  }

  @Test
  void roundsAlsoBeforeTheEpochAndNeverToMidnight() {
    assertEquals(1000, Timestamps.rounded(500, 1000));
    assertEquals(0, Timestamps.rounded(499, 1000));
    assertEquals(-1000, Timestamps.rounded(-501, 1000));
    assertEquals(1230, Timestamps.rounded(1234, 10));
    assertEquals(1234, Timestamps.rounded(1234, 1));
    assertEquals(86_399_000, Timestamps.roundedTime(86_399_999, 1000));
  }
}
