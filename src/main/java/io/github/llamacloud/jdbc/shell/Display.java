package io.github.llamacloud.jdbc.shell;

/** How results look; backslash commands change it. For one thread. */
final class Display {
  private Format format;
  private boolean timing;
  private boolean requests;

  Display(Format format, boolean timing, boolean requests) {
    this.format = format;
    this.timing = timing;
    this.requests = requests;
  }

  Format format() {
    return format;
  }

  void format(Format chosen) {
    format = chosen;
  }

  /** Whether the time follows the row count. */
  boolean timing() {
    return timing;
  }

  void timing(boolean on) {
    timing = on;
  }

  /** Whether what each statement sent follows it, on the stream for messages. */
  boolean requests() {
    return requests;
  }

  void requests(boolean on) {
    requests = on;
  }
}
