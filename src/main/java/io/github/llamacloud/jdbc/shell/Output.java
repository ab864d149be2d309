package io.github.llamacloud.jdbc.shell;

import java.io.BufferedWriter;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Text streams in UTF-8 whatever the platform's encoding is. */
final class Output {
  private static final int BUFFER = 1 << 16;

  private Output() {}

  /** A buffered writer; what cannot be encoded, half a surrogate, becomes U+FFFD. */
  static Writer utf8(OutputStream bytes) {
    CharsetEncoder encoder =
        StandardCharsets.UTF_8
            .newEncoder()
            .onMalformedInput(CodingErrorAction.REPLACE)
            .onUnmappableCharacter(CodingErrorAction.REPLACE)
            .replaceWith("\uFFFD".getBytes(StandardCharsets.UTF_8));
    return new BufferedWriter(new OutputStreamWriter(bytes, encoder), BUFFER);
  }

  /** The stream, with something to do whenever bytes are about to reach it. */
  static OutputStream preceded(OutputStream bytes, Runnable before) {
    return new FilterOutputStream(bytes) {
      @Override
      public void write(int b) throws IOException {
        before.run();
        out.write(b);
      }

      @Override
      public void write(byte[] b, int offset, int length) throws IOException {
        before.run();
        out.write(b, offset, length);
      }
    };
  }

  /** Whether the reader has gone, as {@code head} does when it has seen enough. */
  static boolean readerLeft(IOException failure) {
    String message = failure.getMessage();
    String text = message == null ? "" : message.toLowerCase(Locale.ROOT);
    return text.contains("broken pipe") || text.contains("pipe is being closed");
  }
}
