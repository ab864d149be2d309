package io.github.llamacloud.jdbc.fetch;

import io.github.llamacloud.jdbc.config.Secret;
import io.github.llamacloud.jdbc.config.TrustStore;
import io.github.llamacloud.jdbc.error.Failures;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import okhttp3.OkHttpClient;
import org.jspecify.annotations.Nullable;

/** Trusts the certificates of a key store, and no others. */
final class TrustedCertificates {
  private TrustedCertificates() {}

  /**
   * Reads the trust store.
   *
   * @throws SQLException 08001 if it cannot be read, or holds no certificate
   */
  static void configure(OkHttpClient.Builder client, TrustStore store) throws SQLException {
    try {
      X509TrustManager trusted = trustManager(store);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, new TrustManager[] {trusted}, null);
      client.sslSocketFactory(context.getSocketFactory(), trusted);
    } catch (IOException | GeneralSecurityException | InvalidPathException e) {
      throw unreadable(e.getClass().getSimpleName());
    }
  }

  private static X509TrustManager trustManager(TrustStore store)
      throws IOException, GeneralSecurityException, SQLException {
    KeyStore keys = KeyStore.getInstance(store.type());
    char @Nullable [] password =
        store.password().map(Secret::reveal).map(String::toCharArray).orElse(null);
    Optional<String> file = store.file();
    if (file.isPresent()) {
      try (InputStream content = Files.newInputStream(Path.of(file.get()))) {
        keys.load(content, password);
      }
    } else {
      keys.load(null, password);
    }
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(keys);
    X509TrustManager trusted =
        Arrays.stream(factory.getTrustManagers())
            .filter(X509TrustManager.class::isInstance)
            .map(X509TrustManager.class::cast)
            .findFirst()
            .orElseThrow(() -> unreadable("the JVM has no trust manager"));
    if (trusted.getAcceptedIssuers().length == 0) {
      throw unreadable("it holds no certificate; a PKCS12 file shows none without its password");
    }
    return trusted;
  }

  private static SQLException unreadable(String reason) {
    return Failures.badSetting(
        "The trust store that the properties trustStore, trustStorePassword and trustStoreType name"
            + " cannot be used ("
            + reason
            + ").");
  }
}
