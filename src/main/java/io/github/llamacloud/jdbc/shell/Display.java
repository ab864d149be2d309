package io.github.llamacloud.jdbc.shell;

/** How results look; backslash commands change it. For one thread. */
final class Display {
  private Format format;
  private boolean timing;

  Display(Format format, boolean timing) {
    this.format = format;
    this.timing = timing;
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
}
