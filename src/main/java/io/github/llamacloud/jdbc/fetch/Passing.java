package io.github.llamacloud.jdbc.fetch;

import java.io.IOException;
import java.net.UnknownServiceException;
import java.security.cert.CertificateException;
import javax.net.ssl.SSLPeerUnverifiedException;
import okhttp3.Response;

/** Which failures may pass, so that the request is worth repeating (API.md section 3). */
final class Passing {
  private Passing() {}

  /** Whether an answer is a failure that may pass; the service's own word counts first. */
  static boolean isPassing(Response response) {
    if (response.isSuccessful()) {
      return false;
    }
    String said = response.header("x-should-retry", "");
    if ("true".equalsIgnoreCase(said) || "false".equalsIgnoreCase(said)) {
      return "true".equalsIgnoreCase(said);
    }
    int status = response.code();
    return status == 408 || status == 409 || status == 429 || status >= 500;
  }

  /** Whether what came instead of an answer may pass. */
  static boolean isPassing(IOException e) {
    return !(e instanceof Attempt.RequestTimeout
        || e instanceof RetryInterceptor.WaitEnded
        || e instanceof Attempt.BodyTooLarge
        || e instanceof UnknownServiceException
        || e instanceof SSLPeerUnverifiedException
        || isCausedByCertificate(e));
  }

  private static boolean isCausedByCertificate(Throwable e) {
    for (Throwable cause = e.getCause(); cause != null; cause = cause.getCause()) {
      if (cause instanceof CertificateException) {
        return true;
      }
    }
    return false;
  }
}
