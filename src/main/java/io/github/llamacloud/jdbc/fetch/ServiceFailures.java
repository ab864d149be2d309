package io.github.llamacloud.jdbc.fetch;

import io.github.llamacloud.jdbc.config.ProxyRule;
import io.github.llamacloud.jdbc.config.Settings;
import io.github.llamacloud.jdbc.error.Failures;
import io.github.llamacloud.jdbc.json.ErrorBody;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.sql.SQLException;
import java.time.Duration;
import javax.net.ssl.SSLException;
import okhttp3.HttpUrl;
import okhttp3.Response;

/**
 * Turns answers and broken connections into the exceptions of DESIGN.md section 5. Messages name
 * the host, and the key is taken out of whatever was received.
 */
final class ServiceFailures {
  private final HttpUrl endpoint;
  private final Settings settings;
  private final String host;

  ServiceFailures(HttpUrl endpoint, Settings settings) {
    this.endpoint = endpoint;
    this.settings = settings;
    this.host =
        endpoint.port() == HttpUrl.defaultPort(endpoint.scheme())
            ? endpoint.host()
            : endpoint.host() + ":" + endpoint.port();
  }

  /** An answer other than success. Reads its body. */
  SQLException ofStatus(Response response) throws IOException {
    int status = response.code();
    String detail = ErrorBody.describe(response.body().bytes(), this::redact);
    String answered =
        "The service at "
            + host
            + " answered HTTP "
            + status
            + (detail.isEmpty() ? "" : ": " + detail);
    if (status == 401 || status == 403) {
      return Failures.notAuthorized(sentence(answered) + " Is the API key right?", status);
    }
    if (status == 429) {
      return Failures.tooManyRequests(sentence(answered) + repeated(response));
    }
    if (status == 408 || status >= 500) {
      return Failures.serverError(sentence(answered) + repeated(response), status);
    }
    if (status >= 300 && status < 400) {
      return Failures.contractBroken(sentence(answered) + redirect(response), status, null);
    }
    return Failures.contractBroken(
        sentence(answered) + tooLong(response) + advice(status, detail), status, null);
  }

  private String repeated(Response response) {
    int retries = settings.maxRetries();
    String tooLong = tooLong(response);
    return retries == 0 || !tooLong.isEmpty()
        ? tooLong
        : " The request is repeated " + retries + " times at most (maxRetries).";
  }

  /** Why a request was not repeated that could have been, if it was for a wait. */
  private String tooLong(Response response) {
    String seconds = response.header(RetryWait.TOO_LONG, "");
    return seconds.isEmpty()
        ? ""
        : " It asks to wait "
            + redact(seconds)
            + " s: more than the statement's time limit leaves, or without one than "
            + RetryWait.LONGEST.toSeconds()
            + " s.";
  }

  /** A service that knows the path says more than "Not Found". */
  private String advice(int status, String detail) {
    return status == 404 && (detail.isEmpty() || detail.equals("Not Found"))
        ? " There is no " + endpoint.encodedPath() + " on this host: is the base URL right?"
        : "";
  }

  /** Redirects are not followed: the key would go wherever the answer says. */
  private String redirect(Response response) {
    HttpUrl target = endpoint.resolve(response.header("Location", ""));
    return " Redirects are not followed"
        + (target == null
            ? "."
            : "; this one leads to "
                + redact(target.scheme() + "://" + target.host() + ":" + target.port())
                + ".");
  }

  /** What a call ended with instead of an answer. */
  SQLException ofCall(Throwable e) {
    if (e instanceof RetryInterceptor.WaitEnded && e.getCause() instanceof SQLException ended) {
      return ended;
    }
    if (e instanceof Attempt.RequestTimeout) {
      return Failures.timeLimit(
          "The service at "
              + host
              + " did not answer within the requestTimeout of "
              + seconds(settings.requestTimeout())
              + " s.",
          e);
    }
    if (e instanceof Attempt.BodyTooLarge) {
      return Failures.contractBroken(
          "The answer of the service at " + host + " is too large; a smaller pageSize may help.",
          0,
          null);
    }
    return e instanceof IOException io
        ? ofIo(io)
        : Failures.internal("The request to " + host + " failed.", e);
  }

  /** No answer, or half of one. */
  SQLException ofIo(IOException e) {
    return Failures.noAnswer(
        "No answer from the service at " + host + throughProxy() + ": " + reason(e) + ".",
        mentionsKey(e) ? null : e);
  }

  /** The proxy that was asked for, which may be what did not answer. */
  private String throughProxy() {
    ProxyRule proxy = settings.proxy();
    return proxy.given()
        ? proxy
            .server()
            .map(server -> ", through the proxy " + server.host() + ":" + server.port())
            .orElse("")
        : "";
  }

  /** A status line that is none is quoted by OkHttp, whatever is in it. */
  private boolean mentionsKey(Throwable e) {
    StringWriter trace = new StringWriter();
    e.printStackTrace(new PrintWriter(trace));
    return !redact(trace.toString()).equals(trace.toString());
  }

  private String reason(IOException e) {
    if (e instanceof UnknownHostException) {
      return "the host is not known (DNS)";
    }
    if (e instanceof SocketTimeoutException) {
      return "no connection within the connectTimeout of "
          + seconds(settings.connectTimeout())
          + " s";
    }
    if (e instanceof ConnectException) {
      return "the connection was refused or the host cannot be reached";
    }
    String message = redact(String.valueOf(e.getMessage()));
    return e instanceof SSLException
        ? "TLS failed: " + message
        : "the connection broke: " + message;
  }

  private String redact(String text) {
    return settings.apiKey().map(key -> key.redact(text)).orElse(text);
  }

  private static String sentence(String text) {
    return text.endsWith(".") || text.endsWith("!") ? text : text + ".";
  }

  private static String seconds(Duration duration) {
    return String.valueOf(duration.toMillis() / 1000.0).replaceAll("\\.0$", "");
  }
}
