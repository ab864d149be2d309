package io.github.llamacloud.jdbc.config;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * The key of an account, which may be replaced while connections use it. Threads may share it.
 * Prints no secret.
 */
public final class ApiKey {
  private static final String HIDDEN = "****";

  private final @Nullable Source source;
  private volatile Secret current;
  private volatile Secret earlier;

  /** Where a key is read, and read again. */
  interface Source {
    Secret read() throws SQLException;
  }

  private ApiKey(Secret current, @Nullable Source source) {
    this.current = current;
    this.earlier = current;
    this.source = source;
  }

  /** A key that stays the same. */
  public static ApiKey fixed(Secret key) {
    return new ApiKey(key, null);
  }

  /** A key that can be read again where it was read. */
  static ApiKey renewable(Secret key, Source source) {
    return new ApiKey(key, source);
  }

  /** Whether it stays the same; else reading it again may take a while. */
  public boolean isFixed() {
    return source == null;
  }

  /** The key to send now. */
  public Secret current() {
    return current;
  }

  /**
   * Reads the key again, unless another thread has done so since this one was sent.
   *
   * @param refused the key that the service did not accept
   * @return whether there is another key now
   */
  public synchronized boolean renew(Secret refused) {
    if (source != null && current.equals(refused)) {
      try {
        Secret read = source.read();
        if (!read.equals(current)) {
          earlier = current;
          current = read;
        }
      } catch (SQLException e) {
        // What the service said about the old key is what the caller has to know.
        return false;
      }
    }
    return !current.equals(refused);
  }

  /** A text without the key, nor the one before it. */
  public String redact(String text) {
    return text.replace(current.reveal(), HIDDEN).replace(earlier.reveal(), HIDDEN);
  }

  @Override
  public String toString() {
    return HIDDEN;
  }
}
