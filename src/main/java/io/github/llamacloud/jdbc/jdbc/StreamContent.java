package io.github.llamacloud.jdbc.jdbc;

import io.github.llamacloud.jdbc.error.Failures;
import io.github.llamacloud.jdbc.error.SqlState;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.sql.SQLException;

/** Reads a parameter that is a stream, at once and whole. */
final class StreamContent {
  /** The stream is read to its end. */
  static final long ALL = -1;

  private StreamContent() {}

  /** Exactly this many characters, or {@link #ALL}. */
  static String text(Reader reader, long length, Conversion to) throws SQLException {
    StringBuilder text = new StringBuilder();
    char[] buffer = new char[8192];
    try {
      int read;
      while ((read = reader.read(buffer, 0, wanted(length, text.length(), buffer.length))) > 0) {
        text.append(buffer, 0, read);
      }
    } catch (IOException e) {
      throw unreadable(to, e);
    }
    checkLength(length, text.length(), to);
    return text.toString();
  }

  /** Exactly this many bytes, or {@link #ALL}. */
  static byte[] bytes(InputStream stream, long length, Conversion to) throws SQLException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    byte[] buffer = new byte[8192];
    try {
      int read;
      while ((read = stream.read(buffer, 0, wanted(length, bytes.size(), buffer.length))) > 0) {
        bytes.write(buffer, 0, read);
      }
    } catch (IOException e) {
      throw unreadable(to, e);
    }
    checkLength(length, bytes.size(), to);
    return bytes.toByteArray();
  }

  private static int wanted(long length, int have, int atMost) {
    return length == ALL ? atMost : (int) Math.min(atMost, length - have);
  }

  private static void checkLength(long length, int read, Conversion to) throws SQLException {
    if (length != ALL && length != read) {
      throw Failures.data(
          SqlState.BAD_PARAMETER,
          "The stream of " + to.subject() + " ended after " + read + " of " + length + ".",
          null);
    }
  }

  private static SQLException unreadable(Conversion to, IOException cause) {
    return Failures.data(
        SqlState.BAD_PARAMETER, "The stream of " + to.subject() + " cannot be read.", cause);
  }
}
