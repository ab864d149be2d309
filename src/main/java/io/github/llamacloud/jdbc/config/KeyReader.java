package io.github.llamacloud.jdbc.config;

import io.github.llamacloud.jdbc.error.Failures;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/** Reads keys from files and from {@link ApiKeyProvider}s, and checks them. */
final class KeyReader {
  private static final Pattern ONE_WORD = Pattern.compile("[!-~]+");

  private final Supplier<List<ApiKeyProvider>> providers;

  KeyReader(Supplier<List<ApiKeyProvider>> providers) {
    this.providers = providers;
  }

  /**
   * Those that the thread's class loader sees, else those beside the driver.
   *
   * @throws ServiceConfigurationError if one cannot be made
   */
  static List<ApiKeyProvider> ofClassPath() {
    List<ApiKeyProvider> found = new ArrayList<>();
    ServiceLoader.load(ApiKeyProvider.class).forEach(found::add);
    if (found.isEmpty()) {
      ServiceLoader.load(ApiKeyProvider.class, ApiKeyProvider.class.getClassLoader())
          .forEach(found::add);
    }
    return found;
  }

  /** The key of the first provider that has one for this host. */
  Optional<ApiKey> ofProviders(URI baseUrl) throws SQLException {
    List<ApiKeyProvider> found;
    try {
      found = providers.get();
    } catch (ServiceConfigurationError e) {
      throw Failures.badSetting("An ApiKeyProvider cannot be used: " + e.getMessage());
    }
    for (ApiKeyProvider provider : found) {
      Optional<Secret> key = ask(provider, baseUrl);
      if (key.isPresent()) {
        return Optional.of(
            ApiKey.renewable(
                key.get(),
                () ->
                    ask(provider, baseUrl)
                        .orElseThrow(() -> Failures.notAuthorized("The key is gone.", 0))));
      }
    }
    return Optional.empty();
  }

  private static Optional<Secret> ask(ApiKeyProvider provider, URI baseUrl) throws SQLException {
    String name = provider.getClass().getName();
    Optional<String> key;
    try {
      key = provider.apiKey(baseUrl);
    } catch (Exception e) {
      if (e instanceof InterruptedException) {
        Thread.currentThread().interrupt();
      }
      throw Failures.notAuthorized(
          "The ApiKeyProvider "
              + name
              + " failed ("
              + e.getClass().getSimpleName()
              + "). Its message is not shown: it may hold a secret.",
          0);
    }
    return key.isPresent() ? Optional.of(secret(key.get(), name)) : Optional.empty();
  }

  /** The key in a file. */
  static ApiKey ofFile(String file) throws SQLException {
    ApiKey.Source source = () -> secret(content(file), "the file " + file);
    return ApiKey.renewable(source.read(), source);
  }

  private static String content(String file) throws SQLException {
    try {
      return Files.readString(Path.of(file), StandardCharsets.UTF_8);
    } catch (IOException | InvalidPathException e) {
      throw Failures.badSetting(
          "The file that the property apiKeyFile names cannot be read ("
              + e.getClass().getSimpleName()
              + "). Its name is not shown: it may be a key.");
    }
  }

  /** A key that a header can carry; the message does not show it. */
  static Secret secret(String text, String where) throws SQLException {
    String key = text.strip();
    if (!ONE_WORD.matcher(key).matches()) {
      throw Failures.badSetting(
          "The API key in " + where + " is not one: it must be one word of ASCII characters.");
    }
    return new Secret(key);
  }
}
