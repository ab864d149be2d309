package io.github.llamacloud.jdbc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import io.github.llamacloud.jdbc.config.Settings;
import java.sql.SQLException;
import java.util.Properties;
import okhttp3.HttpUrl;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SourcesTest {
  @ParameterizedTest
  @CsvSource({
    "https://api.cloud.llamaindex.ai, true",
    "http://127.0.0.1:41234/exact/0/100, true",
    "https://h:64999/a-b_c, true",
    "https://h:65535, false",
    "https://h:65536, false",
    "https://h:0, false",
    "https://xn--a, false",
    "https://a.xn--a, false",
    "https://[::1], false",
    "https://h/%41, false",
  })
  void aSourceIsMadeLaterOnlyForWhatIsAWebAddressWithoutDoubt(String url, boolean later)
      throws SQLException {
    Settings settings = settings(url, new Properties());
    assertEquals(later, Sources.cannotFail(settings));
    if (later) {
      assertNotNull(HttpUrl.parse(settings.baseUrl().toString()));
    }
  }

  @Test
  void aTrustStoreIsReadAtOnce() throws SQLException {
    Properties properties = new Properties();
    properties.setProperty("trustStore", "absent.p12");
    assertEquals(false, Sources.cannotFail(settings("https://h", properties)));
  }

  private static Settings settings(String url, Properties properties) throws SQLException {
    properties.setProperty("apiKey", "llx-any");
    return Settings.read("jdbc:llamacloud:" + url, properties, name -> null);
  }
}
