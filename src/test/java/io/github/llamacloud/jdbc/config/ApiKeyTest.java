package io.github.llamacloud.jdbc.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.ServiceConfigurationError;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where keys come from that nobody typed. */
class ApiKeyTest {
  private static final String URL = "jdbc:llamacloud:https://llama.example.org/x/";

  private final Properties properties = new Properties();
  private final List<URI> asked = new ArrayList<>();
  private final List<ApiKeyProvider> providers = new ArrayList<>();
  private Optional<String> told = Optional.of("llx-told");

  private final ApiKeyProvider provider =
      baseUrl -> {
        asked.add(baseUrl);
        return told;
      };

  @Test
  void aProviderIsAskedForTheHostItIsFor() throws Exception {
    providers.add(baseUrl -> Optional.empty());
    providers.add(provider);
    assertEquals("llx-told", key().current().reveal());
    assertEquals(URI.create("https://llama.example.org/x"), asked.get(0));
  }

  @Test
  void aKeyThatWasGivenIsNotAskedFor() throws Exception {
    providers.add(provider);
    properties.setProperty("apiKey", "llx-given");
    assertEquals("llx-given", key().current().reveal());
    assertEquals(List.of(), asked);
  }

  @Test
  void aProviderBeatsTheEnvironmentAndIsBeatenByAFile(@TempDir Path folder) throws Exception {
    providers.add(provider);
    assertEquals(
        "llx-told",
        new SettingsReader(
                ConnectionUrl.parse("jdbc:llamacloud:"),
                properties,
                name -> name.equals("LLAMA_CLOUD_API_KEY") ? "llx-environment" : null,
                new KeyReader(() -> providers))
            .read()
            .apiKey()
            .orElseThrow()
            .current()
            .reveal());
    properties.setProperty(
        "apiKeyFile", Files.writeString(folder.resolve("k"), "llx-file").toString());
    assertEquals("llx-file", key().current().reveal());
  }

  @Test
  void aRefusedKeyIsReadAgain() throws Exception {
    providers.add(provider);
    ApiKey key = key();
    Secret old = key.current();
    int before = asked.size();
    assertFalse(key.renew(old), "the same again is no new key");
    told = Optional.of("llx-new");
    assertTrue(key.renew(old));
    assertEquals("llx-new", key.current().reveal());
    assertTrue(key.renew(old), "another thread has renewed it");
    assertEquals(before + 2, asked.size());
    assertEquals("a **** b ****", key.redact("a llx-told b llx-new"));
    assertEquals("****", key.toString());
    told = Optional.empty();
    assertFalse(key.renew(key.current()), "none is no new key");
    assertEquals("llx-new", key.current().reveal());
  }

  @Test
  void aFileIsReadAgainAndAGivenKeyIsNot(@TempDir Path folder) throws Exception {
    Path file = Files.writeString(folder.resolve("k"), "llx-1\n");
    properties.setProperty("apiKeyFile", file.toString());
    ApiKey key = key();
    Files.writeString(file, "llx-2\n");
    assertTrue(key.renew(key.current()));
    assertEquals("llx-2", key.current().reveal());
    Files.delete(file);
    assertFalse(key.renew(key.current()));
    ApiKey given = ApiKey.fixed(new Secret("llx-3"));
    assertFalse(given.renew(given.current()));
  }

  @Test
  void aProviderThatFailsIsNamedAndItsMessageHidden() {
    providers.add(
        baseUrl -> {
          throw new IllegalStateException("vault token hunter2");
        });
    SQLException e = assertThrows(SQLException.class, this::key);
    assertEquals("28000", e.getSQLState());
    assertTrue(e.getMessage().contains("ApiKeyTest"), e.getMessage());
    StringWriter trace = new StringWriter();
    e.printStackTrace(new PrintWriter(trace));
    assertFalse(trace.toString().contains("hunter2"), trace.toString());
  }

  @Test
  void aKeyThatNoHeaderCanCarryIsRefusedWithoutBeingShown() {
    providers.add(provider);
    told = Optional.of("hun\nter2");
    SQLException e = assertThrows(SQLException.class, this::key);
    assertEquals("08001", e.getSQLState());
    assertFalse(e.getMessage().contains("ter2"), e.getMessage());
  }

  @Test
  void aProviderThatCannotBeMadeIsABadSetting() {
    SQLException e =
        assertThrows(
            SQLException.class,
            () ->
                new KeyReader(
                        () -> {
                          throw new ServiceConfigurationError("no such class");
                        })
                    .ofProviders(URI.create(URL.substring("jdbc:llamacloud:".length()))));
    assertEquals("08001", e.getSQLState());
  }

  private ApiKey key() throws SQLException {
    return new SettingsReader(
            ConnectionUrl.parse(URL), properties, name -> null, new KeyReader(() -> providers))
        .read()
        .apiKey()
        .orElseThrow();
  }
}
