package io.github.llamacloud.jdbc.fetch;

import io.github.llamacloud.jdbc.config.ApiKey;
import io.github.llamacloud.jdbc.config.DriverVersion;
import io.github.llamacloud.jdbc.config.Settings;
import io.github.llamacloud.jdbc.error.Failures;
import io.github.llamacloud.jdbc.jobs.Equality;
import io.github.llamacloud.jdbc.jobs.ExecutionContext;
import io.github.llamacloud.jdbc.jobs.Filter;
import io.github.llamacloud.jdbc.jobs.Transport;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import okhttp3.Call;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.Request;

/** The service that one connection talks to: its address, its client and its key. Shared. */
final class Service {
  private final HttpUrl endpoint;
  private final OkHttpClient client;
  private final Settings settings;
  private final ServiceFailures failures;
  private final String userAgent;
  private final boolean onlyNetworkBlocks;
  private volatile HttpUrl latestPage;

  private Service(
      HttpUrl endpoint, OkHttpClient client, Settings settings, boolean onlyNetworkBlocks) {
    this.endpoint = endpoint;
    this.latestPage = endpoint;
    this.client = client;
    this.settings = settings;
    this.onlyNetworkBlocks = onlyNetworkBlocks;
    this.failures = new ServiceFailures(endpoint, settings);
    this.userAgent = userAgent(settings);
  }

  /**
   * @param transport answers instead of the network, if present
   * @param retry what sends the requests, at this pace
   * @throws SQLException 08001 if the base URL is none; nothing is sent
   */
  static Service of(
      Settings settings, Optional<Transport> transport, Function<Pace, RetryInterceptor> retry)
      throws SQLException {
    HttpUrl baseUrl = HttpUrl.parse(settings.baseUrl().toString());
    if (baseUrl == null) {
      throw Failures.badSetting("The base URL " + settings.baseUrl() + " is not a web address.");
    }
    Pace pace =
        transport.isPresent()
            ? new Pace(System::nanoTime)
            : Pace.shared(baseUrl, settings.apiKey().map(ApiKey::current));
    boolean needsTls = baseUrl.isHttps() && transport.isEmpty();
    OkHttpClient.Builder client =
        (needsTls ? SharedClients.tls() : SharedClients.plain())
            .newBuilder()
            .connectTimeout(settings.connectTimeout())
            .addInterceptor(retry.apply(pace));
    if (transport.isPresent()) {
      client.addInterceptor(new TransportInterceptor(transport.get()));
    } else {
      Proxies.configure(client, settings.proxy());
    }
    if (needsTls && settings.trustStore().isPresent()) {
      TrustedCertificates.configure(client, settings.trustStore().get());
    }
    return new Service(
        ListQuery.endpoint(baseUrl),
        client.build(),
        settings,
        transport.isEmpty() && settings.apiKey().filter(key -> !key.isFixed()).isEmpty());
  }

  /** The list with these filters, each to be sent. */
  ListQuery query(List<Equality> sent) {
    List<Filter> filters = new ArrayList<>(sent.size());
    for (Equality equality : sent) {
      filters.add(equality.toFilter());
    }
    return queryOf(filters);
  }

  /** The same with values that need not be known yet. */
  ListQuery queryOf(List<Filter> sent) {
    return ListQuery.of(endpoint, sent, settings);
  }

  /** The address of a page; the latest one is kept, since many a program asks the same again. */
  HttpUrl pageUrl(List<Equality> sent, PageRange range) {
    HttpUrl url = query(sent).url(range, latestPage);
    latestPage = url;
    return url;
  }

  /** A job's own address. */
  HttpUrl jobUrl(String id) {
    return query(List.of()).jobUrl(id);
  }

  /** Whether what failed may be asked for again. */
  boolean repeats() {
    return settings.maxRetries() > 0;
  }

  ServiceFailures failures() {
    return failures;
  }

  /**
   * Whether calls now need no name look-up, most likely, nor anything but the network: so they
   * never block but where {@link Call#cancel} ends them, see {@link NameLookUp} for the others.
   */
  boolean isConnected() {
    return onlyNetworkBlocks && client.connectionPool().idleConnectionCount() > 0;
  }

  /**
   * A call that is not sent yet; RetryInterceptor gives it the key.
   *
   * @param ahead whether nobody waits for its answer yet
   */
  Call call(HttpUrl url, boolean ahead, BodyHandler<?> body, ExecutionContext context) {
    Request.Builder request =
        new Request.Builder()
            .url(url)
            .header("Accept", "application/json")
            .header("User-Agent", userAgent)
            .tag(ExecutionContext.class, context)
            .tag(Demand.class, new Demand(ahead))
            .tag(BodyHandler.class, body);
    return client.newCall(request.build());
  }

  /** Application names come from anywhere; a header holds printable ASCII only. */
  private static String userAgent(Settings settings) {
    String suffix = settings.applicationName().map(name -> " " + name).orElse("");
    return ("llamacloud-jdbc/" + DriverVersion.TEXT + suffix)
        .replaceAll("[^\\x20-\\x7e]", "?")
        .strip();
  }
}
