package io.github.llamacloud.jdbc.shell;

import org.jline.terminal.impl.jni.JniTerminalProvider;
import org.jline.terminal.spi.SystemStream;

/** What the shell's three streams are connected to; asked late, because finding out costs time. */
interface Screen {
  /** Whether somebody types. */
  boolean inputIsTerminal();

  /** Whether results are read on a terminal. */
  boolean outputIsTerminal();

  /** Whether messages are read on a terminal. */
  boolean errorIsTerminal();

  /** The terminal's width in columns; 0 if unknown. */
  int width();

  /** No terminal anywhere. */
  Screen NONE =
      new Screen() {
        @Override
        public boolean inputIsTerminal() {
          return false;
        }

        @Override
        public boolean outputIsTerminal() {
          return false;
        }

        @Override
        public boolean errorIsTerminal() {
          return false;
        }

        @Override
        public int width() {
          return 0;
        }
      };

  /** The process's own streams. */
  static Screen system() {
    JniTerminalProvider streams = new JniTerminalProvider();
    return new Screen() {
      @Override
      public boolean inputIsTerminal() {
        return isTerminal(SystemStream.Input);
      }

      @Override
      public boolean outputIsTerminal() {
        return isTerminal(SystemStream.Output);
      }

      @Override
      public boolean errorIsTerminal() {
        return isTerminal(SystemStream.Error);
      }

      @Override
      public int width() {
        try {
          return streams.systemStreamWidth(SystemStream.Output);
        } catch (RuntimeException | LinkageError e) {
          return 0;
        }
      }

      // A platform without JLine's native library has no terminal for us; it still has a shell.
      private boolean isTerminal(SystemStream stream) {
        try {
          return streams.isSystemStream(stream);
        } catch (RuntimeException | LinkageError e) {
          return false;
        }
      }
    };
  }
}
