package io.github.llamacloud.jdbc.contract;

import static io.github.llamacloud.jdbc.contract.KeySecrecy.assertNoKey;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.llamacloud.jdbc.LlamaCloudDataSource;
import io.github.llamacloud.jdbc.testing.SimulatedService;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.DriverPropertyInfo;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Promise P6: the key is shown by nothing that a client can print. */
class KeySecrecyContractTest {
  private static final String KEY = SimulatedService.API_KEY;

  @RegisterExtension final Served served = Served.of(ContractJobs.FIVE);

  @Test
  void noObjectPrintsTheKey() throws SQLException {
    String url = served.service().jdbcUrl() + "?apiKey=" + KEY + "&pageSize=10";
    try (Connection connection = DriverManager.getConnection(url);
        PreparedStatement statement =
            connection.prepareStatement("EXPLAIN PLAN FOR SELECT * FROM batch_jobs");
        ResultSet plan = statement.executeQuery()) {
      for (Object object :
          List.of(
              connection,
              connection.getMetaData(),
              statement,
              statement.getMetaData(),
              statement.getParameterMetaData(),
              plan,
              plan.getMetaData(),
              connection.getClientInfo())) {
        assertNoKey(object.toString());
      }
      assertNoKey(Served.rows(plan).toString());
      assertEquals(served.service().jdbcUrl() + "?pageSize=10", connection.getMetaData().getURL());
      assertNoKey(connection.getMetaData().getUserName());
    }
  }

  @Test
  void noDataSourcePrintsTheKey() throws SQLException {
    LlamaCloudDataSource dataSource = new LlamaCloudDataSource();
    dataSource.setUrl(served.service().jdbcUrl());
    dataSource.setApiKey(KEY);
    assertNoKey(dataSource.toString());
    try (Connection connection = dataSource.getConnection()) {
      assertNoKey(connection.toString());
      assertNoKey(connection.getMetaData().getURL());
    }
  }

  @Test
  void noPropertyInfoHoldsTheKey() throws SQLException {
    String url = served.service().jdbcUrl();
    Driver driver = DriverManager.getDriver(url);
    Properties properties = new Properties();
    properties.setProperty("apiKey", KEY);
    properties.setProperty("password", KEY);
    for (DriverPropertyInfo info : driver.getPropertyInfo(url + "?apiKey=" + KEY, properties)) {
      assertNoKey(info.name + "=" + info.value + " " + info.description);
    }
  }

  /** People mistype URLs, and error messages end in tickets. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "?apiKey=%s&pageSize=0",
        "?apiKey=%s&nonsense=1",
        "?apikey=%s",
        "?api_key=%s",
        "?apiKey=%s&password=%s",
        "?apiKey=%%zz%s",
        "?apiKey=x y%s",
        "?apiKey=a&%s",
        "?%s",
        "?apiKey:%s",
        "?%s=",
        "/%s?apiKey",
        "?apiKeyFile=%s",
        "?region=na&apiKey=%s",
        "?maxRetries=x&password=%s"
      })
  void noMessageAboutAUrlShowsTheKey(String rest) {
    String url = served.service().jdbcUrl() + String.format(rest, KEY, KEY);
    assertNoKey(assertThrows(SQLException.class, () -> DriverManager.getConnection(url)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "jdbc:llamacloud:%s",
        "jdbc:llamacloud:demo:%s",
        "jdbc:llamacloud:https://%s@llama.example.org",
        "jdbc:llamacloud:http://user:%s@llama.example.org?apiKey=x",
        "jdbc:llamacloud:https://llama.example.org/#%s"
      })
  void noMessageAboutABaseUrlShowsTheKey(String url) {
    assertNoKey(
        assertThrows(
            SQLException.class,
            () -> DriverManager.getConnection(String.format(url, KEY), new Properties())));
  }
}
